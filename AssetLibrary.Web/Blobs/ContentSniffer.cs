using System.Text;

namespace AssetLibrary.Web.Blobs;

/// <summary>Tells a format by its first bytes; a name or a header that came along proves nothing.</summary>
public static class ContentSniffer
{
    public const string Svg = "image/svg+xml";
    public const string Html = "text/html";

    /// <summary>The content type, or null for what is not known here. Some 4 KB are enough.</summary>
    public static string? Sniff(ReadOnlySpan<byte> head) =>
        head switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => "image/gif",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => "audio/wav",
            [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => "image/tiff",
            [0x1A, 0x45, 0xDF, 0xA3, ..] => "video/webm",
            [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "audio/ogg",
            [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => "audio/flac",
            [(byte)'I', (byte)'D', (byte)'3', ..] or [0xFF, 0xFB or 0xF3 or 0xF2, ..] => "audio/mpeg",
            [(byte)'8', (byte)'B', (byte)'P', (byte)'S', 0, 1 or 2, ..] => "image/vnd.adobe.photoshop",
            [0x76, 0x2F, 0x31, 0x01, ..] => "image/x-exr",
            [0xFF, 0x0A, ..] or [0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' ', 13, 10, 0x87, 10, ..] => "image/jxl",
            // A bitmap says how long its own header is, a Targa without a palette or name begins with a kind and zeros.
            [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, _, _, _, _, 12 or 40 or 52 or 56 or 64 or 108 or 124, 0, 0, 0, ..] =>
                "image/bmp",
            [0, 0, 2 or 3 or 10 or 11, 0, 0, 0, 0, 0, _, _, _, _, _, _, _, _, 8 or 16 or 24 or 32, < 64, ..] => "image/x-tga",
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "application/pdf",
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => Iso(head),
            _ => Markup(head),
        };

    // ISO base media: the brand tells pictures from clips.
    private static string? Iso(ReadOnlySpan<byte> head)
    {
        if (head.Length < 12)
        {
            return null;
        }

        var brand = Encoding.ASCII.GetString(head[8..12]);
        return brand switch
        {
            "avif" or "avis" => "image/avif",
            "heic" or "heix" or "mif1" or "msf1" or "hevc" => "image/heic",
            "M4A " => "audio/mp4",
            "qt  " => "video/quicktime",
            _ => "video/mp4",
        };
    }

    private static string? Markup(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head[..Math.Min(head.Length, 4096)]).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return !text.StartsWith('<') ? null
            : text.Contains("<svg", StringComparison.OrdinalIgnoreCase) ? Svg
            : text.Contains("<html", StringComparison.OrdinalIgnoreCase)
            || text.Contains("<script", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
                ? Html
            : null;
    }
}
