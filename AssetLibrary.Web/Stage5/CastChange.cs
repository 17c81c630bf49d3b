using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Projects.Drafts;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Shared.Texts;

namespace AssetLibrary.Web.Stage5;

public enum CastState { New, Renamed, Gone }

/// <summary>A character, location or prop that only one of two drafts has, or that is called otherwise now. Scenes are those of the draft it is in, the newer for a renamed one.</summary>
public sealed record CastChange(AssetType Type, CastState State, string Name, string? NewName, IReadOnlyList<int> Scenes, IReadOnlyList<string> Names)
{
    /// <summary>A script beyond this is no script; its people are found by the extraction job, not while somebody waits.</summary>
    private const int LongestScript = 2_000_000;

    /// <summary>Of what one of them does, the share that the other does too, for the two to be one under two names.</summary>
    private const double SameLines = .5, SameScenes = .6;

    public static List<CastChange> Between(DraftPair pair)
    {
        if (pair.Old!.Source.Length > LongestScript || pair.New!.Source.Length > LongestScript)
        {
            return [];
        }

        var (olds, news) = (Found.In(pair.Old, pair.OldIds), Found.In(pair.New, pair.NewIds));
        var (gone, came) = (olds.Where(o => !news.Exists(o.IsCalledLike)).ToList(), news.Where(n => !olds.Exists(n.IsCalledLike)).ToList());
        var changes = new List<CastChange>();
        foreach (var now in news)
        {
            // Known by an old name that is only an alias now: MARA, whose cues read MARA VOSS.
            if (olds.Find(now.IsCalledLike) is { } old && now.Asset.Type != AssetType.Prop && !old.GoesBy(now) && !news.Exists(n => n != now && n.GoesBy(old)))
            {
                changes.Add(new(now.Asset.Type, CastState.Renamed, old.Asset.Name, now.Asset.Name, now.Scenes, [.. old.Names, .. now.Names]));
            }
        }

        foreach (var (old, now, _) in gone.SelectMany(o => came.Select(n => (Old: o, New: n, Score: o.Likeness(n)))).Where(p => p.Score > 0)
            .OrderByDescending(p => p.Score).ThenBy(p => olds.IndexOf(p.Old)).ThenBy(p => news.IndexOf(p.New)).ToList())
        {
            if (gone.Contains(old) && came.Contains(now))
            {
                gone.Remove(old);
                came.Remove(now);
                changes.Add(new(now.Asset.Type, CastState.Renamed, old.Asset.Name, now.Asset.Name, now.Scenes, [.. old.Names, .. now.Names]));
            }
        }

        changes.AddRange(came.Select(n => new CastChange(n.Asset.Type, CastState.New, n.Asset.Name, null, n.Scenes, [.. n.Names])));
        changes.AddRange(gone.Select(o => new CastChange(o.Asset.Type, CastState.Gone, o.Asset.Name, null, o.Scenes, [.. o.Names])));
        return [.. changes.OrderBy(c => c.Type).ThenBy(c => c.State).ThenBy(c => c.Scenes.Count > 0 ? c.Scenes[0] : 0).ThenBy(c => c.Name, StringComparer.Ordinal)];
    }

    private sealed class Found
    {
        private readonly HashSet<Guid> identities;
        private readonly HashSet<string> lines;
        private readonly HashSet<string> normalized;

        private Found(FoundAsset asset, IReadOnlyList<Guid?> ids, ILookup<string, string> said)
        {
            Asset = asset;
            Scenes = [.. asset.Appearances.Select(a => a.Scene).Where(s => s > 0).Distinct().Order()];
            identities = [.. Scenes.Where(s => s <= ids.Count).Select(s => ids[s - 1]).OfType<Guid>()];
            normalized = [.. Names.Select(SearchText.Normalize)];
            // A crate that is crates now is no other thing.
            normalized.UnionWith(asset.Type == AssetType.Prop ? [.. normalized.Select(n => n.TrimEnd('s'))] : []);
            lines = [.. normalized.SelectMany(n => said[n])];
        }

        public FoundAsset Asset { get; }

        public IReadOnlyList<int> Scenes { get; }

        public IEnumerable<string> Names => Asset.Aliases.Prepend(Asset.Name);

        public static List<Found> In(Screenplay screenplay, IReadOnlyList<Guid?> ids)
        {
            var said = Said(screenplay).ToLookup(s => s.Who, s => s.What);
            return [.. BuiltInExtractor.Extract(screenplay).Select(a => new Found(a, ids, said))];
        }

        public bool IsCalledLike(Found other) => Asset.Type == other.Asset.Type && normalized.Overlaps(other.normalized);

        /// <summary>The other's first name is one of these names.</summary>
        public bool GoesBy(Found other) => normalized.Contains(SearchText.Normalize(other.Asset.Name));

        // The same lines are the surest sign; the same scenes count only under a name that is somewhat the same.
        public double Likeness(Found other)
        {
            if (Asset.Type != other.Asset.Type)
            {
                return 0;
            }

            var (spoken, there) = (Share(lines, other.lines), Share(identities, other.identities));
            var called = normalized.Max(a => other.normalized.Max(b => NameLikeness(a, b)));
            return lines.Count >= 2 && spoken >= SameLines ? 2 + spoken + called
                : there >= SameScenes && called >= .5 ? 1 + there + called
                : Asset.Type == AssetType.Location && there == 1 && identities.Count > 0 ? there
                : 0;
        }

        private static IEnumerable<(string Who, string What)> Said(Screenplay screenplay)
        {
            var who = "";
            foreach (var element in screenplay.Elements)
            {
                who = element.Type is ElementType.Character ? SearchText.Normalize(element.Cue ?? "") : element.Type is ElementType.Dialogue or ElementType.Parenthetical or ElementType.Lyrics ? who : "";
                if (who.Length > 0 && element.Type == ElementType.Dialogue)
                {
                    yield return (who, SearchText.Normalize(element.Text));
                }
            }
        }

        private static double Share<T>(HashSet<T> a, HashSet<T> b) => a.Count == 0 || b.Count == 0 ? 0 : (double)a.Count(b.Contains) / Math.Max(a.Count, b.Count);

        private static double NameLikeness(string a, string b)
        {
            var (x, y) = (TextPieces.Words(a).ToHashSet(StringComparer.Ordinal), TextPieces.Words(b).ToHashSet(StringComparer.Ordinal));
            return x.Count == 0 || y.Count == 0 ? 0 : (double)x.Count(y.Contains) / Math.Min(x.Count, y.Count);
        }
    }
}
