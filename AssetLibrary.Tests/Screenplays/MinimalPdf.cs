using System.Globalization;
using System.Text;

namespace AssetLibrary.Tests.Screenplays;

/// <summary>A PDF written by hand: pages of lines set in Courier 12, ten characters to the inch.</summary>
internal static class MinimalPdf
{
    private const int Top = 740,
        Left = 36,
        Leading = 12;

    public static byte[] Write(params string[] pages)
    {
        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Count {pages.Length} /Kids [{string.Join(' ', pages.Select((_, i) => $"{4 + (2 * i)} 0 R"))}] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        };
        foreach (var page in pages)
        {
            var content = Content(page);
            objects.Add(
                $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {objects.Count + 2} 0 R /Resources << /Font << /F 3 0 "
                    + "R >> >> >>"
            );
            objects.Add($"<< /Length {content.Length} >>\nstream\n{content}endstream");
        }

        var file = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Count; i++)
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var start = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        file.Append(string.Concat(offsets.Select(o => $"{o:D10} 00000 n \n")));
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    private static string Content(string page)
    {
        var content = new StringBuilder("BT /F 12 Tf ");
        content.Append(CultureInfo.InvariantCulture, $"{Left} {Top} Td {Leading} TL\n");
        foreach (var line in page.Split('\n'))
        {
            var indent = line.Length - line.TrimStart().Length;
            var text = line.TrimStart()
                .Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("(", "\\(", StringComparison.Ordinal)
                .Replace(")", "\\)", StringComparison.Ordinal);
            var x = (indent * 7.2).ToString("F1", CultureInfo.InvariantCulture);
            content.Append(CultureInfo.InvariantCulture, $"{x} 0 Td ({text}) Tj -{x} 0 Td T*\n");
        }

        return content.Append("ET\n").ToString();
    }
}
