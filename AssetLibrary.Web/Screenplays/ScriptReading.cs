namespace AssetLibrary.Web.Screenplays;

/// <summary>What came of decoding a file: a text, or the reason there is none.</summary>
public abstract record ScriptReading
{
    private ScriptReading()
    {
    }

    /// <summary>The notices say what was guessed or replaced.</summary>
    public sealed record Read(ScriptText Script, IReadOnlyList<ParseNotice> Notices) : ScriptReading;

    /// <summary>Line is 1-based where a line is to blame.</summary>
    public sealed record Unreadable(string Reason, int? Line) : ScriptReading;
}
