using AssetLibrary.Web.Screenplays.FinalDraft;

namespace AssetLibrary.Web.Screenplays;

/// <summary>The bytes of a script in any format we know → a <see cref="Screenplay"/>. What it is, its content tells, not its name.</summary>
public static class ScriptFile
{
    /// <param name="bytes">The file as it came.</param>
    /// <param name="fileName">Only a hint, where the content leaves it open.</param>
    /// <param name="known">The format it was read as before: a stored draft is read the same way for ever.</param>
    /// <param name="cancel">Ends the wait for a reader in another process.</param>
    public static Task<ScriptReading> ReadAsync(ReadOnlyMemory<byte> bytes, string? fileName = null, ScriptFormat? known = null, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        _ = fileName;
        if (known is null or ScriptFormat.Fdx && FinalDraftReader.IsXml(bytes.Span))
        {
            return Task.FromResult(FinalDraftReader.Read(bytes));
        }
        return Task.FromResult<ScriptReading>(ScriptText.Decode(bytes.Span) switch
        {
            ScriptDecoding.Read read => Parse(read, known),
            ScriptDecoding.Unreadable bad => new ScriptReading.Unreadable(bad.Line is { } line ? $"{bad.Reason} (line {line})" : bad.Reason),
            _ => throw new InvalidOperationException("Unknown decoding."),
        });
    }

    private static ScriptReading.Read Parse(ScriptDecoding.Read read, ScriptFormat? known)
    {
        var screenplay = FountainParser.Parse(read.Script.Text);
        return new ScriptReading.Read(screenplay with
        {
            Format = known ?? screenplay.Format,
            Encoding = read.Script.Encoding,
            Notices = [.. read.Notices, .. screenplay.Notices],
        });
    }
}
