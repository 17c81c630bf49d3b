using System.Globalization;
using System.Text;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using CsvHelper;
using CsvHelper.Configuration;

namespace AssetLibrary.Web.Assets.Spreadsheet;

/// <summary>A line of a spreadsheet as it was read; null for a column that is not there.</summary>
/// <param name="Line">Where it stands, from 1 for the head.</param>
public sealed record SheetRow(int Line, string? Id, string? Type, string? Name, string? Aliases, string? Description, string? Tags);

/// <summary>A list of assets from a spreadsheet program: its own separator, encoding and names of columns.</summary>
/// <param name="Rows">Without the head and without empty lines.</param>
/// <param name="Unknown">Columns that say nothing here.</param>
public sealed record Sheet(IReadOnlyList<SheetRow> Rows, IReadOnlyList<string> Unknown)
{
    public const int MostRows = 5000,
        MostBytes = 1024 * 1024;

    public static readonly string[] Head = ["Id", "Type", "Name", "Aliases", "Description", "Tags"];

    private static readonly Dictionary<string, string[]> Columns = new(StringComparer.Ordinal)
    {
        ["Id"] = ["id", "asset id"],
        ["Type"] = ["type", "kind", "category"],
        ["Name"] = ["name", "asset", "title"],
        ["Aliases"] = ["aliases", "alias", "also known as", "aka"],
        ["Description"] = ["description", "notes", "text"],
        ["Tags"] = ["tags", "tag", "labels"],
    };

    /// <exception cref="RefusedException">422 with what is wrong, in a sentence.</exception>
    public static Sheet Read(string text)
    {
        using var csv = new CsvReader(
            new StringReader(text),
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                DetectDelimiter = true,
                DetectDelimiterValues = [",", ";", "\t"],
                BadDataFound = null,
                MissingFieldFound = null,
                TrimOptions = TrimOptions.Trim,
            }
        );
        try
        {
            if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { Length: > 0 } head)
            {
                throw RefusedException.Invalid("This file has no header row.", "file");
            }

            var places = Columns.ToDictionary(
                c => c.Key,
                c => Array.FindIndex(head, h => c.Value.Contains(Plain(h), StringComparer.Ordinal))
            );
            if (places["Name"] < 0)
            {
                throw RefusedException.Invalid("This file has no column “Name”.", "file");
            }

            return new(ReadRows(csv, places), [.. head.Where((h, i) => h.Trim().Length > 0 && !places.ContainsValue(i))]);
        }
        catch (CsvHelperException)
        {
            throw RefusedException.Invalid("This file can’t be read as a table. Save it as CSV and try again.", "file");
        }
    }

    /// <summary>As spreadsheet programs write text: UTF-8 or UTF-16 with a mark, UTF-8 without, or Windows' Latin letters.</summary>
    public static string Decode(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            using var reader = new StreamReader(new MemoryStream(bytes), Encoding.Unicode, detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (ArgumentException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    public static AssetType? TypeOf(string? text) =>
        Plain(text ?? "").TrimEnd('s') switch
        {
            "character" or "person" or "people" => AssetType.Character,
            "location" or "place" or "set" => AssetType.Location,
            "prop" or "object" => AssetType.Prop,
            _ => null,
        };

    private static List<SheetRow> ReadRows(CsvReader csv, Dictionary<string, int> places)
    {
        var rows = new List<SheetRow>();
        while (csv.Read())
        {
            string? Cell(string column) => places[column] < 0 ? null : Bare(csv.GetField(places[column]) ?? "");
            var row = new SheetRow(
                csv.Parser.RawRow,
                Cell("Id"),
                Cell("Type"),
                Cell("Name"),
                Cell("Aliases"),
                Cell("Description"),
                Cell("Tags")
            );
            if (row is { Name: null or "", Id: null or "", Description: null or "" })
            {
                continue;
            }

            rows.Add(row);
            if (rows.Count > MostRows)
            {
                throw RefusedException.Invalid($"A spreadsheet can have up to {MostRows:N0} rows.", "file");
            }
        }

        return rows;
    }

    // The apostrophe that a table of ours puts before what a spreadsheet would run as a formula.
    private static string Bare(string cell) =>
        cell is ['\'', '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] ? cell[1..] : cell;

    private static string Plain(string text) => SearchText.Normalize(text).Trim();
}
