using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Matching;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Stage5;

/// <summary>The queue of candidates and the one that is looked at. The same number of queries whatever their number.</summary>
public sealed record Inbox(ProjectPlace Place, IReadOnlyList<InboxLine> Open, int Decided, InboxCandidate? Shown, LastDecision? Last, bool MayEdit)
{
    /// <summary>An edit that was refused: what was typed, to go on from.</summary>
    public RefusedEdit? Edit { get; init; }

    public int Total => Open.Count + Decided;

    public static async Task<Inbox> LoadAsync(LibraryContext db, ProjectPlace place, Guid branchId, Guid? chosen, bool mayEdit)
    {
        var open = await db.Set<Candidate>().Where(c => c.BranchId == branchId && c.State == CandidateState.Open).OrderBy(c => c.Ordinal)
            .Select(c => new InboxLine(c.Id, c.Type, c.Name, c.Confidence)).ToListAsync();
        var run = await db.Set<ExtractionRun>().Where(r => r.BranchId == branchId).OrderByDescending(r => r.Id).Select(r => (Guid?)r.Id).FirstOrDefaultAsync();
        var decided = await db.Set<Candidate>().CountAsync(c => c.RunId == run && (c.State == CandidateState.Accepted || c.State == CandidateState.Rejected));
        var last = await db.Set<Decision>().Where(d => d.BranchId == branchId && d.UndoneAt == null).OrderByDescending(d => d.Id).Select(d => new { d.Id, d.Verb, d.After }).FirstOrDefaultAsync();
        var shown = open.FirstOrDefault(c => c.Id == chosen) ?? (open.Count > 0 ? open[0] : null);
        return new(place, open, decided, shown is null ? null : await CandidateAsync(db, shown.Id),
            last is null ? null : new(last.Id, Describe(last.Verb, Decision.Read(last.After))), mayEdit);
    }

    private static async Task<InboxCandidate> CandidateAsync(LibraryContext db, Guid id)
    {
        var candidate = await db.Set<Candidate>().AsNoTracking().SingleAsync(c => c.Id == id);
        var evidence = await db.Set<Evidence>().AsNoTracking().Where(e => e.CandidateId == id).OrderBy(e => e.Line).ToListAsync();
        var proposal = await db.Set<Proposal>().AsNoTracking().SingleOrDefaultAsync(p => p.CandidateId == id);
        var target = proposal?.LibraryAssetId ?? proposal?.ProjectAssetId;
        var picture = target is { } subject ? (await db.BestOfAsync([subject])).GetValueOrDefault(subject) : null;
        var name = proposal?.LibraryAssetId is null ? null : await db.Set<LibraryAsset>().Where(a => a.Id == proposal.LibraryAssetId).Select(a => a.Name).SingleOrDefaultAsync();
        return new(candidate, evidence, proposal, picture, name);
    }

    private static string Describe(DecisionVerb verb, Ledger after)
    {
        var what = after.Candidates.Count == 1 ? $"“{after.Candidates[0].Name}”" : $"{after.Candidates.Count} candidates";
        return verb switch { DecisionVerb.Accept => $"{what} accepted", DecisionVerb.Reject => $"{what} rejected", _ => $"{what} edited" };
    }
}

public sealed record InboxLine(Guid Id, AssetType Type, string Name, Confidence Confidence);

public sealed record InboxCandidate(Candidate Row, IReadOnlyList<Evidence> Evidence, Proposal? Proposal, Picture? Picture, string? LibraryName);

public sealed record RefusedEdit(AssetType Type, string? Name, string? Aliases, string? Description, string Why);

public sealed record LastDecision(Guid Id, string What);
