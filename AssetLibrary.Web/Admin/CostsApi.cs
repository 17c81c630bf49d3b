using System.Globalization;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Reports;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Admin;

internal static class CostsApi
{
    public static void MapCostsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/admin/costs", MonthAsync).RequireAuthorization(Policies.Admin);
        api.MapGet("/admin/budgets", async (CostLedger ledger) =>
                Results.Ok(new { items = (await ledger.UsesAsync()).Select(View), next = (string?)null })
            )
            .RequireAuthorization(Policies.Admin);
        api.MapPut("/admin/budgets", SetAsync).RequireAuthorization(Policies.Admin);
        api.MapDelete("/admin/budgets/{id:guid}", async (Guid id, CostLedger ledger) =>
                await ledger.RemoveAsync(id) ? Results.NoContent() : Problem.NotFound()
            )
            .RequireAuthorization(Policies.Admin);
    }

    private sealed record Wanted(BudgetScope Scope, Guid? ScopeId, BudgetPeriod Period, decimal LimitUsd);

    private static async Task<IResult> MonthAsync(string? month, LibraryContext db, CancellationToken cancel)
    {
        if (
            !DateOnly.TryParseExact(
                month ?? db.Now.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                "yyyy-MM",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var first
            ) || !CostReport.Covers(first)
        )
        {
            throw RefusedException.Invalid("Write the month as YYYY-MM, e.g. 2026-11.", "month");
        }

        var report = await CostReport.LoadAsync(db, first, cancel: cancel);
        return Results.Ok(
            new
            {
                month = first.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                spentUsd = Money.Usd(report.Spent),
                forecastUsd = report.Forecast is { } forecast ? Money.Usd(forecast) : (decimal?)null,
                reservedUsd = Money.Usd(report.Reserved),
                rejectedUsd = Money.Usd(report.Rejected),
                lostUsd = Money.Usd(report.Lost),
                unknown = report.Unknown,
                days = report.Days.Select(Money.Usd),
                providers = report.Providers.Select(Share),
                projects = report.Projects.Select(Share),
                assets = report.Assets.Select(Share),
                people = report.People.Select(Share),
            }
        );
    }

    private static async Task<IResult> SetAsync(Wanted body, LibraryContext db, CostLedger ledger)
    {
        await db.RequireSpenderAsync(body.Scope, body.ScopeId);
        var budget = await ledger.AllowAsync((body.Scope, body.ScopeId), body.Period, body.LimitUsd);
        return Results.Ok(View((await ledger.UsesAsync()).Single(u => u.Budget.Id == budget.Id)));
    }

    private static object Share(CostShare share) =>
        new
        {
            share.Name,
            costUsd = Money.Usd(share.MicroUsd),
            share.Count,
        };

    private static object View(BudgetUse use) =>
        new
        {
            use.Budget.Id,
            use.Budget.Scope,
            ScopeId = use.Budget.Scope == BudgetScope.Studio ? (Guid?)null : use.Budget.ScopeId,
            use.Budget.Period,
            limitUsd = Money.Usd(use.Budget.MicroUsd),
            spentUsd = Money.Usd(use.Spent),
            reservedUsd = Money.Usd(use.Reserved),
        };
}
