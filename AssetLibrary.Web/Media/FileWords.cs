using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Database;

namespace AssetLibrary.Web.Media;

/// <summary>Something that a file says of itself, which nobody has checked.</summary>
public sealed record FileWord(string Name, string Text);

/// <summary>
/// What other programs have written into a picture: the parameters of Stable Diffusion's web interface, ComfyUI's and InvokeAI's
/// workflows, and the origin in its XMP packet. Positions are never read.
/// </summary>
public static partial class FileWords
{
    private const int MostText = 20_000,
        MostChunk = 1 << 20,
        MostChunks = 200,
        Head = 1 << 19;

    // PNG text keywords that such programs use; others, and any position, are left alone.
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["parameters"] = "Generation parameters",
        ["prompt"] = "Prompt (ComfyUI)",
        ["workflow"] = "Workflow (ComfyUI)",
        ["invokeai_metadata"] = "InvokeAI",
        ["sd-metadata"] = "InvokeAI",
        ["Dream"] = "InvokeAI",
        ["Software"] = "Software",
        ["Title"] = "Title",
        ["Description"] = "Description",
        ["Author"] = "Author",
        ["Copyright"] = "Copyright",
        ["Comment"] = "Comment",
    };

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Of the start of a file; what is broken says nothing.</summary>
    public static async Task<IReadOnlyList<FileWord>> ReadAsync(Stream file, CancellationToken cancel)
    {
        var head = new byte[Head];
        var length = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        var start = head.AsMemory(0, length);
        List<FileWord> words = [.. start.Span.StartsWith(Signature) ? Png(start[8..]) : [], .. Xmp(start.Span)];
        return [.. words.DistinctBy(w => w.Name)];
    }

    /// <summary>One of the words says that a trained model has made it, in whole or in part.</summary>
    public static bool SayModel(IEnumerable<FileWord> words) =>
        words.Any(w =>
            w.Name is "Generation parameters" or "Prompt (ComfyUI)" or "Workflow (ComfyUI)" or "InvokeAI"
            || (w.Name == "Origin" && w.Text.Contains("trainedAlgorithmicMedia", StringComparison.OrdinalIgnoreCase))
        );

    private static List<FileWord> Png(ReadOnlyMemory<byte> bytes)
    {
        var words = new List<FileWord>();
        for (var n = 0; n < MostChunks && bytes.Length >= 12; n++)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes.Span);
            var kind = Encoding.ASCII.GetString(bytes.Span[4..8]);
            if (kind == "IEND" || length > MostChunk || length + 12 > bytes.Length)
            {
                // A picture's own data may be long: text behind it is not read.
                break;
            }

            if (kind is "tEXt" or "zTXt" or "iTXt" && Text(kind, bytes.Slice(8, (int)length).Span) is { } word)
            {
                words.Add(word);
            }

            bytes = bytes[((int)length + 12)..];
        }

        return words;
    }

    private static FileWord? Text(string kind, ReadOnlySpan<byte> chunk)
    {
        var end = chunk.IndexOf((byte)0);
        if (end is < 1 or > 79 || !Known.TryGetValue(Encoding.Latin1.GetString(chunk[..end]), out var name))
        {
            return null;
        }

        var rest = chunk[(end + 1)..];
        string? text;
        switch (kind)
        {
            case "tEXt":
                text = Encoding.Latin1.GetString(rest);
                break;
            case "zTXt":
                text = rest.Length < 1 ? null : Inflate(rest[1..], Encoding.Latin1);
                break;
            default:
                if (rest.Length < 2)
                {
                    return null;
                }

                var isPacked = rest[0] == 1;
                rest = After(After(rest[2..]));
                text = isPacked ? Inflate(rest, Encoding.UTF8) : Encoding.UTF8.GetString(rest);
                break;
        }

        return SearchText.Clean(text) is { Length: > 0 } said ? new(name, SearchText.Cut(said, MostText)) : null;
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf((byte)0) is >= 0 and var at ? bytes[(at + 1)..] : default;

    private static string? Inflate(ReadOnlySpan<byte> packed, Encoding encoding)
    {
        try
        {
            using var stream = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            var bytes = new byte[MostText * 4];
            return encoding.GetString(bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static List<FileWord> Xmp(ReadOnlySpan<byte> bytes)
    {
        var from = bytes.IndexOf("<x:xmpmeta"u8);
        var length = from < 0 ? -1 : bytes[from..].IndexOf("</x:xmpmeta>"u8);
        if (length < 0)
        {
            return [];
        }

        var packet = Encoding.UTF8.GetString(bytes.Slice(from, length));
        return new[] { ("Origin", Origin().Match(packet)), ("Software", Tool().Match(packet)) }
            .Where(m => m.Item2.Success)
            .Select(m => new FileWord(m.Item1, SearchText.Cut(SearchText.Clean(m.Item2.Groups["v"].Value), 300)))
            .Where(w => w.Text.Length > 0)
            .ToList();
    }

    [GeneratedRegex(
        @"DigitalSourceType(?:=""|>)\s*(?:https?://cv\.iptc\.org/newscodes/digitalsourcetype/)?(?<v>[A-Za-z]{3,60})",
        RegexOptions.ExplicitCapture,
        200
    )]
    private static partial Regex Origin();

    [GeneratedRegex(@"CreatorTool(?:=""|>)\s*(?<v>[^""<]{1,200})", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Tool();
}
