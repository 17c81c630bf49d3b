using System.Globalization;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Reports;

/// <summary>What was done in a project and by whom, its jobs, and what a month of it has cost: for all who may see the project.</summary>
public sealed class ActivityPage(LibraryContext db, CurrentViewer viewer, CostLedger ledger) : ProjectPage(db, viewer)
{
    private const int MostLines = 50;

    [BindProperty(SupportsGet = true, Name = "month")]
    public string? MonthText { get; set; }

    public CostReport Report { get; private set; } = null!;

    /// <summary>Of the person who looks, in this project and month; millionths of a US dollar.</summary>
    public long Mine { get; private set; }

    public IReadOnlyList<BudgetUse> Budgets { get; private set; } = [];
    public IReadOnlyList<JobRow> Jobs { get; private set; } = [];
    public IReadOnlyList<ActivityLine> Lines { get; private set; } = [];

    /// <summary>Older entries begin here; null at the end.</summary>
    public string? Older { get; private set; }

    private DateOnly Month =>
        DateOnly.TryParseExact(MonthText, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
        && CostReport.Covers(month)
            ? month
            : DateOnly.FromDateTime(Db.Now.UtcDateTime);

    public async Task OnGetAsync(string? before, CancellationToken cancel)
    {
        var first = new DateOnly(Month.Year, Month.Month, 1);
        Report = await CostReport.LoadAsync(Db, first, ProjectId, cancel);
        var from = new DateTimeOffset(first.ToDateTime(default), TimeSpan.Zero);
        Mine = await Db.Set<CostEntry>()
            .Where(e => e.ProjectId == ProjectId && e.UserId == Db.ViewerId && e.At >= from && e.At < from.AddMonths(1))
            .SumAsync(e => e.MicroUsd, cancel)
            ?? 0;
        Budgets = [.. (await ledger.UsesAsync(cancel)).Where(u => u.Budget.Covers(ProjectId, Db.ViewerId))];
        Jobs = await JobRow.NewestAsync(Db, ProjectId, MostLines, cancel);
        await ReadLinesAsync(before, cancel);
    }

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancel) =>
        Csv.File(
            string.Create(CultureInfo.InvariantCulture, $"costs-{Month:yyyy-MM}.csv"),
            await CostReport.TableAsync(Db, new(Month.Year, Month.Month, 1), ProjectId, cancel)
        );

    private async Task ReadLinesAsync(string? before, CancellationToken cancel)
    {
        var entries = Db.Set<AuditEntry>().AsNoTracking().Where(e => e.ProjectId == ProjectId);
        if (long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            entries = entries.Where(e => e.Id < id);
        }

        var rows = await entries
            .OrderByDescending(e => e.Id)
            .Take(MostLines + 1)
            .Select(e => new
            {
                e.Id,
                e.At,
                e.Verb,
                e.Details,
                By = Db.Set<User>().Where(u => u.Id == e.UserId).Select(u => u.UserName).FirstOrDefault(),
            })
            .ToListAsync(cancel);
        Lines = [.. rows.Take(MostLines).Select(r => new ActivityLine(r.At, r.By ?? "AssetLibrary", AuditWords.Of(r.Verb, r.Details)))];
        Older = rows.Count > MostLines ? rows[MostLines - 1].Id.ToString(CultureInfo.InvariantCulture) : null;
    }
}

public sealed record ActivityLine(DateTimeOffset At, string By, string Did);

/// <summary>A job with what it made, for whom, and how long it took.</summary>
public sealed record JobRow(Guid Id, string Title, JobState State, string? Error, string? By, DateTimeOffset CreatedAt, TimeSpan? Took)
{
    public Guid? MediaId { get; init; }
    public string? Provider { get; init; }
    public long? MicroUsd { get; init; }

    public static async Task<IReadOnlyList<JobRow>> NewestAsync(LibraryContext db, Guid projectId, int most, CancellationToken cancel)
    {
        var jobs = await db.Set<Job>()
            .AsNoTracking()
            .Where(j => j.ProjectId == projectId)
            .OrderByDescending(j => j.Id)
            .Take(most)
            .Select(j => new { Job = j, By = db.Set<User>().Where(u => u.Id == j.CreatedBy).Select(u => u.UserName).FirstOrDefault() })
            .ToListAsync(cancel);
        var ids = jobs.ConvertAll(j => j.Job.Id);
        var requests = await db.Set<GenerationRequest>()
            .Where(r => ids.Contains(r.Id))
            .Select(r => new
            {
                r.Id,
                r.MediaId,
                r.Provider,
            })
            .ToDictionaryAsync(r => r.Id, cancel);
        var costs = await db.Set<CostEntry>()
            .Where(e => e.JobId != null && ids.Contains(e.JobId.Value))
            .GroupBy(e => e.JobId!.Value)
            .Select(g => new { g.Key, Sum = g.Sum(e => e.MicroUsd) })
            .ToDictionaryAsync(g => g.Key, g => g.Sum, cancel);
        return jobs.ConvertAll(j => new JobRow(
            j.Job.Id,
            j.Job.Title,
            j.Job.State,
            j.Job.Error,
            j.By,
            j.Job.CreatedAt,
            j.Job.EndedAt - j.Job.CreatedAt
        )
        {
            MediaId = requests.GetValueOrDefault(j.Job.Id)?.MediaId,
            Provider = requests.GetValueOrDefault(j.Job.Id)?.Provider,
            MicroUsd = costs.GetValueOrDefault(j.Job.Id),
        });
    }

    public string Duration =>
        Took is not { } took ? ""
        : took.TotalMinutes >= 1 ? $"{took.TotalMinutes:0} min"
        : $"{Math.Max(0, took.TotalSeconds):0.0} s";
}
