using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Inbox;

/// <summary>The queue of candidates and the one that is looked at. The same number of queries whatever their number.</summary>
public sealed record InboxQueue(
    ProjectPlace Place,
    InboxFilter Filter,
    IReadOnlyList<InboxLine> Open,
    InboxCounts Counts,
    InboxCandidate? Shown,
    LastDecision? Last,
    bool MayEdit
)
{
    /// <summary>Lines of the queue that are drawn; the rest follows as these are decided.</summary>
    public const int MostLines = 200;

    /// <summary>An edit that was refused: what was typed, to go on from.</summary>
    public RefusedEdit? Edit { get; init; }

    public string Root => Place.At("/Stage5");

    public int Position => Shown is null ? 0 : Open.TakeWhile(l => l.Id != Shown.Row.Id).Count();

    public Guid? Next => Shown is null || Open.Count < 2 ? null : Open[(Position + 1) % Open.Count].Id;

    public Guid? Previous => Shown is null || Open.Count < 2 ? null : Open[(Position + Open.Count - 1) % Open.Count].Id;

    /// <summary>Where a decision goes; what is shown after it is the one behind.</summary>
    public string Decide(string verb) => Filter.Url(Place.At($"/Stage5/{verb}"), next: Next);

    /// <summary>Where a change of the shown one goes; it stays shown.</summary>
    public string Change(string verb) => Filter.Url(Place.At($"/Stage5/{verb}"));

    public string Show(Guid? candidate, string? handler = null) => Filter.Url(Root, candidate, handler);

    public static async Task<InboxQueue> LoadAsync(
        LibraryContext db,
        ProjectPlace place,
        Guid branchId,
        InboxFilter filter,
        Guid? chosen,
        bool mayEdit
    )
    {
        var open = await filter
            .Apply(db, branchId)
            .OrderBy(c => c.Ordinal)
            .ThenBy(c => c.Id)
            .Select(c => new InboxLine(
                c.Id,
                c.Type,
                c.Name,
                c.Confidence,
                db.Set<Proposal>().Where(p => p.CandidateId == c.Id).Select(p => p.Action).FirstOrDefault()
            ))
            .ToListAsync();
        // What was decided before the newest run stands on candidates that are no more.
        var run = await db.Set<ExtractionRun>()
            .Where(r => r.BranchId == branchId && r.Candidates > 0)
            .OrderByDescending(r => r.Id)
            .Select(r => r.Id)
            .FirstOrDefaultAsync();
        var last = await db.Set<Decision>()
            .Where(d => d.BranchId == branchId && d.UndoneAt == null && d.Id.CompareTo(run) > 0)
            .OrderByDescending(d => d.Id)
            .Select(d => new
            {
                d.Id,
                d.Verb,
                d.After,
            })
            .FirstOrDefaultAsync();
        var shown = open.FirstOrDefault(c => c.Id == chosen) ?? (open.Count > 0 ? open[0] : null);
        return new(
            place,
            filter,
            open,
            await CountsAsync(db, branchId),
            shown is null ? null : await CandidateAsync(db, shown.Id, open),
            last is null
                ? null
                : new(
                    last.Id,
                    Describe(last.Verb, Decision.Read<CandidateSide>(last.After).Candidates, Decision.Read<AssetSide>(last.After).Assets)
                ),
            mayEdit
        );
    }

    private static async Task<InboxCounts> CountsAsync(LibraryContext db, Guid branchId)
    {
        var run = await db.Set<ExtractionRun>()
            .Where(r => r.BranchId == branchId)
            .OrderByDescending(r => r.Id)
            .Select(r => (Guid?)r.Id)
            .FirstOrDefaultAsync();
        var groups = await db.Set<Candidate>()
            .Where(c =>
                (c.BranchId == branchId && c.State == CandidateState.Open) || (c.RunId == run && c.State != CandidateState.Superseded)
            )
            .GroupBy(c => new
            {
                c.State,
                c.Type,
                c.Confidence,
            })
            .Select(g => new
            {
                g.Key.State,
                g.Key.Type,
                g.Key.Confidence,
                Count = g.Count(),
            })
            .ToListAsync();
        var open = groups.Where(g => g.State == CandidateState.Open).ToList();
        return new(
            open.Sum(g => g.Count),
            groups.Where(g => g.State != CandidateState.Open).Sum(g => g.Count),
            open.GroupBy(g => g.Type).ToDictionary(g => g.Key, g => g.Sum(x => x.Count)),
            open.GroupBy(g => g.Confidence).ToDictionary(g => g.Key, g => g.Sum(x => x.Count))
        );
    }

    private static async Task<InboxCandidate> CandidateAsync(LibraryContext db, Guid id, List<InboxLine> open)
    {
        var candidate = await db.Set<Candidate>().AsNoTracking().SingleAsync(c => c.Id == id);
        var evidence = await db.Set<Evidence>().AsNoTracking().Where(e => e.CandidateId == id).OrderBy(e => e.Line).ToListAsync();
        var proposal = await db.Set<Proposal>().AsNoTracking().SingleOrDefaultAsync(p => p.CandidateId == id);
        var target = proposal?.LibraryAssetId ?? proposal?.ProjectAssetId;
        var picture = target is { } subject ? (await db.BestOfAsync([subject])).GetValueOrDefault(subject) : null;
        var name = proposal?.LibraryAssetId is null
            ? null
            : await db.Set<LibraryAsset>().Where(a => a.Id == proposal.LibraryAssetId).Select(a => a.Name).SingleOrDefaultAsync();
        return new(candidate, evidence, proposal, picture, name, Alike.To(candidate, open));
    }

    private static string Describe(DecisionVerb verb, IReadOnlyList<CandidateEntry> candidates, IReadOnlyList<AssetEntry> assets)
    {
        if (candidates.Count == 0 && assets is [var asset, ..])
        {
            return verb switch
            {
                DecisionVerb.Sync => assets.Count == 1 ? $"“{asset.Name}” synced" : $"{assets.Count} assets synced",
                DecisionVerb.Match => $"“{asset.Name}” linked to the library",
                DecisionVerb.Remove => assets.Count == 1 ? $"“{asset.Name}” removed" : $"{assets.Count} assets removed",
                _ => $"“{assets[^1].Name}” merged into “{asset.Name}”",
            };
        }

        var what = candidates.Count == 1 ? $"“{candidates[0].Name}”" : $"{candidates.Count} candidates";
        return verb switch
        {
            DecisionVerb.Match => $"{what} matched",
            DecisionVerb.Accept => $"{what} accepted",
            DecisionVerb.Reject => $"{what} rejected",
            DecisionVerb.Merge => $"{candidates.Count} merged into “{candidates[0].Name}”",
            DecisionVerb.Split => $"“{candidates[0].Name}” split",
            _ => $"{what} edited",
        };
    }
}

public sealed record InboxLine(Guid Id, AssetType Type, string Name, Confidence Confidence, ProposedAction Proposed);

/// <summary>How many wait in all, whatever the filter shows, and how many of the newest run are decided.</summary>
public sealed record InboxCounts(
    int Open,
    int Decided,
    IReadOnlyDictionary<AssetType, int> ByType,
    IReadOnlyDictionary<Confidence, int> ByConfidence
)
{
    public int Total => Open + Decided;
}

public sealed record InboxCandidate(
    Candidate Row,
    IReadOnlyList<Evidence> Evidence,
    Proposal? Proposal,
    Picture? Picture,
    string? LibraryName,
    IReadOnlyList<Alike> Alike
);

/// <summary>Another candidate that may be the same one, and why.</summary>
public sealed record Alike(InboxLine Other, string Why)
{
    private const int Most = 3;

    public static IReadOnlyList<Alike> To(Candidate candidate, IEnumerable<InboxLine> open)
    {
        var others = open.Where(l => l.Id != candidate.Id && l.Type == candidate.Type)
            .Select(l => (Line: l, Name: NameForms.Of(l.Type, l.Name)))
            .ToList();
        var (asked, context) = (
            NameForms.Of(candidate.Type, candidate.Name, candidate.Aliases),
            NameContext.Story(others.Select(o => o.Name))
        );
        return
        [
            .. others
                .Select(o => (o.Line, Found: NameSimilarity.Compare(asked, o.Name, context)))
                .Where(o => o.Found.Verdict >= NameVerdict.Doubtful)
                .OrderByDescending(o => o.Found.Score)
                .Take(Most)
                .Select(o => new Alike(o.Line, o.Found.Why)),
        ];
    }
}

public sealed record RefusedEdit(AssetType Type, string? Name, string? Aliases, string? Description, string Why);
