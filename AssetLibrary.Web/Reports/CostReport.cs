using System.Globalization;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Looks;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Reports;

/// <summary>A month of the books (of UTC), in millionths of a US dollar. The same number of queries whatever was spent.</summary>
public sealed record CostReport(
    DateOnly Month,
    long Spent,
    int Unknown,
    long Reserved,
    long Rejected,
    long Lost,
    IReadOnlyList<long> Days,
    IReadOnlyList<CostShare> Providers,
    IReadOnlyList<CostShare> Projects,
    IReadOnlyList<CostShare> Assets,
    IReadOnlyList<CostShare> People
)
{
    private const int MostShares = 12;

    /// <summary>What the month will come to if it goes on as it began; null for a month that is over.</summary>
    public long? Forecast { get; private init; }

    public decimal RejectedShare => Spent == 0 ? 0 : (decimal)(Rejected + Lost) / Spent;

    /// <summary>There is a month before it and one after it.</summary>
    public static bool Covers(DateOnly month) => month.Year is >= 2000 and < 9999;

    /// <param name="db">What its viewer may see is counted.</param>
    /// <param name="month">Its first day.</param>
    /// <param name="project">Only what this one has cost; null for the whole studio.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<CostReport> LoadAsync(
        LibraryContext db,
        DateOnly month,
        Guid? project = null,
        CancellationToken cancel = default
    )
    {
        var from = new DateTimeOffset(month.ToDateTime(default), TimeSpan.Zero);
        var to = from.AddMonths(1);
        var entries = db.Set<CostEntry>().Where(e => e.At >= from && e.At < to && (project == null || e.ProjectId == project));
        var days = new long[DateTime.DaysInMonth(month.Year, month.Month)];
        var (spent, unknown) = (0L, 0);
        await foreach (var entry in entries.Select(e => new { e.At, e.MicroUsd }).AsAsyncEnumerable().WithCancellation(cancel))
        {
            days[entry.At.UtcDateTime.Day - 1] += entry.MicroUsd ?? 0;
            spent += entry.MicroUsd ?? 0;
            unknown += entry.MicroUsd is null ? 1 : 0;
        }

        var made = entries.Join(db.Set<GenerationRequest>(), e => e.JobId, r => r.Id, (e, r) => new { e.MicroUsd, r.MediaId });
        var chosen = db.Set<AssetVersion>()
            .Where(v => db.Set<History>().Any(h => h.Id == v.HistoryId && h.BestNumber == v.Number))
            .Select(v => v.MediaId);
        var lost = await made.Where(m => m.MediaId == null).SumAsync(m => m.MicroUsd, cancel) ?? 0;
        var rejected = await made.Where(m => m.MediaId != null && !chosen.Contains(m.MediaId!.Value)).SumAsync(m => m.MicroUsd, cancel)
            ?? 0;
        var now = db.Now;
        return new(
            month,
            spent,
            unknown,
            await db.Set<CostReservation>()
                .Where(r => (r.ExpiresAt == null || r.ExpiresAt >= now) && (project == null || r.ProjectId == project))
                .SumAsync(r => r.MicroUsd, cancel),
            rejected,
            lost,
            days,
            [
                .. (
                    await entries
                        .GroupBy(e => e.Provider)
                        .Select(g => new
                        {
                            g.Key,
                            Sum = g.Sum(e => e.MicroUsd) ?? 0,
                            Count = g.Count(),
                        })
                        .OrderByDescending(g => g.Sum)
                        .Take(MostShares)
                        .ToListAsync(cancel)
                ).Select(g => new CostShare(g.Key, g.Sum, g.Count)),
            ],
            await SharesAsync(db, entries.GroupBy(e => e.ProjectId), "Studio library", cancel),
            await SharesAsync(db, entries.GroupBy(e => e.SubjectId), "No asset", cancel),
            await SharesAsync(db, entries.GroupBy(e => e.UserId), "No person", cancel)
        )
        {
            Forecast = now >= from && now < to ? (long)(spent / Math.Max(0.5, (now - from).TotalDays) * days.Length) : null,
        };
    }

    /// <summary>Every entry of the month, for a spreadsheet.</summary>
    public static async Task<IEnumerable<IEnumerable<string>>> TableAsync(
        LibraryContext db,
        DateOnly month,
        Guid? project = null,
        CancellationToken cancel = default
    )
    {
        var from = new DateTimeOffset(month.ToDateTime(default), TimeSpan.Zero);
        var to = from.AddMonths(1);
        var entries = await db.Set<CostEntry>()
            .AsNoTracking()
            .Where(e => e.At >= from && e.At < to && (project == null || e.ProjectId == project))
            .OrderBy(e => e.At)
            .ThenBy(e => e.Id)
            .ToListAsync(cancel);
        var names = await NamesAsync(
            db,
            [.. entries.SelectMany(e => new[] { e.ProjectId, e.SubjectId, e.UserId }).OfType<Guid>().Distinct()],
            cancel
        );
        string Name(Guid? id) => id is { } known ? names.GetValueOrDefault(known) ?? known.ToString() : "";
        return
        [
            ["At (UTC)", "Project", "Person", "Asset", "Provider", "Model", "USD", "Price basis", "Job"],
            .. entries.Select(e =>
                new[]
                {
                    e.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                    Name(e.ProjectId),
                    Name(e.UserId),
                    Name(e.SubjectId),
                    e.Provider,
                    e.Model,
                    e.MicroUsd is { } micro ? Money.Usd(micro).ToString(CultureInfo.InvariantCulture) : "",
                    e.Basis.ToString().ToLowerInvariant(),
                    e.JobId?.ToString() ?? "",
                }
            ),
        ];
    }

    /// <summary>What projects, assets, looks and people are called.</summary>
    public static async Task<Dictionary<Guid, string>> NamesAsync(LibraryContext db, List<Guid> ids, CancellationToken cancel = default)
    {
        var names = new Dictionary<Guid, string>();
        foreach (var some in ids.Chunk(500))
        {
            var part = some.ToList();
            var found = await db.Set<Project>()
                .Where(p => part.Contains(p.Id))
                .Select(p => new { p.Id, p.Name })
                .Concat(db.Set<ProjectAsset>().Where(a => part.Contains(a.Id)).Select(a => new { a.Id, a.Name }))
                .Concat(db.Set<LibraryAsset>().Where(a => part.Contains(a.Id)).Select(a => new { a.Id, a.Name }))
                .Concat(db.Set<Look>().Where(l => part.Contains(l.Id)).Select(l => new { l.Id, l.Name }))
                .Concat(db.Set<LibraryLook>().Where(l => part.Contains(l.Id)).Select(l => new { l.Id, l.Name }))
                .Concat(db.Set<User>().Where(u => part.Contains(u.Id)).Select(u => new { u.Id, Name = u.UserName! }))
                .ToListAsync(cancel);
            found.ForEach(f => names[f.Id] = f.Name);
        }

        return names;
    }

    private static async Task<IReadOnlyList<CostShare>> SharesAsync(
        LibraryContext db,
        IQueryable<IGrouping<Guid?, CostEntry>> groups,
        string nobody,
        CancellationToken cancel
    )
    {
        var sums = await groups
            .Select(g => new
            {
                g.Key,
                Sum = g.Sum(e => e.MicroUsd) ?? 0,
                Count = g.Count(),
            })
            .OrderByDescending(g => g.Sum)
            .Take(MostShares)
            .ToListAsync(cancel);
        var names = await NamesAsync(db, [.. sums.Select(s => s.Key).OfType<Guid>()], cancel);
        return sums.ConvertAll(s => new CostShare(s.Key is { } id ? names.GetValueOrDefault(id) ?? "Deleted" : nobody, s.Sum, s.Count));
    }
}

/// <summary>What one of several has cost, and in how many entries.</summary>
public sealed record CostShare(string Name, long MicroUsd, int Count);

internal static class Spenders
{
    /// <exception cref="RefusedException">404: there is no such project or person.</exception>
    public static async Task RequireSpenderAsync(this LibraryContext db, BudgetScope scope, Guid? id)
    {
        if (
            (scope == BudgetScope.Project && !await db.Set<Project>().AnyAsync(p => p.Id == id))
            || (scope == BudgetScope.Person && !await db.Set<User>().AnyAsync(u => u.Id == id))
        )
        {
            throw RefusedException.NotFound();
        }
    }
}
