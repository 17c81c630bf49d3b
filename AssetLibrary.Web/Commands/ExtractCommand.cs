using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Extraction.BuiltIn.Props;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Commands;

/// <summary>extract FILE [--json]: what the built-in extractor finds in a script, without a database.</summary>
internal static class ExtractCommand
{
    /// <summary>What the answer needs, without the script itself.</summary>
    private sealed record Extracted(
        ScriptFormat Format,
        string? Title,
        IReadOnlyList<ScreenplayScene> Scenes,
        IReadOnlyList<ParseNotice> Notices,
        IReadOnlyList<FoundAsset> Found
    );

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <param name="file">Where the script is.</param>
    /// <param name="json">Gets the answer as it is written, for it may be as long as the script; null: a summary goes to the
    /// output.</param>
    /// <param name="output">For people.</param>
    /// <param name="error">Why there is no answer.</param>
    public static async Task<int> RunAsync(string file, Stream? json, TextWriter output, TextWriter error)
    {
        var (extracted, reason, length) = await ExtractAsync(file);
        if (extracted is null)
        {
            error.WriteLine($"Can’t read {Path.GetFileName(file)}: {reason}");
            return 1;
        }
        // The script is read and done with: the answer is written in the memory it had.
        ReadingMemory.GiveBack(length);
        if (json is not null)
        {
            await JsonSerializer.SerializeAsync(json, Answer(extracted), Json);
            await json.WriteAsync(Encoding.UTF8.GetBytes(Environment.NewLine));
        }
        else
        {
            Summarise(extracted, output);
        }
        return 0;
    }

    /// <summary>By itself, so that nothing holds the script once the answer is found.</summary>
    private static async Task<(Extracted? Extracted, string? Reason, int Length)> ExtractAsync(string file)
    {
        ScriptReading reading;
        try
        {
            reading = await ReadAsync(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, e.Message, 0);
        }
        if (reading is ScriptReading.Unreadable unreadable)
        {
            return (null, unreadable.Reason, 0);
        }
        var screenplay = ((ScriptReading.Read)reading).Screenplay;
        // The bytes and what the reader needed would stay to the end otherwise, beside what the extractor needs.
        ReadingMemory.GiveBack(screenplay.Source.Length);
        return (
            new Extracted(screenplay.Format, screenplay.Title, screenplay.Scenes, screenplay.Notices, BuiltInExtractor.Extract(screenplay)),
            null,
            screenplay.Source.Length
        );
    }

    /// <summary>By itself, so that nothing holds the bytes once they are read.</summary>
    private static async Task<ScriptReading> ReadAsync(string file) =>
        new FileInfo(file).Length > ScriptText.MaxBytes
            ? new ScriptReading.Unreadable($"This file is over the {ScriptText.MaxBytes / 1024 / 1024} MB limit.")
            : await ScriptFile.ReadAsync(await File.ReadAllBytesAsync(file), file);

    private static object Answer(Extracted extracted) =>
        new
        {
            Format = extracted.Format.ToString().ToLowerInvariant(),
            extracted.Title,
            Scenes = extracted.Scenes.Select(s => new
            {
                s.Number,
                s.Heading,
                s.IntExt,
                s.Location,
                s.TimeOfDay,
                s.Characters,
            }),
            Characters = Of(extracted.Found, AssetType.Character)
                .Select(a => new
                {
                    a.Name,
                    a.Aliases,
                    a.Speaks,
                    Scenes = Scenes(a),
                }),
            Locations = Of(extracted.Found, AssetType.Location)
                .Select(a => new
                {
                    a.Name,
                    a.Aliases,
                    Scenes = Scenes(a),
                }),
            Props = Of(extracted.Found, AssetType.Prop)
                .Select(a => new
                {
                    a.Name,
                    a.Aliases,
                    Scenes = Scenes(a),
                }),
        };

    private static void Summarise(Extracted extracted, TextWriter output)
    {
        output.WriteLine(extracted.Title ?? "Untitled");
        output.WriteLine(extracted.Scenes.Count == 1 ? "1 scene" : $"{extracted.Scenes.Count} scenes");
        foreach (var type in new[] { AssetType.Character, AssetType.Location, AssetType.Prop })
        {
            output.WriteLine();
            output.WriteLine($"{type}s");
            foreach (var asset in Of(extracted.Found, type))
            {
                var aliases = asset.Aliases.Count == 0 ? "" : $" (also {string.Join(", ", asset.Aliases)})";
                var doubt = asset.Confidence == Confidence.Sure ? "" : $" [{asset.Confidence.ToString().ToLowerInvariant()}]";
                var named = Scenes(asset).Count() == 1 ? "scene" : "scenes";
                var scenes = Scenes(asset).Any() ? $", {named} {string.Join(", ", Scenes(asset))}" : "";
                output.WriteLine($"  {asset.Name}{aliases}{doubt}{scenes}: {asset.Description}".TrimEnd(' ', ':'));
            }
        }
        foreach (var notice in extracted.Notices)
        {
            output.WriteLine($"Line {notice.Line}: {notice.Message}");
        }
    }

    private static IEnumerable<FoundAsset> Of(IReadOnlyList<FoundAsset> found, AssetType type) => found.Where(a => a.Type == type);

    /// <summary>What stands before the first scene belongs to none.</summary>
    private static IEnumerable<int> Scenes(FoundAsset asset) => asset.Appearances.Select(a => a.Scene).Where(s => s > 0);
}
