using System.Net;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Admin;

/// <summary>The page of costs: a month of the books, budgets, and a table for spreadsheets.</summary>
public sealed class CostsPageTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task A_month_is_shown_summed_and_exported()
    {
        var (admin, user) = await AdminAsync();
        var project = await app.ProjectAsync("=Film", user);
        var asset = await app.ProjectAssetAsync(project, "Lamp");
        await app.AddAsync(
            Entry(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), 1_500_000),
            Entry(new(2026, 3, 31, 23, 59, 59, TimeSpan.Zero), 250_000),
            Entry(new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero), null),
            Entry(new(2026, 2, 28, 23, 59, 59, TimeSpan.Zero), 9_000_000),
            Entry(new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero), 9_000_000)
        );
        var page = WebUtility.HtmlDecode(await admin.GetStringAsync("/Admin/Costs?month=2026-03"));
        Assert.Contains("<dd class=\"num\">$1.75</dd>", page, StringComparison.Ordinal);
        Assert.Contains("1 <small class=\"muted\">picture</small>", page, StringComparison.Ordinal); // of a price that nobody knows
        Assert.DoesNotContain("Month-end forecast", page, StringComparison.Ordinal);
        Assert.Contains("1 Mar: $1.50", page, StringComparison.Ordinal);
        Assert.Contains("Nothing spent this month", await admin.GetStringAsync("/Admin/Costs?month=2020-01"), StringComparison.Ordinal);
        foreach (var odd in new[] { "nonsense", "9999-12", "0001-01", "2026-13" })
        {
            Assert.Contains("Costs", await admin.GetStringAsync($"/Admin/Costs?month={odd}"), StringComparison.Ordinal);
        }

        var lines = (await admin.GetStringAsync("/Admin/Costs?handler=Csv&month=2026-03")).Split(
            "\r\n",
            StringSplitOptions.RemoveEmptyEntries
        );
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("2026-03-01 00:00:00,'=Film,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",Lamp,gemini,some-model,1.5,price,", lines[1], StringComparison.Ordinal);

        CostEntry Entry(DateTimeOffset at, long? micro) =>
            new()
            {
                At = at,
                ProjectId = project.Id,
                UserId = user,
                SubjectId = asset.Id,
                Provider = "gemini",
                Model = "some-model",
                MicroUsd = micro,
                Basis = micro is null ? CostBasis.Unknown : CostBasis.Price,
            };
    }

    [Fact]
    public async Task A_budget_is_set_changed_and_removed_and_a_wrong_one_refused_with_what_was_typed()
    {
        var (admin, user) = await AdminAsync();
        Assert.Contains(
            "$12.50",
            await admin.PostedFormAsync("/Admin/Costs?handler=Budget", ("whose", $"Person {user}"), ("period", "Day"), ("usd", "12.50")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "$20.00",
            await admin.PostedFormAsync("/Admin/Costs?handler=Budget", ("whose", $"Person {user}"), ("period", "Day"), ("usd", "20")),
            StringComparison.Ordinal
        );
        var budget = Assert.Single(await app.WithDbAsync(db => db.Set<Budget>().Where(b => b.ScopeId == user).ToListAsync()));
        Assert.Equal(20_000_000, budget.MicroUsd);
        foreach (
            var (usd, whose, status) in new[]
            {
                ("lots", "Studio", 422),
                ("-5", "Studio", 422),
                ("99999999999", "Studio", 422),
                ("5", "Person x", 422),
                ("5", $"Project {Guid.NewGuid()}", 404),
            }
        )
        {
            using var refused = await admin.PostAsync(
                "/Admin/Costs?handler=Budget",
                new FormUrlEncodedContent([new("whose", whose), new("period", "Month"), new("usd", usd)])
            );
            Assert.Equal(status, (int)refused.StatusCode);
            Assert.Contains($"value=\"{usd}\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await admin.PostedFormAsync("/Admin/Costs?handler=Remove", ("id", budget.Id.ToString()));
        Assert.False(await app.WithDbAsync(db => db.Set<Budget>().AnyAsync(b => b.ScopeId == user)));
    }

    [Fact]
    public async Task A_parked_job_is_approved_with_one_click()
    {
        var (admin, user) = await AdminAsync();
        var project = await app.ProjectAsync("A film", user);
        var job = await app.WithDbAsync(async db =>
        {
            var parked = db.Enqueue(new Job("none", "A dear picture", project.Id));
            parked.Park("It would exceed the budget.");
            await db.SaveChangesAsync();
            return parked.Id;
        });
        var page = await admin.GetStringAsync("/Jobs?state=parked");
        Assert.Contains("It would exceed the budget.", page, StringComparison.Ordinal);
        using var approved = await admin.PostAsync($"/Jobs/{job}/Approve", null);
        Assert.True(approved.IsSuccessStatusCode);
        Assert.NotEqual(
            JobState.Parked,
            await app.WithDbAsync(db => db.Set<Job>().Where(j => j.Id == job).Select(j => j.State).SingleAsync())
        );
    }

    private async Task<(HttpClient Client, Guid User)> AdminAsync()
    {
        var user = await app.AddUserAsync($"a{Guid.NewGuid():N}", Role.Admin);
        return (await app.SignInAsync(user.UserName!), user.Id);
    }
}
