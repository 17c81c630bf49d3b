using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Shared;

/// <summary>A table for spreadsheets: RFC 4180 with a byte order mark, without which Excel takes UTF-8 for something older.</summary>
public static class Csv
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n;\t");

    public static FileContentResult File(string fileName, IEnumerable<IEnumerable<string>> rows) =>
        new(Write(rows), "text/csv; charset=utf-8") { FileDownloadName = fileName };

    public static byte[] Write(IEnumerable<IEnumerable<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    // What a spreadsheet would run as a formula gets an apostrophe, which it takes as "text follows" and does not show.
    private static string Cell(string value)
    {
        var safe =
            value.TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] || value is ['\t' or '\r' or '\n', ..]
                ? "'" + value
                : value;
        return safe.AsSpan().IndexOfAny(Quoted) >= 0 || safe.Length != safe.Trim().Length
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }
}
