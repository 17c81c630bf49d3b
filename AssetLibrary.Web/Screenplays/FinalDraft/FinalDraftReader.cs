using System.Xml;
using AssetLibrary.Web.Screenplays.Fountain;

namespace AssetLibrary.Web.Screenplays.FinalDraft;

/// <summary>
/// Final Draft's FDX to a screenplay. The script is written out as Fountain, so that there are lines to count in and to quote
/// from; the elements are those of the file, not what a second reading of that text would make of them.
/// </summary>
public static class FinalDraftReader
{
    private const int Beginning = 4096;

    /// <summary>The content begins as XML does, whatever the file is called.</summary>
    public static bool IsXml(ReadOnlySpan<byte> bytes)
    {
        var text = ScriptEncoding.Read(bytes[..Math.Min(bytes.Length, Beginning)]).Text.AsSpan().TrimStart();
        while (text.StartsWith("<!--", StringComparison.Ordinal) && text.IndexOf("-->", StringComparison.Ordinal) is > 0 and var end)
        {
            text = text[(end + 3)..].TrimStart();
        }
        return text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<FinalDraft", StringComparison.Ordinal)
            || text.StartsWith("<!DOCTYPE FinalDraft", StringComparison.OrdinalIgnoreCase);
    }

    public static ScriptReading Read(ReadOnlyMemory<byte> bytes) =>
        ScriptText.Decode(bytes.Span) switch
        {
            ScriptDecoding.Read read => Read(read.Script, [.. read.Notices.Select(n => n with { Line = 1 })]),
            ScriptDecoding.Unreadable bad => new ScriptReading.Unreadable(
                bad.Line is { } line ? $"{bad.Reason} (line {line})" : bad.Reason
            ),
            _ => throw new InvalidOperationException("Unknown decoding."),
        };

    private static ScriptReading Read(ScriptText script, List<ParseNotice> notices)
    {
        var text = script.Text.TrimStart();
        using var document = new FinalDraftDocument(text);
        try
        {
            document.Read();
        }
        catch (XmlException e) when (!document.ScriptIsWhole)
        {
            return Broken(document, text, e);
        }
        catch (XmlException e)
        {
            notices.Add(
                new ParseNotice(
                    1,
                    $"The script was imported, but the file is damaged after it (line {e.LineNumber} of the file). Tags and notes "
                        + "may be missing."
                )
            );
        }
        if (document.Root != "FinalDraft")
        {
            return new ScriptReading.Unreadable($"This XML isn’t a Final Draft script. It starts with <{document.Root}>.", script.Text);
        }
        var written = FountainScript.Write(document);
        return written.Elements.Count == 0
            ? new ScriptReading.Unreadable("This Final Draft file has no script text.")
            : new ScriptReading.Read(Screenplay(document, written, notices) with { Encoding = script.Encoding });
    }

    private static Screenplay Screenplay(FinalDraftDocument document, FountainScript written, List<ParseNotice> notices)
    {
        var scenes = ScriptScenes.Cut([.. written.Elements], written.LineCount);
        if (scenes.Count == 0)
        {
            notices.Insert(0, FountainParser.NoScenes);
        }
        foreach (var paragraph in document.Paragraphs.Where(p => p.HasOmittedScene || p.ReadAsHeading))
        {
            notices.Add(
                new ParseNotice(
                    paragraph.SourceLines is [var line, ..] ? line : 1,
                    paragraph.HasOmittedScene
                        ? "Omitted scene: only its heading was imported."
                        : "This action paragraph reads like a scene heading, so it was imported as one."
                )
            );
        }
        return new Screenplay(ScriptFormat.Fdx, written.TitlePage, written.Elements, scenes, notices)
        {
            Source = written.Text,
            CountedEighths = document
                .Paragraphs.Where(p => p.Eighths is not null && p.SourceLines.Length > 0)
                .GroupBy(p => p.SourceLines[0])
                .ToDictionary(g => g.Key, g => g.First().Eighths!.Value),
            Tags =
            [
                .. document.Tags.In(document.Paragraphs),
                .. FinalDraftNames.CastIn(written.Elements, document.CastNames),
                .. FinalDraftNames.LocationsIn(scenes, document.LocationNames),
            ],
        };
    }

    private static ScriptReading.Unreadable Broken(FinalDraftDocument document, string text, XmlException e)
    {
        if (document.Root is null)
        {
            return new ScriptReading.Unreadable(
                text.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase)
                    ? "This file declares a document type (DTD), which Final Draft never writes. It could load other files, so it "
                        + "wasn’t read."
                    : $"This file starts as XML, but isn’t valid XML from line {e.LineNumber} on.",
                text
            );
        }
        var where = document.ParagraphsBegun == 0 ? "before its first paragraph" : $"in paragraph {document.ParagraphsBegun}";
        var written = FountainScript.Write(document);
        return new ScriptReading.Unreadable(
            e.LineNumber == 0 ? $"This Final Draft file is invalid {where}. {e.Message}"
                : EndsAt(text, e) ? $"This Final Draft file ends {where}. The rest is missing."
                : $"This Final Draft file is damaged {where} (line {e.LineNumber} of the file, character {e.LinePosition}).",
            written.Elements.Count == 0 ? text : written.Text
        );
    }

    private static bool EndsAt(string text, XmlException e) =>
        e.LineNumber > text.AsSpan().Count('\n') && e.LinePosition >= text.Length - text.LastIndexOf('\n') - 1;
}
