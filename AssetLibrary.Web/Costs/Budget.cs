using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Costs;

public enum BudgetScope
{
    Studio,
    Project,
    Person,
}

/// <summary>Days and months are those of UTC.</summary>
public enum BudgetPeriod
{
    Day,
    Month,
    Total,
}

/// <summary>What may be spent in a period before somebody has to approve more.</summary>
public sealed class Budget : IRevised
{
    private Budget() { }

    public Guid Id { get; private set; } = Ids.New();
    public BudgetScope Scope { get; private set; }

    /// <summary>The project or the person; empty for the studio.</summary>
    public Guid ScopeId { get; private set; }
    public BudgetPeriod Period { get; private set; }
    public long MicroUsd { get; private set; }
    public int Revision { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid? ChangedBy { get; set; }

    /// <exception cref="RefusedException">422 for an amount that is none.</exception>
    public static Budget Make(BudgetScope scope, Guid? scopeId, BudgetPeriod period, decimal usd)
    {
        var budget = new Budget
        {
            Scope = scope,
            ScopeId =
                scope == BudgetScope.Studio
                    ? Guid.Empty
                    : scopeId ?? throw RefusedException.Invalid("Set scopeId to the project or person the budget is for.", "scopeId"),
            Period = period,
        };
        budget.Allow(usd);
        return budget;
    }

    /// <exception cref="RefusedException">422 for an amount that is none.</exception>
    public void Allow(decimal usd) =>
        MicroUsd = usd is >= 0 and <= 10_000_000
            ? Money.Micro(usd)
            : throw RefusedException.Invalid("Enter a budget from 0 to 10,000,000 US dollars.", "limitUsd");

    /// <summary>From when on spending counts.</summary>
    public DateTimeOffset Since(DateTimeOffset now) =>
        Period switch
        {
            BudgetPeriod.Day => new(now.UtcDateTime.Date, TimeSpan.Zero),
            BudgetPeriod.Month => new(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero),
            _ => DateTimeOffset.UnixEpoch,
        };

    public bool Covers(Guid? projectId, Guid? userId) =>
        Scope switch
        {
            BudgetScope.Studio => true,
            BudgetScope.Project => ScopeId == projectId,
            _ => ScopeId == userId,
        };
}
