using System.Globalization;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Extraction;

/// <summary>
/// A line of a script on which one of some names stands. Scene is the 1-based ordinal, 0 before the first; Speaks: as a cue.
/// </summary>
public sealed record NameHit(int Scene, int Line, string Quote, bool Speaks)
{
    /// <summary>
    /// Every line with one of the names as a whole word, in any case. Dialogue is not looked at: who is talked about is not there.
    /// </summary>
    public static IReadOnlyList<NameHit> Find(Screenplay play, IEnumerable<string> names)
    {
        var wanted = names.Where(n => n.Trim().Length > 0).ToList();
        var cues = wanted.Select(SearchText.Normalize).ToHashSet(StringComparer.Ordinal);
        var hits = new List<NameHit>();
        var scene = 0;
        foreach (var element in play.Elements)
        {
            scene += element.Type == ElementType.SceneHeading ? 1 : 0;
            if (element.Type == ElementType.Character)
            {
                if (cues.Contains(SearchText.Normalize(element.Cue ?? element.Text)))
                {
                    hits.Add(new(scene, element.Line, element.Text, true));
                }
            }
            else if (element.Type is ElementType.Action or ElementType.SceneHeading)
            {
                var line = element.Line;
                foreach (var text in element.Text.Split('\n'))
                {
                    if (wanted.Exists(n => Stands(n, text)))
                    {
                        hits.Add(new(scene, line, text.Trim(), false));
                    }

                    line++;
                }
            }
        }

        return hits;
    }

    /// <summary>Whether the name is in the text as a whole word, in any case.</summary>
    public static bool Stands(string name, string text)
    {
        for (var at = 0; (at = text.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            if (!Joins(text, at - 1, name[0]) && !Joins(text, at + name.Length, name[^1]))
            {
                return true;
            }
        }

        return false;
    }

    // Writing without spaces has no edges of words to ask for.
    private static bool Joins(string text, int at, char edge) =>
        at >= 0
        && at < text.Length
        && char.IsLetterOrDigit(text[at])
        && char.IsLetterOrDigit(edge)
        && CharUnicodeInfo.GetUnicodeCategory(edge) != UnicodeCategory.OtherLetter;
}
