using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Screenplays.FinalDraft;

/// <summary>Whether words would be taken for something else in Fountain, were they to stand there without a mark.</summary>
internal static class FountainMarks
{
    /// <param name="line">The first line of an action paragraph.</param>
    /// <param name="alone">An empty line follows.</param>
    /// <param name="begins">It is the first line of the script, where a title page could stand.</param>
    public static bool IsMisread(ReadOnlySpan<char> line, bool alone, bool begins) =>
        HasMark(line.Trim())
        || SceneHeading.Starts(line.Trim())
        || SceneHeading.StartsBracketed(line.Trim())
        || TransitionLine.IsKnown(line)
        || (alone ? TransitionLine.Looks(line.TrimStart()) : CueLine.Looks(line))
        || (begins && line.IndexOfAny(':', '：') >= 0);

    /// <summary>"EXT/INT. BOAT SHED - DAY": writers forget the style, and programs that convert do not know every heading.</summary>
    public static bool IsHeadingInAll(ReadOnlySpan<char> paragraph)
    {
        var line = paragraph.Trim();
        return SceneHeading.Starts(line) && line.IndexOf('\n') < 0 && TransitionLine.HasNoLower(line);
    }

    /// <summary>A cue that another reading would take first.</summary>
    public static bool IsMisreadCue(ReadOnlySpan<char> line) => HasMark(line) || SceneHeading.Starts(line) || TransitionLine.IsKnown(line);

    private static bool HasMark(ReadOnlySpan<char> line) =>
        line[0] switch
        {
            '#' or '=' or '~' or '>' or '!' => true,
            '@' => line.Length > 1,
            '.' => line.Length > 1 && line[1] != '.' && !char.IsWhiteSpace(line[1]),
            _ => false,
        };
}
