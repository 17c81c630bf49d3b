using System.Security.Cryptography;
using System.Text;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Headings;
using AssetLibrary.Web.Shared.Texts;

namespace AssetLibrary.Web.Scripts.Scenes;

/// <summary>
/// A scene's own paragraphs, heading first, without its number and without what only orders the script (sections, synopses, page breaks).
/// </summary>
public sealed record SceneProse(ScreenplayScene Scene, IReadOnlyList<ScreenplayElement> All)
{
    public IEnumerable<ScreenplayElement> Own => All.Where(IsOwn);

    /// <summary>Of the text: renumbering, blank lines and where lines break change nothing.</summary>
    public string Hash()
    {
        var text = new StringBuilder();
        foreach (var element in Own)
        {
            text.Append((char)('A' + (int)element.Type)).Append(element.Text).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The words below the heading.</summary>
    public IReadOnlyList<string> Words() => [.. Own.Skip(1).SelectMany(e => TextPieces.Words(e.Text))];

    public static bool IsOwn(ScreenplayElement element) =>
        element.Type is not (ElementType.Section or ElementType.Synopsis or ElementType.PageBreak);

    /// <summary>Every scene with its paragraphs, in order.</summary>
    public static List<SceneProse> Of(Screenplay screenplay)
    {
        var (scenes, own) = (new List<SceneProse>(screenplay.Scenes.Count), (List<ScreenplayElement>?)null);
        foreach (var element in screenplay.Elements)
        {
            if (element.Type == ElementType.SceneHeading && scenes.Count < screenplay.Scenes.Count)
            {
                scenes.Add(new(screenplay.Scenes[scenes.Count], own = []));
            }

            own?.Add(element);
        }

        return scenes;
    }

    /// <summary>What stands before the first heading.</summary>
    public static List<ScreenplayElement> Before(Screenplay screenplay) =>
        [.. screenplay.Elements.TakeWhile(e => e.Type != ElementType.SceneHeading)];
}
