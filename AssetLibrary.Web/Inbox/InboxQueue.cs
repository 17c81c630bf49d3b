using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Inbox;

/// <summary>The queue of candidates and the one that is looked at. The same number of queries whatever their number.</summary>
public sealed record InboxQueue(ProjectPlace Place, InboxFilter Filter, InboxCounts Counts, LastDecision? Last, bool MayEdit)
{
    /// <summary>Lines of the queue that come at once; further ones as it is scrolled.</summary>
    public const int MostLines = 200;

    /// <summary>Those that the filter lets through, a part of them.</summary>
    public IReadOnlyList<InboxLine> Lines { get; private init; } = [];

    /// <summary>How many it lets through in all.</summary>
    public int Matching => Filter.Type is { } type ? Counts.ByType.GetValueOrDefault(type) : Counts.ByType.Values.Sum();

    /// <summary>Lines that came before these.</summary>
    public int Skipped { get; private init; }

    public InboxCandidate? Shown { get; private init; }

    /// <summary>Assets of the branch without a picture, once nothing is open: what comes next.</summary>
    public int Missing { get; private init; }

    /// <summary>An edit that was refused: what was typed, to go on from.</summary>
    public RefusedEdit? Edit { get; init; }

    public bool HasMore => Skipped + Lines.Count < Matching;

    /// <summary>What is decided here, and so undone here; a sync or a merge of assets is undone where it was made.</summary>
    internal static readonly DecisionVerb[] OfInbox =
    [
        DecisionVerb.Accept,
        DecisionVerb.Reject,
        DecisionVerb.Reopen,
        DecisionVerb.Edit,
        DecisionVerb.Merge,
        DecisionVerb.Split,
        DecisionVerb.Match,
        DecisionVerb.Looks,
        DecisionVerb.Rename,
    ];

    public string Root => Place.At("/Inbox");

    /// <summary>Where a decision goes.</summary>
    public string Decide(string verb) => Filter.Url(Place.At($"/Inbox/{verb}"));

    public string Show(Guid? candidate, string? handler = null) => Filter.Url(Root, candidate, handler);

    /// <summary>The inbox with another filter.</summary>
    public string With(InboxFilter filter, string? handler = null) => filter.Url(Root, handler: handler);

    /// <summary>A page of lines, and the chosen candidate or the first one.</summary>
    public static async Task<InboxQueue> LoadAsync(
        LibraryContext db,
        ProjectPlace place,
        Guid branchId,
        InboxFilter filter,
        Guid? chosen,
        bool mayEdit,
        int skip = 0
    )
    {
        var rows = filter.Apply(db, branchId);
        var lines = await LinesAsync(db, filter.Order(rows).Skip(skip).Take(MostLines));
        var shown = lines.Find(c => c.Id == chosen)?.Id ?? await ShownAsync(rows, chosen) ?? (lines.Count > 0 ? lines[0].Id : null);
        var counts = await InboxCounts.LoadAsync(db, branchId, filter);
        return new(place, filter, counts, await LastAsync(db, branchId), mayEdit)
        {
            Lines = lines,
            Missing =
                counts.Open > 0 || !mayEdit
                    ? 0
                    : await PictureRequests
                        .Missing(db, db.Set<ProjectAsset>().Where(a => a.BranchId == branchId && a.TrashedAt == null).Select(a => a.Id))
                        .CountAsync(),
            Skipped = skip,
            Shown = shown is { } id ? await CandidateAsync(db, id) : null,
        };
    }

    /// <summary>Without lines: what a decision changes for the person who made it. The next one is the chosen one, or the first.</summary>
    public static async Task<InboxQueue> NextAsync(
        LibraryContext db,
        ProjectPlace place,
        Guid branchId,
        InboxFilter filter,
        Guid? next,
        bool mayEdit
    )
    {
        var rows = filter.Apply(db, branchId);
        var shown = await ShownAsync(rows, next) ?? await filter.Order(rows).Select(c => (Guid?)c.Id).FirstOrDefaultAsync();
        return new(place, filter, await InboxCounts.LoadAsync(db, branchId, filter), await LastAsync(db, branchId), mayEdit)
        {
            Shown = shown is { } id ? await CandidateAsync(db, id) : null,
        };
    }

    private static Task<Guid?> ShownAsync(IQueryable<Candidate> rows, Guid? chosen) =>
        chosen is null ? Task.FromResult<Guid?>(null) : rows.Where(c => c.Id == chosen).Select(c => (Guid?)c.Id).FirstOrDefaultAsync();

    public static Task<List<InboxLine>> LinesAsync(LibraryContext db, IQueryable<Candidate> rows) =>
        rows.Select(c => new InboxLine(
                c.Id,
                c.Type,
                c.Name,
                c.Confidence,
                db.Set<Proposal>().Where(p => p.CandidateId == c.Id).Select(p => p.Action).FirstOrDefault(),
                c.Mentions
            ))
            .ToListAsync();

    private static async Task<LastDecision?> LastAsync(LibraryContext db, Guid branchId)
    {
        // What was decided before the newest run is about candidates that are no more.
        var run = await db.Set<ExtractionRun>()
            .Where(r => r.BranchId == branchId && r.Candidates > 0)
            .OrderByDescending(r => r.Id)
            .Select(r => r.Id)
            .FirstOrDefaultAsync();
        var last = await db.Set<Decision>()
            .Where(d => d.BranchId == branchId && d.UndoneAt == null && d.Id.CompareTo(run) > 0 && OfInbox.Contains(d.Verb))
            .OrderByDescending(d => d.Id)
            .Select(d => new
            {
                d.Id,
                d.Verb,
                d.After,
            })
            .FirstOrDefaultAsync();
        return last is null
            ? null
            : new(
                last.Id,
                Describe(last.Verb, Decision.Read<CandidateSide>(last.After).Candidates, Decision.Read<AssetSide>(last.After).Assets)
            );
    }

    private static async Task<InboxCandidate> CandidateAsync(LibraryContext db, Guid id)
    {
        var candidate = await db.Set<Candidate>().AsNoTracking().SingleOrGoneAsync(c => c.Id == id);
        var evidence = await db.Set<Evidence>().AsNoTracking().Where(e => e.CandidateId == id).OrderBy(e => e.Line).ToListAsync();
        var proposal = await db.Set<Proposal>().AsNoTracking().SingleOrDefaultAsync(p => p.CandidateId == id);
        var target = proposal?.LibraryAssetId ?? proposal?.ProjectAssetId;
        var picture = target is { } subject ? (await db.BestOfAsync([subject])).GetValueOrDefault(subject) : null;
        var name = proposal?.LibraryAssetId is null
            ? null
            : await db.Set<LibraryAsset>().Where(a => a.Id == proposal.LibraryAssetId).Select(a => a.Name).SingleOrDefaultAsync();
        return new(candidate, evidence, proposal, picture, name);
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
            DecisionVerb.Match => $"{what} linked to the library",
            DecisionVerb.Accept => $"{what} accepted",
            DecisionVerb.Reject => $"{what} rejected",
            DecisionVerb.Reopen => $"{what} restored",
            DecisionVerb.Merge => $"{candidates.Count} candidates merged into “{candidates[0].Name}”",
            DecisionVerb.Split => $"“{candidates[0].Name}” split",
            DecisionVerb.Looks => $"{what} accepted as looks of “{assets[0].Name}”",
            DecisionVerb.Rename => $"asset renamed “{candidates[0].Name}”",
            _ => $"{what} edited",
        };
    }
}

public sealed record InboxLine(Guid Id, AssetType Type, string Name, Confidence Confidence, ProposedAction Proposed, int Mentions);

/// <summary>How many are open in all, whatever the filter shows, and how many of the newest run are decided.</summary>
/// <param name="Open">Open ones.</param>
/// <param name="Decided">Accepted, rejected or merged ones of the newest run.</param>
/// <param name="Rejected">Those that were decided against, of any run.</param>
/// <param name="ByType">Of each type, what the filter lets through but for its type.</param>
public sealed record InboxCounts(int Open, int Decided, int Rejected, IReadOnlyDictionary<AssetType, int> ByType)
{
    public int Total => Open + Decided;

    internal static async Task<InboxCounts> LoadAsync(LibraryContext db, Guid branchId, InboxFilter filter)
    {
        var run = await db.Set<ExtractionRun>()
            .Where(r => r.BranchId == branchId)
            .OrderByDescending(r => r.Id)
            .Select(r => (Guid?)r.Id)
            .FirstOrDefaultAsync();
        var states = await db.Set<Candidate>()
            .Where(c => c.BranchId == branchId && c.State != CandidateState.Superseded)
            .GroupBy(c => new { c.State, IsNewest = c.RunId == run })
            .Select(g => new
            {
                g.Key.State,
                g.Key.IsNewest,
                Count = g.Count(),
            })
            .ToListAsync();
        return new(
            states.Where(s => s.State == CandidateState.Open).Sum(s => s.Count),
            states.Where(s => s.State != CandidateState.Open && s.IsNewest).Sum(s => s.Count),
            states.Where(s => s.State == CandidateState.Rejected).Sum(s => s.Count),
            await filter
                .Apply(db, branchId, anyType: true)
                .GroupBy(c => c.Type)
                .Select(g => new { g.Key, Count = g.Count() })
                .ToDictionaryAsync(g => g.Key, g => g.Count)
        );
    }
}

public sealed record InboxCandidate(
    Candidate Row,
    IReadOnlyList<Evidence> Evidence,
    Proposal? Proposal,
    Picture? Picture,
    string? LibraryName
);

/// <summary>What may be the shown candidate under another name, or at another age, or before a draft renamed it.</summary>
public sealed record AlikeCandidates(InboxQueue Queue, IReadOnlyList<Alike> Alike, AgeGroup? Ages, RenamedAsset? Renamed);

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
