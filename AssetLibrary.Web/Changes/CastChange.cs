using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Extraction.BuiltIn.Props;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Scripts;

namespace AssetLibrary.Web.Changes;

public enum CastState
{
    New,
    Renamed,
    Gone,
}

/// <summary>
/// A character, location or prop that only one of two drafts has, or that is called otherwise now. Scenes are those of the draft it is in,
/// the newer for a renamed one.
/// </summary>
public sealed record CastChange(
    AssetType Type,
    CastState State,
    string Name,
    string? NewName,
    IReadOnlyList<int> Scenes,
    IReadOnlyList<string> Names
)
{
    /// <summary>A script beyond this is no script; its people are found by the extraction job, not while somebody waits.</summary>
    private const int LongestScript = 2_000_000;

    /// <summary>Of what one of them does, the share that the other does too, for the two to be one under two names.</summary>
    private const double SameLines = .5,
        SameScenes = .6;

    /// <summary>Names that went times names that came: beyond it the drafts are two stories, and nobody looks for renamed people.</summary>
    private const int MostPairs = 250_000;

    public static List<CastChange> Between(DraftPair pair)
    {
        if (pair.Old!.Source.Length > LongestScript || pair.New!.Source.Length > LongestScript)
        {
            return [];
        }

        var (olds, news) = (Found.In(pair.Old, pair.OldIds), Found.In(pair.New, pair.NewIds));
        var (oldNames, newNames) = (new Cast(olds), new Cast(news));
        var gone = olds.Where(o => newNames.Find(o) is null).ToList();
        var came = news.Where(n => oldNames.Find(n) is null).ToList();
        var changes = new List<CastChange>();
        foreach (var now in news)
        {
            // Known by an old name that is only an alias now: MARA, whose cues read MARA VOSS.
            if (
                oldNames.Find(now) is { } old
                && now.Asset.Type != AssetType.Prop
                && !old.GoesBy(now)
                && !news.Exists(n => n != now && n.GoesBy(old))
            )
            {
                changes.Add(Renamed(old, now));
            }
        }

        var contexts = Enum.GetValues<AssetType>().ToDictionary(t => t, t => Found.Story(t, olds, news));
        foreach (
            var (old, now, _) in (gone.Count * came.Count <= MostPairs ? gone : [])
                .SelectMany(o => came.Select(n => (Old: o, New: n, Score: o.Takeover(n, contexts[n.Asset.Type]))))
                .Where(p => p.Score > 0)
                .OrderByDescending(p => p.Score)
                .ThenBy(p => olds.IndexOf(p.Old))
                .ThenBy(p => news.IndexOf(p.New))
                .ToList()
        )
        {
            if (gone.Contains(old) && came.Contains(now))
            {
                gone.Remove(old);
                came.Remove(now);
                changes.Add(Renamed(old, now));
            }
        }

        changes.AddRange(came.Select(n => new CastChange(n.Asset.Type, CastState.New, n.Asset.Name, null, n.Scenes, [.. n.Names])));
        changes.AddRange(gone.Select(o => new CastChange(o.Asset.Type, CastState.Gone, o.Asset.Name, null, o.Scenes, [.. o.Names])));
        return
        [
            .. changes
                .OrderBy(c => c.Type)
                .ThenBy(c => c.State)
                .ThenBy(c => c.Scenes.Count > 0 ? c.Scenes[0] : 0)
                .ThenBy(c => c.Name, StringComparer.Ordinal),
        ];
    }

    private static CastChange Renamed(Found old, Found now) =>
        new(now.Asset.Type, CastState.Renamed, old.Asset.Name, now.Asset.Name, now.Scenes, [.. old.Names, .. now.Names]);

    /// <summary>Who is in a draft. Most names stay as they are, and those are found without comparing each with each.</summary>
    private sealed class Cast(List<Found> all)
    {
        private readonly ILookup<(AssetType, string), Found> byName = all.ToLookup(f => (f.Asset.Type, f.Name));

        public Found? Find(Found one) => byName[(one.Asset.Type, one.Name)].FirstOrDefault() ?? all.Find(one.IsCalledLike);
    }

    private sealed class Found
    {
        private readonly HashSet<Guid> identities;
        private readonly HashSet<string> lines;
        private readonly NameForms forms;

        private Found(FoundAsset asset, IReadOnlyList<Guid?> ids, ILookup<string, string> said)
        {
            Asset = asset;
            Scenes = [.. asset.Appearances.Select(a => a.Scene).Where(s => s > 0).Distinct().Order()];
            identities = [.. Scenes.Where(s => s <= ids.Count).Select(s => ids[s - 1]).OfType<Guid>()];
            // A crate that is crates now is no other thing.
            var single = asset.Type == AssetType.Prop ? Names.Where(n => n.EndsWith('s')).Select(n => n[..^1]) : [];
            forms = NameForms.Of(asset.Type, asset.Name, [.. asset.Aliases, .. single]);
            lines = [.. forms.All.SelectMany(n => said[n.Normalized])];
        }

        public FoundAsset Asset { get; }

        public IReadOnlyList<int> Scenes { get; }

        public string Name => forms.Name.Normalized;

        public IEnumerable<string> Names => Asset.Aliases.Prepend(Asset.Name);

        public static List<Found> In(Screenplay screenplay, IReadOnlyList<Guid?> ids)
        {
            var said = Said(screenplay).ToLookup(s => s.Who, s => s.What);
            return [.. BuiltInExtractor.In(screenplay).Select(a => new Found(a, ids, said))];
        }

        public static NameContext Story(AssetType type, IEnumerable<Found> olds, IEnumerable<Found> news) =>
            NameContext.Story(olds.Concat(news).Where(f => f.Asset.Type == type).Select(f => f.forms).DistinctBy(f => f.Name.Normalized));

        public bool IsCalledLike(Found other) =>
            NameSimilarity.Compare(forms, other.forms, NameContext.OnlyTwo).Verdict == NameVerdict.Same;

        /// <summary>The other's first name is one of these names.</summary>
        public bool GoesBy(Found other) =>
            NameSimilarity.Compare(forms, other.forms.WithoutAliases, NameContext.OnlyTwo).Verdict == NameVerdict.Same;

        // The same lines are the surest sign; the same scenes count only under a name that may be the same.
        public double Takeover(Found other, NameContext context)
        {
            if (Asset.Type != other.Asset.Type)
            {
                return 0;
            }

            var (spoken, there) = (Share(lines, other.lines), Share(identities, other.identities));
            var called = NameSimilarity.Compare(forms, other.forms, context);
            return lines.Count >= 2 && spoken >= SameLines ? 2 + spoken + called.Score
                : called.Verdict >= NameVerdict.Likely || there >= SameScenes && called is { Verdict: NameVerdict.Doubtful, IsApart: false }
                    ? 1 + there + called.Score
                : Asset.Type == AssetType.Location && there == 1 && identities.Count > 0 ? there
                : 0;
        }

        private static IEnumerable<(string Who, string What)> Said(Screenplay screenplay)
        {
            var who = "";
            foreach (var element in screenplay.Elements)
            {
                who =
                    element.Type is ElementType.Character ? SearchText.Normalize(element.Cue ?? "")
                    : element.Type is ElementType.Dialogue or ElementType.Parenthetical or ElementType.Lyrics ? who
                    : "";
                if (who.Length > 0 && element.Type == ElementType.Dialogue)
                {
                    yield return (who, SearchText.Normalize(element.Text));
                }
            }
        }

        private static double Share<T>(HashSet<T> a, HashSet<T> b) =>
            a.Count == 0 || b.Count == 0 ? 0 : (double)a.Count(b.Contains) / Math.Max(a.Count, b.Count);
    }
}
