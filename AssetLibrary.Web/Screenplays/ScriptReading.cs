namespace AssetLibrary.Web.Screenplays;

/// <summary>What came of reading a script file: a screenplay, or the reason there is none.</summary>
public abstract record ScriptReading
{
    private ScriptReading() { }

    public sealed record Read(Screenplay Screenplay) : ScriptReading;

    /// <summary>
    /// One sentence that names the line (of <see cref="Text"/>), the paragraph (of an FDX file) or the reason.
    /// Text is what could be decoded, to be shown for correction; null where there is none.
    /// </summary>
    public sealed record Unreadable(string Reason, string? Text = null) : ScriptReading;
}
