using AssetLibrary.Web.Screenplays.FinalDraft;
using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Markdown;
using AssetLibrary.Web.Screenplays.Pdf;
using AssetLibrary.Web.Screenplays.PlainText;

namespace AssetLibrary.Web.Screenplays;

/// <summary>
/// The bytes of a script in any format we know → a <see cref="Screenplay"/>. What it is, its content tells, not its name.
/// </summary>
public static class ScriptFile
{
    /// <summary>A PDF may have other bytes before its mark; readers look for it this far.</summary>
    private const int PdfMarkWithin = 1024;

    /// <param name="bytes">The file as it came; of a PDF also the text that was made of it before
    /// (<see cref="Screenplay.Source"/>).</param>
    /// <param name="fileName">Only a hint, where the content leaves it open.</param>
    /// <param name="known">The format it was read as before: a stored draft is read the same way for ever.</param>
    /// <param name="cancel">Ends the wait for a reader in another process.</param>
    public static async Task<ScriptReading> ReadAsync(
        ReadOnlyMemory<byte> bytes,
        string? fileName = null,
        ScriptFormat? known = null,
        CancellationToken cancel = default
    )
    {
        cancel.ThrowIfCancellationRequested();
        if (known is null or ScriptFormat.Fdx && FinalDraftReader.IsXml(bytes.Span))
        {
            return FinalDraftReader.Read(bytes);
        }
        if (IsPdf(bytes.Span) && known is null or ScriptFormat.Pdf)
        {
            return await ReadPdfAsync(bytes, cancel);
        }
        return ScriptText.Decode(bytes.Span) switch
        {
            ScriptDecoding.Read read => Parse(read, fileName, known),
            ScriptDecoding.Unreadable bad => new ScriptReading.Unreadable(
                bad.Line is { } line ? $"{bad.Reason} (line {line})" : bad.Reason
            ),
            _ => throw new InvalidOperationException("Unknown decoding."),
        };
    }

    private static bool IsPdf(ReadOnlySpan<byte> bytes) =>
        bytes[..Math.Min(bytes.Length, PdfMarkWithin)].IndexOf("%PDF-"u8) is var at
        && (at == 0 || (at > 0 && bytes[..at].IndexOfAnyInRange((byte)'A', (byte)'z') < 0));

    private static async Task<ScriptReading> ReadPdfAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (bytes.Length > ScriptText.MaxBytes)
        {
            return new ScriptReading.Unreadable($"This file is over the {ScriptText.MaxBytes / 1024 / 1024} MB limit.");
        }
        var (layout, reason) = await PdfToText.ReadAsync(bytes, cancel);
        if (layout is null)
        {
            return new ScriptReading.Unreadable(reason!);
        }
        return PdfScript.Read(layout) is var (text, pages)
            ? new ScriptReading.Read(FountainParser.Parse(text) with { Format = ScriptFormat.Pdf, Pages = pages })
            : new ScriptReading.Unreadable(PdfScript.NoText);
    }

    private static ScriptReading.Read Parse(ScriptDecoding.Read read, string? fileName, ScriptFormat? known)
    {
        var text = read.Script.Text;
        var (format, doubt) = known is { } before ? (before, null) : ScriptKind.Of(text, fileName);
        var screenplay = format switch
        {
            ScriptFormat.Markdown => MarkdownScript.Read(text),
            ScriptFormat.Text => TextScript.Read(text),
            _ => FountainParser.Parse(text),
        };
        IEnumerable<ParseNotice> doubts = doubt is null ? [] : [new ParseNotice(1, doubt)];
        return new ScriptReading.Read(
            screenplay with
            {
                Format = format,
                Encoding = read.Script.Encoding,
                Notices = [.. read.Notices, .. doubts, .. screenplay.Notices],
            }
        );
    }
}
