using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AssetLibrary.Web.LanguageModels;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>A line of the script as the model is shown it. Number is that of the source.</summary>
internal sealed record PieceLine(int Number, string Text, bool EndsParagraph);

/// <summary>
/// A scene, or a part of a long one: what is asked about, answered and remembered as one. Its hash covers the text and
/// where its lines stand among each other, not where it is in the script: a scene that moved is the same one.
/// </summary>
internal sealed class ScenePiece(int scene, int part, string heading, IReadOnlyList<PieceLine> lines)
{
    private const int PerLine = 4; // its number and the line end

    private string? hash;
    private int? tokens;

    public int Scene => scene;

    /// <summary>Its name in a question: "12", or "12/2" for a part of a long scene.</summary>
    public string Id { get; } =
        part == 0 ? scene.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{scene}/{part}");

    public string Heading => heading;

    public IReadOnlyList<PieceLine> Lines => lines;

    public int FirstLine => lines[0].Number;

    public string Hash =>
        hash ??= Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join('\n', lines.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Number - FirstLine}|{l.Text}")))
                )
            )
        );

    public int Tokens => tokens ??= lines.Sum(l => PerLine + TokenEstimate.Of(l.Text));

    /// <summary>The smaller ones it may have been asked about as.</summary>
    public IEnumerable<ScenePiece> Family(int generations) =>
        generations > 0 && Halves() is var (first, second)
            ? [first, second, .. first.Family(generations - 1), .. second.Family(generations - 1)]
            : [];

    /// <summary>Itself or its parts, as far as all of it is known; null when some of it is not.</summary>
    public IReadOnlyList<ScenePiece>? Known(Func<string, bool> isKnown, int generations)
    {
        if (isKnown(Hash))
        {
            return [this];
        }

        return
            generations > 0
            && Halves() is var (first, second)
            && first.Known(isKnown, generations - 1) is { } before
            && second.Known(isKnown, generations - 1) is { } after
            ? [.. before, .. after]
            : null;
    }

    /// <summary>Two smaller ones, parted between paragraphs where there are some; null when it is a single line.</summary>
    public (ScenePiece First, ScenePiece Second)? Halves()
    {
        if (lines.Count < 2)
        {
            return null;
        }

        var middle = lines.Count / 2;
        var cuts = Enumerable.Range(1, lines.Count - 1).ToList();
        var between = cuts.Where(i => lines[i - 1].EndsParagraph).ToList();
        var cut = (between.Count > 0 ? between : cuts).MinBy(i => Math.Abs(i - middle));
        var number = Math.Max(part, 1);
        return (new(scene, number * 2, heading, [.. lines.Take(cut)]), new(scene, (number * 2) + 1, heading, [.. lines.Skip(cut)]));
    }
}
