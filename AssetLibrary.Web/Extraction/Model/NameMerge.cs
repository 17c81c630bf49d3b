using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>Two that may be one, and why one could think so.</summary>
internal sealed record DoubtfulPair(FoundEntity First, FoundEntity Second);

/// <summary>
/// Items → entities. What <see cref="NameSimilarity"/> calls the same is one entity; a name the model calls another's alias, a
/// first name or a surname are merged where nothing speaks against it. What is likely or doubtful becomes a pair to ask about.
/// </summary>
internal sealed class NameMerge
{
    private const int MostPairs = 24;

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
        var (first, second) = (Now(pair.First), Now(pair.Second));
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
                if (!NameForms.Of(item.Type, alias).Name.IsForAnybody)
                {
                    byKey[(item.Type, key)] = mine;
                    mine.AlsoCalled(key, alias);
                    if (cues.TryGetValue(key, out var times))
                    {
                        mine.Cues[key] = times;
                    }
                }
            }
            else if (other != mine)
            {
                if (IsLoose(mine) || IsLoose(other))
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

    // A word for anybody, or an age: anyone who is said to be called so need not be the one who is.
    private static bool IsLoose(FoundEntity entity) =>
        entity.Type == AssetType.Character && (entity.Forms.Name.IsForAnybody || entity.Forms.Name.Age is not null);

    // One name written in two ways, and anyone who is called by a part of one full name. Where two have it, nobody knows which is meant.
    private void MergeNames()
    {
        foreach (var group in Entities.GroupBy(e => e.Type).Select(g => g.ToList()))
        {
            foreach (var (one, other, _) in Compared(group, NameContext.OnlyTwo).Where(p => p.Found.Verdict == NameVerdict.Same).ToList())
            {
                Merge(new(one, other));
            }
        }

        var people = Entities.Where(e => e.Type == AssetType.Character).ToList();
        var context = NameContext.Story(people.Select(p => p.Forms));
        foreach (var part in people.Where(p => p.Forms.Name is { Title: null, IsForAnybody: false }).OrderBy(p => p.Forms.Name.Words.Count))
        {
            var wholes = people
                .Where(w =>
                    w != part
                    && w.Forms.Name.Words.Count > part.Forms.Name.Words.Count
                    && NameSimilarity.Compare(part.Forms, w.Forms, context) is { IsShorter: true, Verdict: >= NameVerdict.Doubtful }
                )
                .Select(Now)
                .Where(w => w != Now(part))
                .Distinct()
                .ToList();
            if (wholes is [var whole] && NameSimilarity.Compare(part.Forms, whole.Forms, context).Verdict >= NameVerdict.Likely)
            {
                Join(Now(part), whole);
            }
            else
            {
                wholes.ForEach(w => Doubt(Now(part), w));
            }
        }
    }

    private void PairUp()
    {
        foreach (var group in Entities.GroupBy(e => e.Type))
        {
            var context = NameContext.Story(group.Select(e => e.Forms));
            foreach (
                var (one, other, _) in Compared([.. group], context)
                    .Where(p => p.Found is { Verdict: >= NameVerdict.Doubtful, IsApart: false })
                    .Where(p => group.Key != AssetType.Prop || p.One.Scenes.Overlaps(p.Other.Scenes))
                    .OrderByDescending(p => p.Found.Score)
                    .ToList()
            )
            {
                Doubt(one, other);
            }
        }
    }

    private static IEnumerable<(FoundEntity One, FoundEntity Other, NameSimilarity Found)> Compared(
        List<FoundEntity> entities,
        NameContext context
    )
    {
        for (var i = 0; i < entities.Count; i++)
        {
            for (var j = i + 1; j < entities.Count; j++)
            {
                yield return (entities[i], entities[j], NameSimilarity.Compare(entities[i].Forms, entities[j].Forms, context));
            }
        }
    }

    // Whom the entity has become: others may have been joined with it.
    private FoundEntity Now(FoundEntity entity) => byKey[(entity.Type, entity.Keys[0])];

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
