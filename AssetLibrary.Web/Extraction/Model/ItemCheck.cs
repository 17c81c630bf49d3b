using System.Globalization;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>What the model said and the script bears out.</summary>
internal sealed record ProvenItem(
    int Scene,
    AssetType Type,
    string Name,
    IReadOnlyList<string> Aliases,
    string Description,
    bool Speaks,
    IReadOnlyList<FoundEvidence> Evidence,
    bool NameStandsThere
);

/// <summary>
/// Holds what the model said against the script: a name that can be one, at least one quote that stands there, aliases
/// that the script uses, a description made of the script's words. What the script does not bear out is dropped, with the reason.
/// </summary>
internal sealed class ItemCheck(ScriptPages pages)
{
    private const int LongestName = 80,
        MostNameWords = 9,
        LongestDescription = 600;
    private const double WordsOfTheScript = 0.6;

    private readonly string script = QuoteSearch.Plain(pages.Screenplay.Source);
    private readonly HashSet<string> stems = [.. Stems(pages.Screenplay.Source)];

    /// <summary>The item, or why not.</summary>
    public (ProvenItem? Item, string? Reason) Check(ScenePiece piece, SceneItem item)
    {
        var name = SearchText.Clean(item.Name).Replace('\n', ' ').Trim(' ', '"', '“', '”', '.', ',', ':');
        if (!IsName(name))
        {
            return (null, "The name is not usable.");
        }

        var lines = item
            .Quotes.Select(q => (q.Quote, Line: QuoteSearch.Find(piece, q)))
            .Where(q => q.Line is not null)
            .DistinctBy(q => q.Line!.Number)
            .ToList();
        if (lines.Count == 0)
        {
            return (null, item.Quotes.Count == 0 ? "No quote given." : "None of the quotes are in the scene.");
        }

        var evidence = lines.Select(l => pages.Quote(piece.Scene, l.Line!.Number, l.Quote)).Where(e => e.Quote.Length > 0).ToList();
        if (evidence.Count == 0)
        {
            return (null, "None of the quotes are in the scene.");
        }

        var aliases = item
            .Aliases.Select(a => SearchText.Clean(a).Replace('\n', ' ').Trim(' ', '"', '.', ','))
            .Where(a => IsName(a) && Has(a))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        var near = lines.Select(l => QuoteSearch.Plain(l.Line!.Text)).ToList();
        var stands = aliases.Append(name).SelectMany(Stems).Any(s => near.Exists(l => l.Contains(s, StringComparison.Ordinal)));
        return (new(piece.Scene, item.Type, name, aliases, Description(item.Description), item.Speaks, evidence, stands), null);
    }

    /// <summary>The script uses this name somewhere.</summary>
    public bool Has(string name) => script.Contains(QuoteSearch.Plain(name), StringComparison.Ordinal);

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName
        && name.Any(char.IsLetterOrDigit)
        && name.IndexOfAny(['<', '>', '{', '}', '[', ']', '|', '`', '\\', '=']) < 0
        && !name.Contains("://", StringComparison.Ordinal)
        && name.Split(' ').Length <= MostNameWords;

    // Made of the script's words, or none: then the script's own sentence describes it.
    private string Description(string text)
    {
        text = string.Join(' ', SearchText.Clean(text).Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        var words = Stems(text).Where(w => w.Length > 3 || w[0] >= 0x2E80).ToList();
        return
            text.Length > LongestDescription
            || words.Count == 0
            || text.IndexOfAny(['<', '>', '{', '}', '`', '|']) >= 0
            || text.Contains("://", StringComparison.Ordinal)
            || words.Count(stems.Contains) < WordsOfTheScript * words.Count
            ? ""
            : text;
    }

    // The first letters of the longer words, so that "lights" and "lighting" are one; single characters where words have no spaces.
    private static IEnumerable<string> Stems(string text)
    {
        var words = new List<Word>();
        text = QuoteSearch.Plain(text);
        Words.Split(text, words);
        foreach (var word in words)
        {
            var letters = text.AsSpan(word.Start, word.Length);
            if (letters[0] >= 0x2E80)
            {
                foreach (var c in text.Substring(word.Start, word.Length))
                {
                    yield return c.ToString(CultureInfo.InvariantCulture);
                }
            }
            else if (word.Length > 3)
            {
                yield return text.Substring(word.Start, Math.Min(word.Length, 5));
            }
            else if (word.Length > 1)
            {
                yield return text.Substring(word.Start, word.Length);
            }
        }
    }
}
