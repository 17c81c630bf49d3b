using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace AssetLibrary.Web.Screenplays;

/// <summary>Tells by the bytes how a text was written down.</summary>
internal static class ScriptEncoding
{
    public const string Windows1252 = "windows-1252";

    /// <summary>How many bytes are looked at for UTF-16 without a mark.</summary>
    private const int Sample = 4096;

    /// <summary>What Windows-1252 has where Latin-1 has control characters; U+FFFD where it has nothing.</summary>
    private const string Upper =
        "\u20AC\uFFFD\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\uFFFD\u017D\uFFFD"
        + "\uFFFD\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\uFFFD\u017E\u0178";

    public static (string Text, string Encoding) Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return (Encoding.UTF8.GetString(bytes[3..]), "utf-8");
        }
        if (bytes is [0xFF, 0xFE, ..] || LooksLikeUtf16(bytes, zeroAt: 1))
        {
            return (Encoding.Unicode.GetString(bytes).TrimStart('\uFEFF'), "utf-16le");
        }
        if (bytes is [0xFE, 0xFF, ..] || LooksLikeUtf16(bytes, zeroAt: 0))
        {
            return (Encoding.BigEndianUnicode.GetString(bytes).TrimStart('\uFEFF'), "utf-16be");
        }
        return Utf8.IsValid(bytes)
            ? (Encoding.UTF8.GetString(bytes), "utf-8")
            : LegacyEncoding.Read(bytes) ?? (FromWindows1252(bytes), Windows1252);
    }

    /// <summary>Line ends, spaces and Latin letters have a zero on one side: nearly all of that side, and none of the other.</summary>
    private static bool LooksLikeUtf16(ReadOnlySpan<byte> bytes, int zeroAt)
    {
        var sample = bytes[..(Math.Min(bytes.Length, Sample) & ~1)];
        if (sample.Length < 4)
        {
            return false;
        }
        var zeros = 0;
        for (var i = 0; i < sample.Length; i += 2)
        {
            var pair =
                zeroAt == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(sample[i..]) : BinaryPrimitives.ReadUInt16BigEndian(sample[i..]);
            if (pair == 0 || (pair & 0xFF) == 0)
            {
                return false;
            }
            zeros += pair < 256 ? 1 : 0;
        }
        return zeros * 10 >= sample.Length / 2 * 4;
    }

    private static string FromWindows1252(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var b in bytes)
        {
            text.Append(b is >= 0x80 and < 0xA0 ? Upper[b - 0x80] : (char)b);
        }
        return text.ToString();
    }
}
