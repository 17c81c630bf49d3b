using System.Text;

namespace AssetLibrary.Web.Screenplays;

/// <summary>
/// Encodings from before Unicode that leave no mark. Each is taken only on clear evidence, for nearly any bytes
/// can be read as any of them: the wrong one gives letters that no language uses in that mixture.
/// </summary>
internal static class LegacyEncoding
{
    private const string ShiftJis = "shift_jis",
        Gb18030 = "gb18030",
        Windows1251 = "windows-1251";

    /// <summary>How many bytes are judged.</summary>
    private const int Sample = 64 * 1024;

    public static string? NameOf(string encoding) =>
        encoding switch
        {
            ScriptEncoding.Windows1252 => "Windows-1252",
            ShiftJis => "Shift-JIS",
            Gb18030 => "GB18030",
            Windows1251 => "Windows-1251",
            _ => null,
        };

    public static (string Text, string Encoding)? Read(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length, Sample)];
        if (LooksJapanese(sample) && Strictly(932, bytes) is { } japanese)
        {
            return (japanese, ShiftJis);
        }
        if (LooksRussian(sample) && Strictly(1251, bytes) is { } russian)
        {
            return (russian, Windows1251);
        }
        return LooksChinese(sample) && Strictly(54936, bytes) is { } chinese ? (chinese, Gb18030) : null;
    }

    private static string? Strictly(int codePage, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return CodePagesEncodingProvider
                .Instance.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Pairs that are kana or common kanji. Half-width katakana are single bytes, and what other encodings turn into.</summary>
    private static bool LooksJapanese(ReadOnlySpan<byte> bytes)
    {
        var (kana, kanji, single) = (0, 0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            if (b < 0x80)
            {
                continue;
            }
            if (b is >= 0xA1 and <= 0xDF)
            {
                single++;
                continue;
            }
            if (b is 0x80 or 0xA0 or > 0xFC || i + 1 >= bytes.Length || bytes[i + 1] is < 0x40 or 0x7F or > 0xFC)
            {
                return i == bytes.Length - 1 && kana + kanji > 0;
            }
            kana += b is 0x82 or 0x83 ? 1 : 0;
            kanji += b is 0x81 or (>= 0x88 and <= 0x97) ? 1 : 0;
            single += b is 0x82 or 0x83 or 0x81 or (>= 0x88 and <= 0x97) ? 0 : 1;
            i++;
        }
        return kana + kanji >= 2 && (kana > 0 || kanji >= 4) && single * 5 <= kana + kanji;
    }

    /// <summary>Words of high bytes, with the letters о е а и н т as often as Russian has them.</summary>
    private static bool LooksRussian(ReadOnlySpan<byte> bytes)
    {
        var (high, letters, inWords, frequent) = (0, 0, 0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80)
            {
                continue;
            }
            high++;
            if (!IsCyrillic(bytes[i]))
            {
                continue;
            }
            letters++;
            inWords += (i > 0 && IsCyrillic(bytes[i - 1])) || (i + 1 < bytes.Length && IsCyrillic(bytes[i + 1])) ? 1 : 0;
            frequent += (bytes[i] | 0x20) is 0xEE or 0xE5 or 0xE0 or 0xE8 or 0xED or 0xF2 ? 1 : 0;
        }
        return letters >= 8 && letters * 10 >= high * 8 && inWords * 10 >= letters * 8 && frequent * 100 >= letters * 30;
    }

    private static bool IsCyrillic(byte b) => b is >= 0xC0 or 0xA8 or 0xB8;

    /// <summary>Pairs of the common half of the characters, and of punctuation; a high byte beside a Latin letter is none.</summary>
    private static bool LooksChinese(ReadOnlySpan<byte> bytes)
    {
        var (pairs, common) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80)
            {
                continue;
            }
            if (i + 1 == bytes.Length)
            {
                break;
            }
            pairs++;
            common += bytes[i] is >= 0xB0 and <= 0xD7 or >= 0xA1 and <= 0xA3 && bytes[i + 1] >= 0xA1 ? 1 : 0;
            i++;
        }
        return pairs >= 4 && common * 10 >= pairs * 8;
    }
}
