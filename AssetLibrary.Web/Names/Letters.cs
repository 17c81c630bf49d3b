using System.Globalization;
using System.Text;

namespace AssetLibrary.Web.Names;

/// <summary>Letters of other scripts as plain Latin ones, so that names can be compared by ear. Those it does not know stay.</summary>
internal static class Letters
{
    // Passport style, made for comparing and not for showing: hard and soft signs are not heard.
    private static readonly Dictionary<char, string> ToLatin = Pairs(
        "а a б b в v г g д d е e ё io ж zh з z и i й i к k л l м m н n о o п p р r с s т t "
            + "у u ф f х kh ц ts ч ch ш sh щ shch ы y э e ю iu я ia і i ї i є e ґ g љ l њ n ћ ch ђ d ј j џ dzh "
            + "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ i φ f χ kh ψ ps ω o "
            + "ß ss æ ae œ oe ø o ł l đ d ð d þ th ı i š sh č ch ž zh ć ch ş sh ș sh"
    );

    private static readonly Dictionary<char, string> Kana = Pairs(
        "あ a い i う u え e お o か ka き ki く ku け ke こ ko が ga ぎ gi ぐ gu げ ge ご go さ sa し shi す su せ se そ so "
            + "ざ za じ ji ず zu ぜ ze ぞ zo た ta ち chi つ tsu て te と to だ da ぢ ji づ zu で de ど do "
            + "な na に ni ぬ nu ね ne の no は ha ひ hi ふ fu へ he "
            + "ほ ho ば ba び bi ぶ bu べ be ぼ bo ぱ pa ぴ pi ぷ pu ぺ pe ぽ po ま ma み mi む mu "
            + "め me も mo や ya ゆ yu よ yo ら ra り ri る ru れ re ろ ro わ wa を o ん n ゔ vu"
    );

    // Traditional Chinese and old Japanese forms that names and places have, in simplified ones.
    private static readonly Dictionary<char, char> Simple = Twins(
        "陳陈張张劉刘黃黄趙赵吳吴楊杨馬马孫孙鄭郑謝谢許许鄧邓蕭萧葉叶蘇苏盧卢蔣蒋賈贾閻阎羅罗華华國国偉伟麗丽龍龙鳳凤蘭兰紅红軍军強强東东門门館馆樓楼車车書书劍剑圖图會会學学醫医師师長长"
            + "園园場场廠厂廣广飛飞機机鐵铁橋桥燈灯鐘钟錶表計计懷怀鏡镜鑰钥傘伞劇剧員员媽妈爺爷鄉乡縣县雲云風风電电視视話话語语讀读記记憶忆愛爱夢梦寶宝貝贝銀银錢钱馮冯韓韩湯汤嚴严魯鲁韋韦顧顾龐庞譚谭賴赖駱骆鍾钟潔洁瓊琼"
    );

    public static char Simplified(char letter) => Simple.TryGetValue(letter, out var simple) ? simple : letter;

    /// <summary>Of a script that sets no spaces between words; the ideographs beyond the basic plane (𠮷) are some, too.</summary>
    public static bool IsUnspaced(Rune letter) =>
        letter.Value
            is (>= 0x3040 and <= 0x30FF)
                or (>= 0x3400 and <= 0x9FFF)
                or (>= 0xF900 and <= 0xFAFF)
                or '々'
                or (>= 0x20000 and <= 0x3FFFF);

    public static bool IsUnspaced(string word) => word.Length > 0 && Rune.TryGetRuneAt(word, 0, out var first) && IsUnspaced(first);

    public static bool IsKana(string word) => word.All(c => c is >= '\u3040' and <= '\u30FF');

    /// <summary>Some of its characters are two chars, so that its length and its halves say nothing.</summary>
    public static bool HasPairs(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;

    public static int Count(string text) => HasPairs(text) ? text.EnumerateRunes().Count() : text.Length;

    /// <summary>The first so many characters, none of them halved.</summary>
    public static string Start(string text, int count) =>
        HasPairs(text) ? string.Concat(text.EnumerateRunes().Take(count)) : text[..Math.Min(count, text.Length)];

    public static string End(string text, int count) =>
        HasPairs(text) ? string.Concat(text.EnumerateRunes().TakeLast(count)) : text[^Math.Min(count, text.Length)..];

    /// <summary>Each two neighbours, by which words without spaces are found again.</summary>
    public static IEnumerable<string> Neighbours(string text)
    {
        var runes = text.EnumerateRunes().ToList();
        return runes.Zip(runes.Skip(1), (a, b) => $"{a}{b}");
    }

    public static string Capitalised(string word) =>
        word.Length == 0 ? word : Rune.ToUpperInvariant(Rune.GetRuneAt(word, 0)) + word[Rune.GetRuneAt(word, 0).Utf16SequenceLength..];

    /// <summary>A word in lower case → a–z where that can be told. "Журавлёва" → "zhuravliova", "ハルカ" → "haruka".</summary>
    public static string Latin(string word)
    {
        var text = new StringBuilder(word.Length + 8);
        var composed = PlainText.Composed(word);
        for (var i = 0; i < composed.Length; i++)
        {
            var c = composed[i] is >= 'ァ' and <= 'ヶ' ? (char)(composed[i] - 0x60) : composed[i];
            if (Kana.TryGetValue(c, out var syllable))
            {
                AppendKana(text, c, syllable, composed, ref i);
            }
            else if (c == 'ー' || c is 'っ' or 'ь' or 'ъ')
            {
                continue;
            }
            else if (ToLatin.TryGetValue(c, out var latin))
            {
                text.Append(latin);
            }
            else
            {
                AppendPlain(text, c);
            }
        }

        return text.ToString();
    }

    // き + ゃ = kya, し + ゃ = sha.
    private static void AppendKana(StringBuilder text, char c, string syllable, string word, ref int i)
    {
        var next =
            i + 1 < word.Length
                ? word[i + 1] is >= 'ァ' and <= 'ヶ'
                    ? (char)(word[i + 1] - 0x60)
                    : word[i + 1]
                : ' ';
        var small = next switch
        {
            'ゃ' => "a",
            'ゅ' => "u",
            'ょ' => "o",
            _ => null,
        };
        if (small is not null && syllable.EndsWith('i') && c != 'い')
        {
            text.Append(syllable is "shi" or "chi" or "ji" ? syllable[..^1] : syllable[..^1] + "y").Append(small);
            i++;
        }
        else
        {
            text.Append(syllable);
        }
    }

    private static void AppendPlain(StringBuilder text, char c)
    {
        // Half of a character has no parts; the other half follows.
        if (c < 0x80 || char.IsSurrogate(c))
        {
            text.Append(ToLatin.GetValueOrDefault(c) ?? c.ToString());
            return;
        }

        foreach (var part in c.ToString().Normalize(NormalizationForm.FormKD))
        {
            // Accents of Greek hide its letters; those of Latin ones are not heard alike everywhere.
            if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
            {
                text.Append(ToLatin.GetValueOrDefault(part) ?? part.ToString());
            }
        }
    }

    private static Dictionary<char, string> Pairs(string list)
    {
        var words = list.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var pairs = new Dictionary<char, string>();
        for (var i = 0; i + 1 < words.Length; i += 2)
        {
            pairs[words[i][0]] = words[i + 1];
        }

        return pairs;
    }

    private static Dictionary<char, char> Twins(string list)
    {
        var twins = new Dictionary<char, char>();
        for (var i = 0; i + 1 < list.Length; i += 2)
        {
            twins[list[i]] = list[i + 1];
        }

        return twins;
    }
}
