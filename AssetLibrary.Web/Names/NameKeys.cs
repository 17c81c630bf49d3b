using System.Globalization;

namespace AssetLibrary.Web.Names;

/// <summary>
/// The keys under which names are found again although they are spelled in another way. A key is the asset's type (c, l, p),
/// the way (below), and the text: <c>=</c> all words in order of the alphabet, <c>~</c> their sounds, <c>w</c> a word,
/// <c>s</c> a word's sound, <c>i</c> an initial and the last word, <c>a</c> and <c>z</c> the first and last letters of
/// the longest word (for typos), <c>2</c> two signs of a script without spaces.
/// </summary>
public static class NameKeys
{
    /// <summary>Another number: the keys of every asset are made again at the next start.</summary>
    public const int Version = 2;

    /// <summary>What is longer is cut, and told from others by its hash.</summary>
    public const int Longest = 64;

    private const int MostKeys = 200,
        ShortestForTypos = 5,
        TypoLetters = 3;

    public static IReadOnlyCollection<string> Of(AssetType type, string name, IEnumerable<string> aliases)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in aliases.Prepend(name))
        {
            if (keys.Count < MostKeys)
            {
                Add(keys, NameParts.Of(type, one));
            }
        }

        return keys;
    }

    public static void Add(ISet<string> keys, NameParts name)
    {
        var type = Letter(name.Type);
        void Key(char way, string text) => keys.Add(Fitting($"{type}{way}{text}"));

        if (name.Words.Count == 0)
        {
            // Numbers or signs alone.
            Key('=', name.Normalized);
            return;
        }

        Key('=', Whole(name, w => w.Text));
        Key('~', Whole(name, w => Code(w)));
        foreach (var word in name.Words.Where(w => !w.IsInitial))
        {
            Key('w', word.Text);
            if (word.IsUnspaced)
            {
                foreach (var pair in Letters.Neighbours(word.Text))
                {
                    Key('2', pair);
                }
            }
            else
            {
                Key('s', Code(word));
            }
        }

        if (name.Type == AssetType.Character && name.Words.Count > 1 && !name.Words[^1].IsUnspaced)
        {
            Key('i', $"{Letters.Start(name.Words[0].Sound, 1)} {name.Words[^1].Text}");
        }

        if (name.Words.Where(w => !w.IsUnspaced).MaxBy(w => w.Sound.Length) is { Sound.Length: >= ShortestForTypos } longest)
        {
            Key('a', Letters.Start(longest.Sound, TypoLetters));
            Key('z', Letters.End(longest.Sound, TypoLetters));
        }

        // POCKET WATCH and POCKETWATCH.
        if (name.Words.Count > 1)
        {
            Key('w', string.Concat(name.Words.Select(w => w.Text)));
        }
    }

    public static char WayOf(string key) => key[1];

    public static string OfWord(AssetType type, string word) => Fitting($"{Letter(type)}w{word}");

    /// <summary>How much it says that two have this key, before its rarity.</summary>
    public static double Weight(string key) =>
        WayOf(key) switch
        {
            '=' => 6,
            '~' => 4,
            'w' => 3,
            's' => 2,
            'i' => 2,
            _ => 1,
        };

    private static char Letter(AssetType type) =>
        type switch
        {
            AssetType.Character => 'c',
            AssetType.Location => 'l',
            _ => 'p',
        };

    /// <summary>A sound's code, or the sound itself where next to nothing would be left of it.</summary>
    private static string Code(NameWord word) =>
        word.IsUnspaced || Letters.HasPairs(word.Sound) ? word.Text
        : Sounds.Code(word.Sound) is { Length: > 1 } code ? code
        : word.Sound;

    private static string Whole(NameParts name, Func<NameWord, string> part) =>
        string.Join(' ', name.Words.Select(part).Concat(name.Numbers).Order(StringComparer.Ordinal));

    private static string Fitting(string key)
    {
        if (key.Length <= Longest)
        {
            return key;
        }

        var hash = 14695981039346656037UL;
        foreach (var c in key)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        var cut = char.IsHighSurrogate(key[Longest - 21]) ? Longest - 21 : Longest - 20;
        return string.Create(CultureInfo.InvariantCulture, $"{key.AsSpan(0, cut)}…{hash:x16}");
    }
}
