using System.Buffers;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Extraction.BuiltIn.Props;

namespace AssetLibrary.Web.Extraction.BuiltIn.Characters;

/// <summary>
/// Chinese and Japanese: "宮下透子（28）", "林晓（二十多岁）". A name ends where its age begins; where it begins, cues and small words tell.
/// </summary>
internal sealed partial class UnspacedIntroductions(Cast cast)
{
    private const int LongestName = 8;
    private const int LongestFamilyName = 3;
    private const int OftenSeen = 2;
    private const int LongestPhrase = 9;

    private static readonly SearchValues<char> Breaks = SearchValues.Create("，。、；：！？“”是像如");

    private static readonly string[] Counted = ["一人の", "ひとりの", "一匹の", "一頭の", "一羽の"];

    private static readonly string[] Pictures =
    [
        "照片",
        "画里",
        "画上",
        "画像",
        "电视",
        "屏幕",
        "海报",
        "合影",
        "相片",
        "遗像",
        "雕像",
        "油画",
        "肖像",
    ];

    private static readonly string[] Likes = ["像", "如", "似", "仿佛", "好比"];

    private static readonly SearchValues<char> Doing = SearchValues.Create(
        "推拉走跑跳站坐蹲躺趴睡醒哭笑喊叫举抬提拿抱背扛拎牵搂抓捡扔递放按敲打弯低转回点摇挥拄踢踩爬冲扑闪探伸缩看盯望瞪吹唱念写画开关擦扫洗切吃喝抽咳叹打端倒骑停退靠"
    );

    private static readonly string[] One =
    [
        "一个",
        "一名",
        "一位",
        "一只",
        "一头",
        "一匹",
        "一条",
        "两个",
        "两名",
        "两位",
        "三个",
        "三名",
        "一对",
    ];

    public void Read(IEnumerable<ScriptLine> lines)
    {
        var cues = cast.ByKey.Where(p => p.Value.HasCue).Select(p => p.Key).OrderByDescending(k => k.Length).ToList();
        JoinListed(cues);
        foreach (var line in lines)
        {
            foreach (Match match in Aged().Matches(line.Text))
            {
                Introduce(match.Groups["name"].Value, cues, Confidence.Sure);
            }
            foreach (Match match in Spelled().Matches(line.Text))
            {
                Introduce(match.Groups["name"].Value, cues, Confidence.Probable);
            }
        }
        foreach (var line in cast.Vocabulary.Language == ScriptLanguage.Chinese ? lines : [])
        {
            foreach (Match match in OneOf().Matches(line.Text))
            {
                var noun = match.Groups["noun"].Value;
                if (
                    !cast.Vocabulary.People.All.Any(p => noun.EndsWith(p, StringComparison.Ordinal))
                    && !cast.ByKey.Keys.Any(k => k.Contains(noun, StringComparison.Ordinal))
                )
                {
                    Add(noun, Confidence.Ask);
                }
            }
        }
        foreach (var line in cast.Vocabulary.Language == ScriptLanguage.Japanese ? lines : [])
        {
            foreach (Match match in KindOf().Matches(line.Text))
            {
                Kind(match);
            }
        }
        Unnamed(lines);
    }

    /// <summary>宮下透子 in the list of the cast is 透子 (or 宮下) in the cues, where neither could be anybody else.</summary>
    private void JoinListed(List<string> cues)
    {
        var listed = cast.ByKey.Where(p => !p.Value.HasCue && p.Value.TagLines.Count > 0).Select(p => p.Key).ToList();
        foreach (var name in listed)
        {
            if (
                cues.Where(c => IsPartOf(c, name)).ToList() is [var cue]
                && listed.Count(n => IsPartOf(cue, n)) == 1
                && cast.ByKey[cue] != cast.ByKey[name]
            )
            {
                cast.ByKey[cue].TakeOver(cast.ByKey[name], cast.ByKey);
            }
        }
    }

    private bool IsPartOf(string cue, string name)
    {
        if (
            cue.Length >= name.Length
            || !(name.EndsWith(cue, StringComparison.Ordinal) || (cue.Length > 1 && name.StartsWith(cue, StringComparison.Ordinal)))
        )
        {
            return false;
        }
        var rest = name.EndsWith(cue, StringComparison.Ordinal) ? name[..^cue.Length] : name[cue.Length..];
        return rest.Length <= LongestFamilyName
            && rest.All(c => IsHan(c) || c is >= '\u3040' and <= '\u30FF')
            && !cast.Vocabulary.Ages.All.Any(a => rest.EndsWith(a, StringComparison.Ordinal));
    }

    /// <summary>"三毛猫のトラが": what somebody is, and the name in katakana.</summary>
    private void Kind(Match match)
    {
        var noun = cast
            .Vocabulary.People.All.Where(p => match.Groups["noun"].Value.EndsWith(p, StringComparison.Ordinal))
            .MaxBy(p => p.Length);
        var name = match.Groups["name"].Value;
        if (noun is null || cast.ByKey.ContainsKey(name) || cast.Vocabulary.Things.Has(name) || cast.Vocabulary.NoThings.Has(name))
        {
            return;
        }
        Add(name, Confidence.Probable);
        if (!cast.ByKey.ContainsKey(noun) && !cast.Vocabulary.Generic.Has(noun))
        {
            cast.ByKey[name].AlsoCalled(noun, noun, cast.ByKey);
        }
    }

    private void Introduce(string written, List<string> cues, Confidence confidence)
    {
        var name = written.Length > LongestName ? written[^LongestName..] : written;
        if (cues.Find(c => name.EndsWith(c, StringComparison.Ordinal)) is { } cue)
        {
            var before = name[..^cue.Length];
            if (cast.Vocabulary.Ages.All.FirstOrDefault(a => before.EndsWith(a, StringComparison.Ordinal)) is { } age)
            {
                Add(age + cue, confidence);
            }
            else if (before.Length is > 0 and <= LongestFamilyName && before.All(IsHan) && !cast.ByKey.ContainsKey(name) && name == written)
            {
                cast.ByKey[cue].AlsoCalled(name, name, cast.ByKey);
            }
            return;
        }
        var start = name.LastIndexOfAny([
            '的',
            'の',
            '是',
            '着',
            '了',
            '在',
            '有',
            '个',
            '位',
            '名',
            '叫',
            '见',
            '、',
            '，',
            'は',
            'が',
            'に',
            'を',
            'で',
            'と',
            'も',
        ]);
        name = name[(start + 1)..];
        if (name.Length is >= 2 and <= 6)
        {
            Add(name, confidence);
        }
    }

    /// <summary>Somebody without a name who does something more than once.</summary>
    private void Unnamed(IEnumerable<ScriptLine> lines)
    {
        var vocabulary = cast.Vocabulary;
        var nouns = vocabulary
            .People.All.Where(p => (p.Length > 1 || !vocabulary.Generic.Has(p)) && !cast.ByKey.ContainsKey(p))
            .OrderByDescending(p => p.Length)
            .ToList();
        var (acts, come) = (new Dictionary<string, int>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var (there, roles) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (
            var (text, noun) in lines.SelectMany(l =>
                nouns.Where(n => l.Text.Contains(n, StringComparison.Ordinal)).Select(n => (l.Text, n))
            )
        )
        {
            acts[noun] = acts.GetValueOrDefault(noun) + Acts(text, noun);
            if (Comes(text, noun) && !(IsOnPicture(text, noun) && acts[noun] == 0))
            {
                come.Add(noun);
            }
            if (
                vocabulary.Language == ScriptLanguage.Chinese
                && IsThere(text, text.IndexOf(noun, StringComparison.Ordinal), noun)
                && !IsOnPicture(text, noun)
            )
            {
                there.Add(noun);
            }
            if (!roles.Contains(noun) && IsRole(text, noun))
            {
                roles.Add(noun);
            }
        }

        foreach (var noun in nouns)
        {
            if (
                (acts.GetValueOrDefault(noun) >= OftenSeen || come.Contains(noun) || (there.Contains(noun) && !roles.Contains(noun)))
                && !cast.ByKey.Keys.Any(k => k.Contains(noun, StringComparison.Ordinal))
            )
            {
                Add(noun, Confidence.Ask);
            }
        }
    }

    /// <summary>"一个老裁缝走过来", "一人の老婆が", and, where the language marks who acts, "駅員が切符を切る": somebody new.</summary>
    private bool Comes(string text, string noun)
    {
        for (
            var at = text.IndexOf(noun, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(noun, at + noun.Length, StringComparison.Ordinal)
        )
        {
            var after = at + noun.Length < text.Length ? text[at + noun.Length] : '。';
            var before = text.Substring(Math.Max(0, at - LongestPhrase), Math.Min(at, LongestPhrase));
            if (cast.Vocabulary.Language == ScriptLanguage.Japanese)
            {
                var isCounted = Counted.Any(c => before.Contains(c, StringComparison.Ordinal));
                var isWhole = before.Length == 0 || !(IsHan(before[^1]) || before[^1] is >= '\u30a1' and <= '\u30fa' or 'ー');
                if (isWhole && after is 'が' && (isCounted || before.EndsWith('に') || !cast.Vocabulary.Generic.Has(noun)))
                {
                    return true;
                }
            }
            else if (
                after is not ('的' or '们' or '家' or '店' or '似' or '般')
                && IsNew(before)
                && !Array.Exists(Pictures, p => before.Contains(p, StringComparison.Ordinal))
            )
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>One, a classifier for people or animals, and nothing but what describes them between it and the noun.</summary>
    private static bool IsNew(ReadOnlySpan<char> before)
    {
        foreach (var one in One)
        {
            if (
                before.LastIndexOf(one) is >= 0 and var at
                && before[(at + one.Length)..].IndexOfAny(Breaks) < 0
                && before[^1] is not ('瓷' or '泥' or '木' or '布' or '纸' or '石' or '铜' or '画')
                && (at == 0 || !IsHan(before[at - 1]) || before[at - 1] is '有' or '着' or '来' or '出' or '见' or '上' or '里')
            )
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>How often anyone who is called so does something.</summary>
    private static int Acts(string text, string noun)
    {
        var acts = 0;
        for (
            var at = text.IndexOf(noun, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(noun, at + noun.Length, StringComparison.Ordinal)
        )
        {
            acts +=
                at + noun.Length < text.Length
                && text[at + noun.Length] is 'が' or 'は' or '、' or '，' or '走' or '站' or '坐' or '把' or '拿'
                && (at == 0 || !char.IsLetter(text[at - 1]) || text[at - 1] is 'で' or 'の' or 'に' or '个' or '名' or '位' or '只')
                    ? 1
                    : 0;
        }
        return acts;
    }

    /// <summary>"邮递员推门进来": no article tells that somebody is new, so that the verb has to, and no name stands beside the noun.</summary>
    private bool IsThere(string text, int at, string noun)
    {
        var after = at + noun.Length;
        return noun.Length > 1
            && !cast.Vocabulary.Generic.Has(noun)
            && after < text.Length
            && Doing.Contains(text[after])
            && (at == 0 || !IsHan(text[at - 1]) || text[at - 1] is '的')
            && !Array.Exists(Likes, l => text.AsSpan(Math.Max(0, at - LongestPhrase), Math.Min(at, LongestPhrase)).IndexOf(l) >= 0);
    }

    /// <summary>"木匠老周" and "老周，木匠": the joiner is Lao Zhou.</summary>
    private bool IsRole(string text, string noun)
    {
        var known = cast.ByKey.GetAlternateLookup<ReadOnlySpan<char>>();
        for (
            var at = text.IndexOf(noun, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(noun, at + noun.Length, StringComparison.Ordinal)
        )
        {
            // "看着老周，邮递员推门": behind a comma somebody else may begin to act.
            var acts = at + noun.Length < text.Length && Doing.Contains(text[at + noun.Length]);
            var before = acts ? text.AsSpan(0, at) : text.AsSpan(0, at).TrimEnd('，');
            var after = text.AsSpan(at + noun.Length).TrimStart('，');
            for (var length = 2; length <= LongestName; length++)
            {
                if (
                    (length <= before.Length && known.ContainsKey(before[^length..]))
                    || (length <= after.Length && known.ContainsKey(after[..length]))
                )
                {
                    return true;
                }
            }
        }
        return false;
    }

    /// <summary>Nothing but the picture's own sentence stands before.</summary>
    private static bool IsOnPicture(string text, string noun)
    {
        var at = text.IndexOf(noun, StringComparison.Ordinal);
        var sentence = text.AsSpan(text.AsSpan(0, at).LastIndexOf('。') + 1);
        foreach (var picture in Pictures)
        {
            if (sentence.IndexOf(picture) is >= 0 and var found && found < sentence.IndexOf(noun))
            {
                return true;
            }
        }
        return false;
    }

    private void Add(string name, Confidence confidence)
    {
        if (!cast.ByKey.ContainsKey(name))
        {
            cast.ByKey[name] = new Person(name, name) { Confidence = confidence };
        }
    }

    private static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff' or '々';

    [GeneratedRegex(
        @"(?<name>[\p{IsCJKUnifiedIdeographs}々\p{IsHiragana}\p{IsKatakana}·]{2,16})\s?[（(，、,]\s?(?:约|大约|約|今年|享年|年约)?(?:\d{1,3}|[０-９]{1,3}|[一二三四五六七八九十]{1,3}多?)(?:岁|歲|歳|才|代|多岁|来岁|岁左右)?(?:前半|後半|くらい|左右|出头)?[）)，、。,]",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Aged();

    /// <summary>"一名炊事员": the classifier is for persons, and so is the end of the word.</summary>
    [GeneratedRegex(
        @"(?<![是像如成作每另])(?:一名|一位)(?:[\p{IsCJKUnifiedIdeographs}]{1,6}的)?(?<noun>[\p{IsCJKUnifiedIdeographs}]{1,3}(?:员|师|匠|夫|工|手|贩|客|生|兵|者))(?=[走站坐正在推抱拿提拎牵端举跑冲从，。])",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex OneOf();

    /// <summary>"一个三十多岁的男人，名叫老周".</summary>
    [GeneratedRegex(
        @"(?:名叫|叫做|名は|名前は)(?<name>[\p{IsCJKUnifiedIdeographs}々\p{IsKatakana}]{2,4})",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Spelled();

    [GeneratedRegex(
        @"(?<noun>[\p{IsCJKUnifiedIdeographs}々]{1,5})の(?<name>[\p{IsKatakana}ー]{2,6})(?=[がは])",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex KindOf();
}
