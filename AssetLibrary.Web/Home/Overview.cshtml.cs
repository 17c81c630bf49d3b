using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Styles;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Home;

/// <summary>Where a project stands: its faces, its newest draft, what waits for somebody, what runs and what it costs.</summary>
public sealed class OverviewPage(LibraryContext db, CurrentViewer viewer, IInboxCount inbox) : ProjectPage(db, viewer)
{
    private const int MostFaces = 8;

    public Draft? Draft { get; private set; }
    public StyleCapsule? Style { get; private set; }
    public int Assets { get; private set; }
    public int WithPicture { get; private set; }
    public int Open { get; private set; }

    /// <summary>Pictures of those that are named most often, characters first.</summary>
    public IReadOnlyList<(Guid Id, string Name, Picture Picture)> Faces { get; private set; } = [];

    public IReadOnlyDictionary<JobState, int> Jobs { get; private set; } = new Dictionary<JobState, int>();

    /// <summary>This month, of UTC; millionths of a US dollar.</summary>
    public long Spent { get; private set; }

    public IReadOnlyList<(string Name, Role Role)> People { get; private set; } = [];

    public int Running => Count(JobState.Queued) + Count(JobState.Waiting) + Count(JobState.Running);

    public int Failed => Count(JobState.Failed);

    public int NeedApproval => Count(JobState.Parked) + Count(JobState.ChargeUnknown);

    public async Task OnGetAsync()
    {
        var branch = await BranchAsync();
        Draft = await Db.CurrentDraftAsync(branch.Id);
        Style = await Db.Set<StyleCapsule>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == Project.StyleId);
        var assets = Db.Set<ProjectAsset>().Where(a => a.BranchId == branch.Id && a.TrashedAt == null);
        Assets = await assets.CountAsync();
        WithPicture = await assets.CountAsync(a => Db.Set<History>().Any(h => h.SubjectId == a.Id && h.Key == AssetKeys.Reference));
        Open = await inbox.OpenAsync(branch.Id);
        Faces = await FacesAsync(assets);
        Jobs = await Db.Set<Job>()
            .Where(j => j.ProjectId == ProjectId && j.State != JobState.Succeeded && j.State != JobState.Cancelled)
            .GroupBy(j => j.State)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count);
        var now = Db.Now.UtcDateTime;
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        Spent = await Db.Set<CostEntry>().Where(e => e.ProjectId == ProjectId && e.At >= month).SumAsync(e => e.MicroUsd) ?? 0;
        People =
        [
            .. (
                await Db.Set<ProjectMember>()
                    .Where(m => m.ProjectId == ProjectId)
                    .Join(Db.Set<User>(), m => m.UserId, u => u.Id, (m, u) => new { u.UserName, m.Role })
                    .OrderBy(p => p.UserName)
                    .ToListAsync()
            ).Select(p => (p.UserName!, p.Role)),
        ];
    }

    private async Task<IReadOnlyList<(Guid Id, string Name, Picture Picture)>> FacesAsync(IQueryable<ProjectAsset> assets)
    {
        var rows = await assets
            .Where(a => Db.Set<History>().Any(h => h.SubjectId == a.Id && h.Key == AssetKeys.Reference && h.BestNumber != null))
            .OrderBy(a => a.Type == AssetType.Character ? 0 : 1)
            .ThenByDescending(a => Db.Set<Appearance>().Where(p => p.ProjectAssetId == a.Id).Sum(p => p.Count))
            .Take(MostFaces)
            .Select(a => new { a.Id, a.Name })
            .ToListAsync();
        var pictures = await Db.BestOfAsync([.. rows.Select(r => r.Id)]);
        return [.. rows.Where(r => pictures.ContainsKey(r.Id)).Select(r => (r.Id, r.Name, pictures[r.Id]))];
    }

    private int Count(JobState state) => Jobs.GetValueOrDefault(state);
}
