using System.Globalization;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Reports;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Admin;

/// <summary>What was spent on what, what the month will come to, and how much may be spent before somebody has to approve more.</summary>
[Authorize(Policy = Policies.Admin)]
public sealed class CostsPage(LibraryContext db, CostLedger ledger) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "month")]
    public string? MonthText { get; set; }

    public CostReport Report { get; private set; } = null!;
    public IReadOnlyList<(BudgetUse Use, string Whose)> Budgets { get; private set; } = [];
    public IReadOnlyList<(Guid Id, string Name)> Projects { get; private set; } = [];
    public IReadOnlyList<(Guid Id, string Name)> People { get; private set; } = [];
    public int Parked { get; private set; }

    /// <summary>What was typed into the form for a new budget, where it was refused.</summary>
    public (string? Whose, BudgetPeriod Period, string? Usd) Typed { get; private set; } = (null, BudgetPeriod.Month, null);

    private DateOnly Month =>
        DateOnly.TryParseExact(MonthText, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
        && CostReport.Covers(month)
            ? month
            : DateOnly.FromDateTime(db.Now.UtcDateTime);

    public Task OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancel) =>
        Csv.File(
            string.Create(CultureInfo.InvariantCulture, $"costs-{Month:yyyy-MM}.csv"),
            await CostReport.TableAsync(db, new(Month.Year, Month.Month, 1), cancel: cancel)
        );

    /// <summary>A new budget, or another limit for one that is there.</summary>
    public async Task<IActionResult> OnPostBudgetAsync(string? whose, BudgetPeriod period, string? usd, CancellationToken cancel)
    {
        try
        {
            if (!ModelState.IsValid)
            {
                throw RefusedException.Invalid("Choose a budget period: per day, per month or in total.", "period");
            }

            if (!decimal.TryParse(usd?.Trim().TrimStart('$'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            {
                throw RefusedException.Invalid("Enter an amount in US dollars, e.g. 25 or 7.50.", "usd");
            }

            var (scope, id) = Scope(whose);
            await db.RequireSpenderAsync(scope, id);
            await ledger.AllowAsync((scope, id), period, amount, cancel);
            return RedirectToPage(null, null, null, "budgets");
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.AddModelError("", refused.Message);
            (Typed, Response.StatusCode) = ((whose, period, usd), refused.Status);
            await ShowAsync(cancel);
            return Page();
        }
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken cancel) =>
        await ledger.RemoveAsync(id, cancel) ? RedirectToPage(null, null, null, "budgets") : NotFound();

    // "Studio", "Project ID" or "Person ID".
    private static (BudgetScope, Guid?) Scope(string? whose) =>
        whose?.Split(' ') switch
        {
            ["Studio"] => (BudgetScope.Studio, null),
            [var scope, var id]
                when Enum.TryParse<BudgetScope>(scope, out var read)
                    && read is BudgetScope.Project or BudgetScope.Person
                    && Guid.TryParse(id, out var known) => (read, known),
            _ => throw RefusedException.Invalid("Choose who or what the budget is for.", "whose"),
        };

    private async Task ShowAsync(CancellationToken cancel)
    {
        Report = await CostReport.LoadAsync(db, new(Month.Year, Month.Month, 1), cancel: cancel);
        Projects =
        [
            .. (await db.Set<Project>().OrderBy(p => p.Name).Select(p => new { p.Id, p.Name }).Take(1000).ToListAsync(cancel)).Select(p =>
                (p.Id, p.Name)
            ),
        ];
        People =
        [
            .. (await db.Set<User>().OrderBy(u => u.UserName).Select(u => new { u.Id, u.UserName }).ToListAsync(cancel)).Select(u =>
                (u.Id, u.UserName!)
            ),
        ];
        var names = Projects.Concat(People).ToDictionary(p => p.Id, p => p.Name);
        Budgets =
        [
            .. (await ledger.UsesAsync(cancel)).Select(u =>
                (u, u.Budget.Scope == BudgetScope.Studio ? "Studio" : names.GetValueOrDefault(u.Budget.ScopeId, "Deleted"))
            ),
        ];
        Parked = await db.Set<Job>().CountAsync(j => j.State == JobState.Parked, cancel);
    }
}
