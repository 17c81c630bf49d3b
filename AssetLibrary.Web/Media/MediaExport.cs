using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Imaging.Provenance;
using AssetLibrary.Web.Sqlite;

namespace AssetLibrary.Web.Media;

/// <param name="Prompt">The prompt goes along.</param>
/// <param name="Originals">As they came, where a picture was cut to a size.</param>
public sealed record ExportChoice(bool Prompt = false, bool Originals = false);

/// <summary>A picture to be handed out, under a name of its own.</summary>
public sealed record Exported(MediaItem Item, string Name);

/// <summary>What a file of an export is, for people and programs that cannot look into it.</summary>
public sealed record ExportLine(
    string File,
    Guid MediaId,
    BlobRef Sha256,
    BlobRef StoredSha256,
    string ContentType,
    bool AiGenerated,
    string? DigitalSourceType,
    string? AiSystem,
    long? Seed,
    string? Prompt,
    bool Labelled,
    string? ContentCredentials
);

/// <summary>
/// Media on its way out of the house. What was generated says so in its own metadata, written beside the pixels; the stored bytes never
/// change. A file with Content Credentials is handed out as it is: anything written into it would break what they sign.
/// </summary>
public sealed class MediaExport(BlobStore blobs, DataFolder folder)
{
    /// <summary>In bytes; a larger picture is handed out without a label in it, the manifest has it all the same.</summary>
    private const long LargestLabelled = 64 * 1024 * 1024;

    private const int LongestName = 80;

    private const string Unverified = "present, not verified";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Null where the bytes are not on this server.</summary>
    public async Task<(Stream Bytes, ExportLine Line)?> OpenAsync(
        Exported exported,
        ExportChoice choice,
        CancellationToken cancel = default
    )
    {
        var item = exported.Item;
        var (sha256, type) =
            choice.Originals && item.Original is { } original ? (original.Sha256, original.ContentType) : (item.Sha256, item.ContentType);
        if (blobs.Open(sha256) is not { } bytes)
        {
            return null;
        }

        var statement = Statement(item, choice);
        var line = new ExportLine(
            exported.Name,
            item.Id,
            sha256,
            sha256,
            type,
            statement is not null,
            statement?.DigitalSourceType,
            statement?.System,
            statement is null ? null : item.Seed,
            statement?.Prompt,
            false,
            null
        );
        if (item.Kind != MediaKind.Image || bytes.Length > LargestLabelled)
        {
            return (bytes, line);
        }

        await using (bytes)
        {
            var picture = new byte[bytes.Length];
            await bytes.ReadExactlyAsync(picture, cancel);
            line = line with { ContentCredentials = PictureLabel.HasCredentials(picture) ? Unverified : null };
            return
                statement is not null
                && line.ContentCredentials is null
                && PictureLabel.Write(picture, statement) is { } labelled
                && !labelled.AsSpan().SequenceEqual(picture)
                ? (new MemoryStream(labelled), line with { Labelled = true, Sha256 = BlobRef.Of(SHA256.HashData(labelled)) })
                : (new MemoryStream(picture), line);
        }
    }

    /// <summary>Content Credentials are in the picture as it came.</summary>
    public async Task<bool> HasCredentialsAsync(MediaItem item, CancellationToken cancel = default)
    {
        if (item.Kind != MediaKind.Image || blobs.Open(item.Original?.Sha256 ?? item.Sha256) is not { } bytes)
        {
            return false;
        }

        await using (bytes)
        {
            var picture = new byte[Math.Min(bytes.Length, LargestLabelled)];
            await bytes.ReadExactlyAsync(picture, cancel);
            return PictureLabel.HasCredentials(picture);
        }
    }

    /// <summary>A ZIP file with a manifest.json; the caller disposes of it, and it is gone.</summary>
    public async Task<Stream> ZipAsync(IReadOnlyList<Exported> items, ExportChoice choice, CancellationToken cancel = default)
    {
        var file = new FileStream(
            Path.Combine(folder.Temporary, $"export-{Guid.NewGuid():N}.zip"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            64 * 1024,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        try
        {
            var (lines, missing, names) = (new List<ExportLine>(), new List<Guid>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
            await using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            {
                foreach (var item in items)
                {
                    var named = item with { Name = Unique(item, choice, names) };
                    if (await OpenAsync(named, choice, cancel) is not var (bytes, line))
                    {
                        missing.Add(item.Item.Id);
                        continue;
                    }

                    await using (bytes)
                    {
                        await using var entry = await zip.CreateEntry(named.Name, CompressionLevel.NoCompression).OpenAsync(cancel);
                        await bytes.CopyToAsync(entry, cancel);
                    }

                    lines.Add(line);
                }

                await using var manifest = await zip.CreateEntry("manifest.json").OpenAsync(cancel);
                await JsonSerializer.SerializeAsync(manifest, new { items = lines, notHere = missing }, Json, cancel);
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>With the ending of its content, and nothing that a file system would not take.</summary>
    public static string FileName(MediaItem item, ExportChoice choice, string name, int number = 1)
    {
        var clean = new string([
            .. name.Select(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '(' or ')' or ',' ? c : '-'),
        ]).Trim(' ', '-', '.');
        var type = choice.Originals && item.Original is { } original ? original.ContentType : item.ContentType;
        var stem = clean.Length == 0 ? "picture" : SearchText.Cut(clean, LongestName).TrimEnd();
        return $"{stem}{(number == 1 ? "" : $" {number}")}{Ending(type)}";
    }

    private static string Unique(Exported item, ExportChoice choice, HashSet<string> taken)
    {
        var name = FileName(item.Item, choice, item.Name);
        for (var number = 2; !taken.Add(name); number++)
        {
            name = FileName(item.Item, choice, item.Name, number);
        }

        return name;
    }

    private static AiStatement? Statement(MediaItem item, ExportChoice choice) =>
        item.Source != MediaSource.Generation && !item.IsOfModel
            ? null
            : new(
                $"{item.Provider} {item.Model}".Trim() is { Length: > 0 } system ? system : "unknown",
                item.IsOfModel,
                choice.Prompt ? item.Prompt : null
            );

    private static string Ending(string type) =>
        type switch
        {
            "image/jpeg" => ".jpg",
            "image/svg+xml" => ".svg",
            "video/quicktime" => ".mov",
            "audio/mpeg" => ".mp3",
            _ => "." + type[(type.IndexOf('/', StringComparison.Ordinal) + 1)..],
        };
}
