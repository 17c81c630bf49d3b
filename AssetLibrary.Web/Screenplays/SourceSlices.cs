namespace AssetLibrary.Web.Screenplays;

/// <summary>
/// Finds what a reader took out of a text in that text again, so that an element need not keep letters of its own. Asked in the
/// order of the lines it costs one pass; what is not found there as it reads (marks were taken out of its middle) stays a string.
/// </summary>
internal sealed class SourceSlices(string source)
{
    /// <summary>Characters of a line that may stand before what was taken from it: a cue, marks, an indent.</summary>
    private const int Before = 80;

    private int line = 1;
    private int start;

    /// <param name="text">What was read.</param>
    /// <param name="at">The line it begins on, 1-based.</param>
    public TextSlice Find(string text, int at)
    {
        for (; line < at && start < source.Length; line++)
        {
            start = source.IndexOf('\n', start) is >= 0 and var end ? end + 1 : source.Length;
        }
        var found =
            line == at
                ? source.AsSpan(start, Math.Min(source.Length - start, text.Length + Before)).IndexOf(text, StringComparison.Ordinal)
                : -1;
        return found < 0 ? new TextSlice(text) : new TextSlice(source, start + found, text.Length);
    }
}
