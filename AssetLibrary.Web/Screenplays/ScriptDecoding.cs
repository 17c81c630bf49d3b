namespace AssetLibrary.Web.Screenplays;

/// <summary>What came of decoding bytes: a text, or the reason there is none.</summary>
public abstract record ScriptDecoding
{
    private ScriptDecoding() { }

    /// <summary>The notices say what was guessed or replaced.</summary>
    public sealed record Read(ScriptText Script, IReadOnlyList<ParseNotice> Notices) : ScriptDecoding;

    /// <summary>Line is 1-based where a line is to blame.</summary>
    public sealed record Unreadable(string Reason, int? Line) : ScriptDecoding;
}
