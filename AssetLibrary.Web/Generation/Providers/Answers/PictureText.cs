using System.Buffers;

namespace AssetLibrary.Web.Generation.Providers.Answers;

/// <summary>
/// Bytes written as text, in every way that was met: base64 in either alphabet, with or without its padding, in lines, in pieces that
/// are padded one by one, behind "data:…;base64,", escaped for an address or twice for JSON, with spaces where a form ate the plus; and
/// hexadecimal digits.
/// </summary>
internal static class PictureText
{
    public const string Mark = "base64,";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private const int HeadLength = 400,
        LongestPrefix = 200;

    private static readonly SearchValues<char> OfPrefix = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/.;:=+_-*"
    );

    /// <summary>Its first bytes, by which it is known whether it is worth decoding.</summary>
    public static byte[] Head(ReadOnlySpan<char> text) =>
        Decode(Payload(text)[..Math.Min(Payload(text).Length, HeadLength)].ToString(), plus: false);

    /// <summary>As far as it can be decoded: it ends at the first character that does not belong.</summary>
    public static byte[] Bytes(ReadOnlySpan<char> text)
    {
        var payload = Payload(text);
        if (payload.Length > 0 && !payload.Contains('%') && !IsHex(payload))
        {
            var plain = new byte[((payload.Length / 4) + 1) * 3];
            if (Convert.TryFromBase64Chars(payload, plain, out var written))
            {
                var bytes = plain.AsSpan(0, written).ToArray();
                return !payload.Contains(' ') || IsGood(bytes) ? bytes : Decode(payload.ToString(), plus: true);
            }
        }

        var whole = payload.ToString();
        var tolerant = Decode(whole, plus: false);
        return !whole.Contains(' ') || IsGood(tolerant) ? tolerant : Decode(whole, plus: true);
    }

    private static bool IsGood(byte[] bytes) => WholePicture.TypeOf(bytes) is { } type && !WholePicture.IsCutShort(bytes, type);

    /// <summary>Without what leads up to the bytes.</summary>
    private static ReadOnlySpan<char> Payload(ReadOnlySpan<char> text)
    {
        text = text.Trim().Trim("\"'`");
        var mark = text[..Math.Min(text.Length, LongestPrefix)].IndexOf(Mark, StringComparison.OrdinalIgnoreCase);
        var isPrefix = mark >= 0 && !text[..mark].TrimEnd().ContainsAnyExcept(OfPrefix);
        return (isPrefix ? text[(mark + Mark.Length)..] : text).TrimStart();
    }

    private static byte[] Decode(string text, bool plus)
    {
        text = text.Contains('%') ? Uri.UnescapeDataString(text) : text;
        if (IsHex(text))
        {
            return Convert.FromHexString(text);
        }

        var bytes = new ArrayBufferWriter<byte>((text.Length / 4 * 3) + 3);
        var (bits, held) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && i + 1 < text.Length && text[i + 1] is 'n' or 'r' or '/')
            {
                i += text[i + 1] == '/' ? 0 : 1;
                continue;
            }

            if (c == '=')
            {
                (bits, held) = (0, 0); // a piece ends; another may follow
                continue;
            }

            if (c is '\n' or '\r' or '\t' || (c == ' ' && !plus))
            {
                continue;
            }

            var value = ValueOf(c);
            if (value < 0)
            {
                break;
            }

            (bits, held) = (((bits << 6) | value) & 0xFFFF, held + 6);
            if (held >= 8)
            {
                held -= 8;
                bytes.GetSpan(1)[0] = (byte)(bits >> held);
                bytes.Advance(1);
            }
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static int ValueOf(char c) =>
        c switch
        {
            >= 'A' and <= 'Z' => c - 'A',
            >= 'a' and <= 'z' => c - 'a' + 26,
            >= '0' and <= '9' => c - '0' + 52,
            '+' or '-' or ' ' => 62,
            '/' or '_' => 63,
            _ => -1,
        };

    // The beginnings of PNG, JPEG, RIFF and GIF in hexadecimal digits: none of them is the beginning of a picture in base64.
    private static bool IsHex(ReadOnlySpan<char> text) =>
        text.Length % 2 == 0
        && (
            text.StartsWith("89504e47", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("ffd8ff", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("52494646", StringComparison.Ordinal)
            || text.StartsWith("47494638", StringComparison.Ordinal)
        )
        && !text.ContainsAnyExcept(HexDigits);
}
