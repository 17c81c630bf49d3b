using System.Buffers;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Extraction.BuiltIn.Language;

namespace AssetLibrary.Web.Extraction.BuiltIn.Props;

/// <summary>Things in Chinese and Japanese lines: the longest word of the list that stands there.</summary>
internal sealed partial class UnspacedProps
{
    private const int NearHand = 6;
    private const int LongestKind = 5;

    private static readonly SearchValues<char> NoKind = SearchValues.Create(
        "的了着过把个张本支条只瓶杯碗块盏根串双封包枝朵口件顶台部架辆艘座扇面幅副套盒袋箱桶壶盘碟份叠堆捆卷束滴片粒颗位名在从向对到给往拿出起上下里中外是有和与跟及或一二三四五六七八九十两几这那每半某其他她它我你他们就也都又还才去来回看见说问想开关打放取掏提端抱握举递点抽拔扔捡背戴穿用将被让使"
    );

    /// <summary>Measures of time, of people and of what nobody can hold: "三年前", "一个字", "两点左右".</summary>
    private static readonly SearchValues<char> NoNouns = SearchValues.Create(
        "个年月天日点岁些种次遍趟会下阵丝声眼句字切直家男女千百万十亿级层圈道行片条缕股番样时分秒度米里步人代场顿回排群对段"
    );

    private readonly Vocabulary vocabulary;
    private readonly PropShelf shelf;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> words;
    private readonly int longest;

    public UnspacedProps(Vocabulary vocabulary, PropShelf shelf)
    {
        (this.vocabulary, this.shelf) = (vocabulary, shelf);
        // Words that are no things stand between them, so that 車 is not found in 電車 nor 花 in 花园.
        var all = new HashSet<string>(
            [.. vocabulary.Things.All, .. vocabulary.NoThings.All, .. vocabulary.People.All],
            StringComparer.OrdinalIgnoreCase
        );
        words = all.GetAlternateLookup<ReadOnlySpan<char>>();
        longest = vocabulary.IsUnspaced ? all.Max(w => w.Length) : 0;
    }

    public void Read(ScriptLine line)
    {
        Listed(line);
        Unlisted(line);
    }

    /// <summary>"一只搪瓷茶缸。", "鈴を鳴らす": counted, or taken by a hand, but in no list.</summary>
    private void Unlisted(ScriptLine line)
    {
        var quotation = new Quotation(line.Text);
        foreach (Match match in (vocabulary.Language == ScriptLanguage.Japanese ? Taken() : Counted()).Matches(line.Text))
        {
            var noun = match.Groups["noun"];
            if (noun.Length > 1 && !IsKnown(noun.Value) && !NoNouns.Contains(noun.Value[0]) && !quotation.Covers(noun.Index))
            {
                shelf.Sight(line, noun.Index, noun.Value, pointedAt: true, noun.Value, unlisted: true);
            }
        }
    }

    /// <summary>A thing or a person of the lists is in it, or a part of a body.</summary>
    private bool IsKnown(string noun)
    {
        for (var at = 0; at < noun.Length; at++)
        {
            if (LengthAt(noun, at) > 1 || (LengthAt(noun, at) == 1 && at == noun.Length - 1))
            {
                return true;
            }
        }
        return noun[^1]
            is '人'
                or '声'
                or '音'
                or '者'
                or '员'
                or '光'
                or '手'
                or '脸'
                or '眼'
                or '头'
                or '话'
                or '笑'
                or '步'
                or '气'
                or '水'
                or '影'
                or '顔'
                or '目'
                or '口'
                or '家'
                or '屋'
                or '室'
                or '街'
                or '路'
                or '山'
                or '树'
                or '事'
                or '下'
                or '上'
                or '里'
                or '中'
                or '间'
                or '面'
                or '边'
                or '味'
                or '码'
                or '况'
                or '奇'
                or '言'
                or '点'
                or '城'
                or '毁'
                or '着'
                or '情'
                or '感'
                or '意'
                or '心'
                or '力'
                or '度'
                or '性'
                or '法'
                or '样'
                or '色'
                or '梦'
                or '息'
                or '响'
                or '语'
                or '念';
    }

    private void Listed(ScriptLine line)
    {
        var quotation = new Quotation(line.Text);
        for (var at = 0; at < line.Text.Length; )
        {
            var length = LengthAt(line.Text, at);
            if (length == 0 || quotation.Covers(at))
            {
                at++;
                continue;
            }
            var word = line.Text.Substring(at, length);
            if (vocabulary.Things.Get(word) is { } thing && (!vocabulary.Furniture.Has(word) || IsAlone(line.Text, at, length)))
            {
                shelf.Sight(line, at, thing, IsHandled(line.Text, at), InFull(line.Text, at, length));
            }
            at += length;
        }
    }

    /// <summary>With the words before it that say which one: 搪瓷茶缸, アルミの弁当箱.</summary>
    private string InFull(string text, int at, int length)
    {
        var start = at;
        while (start > 0 && at - start < LongestKind && IsPartOfName(text, start - 1))
        {
            start--;
        }
        return text[start..(at + length)];
    }

    private bool IsPartOfName(string text, int at) =>
        vocabulary.Language == ScriptLanguage.Japanese
            ? IsHan(text[at]) || IsKatakana(text[at]) || (text[at] == 'の' && at > 0 && (IsHan(text[at - 1]) || IsKatakana(text[at - 1])))
            : IsHan(text[at]) && !NoKind.Contains(text[at]);

    private int LengthAt(string text, int at)
    {
        for (var length = Math.Min(longest, text.Length - at); length > 0; length--)
        {
            if (words.Contains(text.AsSpan(at, length)))
            {
                return length;
            }
        }
        return 0;
    }

    /// <summary>
    /// A word of one sign is a part of another word more often than not: it must be counted, taken, or stand between small words.
    /// </summary>
    private bool IsAlone(string text, int at, int length)
    {
        if (length > 1)
        {
            return IsHandled(text, at); // furniture
        }
        var before = at == 0 ? '、' : text[at - 1];
        var after = at + length >= text.Length ? '。' : text[at + length];
        return vocabulary.Language == ScriptLanguage.Japanese
            ? !IsHan(before)
                && !IsKatakana(before)
                && after is 'を' or 'が' or 'の' or 'は' or 'に' or 'と' or '、' or '。' or 'も'
                && (after != '。' || !IsHan(before))
            : before
                is '把'
                    or '张'
                    or '本'
                    or '支'
                    or '条'
                    or '只'
                    or '瓶'
                    or '杯'
                    or '碗'
                    or '块'
                    or '盏'
                    or '根'
                    or '串'
                    or '双'
                    or '封'
                    or '包'
                    or '枝'
                    or '朵'
                    or '口'
                    or '的'
                    or '着'
                    or '、'
                    or '黑'
                    or '白'
                    or '红'
                    or '旧'
                    or '破'
                    or '老'
                    or '长'
                    or '短'
                    or '大'
                    or '小'
                    or '新'
                    or '木'
                    or '铁'
                    or '铜'
                    or '金'
                    or '银'
                    or '竹'
                    or '布'
                    or '件'
                    or '顶'
                    or '台'
                    or '部'
                && !IsHan(after);
    }

    private static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff' or '々';

    private static bool IsKatakana(char c) => c is >= '\u30a1' and <= '\u30fa' or 'ー';

    private bool IsHandled(string text, int at)
    {
        var near = text.AsSpan(Math.Max(0, at - NearHand), Math.Min(at, NearHand) + Math.Min(NearHand, text.Length - at));
        foreach (var hand in vocabulary.Hands.All)
        {
            if (near.Contains(hand, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    [GeneratedRegex(
        @"(?:[一两三几半]|掏出|拿出|取出|拎着|提着|捧着|抱着|握着|举着|端着|攥着|递过)[把张本支条只瓶杯碗块盏根串双封包枚朵顶台部架辆艘幅副套盒袋箱桶壶盘碟份叠捆卷面件个]?(?:[\p{IsCJKUnifiedIdeographs}]{1,6}的)?(?<noun>[\p{IsCJKUnifiedIdeographs}]{2,4})[，。；！？、：）]",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Counted();

    [GeneratedRegex(
        @"(?<noun>[\p{IsCJKUnifiedIdeographs}\p{IsKatakana}ー]{2,6})を(?:手に|取り|取る|取って|持|抱|握|拾|渡|差し出|差し出し|開け|被|背負|置|載せ|出し|抜|掲げ|提げ|広げ|畳|鳴ら|担)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Taken();
}
