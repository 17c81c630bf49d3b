using System.Buffers.Binary;
using AssetLibrary.Web.Blobs;

namespace AssetLibrary.Web.Generation.Providers.Answers;

/// <summary>Whether what begins like a picture or clip also ends like one. What lies between is proven where it is taken in.</summary>
internal static class WholePicture
{
    private static ReadOnlySpan<byte> EndOfJpeg => [0xFF, 0xD9];

    /// <summary>The content type of what could be a picture or a clip; null for everything else.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> bytes) =>
        ContentSniffer.Sniff(bytes[..Math.Min(bytes.Length, 4096)]) is { } type
        && type != ContentSniffer.Svg
        && (type.StartsWith("image/", StringComparison.Ordinal) || type.StartsWith("video/", StringComparison.Ordinal))
            ? type
            : null;

    public static bool IsCutShort(ReadOnlySpan<byte> bytes, string type) =>
        type switch
        {
            "image/png" => !PngEnds(bytes),
            "image/jpeg" => !JpegEnds(bytes),
            "image/gif" => !bytes.TrimEnd((byte)0).EndsWith(";"u8),
            "image/webp" => bytes.Length < 12 || BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) + 8L > bytes.Length,
            "image/avif" or "image/heic" or "video/mp4" or "video/quicktime" => !BoxesEnd(bytes),
            _ => false,
        };

    // PNG §5.3: length, type, data, check sum; the last chunk is IEND. What follows it does no harm.
    private static bool PngEnds(ReadOnlySpan<byte> bytes)
    {
        for (long at = 8; at + 12 <= bytes.Length; )
        {
            var chunk = bytes[(int)at..];
            if (chunk[4..8].SequenceEqual("IEND"u8))
            {
                return true;
            }

            at += 12L + BinaryPrimitives.ReadUInt32BigEndian(chunk);
        }

        return false;
    }

    // JPEG B.1.1: segments with lengths up to the scan, which cannot hold the end's marker; a thumbnail's end lies inside a segment.
    private static bool JpegEnds(ReadOnlySpan<byte> bytes)
    {
        for (var at = 2; at + 4 <= bytes.Length; )
        {
            var marker = bytes[at + 1];
            if (bytes[at] != 0xFF || marker == 0xDA)
            {
                return bytes[at..].IndexOf(EndOfJpeg) >= 0;
            }

            at += marker switch
            {
                0xFF => 1, // filling
                0x01 or (>= 0xD0 and <= 0xD8) => 2, // without a length
                _ => 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]),
            };
        }

        return false;
    }

    // ISO/IEC 14496-12 §4.2: none of the outermost boxes is longer than what is left.
    private static bool BoxesEnd(ReadOnlySpan<byte> bytes)
    {
        for (long at = 0; at + 8 <= bytes.Length; )
        {
            var box = bytes[(int)at..];
            var size = BinaryPrimitives.ReadUInt32BigEndian(box) switch
            {
                0 => box.Length,
                1 when box.Length >= 16 => (long)Math.Min(long.MaxValue / 2, BinaryPrimitives.ReadUInt64BigEndian(box[8..])),
                var plain => plain,
            };
            if (size < 8 || size > box.Length)
            {
                return false;
            }

            at += size;
        }

        return true;
    }
}
