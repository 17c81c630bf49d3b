using System.Text.RegularExpressions;

namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>Chinese and Japanese: "宮下透子（28）", "林晓（二十多岁）". A name ends where its age begins; where it begins, cues and small words tell.</summary>
internal sealed partial class UnspacedIntroductions(Cast cast)
{
    private const int LongestName = 8;
    private const int LongestFamilyName = 3;
    private const int OftenSeen = 2;

    public void Read(IEnumerable<ScriptLine> lines)
    {
        var cues = cast.ByKey.Where(p => p.Value.HasCue).Select(p => p.Key).OrderByDescending(k => k.Length).ToList();
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
        Unnamed(lines);
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
        var start = name.LastIndexOfAny(['的', 'の', '是', '着', '了', '在', '有', '个', '位', '名', '叫', '见', '、', '，', 'は', 'が', 'に', 'を', 'で', 'と', 'も']);
        name = name[(start + 1)..];
        if (name.Length is >= 2 and <= 6)
        {
            Add(name, confidence);
        }
    }

    /// <summary>Somebody without a name who does something more than once.</summary>
    private void Unnamed(IEnumerable<ScriptLine> lines)
    {
        var nouns = cast.Vocabulary.People.All.Where(p => p.Length > 1 && !cast.ByKey.ContainsKey(p)).OrderByDescending(p => p.Length).ToList();
        var acts = lines.SelectMany(l => nouns.Where(n => Acts(l.Text, n))).CountBy(n => n).ToDictionary(StringComparer.Ordinal);
        foreach (var noun in nouns)
        {
            if (acts.GetValueOrDefault(noun) >= OftenSeen && !cast.ByKey.Keys.Any(k => k.Contains(noun, StringComparison.Ordinal)))
            {
                Add(noun, Confidence.Ask);
            }
        }
    }

    private static bool Acts(string text, string noun)
    {
        var at = text.IndexOf(noun, StringComparison.Ordinal);
        return at >= 0 && at + noun.Length < text.Length && text[at + noun.Length] is 'が' or 'は' or '、' or '，' or '走' or '站' or '坐' or '把' or '拿'
            && (at == 0 || !char.IsLetter(text[at - 1]) || text[at - 1] is 'で' or 'の' or 'に' or '个' or '名' or '位' or '只');
    }

    private void Add(string name, Confidence confidence)
    {
        if (!cast.ByKey.ContainsKey(name))
        {
            cast.ByKey[name] = new Person(name, name) { Confidence = confidence };
        }
    }

    private static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff' or '々';

    [GeneratedRegex(@"(?<name>[\p{IsCJKUnifiedIdeographs}々\p{IsHiragana}\p{IsKatakana}·]{2,16})\s?[（(，、,]\s?(?:约|大约|約|今年|享年|年约)?(?:\d{1,3}|[０-９]{1,3}|[一二三四五六七八九十]{1,3}多?)(?:岁|歲|歳|才|代|多岁|来岁|岁左右)?(?:前半|後半|くらい|左右|出头)?[）)，、。,]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Aged();

    /// <summary>"一个三十多岁的男人，名叫老周".</summary>
    [GeneratedRegex(@"(?:名叫|叫做|名は|名前は)(?<name>[\p{IsCJKUnifiedIdeographs}々\p{IsKatakana}]{2,4})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spelled();
}
