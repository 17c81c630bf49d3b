using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Library;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>Two that may be one, and why one could think so.</summary>
internal sealed record DoubtfulPair(FoundEntity First, FoundEntity Second);

/// <summary>
/// Items → entities. One name is one entity; a name the model calls another's alias, a first name or a surname flow
/// together where nothing speaks against it. What could be one but is not certain becomes a pair to ask about.
/// </summary>
internal sealed class NameMerge
{
    private const int MostPairs = 24, LongEnoughForSlip = 6;

    private readonly Dictionary<(AssetType Type, string Key), FoundEntity> byKey = [];
    private readonly List<DoubtfulPair> pairs = [];

    public NameMerge(IReadOnlyList<ProvenItem> items, IReadOnlyDictionary<string, int> cues)
    {
        foreach (var item in items)
        {
            var key = (item.Type, NameKey.Of(item.Type, item.Name));
            if (!byKey.TryGetValue(key, out var entity))
            {
                byKey[key] = entity = new(item.Type, key.Item2);
                if (item.Type == AssetType.Character && cues.TryGetValue(key.Item2, out var times))
                {
                    entity.Cues[key.Item2] = times;
                }
            }

            entity.Add(item);
        }

        foreach (var item in items)
        {
            TakeAliases(item, cues);
        }

        MergeNames();
        PairUp();
    }

    public IReadOnlyList<FoundEntity> Entities => [.. byKey.Values.Distinct().OrderBy(e => e.Type).ThenBy(e => e.FirstLine)];

    /// <summary>The likeliest first, and not more than one question holds.</summary>
    public IReadOnlyList<DoubtfulPair> Pairs => [.. pairs.Where(p => p.First != p.Second).Take(MostPairs)];

    public void Merge(DoubtfulPair pair)
    {
        var (first, second) = (byKey[(pair.First.Type, pair.First.Keys[0])], byKey[(pair.Second.Type, pair.Second.Keys[0])]);
        if (first != second)
        {
            Join(first, second);
        }
    }

    private void TakeAliases(ProvenItem item, IReadOnlyDictionary<string, int> cues)
    {
        var mine = byKey[(item.Type, NameKey.Of(item.Type, item.Name))];
        foreach (var alias in item.Aliases)
        {
            var key = NameKey.Of(item.Type, alias);
            if (!byKey.TryGetValue((item.Type, key), out var other))
            {
                // A word for any person (WOMAN) is nobody's own name.
                if (item.Type != AssetType.Character || !IsCommon(key))
                {
                    byKey[(item.Type, key)] = mine;
                    mine.Keys.Add(key);
                    mine.Call(alias);
                    if (cues.TryGetValue(key, out var times))
                    {
                        mine.Cues[key] = times;
                    }
                }
            }
            else if (other != mine)
            {
                if (item.Type == AssetType.Character && (IsCommon(key) || IsCommon(mine.Keys[0]) || IsAged(key) || IsAged(mine.Keys[0])))
                {
                    Doubt(mine, other);
                }
                else
                {
                    Join(mine, other);
                }
            }
        }
    }

    // A first name or a surname and the one full name that has it; where two have it, nobody knows which is meant.
    private void MergeNames()
    {
        var people = byKey.Where(p => p.Key.Type == AssetType.Character).Select(p => p.Key.Key).ToList();
        foreach (var part in people.Where(p => !IsCommon(p)))
        {
            var wholes = people.Where(w => w != part && (w.StartsWith(part + " ", StringComparison.Ordinal) || w.EndsWith(" " + part, StringComparison.Ordinal)) && NameMerger.IsSamePerson(part, w, Vocabulary.Any))
                .Select(w => byKey[(AssetType.Character, w)]).Where(w => w != byKey[(AssetType.Character, part)]).Distinct().ToList();
            if (wholes.Count == 1)
            {
                Join(byKey[(AssetType.Character, part)], wholes[0]);
            }
            else
            {
                wholes.ForEach(w => Doubt(byKey[(AssetType.Character, part)], w));
            }
        }
    }

    private void PairUp()
    {
        var all = Entities;
        for (var i = 0; i < all.Count; i++)
        {
            for (var j = i + 1; j < all.Count && all[j].Type == all[i].Type; j++)
            {
                if (all[i].Keys.Any(a => all[j].Keys.Any(b => MayBeOne(all[i], a, all[j], b))))
                {
                    Doubt(all[i], all[j]);
                }
            }
        }
    }

    private static bool MayBeOne(FoundEntity one, string a, FoundEntity other, string b) => one.Type switch
    {
        AssetType.Character => (SurnameOf(a) is { } surname && surname == SurnameOf(b) && (HasTitle(a) != HasTitle(b))) || IsSlip(a, b),
        AssetType.Location => IsPart(a, b) || IsPart(b, a),
        _ => one.Scenes.Overlaps(other.Scenes) && (b.EndsWith(" " + a, StringComparison.Ordinal) || a.EndsWith(" " + b, StringComparison.Ordinal)),
    };

    private static bool IsPart(string part, string whole) => whole.StartsWith(part + " ", StringComparison.Ordinal) || whole.EndsWith(" " + part, StringComparison.Ordinal);

    // DR. VOSS and MAREN VOSS.
    private static string? SurnameOf(string key) => key.LastIndexOf(' ') is > 0 and var space && !PeopleWords.Nouns.Has(key.AsSpan(space + 1)) && !key.Any(char.IsDigit) && !IsAged(key) ? key[(space + 1)..] : null;

    private static bool HasTitle(string key) => PeopleWords.Titles.Has(key.AsSpan(0, key.IndexOf(' ', StringComparison.Ordinal)));

    /// <summary>One letter more, less or other.</summary>
    private static bool IsSlip(string a, string b)
    {
        if (Math.Min(a.Length, b.Length) < LongEnoughForSlip || Math.Abs(a.Length - b.Length) > 1 || a.Any(char.IsDigit) || b.Any(char.IsDigit))
        {
            return false;
        }

        var same = 0;
        while (same < Math.Min(a.Length, b.Length) && a[same] == b[same])
        {
            same++;
        }

        var rest = a.Length == b.Length ? (a[Math.Min(same + 1, a.Length)..], b[Math.Min(same + 1, b.Length)..]) : a.Length > b.Length ? (a[(same + 1)..], b[same..]) : (a[same..], b[(same + 1)..]);
        return rest.Item1 == rest.Item2;
    }

    private static bool IsCommon(string key) => PeopleWords.Nouns.Has(key) || PeopleWords.Nouns.Has(key.AsSpan(key.LastIndexOf(' ') + 1));

    private static bool IsAged(string key) => Array.Exists(key.Split(' '), w => PeopleWords.Ages.Has(w));

    private void Doubt(FoundEntity first, FoundEntity second)
    {
        if (!pairs.Exists(p => (p.First == first && p.Second == second) || (p.First == second && p.Second == first)))
        {
            pairs.Add(new(first, second));
        }
    }

    private void Join(FoundEntity one, FoundEntity other)
    {
        one.TakeOver(other);
        foreach (var key in other.Keys)
        {
            byKey[(one.Type, key)] = one;
        }

        for (var i = 0; i < pairs.Count; i++)
        {
            pairs[i] = new(pairs[i].First == other ? one : pairs[i].First, pairs[i].Second == other ? one : pairs[i].Second);
        }
    }
}
