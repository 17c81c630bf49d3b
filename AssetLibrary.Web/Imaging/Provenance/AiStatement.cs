using System.Security;
using System.Text;

namespace AssetLibrary.Web.Imaging.Provenance;

/// <summary>
/// What a picture that leaves the house says of itself, in the words of the IPTC Photo Metadata Standard 2025.1 (properties
/// DigitalSourceType, AISystemUsed, AIPromptInformation of Iptc4xmpExt).
/// </summary>
/// <param name="System">Who made it: provider and model.</param>
/// <param name="IsTrained">By a trained model; false where rules have drawn it.</param>
/// <param name="Prompt">Only by choice.</param>
public sealed record AiStatement(string System, bool IsTrained, string? Prompt)
{
    /// <summary>In characters; a JPEG has 65,502 bytes for all of it.</summary>
    private const int LongestPrompt = 8000;

    private const string Terms = "http://cv.iptc.org/newscodes/digitalsourcetype/",
        OurPrefix = "Iptc4xmpExt:";

    public string DigitalSourceType => Terms + (IsTrained ? "trainedAlgorithmicMedia" : "algorithmicMedia");

    /// <summary>
    /// An XMP packet (ISO 16684-1). One that is there already keeps all it says; where it names a source, nothing is added.
    /// </summary>
    public string Packet(string? known)
    {
        var end = known?.LastIndexOf("</rdf:RDF>", StringComparison.Ordinal) ?? -1;
        if (known is not null && (end < 0 || known.Contains(OurPrefix + "DigitalSourceType", StringComparison.Ordinal)))
        {
            return known;
        }

        return known is null
            ? $"""<?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{Description()}</rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""
            : known.Insert(end, Description());
    }

    private string Description()
    {
        var text = new StringBuilder(
            $"""<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"><{OurPrefix}DigitalSourceType>{DigitalSourceType}</{OurPrefix}DigitalSourceType><{OurPrefix}AISystemUsed>{Escaped(System)}</{OurPrefix}AISystemUsed>"""
        );
        if (Prompt is { Length: > 0 } prompt)
        {
            text.Append('<')
                .Append(OurPrefix)
                .Append("AIPromptInformation>")
                .Append(Escaped(prompt.Length > LongestPrompt ? prompt[..LongestPrompt] + "…" : prompt))
                .Append("</")
                .Append(OurPrefix)
                .Append("AIPromptInformation>");
        }

        return text.Append("</rdf:Description>").ToString();
    }

    // XML knows no control characters, not even escaped, and no half of a surrogate pair.
    private static string Escaped(string text) =>
        SecurityElement.Escape(
            string.Concat(text.EnumerateRunes().Where(r => r.Value >= ' ' || r.Value is '\n' or '\t').Select(r => r.ToString()))
        );
}
