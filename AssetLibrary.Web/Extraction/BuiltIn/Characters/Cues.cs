using System.Globalization;
using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Screenplays;

namespace AssetLibrary.Web.Extraction.BuiltIn.Characters;

/// <summary>What a cue says about who speaks: one person, several, or nobody in particular.</summary>
internal sealed class Cues
{
    private const int MostWords = 6;

    /// <summary>Capitals on a line of their own that cut to something. Other words of the trade may be a name (INTERCOM, MUSIC).</summary>
    private static readonly WordList Shots = new(
        """
        CLOSE CLOSEUP CLOSE-UP ANGLE INSERT SUPER TITLE TITLES SUBTITLE POV MONTAGE INTERCUT FADE CUT DISSOLVE SMASH LATER CONTINUOUS SFX VFX FLASHBACK
        OMITTED THE-END TITRE CARTON INSERTO RÓTULO EINBLENDUNG TEXTEINBLENDUNG SCHRIFTEINBLENDUNG TITEL TITOLO TITULO TÍTULO ТИТР 字幕 テロップ 登場人物 人物 人物表 人物介绍 时间 地点 场景 道具 备注 服装 编剧 版权 作者 原著 改编 剧本 出品 监制 制片 片名 剧名 字数 联系方式 版本 脚本 原作 著者 作者 題名 時間 場所 場面 小道具 備考 CAST CHARACTERS PERSONNAGES PERSONEN PERSONAJES PERSONAGGI ПЕРСОНАЖИ
        """
    );

    private static readonly WordList Articles = new(
        "LE LA LES UN UNE DER DIE DAS DEM DEN EIN EINE EINEM EINEN EL LOS LAS UNA IL LO GLI O A OS AS UM UMA"
    );

    private static readonly string[] Numbers = ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX"];

    private static readonly string[] Ordinals = ["FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH"];

    public static bool IsWith(ReadOnlySpan<char> word) => With.Has(word);

    private static readonly WordList With = new("WITH MIT AVEC CON COM С");

    private static readonly char[] Gaps = [' ', '\t', '"', '“', '”'];

    private readonly Vocabulary vocabulary;

    /// <summary>Who has a cue without anybody else in it.</summary>
    private readonly HashSet<string> alone = new(StringComparer.Ordinal);

    public Cues(Vocabulary vocabulary, IEnumerable<ScreenplayElement> elements)
    {
        this.vocabulary = vocabulary;
        foreach (var cue in elements.Where(e => e.Cue is not null).Select(e => e.Cue!).Distinct(StringComparer.Ordinal))
        {
            alone.Add(Key(cue));
        }
    }

    /// <summary>The names in a cue, upper case and tidied; none for BOTH, for shouts and for camera words taken for a cue.</summary>
    public IReadOnlyList<(string Key, string Spelled)> Read(ScreenplayElement cue)
    {
        if (cue.Cue is not { } name)
        {
            return [];
        }
        if (!cue.Forced && IsNoName(name))
        {
            return [];
        }
        return
        [
            .. Parts(name)
                .Select(p => (Key: Key(p), Part: p))
                .Where(p => p.Key.Length > 0 && !IsGroup(p.Key, name))
                .Select(p => (p.Key, Part(p.Part, p.Key, cue.Cue))),
        ];
    }

    private string Part(string part, string key, string cue) =>
        cue.Any(char.IsLower) && Key(cue) == key ? WithoutArticle(cue) : Spelled(part, key);

    private static string WithoutArticle(string cue) => cue.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? cue[4..] : cue;

    /// <summary>BOTH, ALLE DREI, "ВСЕ ВМЕСТЕ": words for several and nothing else. VARIOUS VOICES, too.</summary>
    private bool IsGroup(string key, string cue)
    {
        var words = key.Split(' ');
        return vocabulary.Groups.Has(key)
            || Array.TrueForAll(words, w =>
                vocabulary.Groups.Has(w) || vocabulary.Counts.Has(w) || (words.Length > 1 && vocabulary.Voices.Has(w))
            ) && !vocabulary.Counts.Has(cue);
    }

    /// <summary>
    /// Case, articles, apostrophes and the ways to number a part made one: "The First Guard", "GUARD #1" and "GUARD ONE" are GUARD 1.
    /// </summary>
    public string Key(string name)
    {
        var words = name.Replace('’', '\'')
            .Replace("#", " ", StringComparison.Ordinal)
            .ToUpperInvariant()
            .Split(Gaps, StringSplitOptions.RemoveEmptyEntries)
            .ToList();
        if (words.Count > 1 && IsArticle(words[0]))
        {
            words.RemoveAt(0);
        }
        if (words.Count > 0 && words[0].StartsWith("L'", StringComparison.Ordinal) && vocabulary.Determiners.Has("l"))
        {
            words[0] = words[0].Length > 3 ? words[0][2..] : words[0];
        }
        if (words.Count > 1 && Array.IndexOf(Ordinals, words[0]) is >= 0 and var ordinal)
        {
            words.RemoveAt(0);
            words.Add((ordinal + 1).ToString(CultureInfo.InvariantCulture));
        }
        if (words.Count > 1 && Array.IndexOf(Numbers, words[^1]) is >= 0 and var number)
        {
            words[^1] = (number + 1).ToString(CultureInfo.InvariantCulture);
        }
        if (
            words.Count > 1
            && vocabulary.Voices.Has(words[^1])
            && Words.WithoutPossessive(words[^2]).Length < words[^2].Length
            && (
                !vocabulary.People.Has(Words.WithoutPossessive(words[^2]))
                || alone.Contains(string.Join(' ', words[..^2].Append(Words.WithoutPossessive(words[^2]).ToString())))
            )
        )
        {
            words.RemoveAt(words.Count - 1);
            words[^1] = Words.WithoutPossessive(words[^1]).ToString();
        }
        if (words.Count > 1 && vocabulary.Voices.Has(words[0]) && VoiceOf(words) is { } speaker)
        {
            return speaker;
        }
        var key = string.Join(' ', words);
        var voice = vocabulary.IsUnspaced
            ? vocabulary.Voices.All.FirstOrDefault(v => key.Length > v.Length && key.EndsWith(v, StringComparison.Ordinal))
            : null;
        // 透子の声 is 透子; 女の声 is whoever that is, unless a woman has a cue of her own.
        var owner = voice is null ? key : key[..^voice.Length];
        return (vocabulary.People.Has(owner) || vocabulary.Generic.Has(owner)) && !alone.Contains(owner) ? key : owner;
    }

    /// <summary>VOIX DE JEAN and ГОЛОС ПЕТРА are who speaks elsewhere under that name; others stay a voice.</summary>
    private string? VoiceOf(List<string> words)
    {
        var rest = words.Skip(1).SkipWhile(w => vocabulary.Ends.Has(w) || IsArticle(w)).ToList();
        var name = string.Join(' ', rest);
        return alone.Contains(name) ? name
            : vocabulary.Language == ScriptLanguage.Russian ? alone.FirstOrDefault(a => IsSameButCase(a.Split(' '), rest))
            : null;
    }

    private static bool IsSameButCase(string[] name, List<string> other) =>
        name.Length == other.Count
        && name.Zip(other).All(p => Endings.RussianStems(p.First).Intersect(Endings.RussianStems(p.Second), StringComparer.Ordinal).Any());

    /// <summary>As the cue has it, in capitals, but for an English article: LE NOTAIRE, GUARD.</summary>
    public string Spelled(string part, string key)
    {
        var first = part.AsSpan(0, Math.Max(0, part.IndexOf(' ', StringComparison.Ordinal)));
        return first.Length > 0 && IsArticle(first) && first is not ("THE" or "A" or "AN") && Key(part) == Key(part[(first.Length + 1)..])
            ? part.ToUpperInvariant()
            : key;
    }

    private bool IsArticle(ReadOnlySpan<char> word) =>
        word is "THE"
        || (vocabulary.Language == ScriptLanguage.English && word is "A" or "AN")
        || (Articles.Has(word) && vocabulary.Determiners.Has(word));

    private bool IsNoName(string name)
    {
        if (
            name[^1] is '!' or '?' or '…' or '-' or '—' or '–' or ',' or ';'
            || name[0] is '"' or '“' or '-'
            || name.EndsWith("...", StringComparison.Ordinal)
        )
        {
            return true;
        }
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (words.Length > MostWords && !words.Any(w => vocabulary.Joints.Has(w)))
            || (words.Length > 0 && Shots.Has(words[0].TrimEnd(':', '.')));
    }

    /// <summary>
    /// JACK AND DAN are two. MR. AND MRS. SMITH is one cue for two people who have one name, and MAN WITH DOG one person:
    /// "with", small letters and writing without spaces separate only whom the script also lets speak alone.
    /// </summary>
    private List<string> Parts(string name)
    {
        var parts = vocabulary.IsUnspaced
            ?
            [
                .. name.Split(
                    ['、', '・', '&', '＆', '/', '／', '和', '与', 'と'],
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                ),
            ]
            : SpacedParts(name);
        if (parts.Count < 2)
        {
            return [name];
        }
        var loose = vocabulary.IsUnspaced || name.Any(char.IsLower) || name.Split(' ').Any(w => With.Has(w));
        var splits = loose
            ? parts.TrueForAll(p => alone.Contains(Key(p)))
            : parts.TrueForAll(p => p.Contains(' ', StringComparison.Ordinal) || !vocabulary.Titles.Has(p) || alone.Contains(Key(p)));
        return splits ? parts : [name];
    }

    private List<string> SpacedParts(string name)
    {
        var parts = new List<List<string>> { new() };
        foreach (
            var word in name.Replace(",", " , ", StringComparison.Ordinal)
                .Replace("/", " / ", StringComparison.Ordinal)
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        )
        {
            if (word is "," or "/" || vocabulary.Joints.Has(word))
            {
                parts.Add([]);
            }
            else
            {
                parts[^1].Add(word);
            }
        }
        return [.. parts.Where(p => p.Count > 0).Select(p => string.Join(' ', p))];
    }
}
