using System.Net.Http.Json;
using AssetLibrary.Web.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AssetLibrary.Tests.Journey;

/// <summary>Choosing among many versions in a browser.</summary>
public sealed class HistoryJourneyTests(App app, Browser browser) : IClassFixture<App>
{
    [Fact]
    public async Task Versions_are_filtered_sorted_and_walked_through()
    {
        var (_, page) = await WithVersionsAsync(8, rated: [3, 7]);
        var numbers = page.Locator(".filmstrip .film:visible .star .num");
        await Expect(numbers).ToHaveTextAsync(["8", "7", "6", "5", "4", "3", "2", "1"]);
        await page.GetByLabel("Sort by").SelectOptionAsync("Oldest first");
        await Expect(numbers.First).ToHaveTextAsync("1");
        await page.GetByLabel("Lowest rating").SelectOptionAsync("4+ stars");
        await Expect(numbers).ToHaveTextAsync(["3", "7"]);
        await Expect(page.Locator("[data-film-count]")).ToHaveTextAsync("2 of 8");
        await page.GetByRole(AriaRole.Link, new() { Name = "Show version 3" }).FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator(".filmstrip [aria-current=true]")).ToHaveAccessibleNameAsync("Show version 7");
        // What the server sends shows all of them; the filter is kept.
        await Expect(numbers).ToHaveTextAsync(["3", "7"]);
    }

    [Fact]
    public async Task A_best_choice_that_cannot_be_saved_is_taken_back()
    {
        var (context, page) = await WithVersionsAsync(3, rated: []);
        var best = page.Locator(".filmstrip [aria-pressed=true] .num");
        await Expect(best).ToHaveTextAsync("3");
        await page.RouteAsync("**/Best", route => route.FulfillAsync(new() { Status = 403 }));
        await page.GetByRole(AriaRole.Button, new() { Name = "Set version 1 as best" }).ClickAsync();
        await Expect(page.Locator("#toasts")).ToContainTextAsync("Your role doesn’t allow this");
        await Expect(best).ToHaveTextAsync("3");
        await page.UnrouteAsync("**/Best");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set version 1 as best" }).ClickAsync();
        await Expect(page.Locator("#toasts")).ToContainTextAsync("Version 1 set as best");
        await Expect(best).ToHaveTextAsync("1");
    }

    [Fact]
    public async Task What_is_chosen_offline_is_saved_later_unless_somebody_else_has_chosen()
    {
        var (context, page) = await WithVersionsAsync(3, rated: []);
        var address = page.Url;
        await context.SetOfflineAsync(true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set version 1 as best" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "2 of 5 stars" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "4 of 5 stars" }).ClickAsync();
        await Expect(page.Locator("#toasts")).ToContainTextAsync("This is saved when the network is back");
        await Expect(page.Locator(".filmstrip [aria-pressed=true] .num")).ToHaveTextAsync("1");
        await Expect(page.Locator(".stars [aria-pressed=true]")).ToHaveCountAsync(4);
        await context.SetOfflineAsync(false);
        await Expect(page.Locator("#toasts")).ToContainTextAsync("2 changes saved that you made offline");
        await page.GotoAsync(address + "?n=3");
        await Expect(page.Locator(".filmstrip [aria-pressed=true] .num")).ToHaveTextAsync("1");
        await Expect(page.Locator(".stars [aria-pressed=true]")).ToHaveCountAsync(4);

        await context.SetOfflineAsync(true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set version 2 as best" }).ClickAsync();
        await Expect(page.Locator("#toasts")).ToContainTextAsync("This is saved when the network is back");
        var subject = Guid.Parse(new Uri(address).Segments[2].TrimEnd('/'));
        await app.WithDbAsync(async db =>
        {
            (await db.Set<Web.Versions.History>().SingleAsync(h => h.SubjectId == subject)).ChooseBest(3, db.Now, null);
            return await db.SaveChangesAsync();
        });
        await context.SetOfflineAsync(false);
        await Expect(page.Locator("#toasts")).ToContainTextAsync("somebody else changed it meanwhile");
        await page.GotoAsync(address);
        await Expect(page.Locator(".filmstrip [aria-pressed=true] .num")).ToHaveTextAsync("3");
    }

    [Fact]
    public async Task Tags_and_notes_written_offline_are_saved_later_unless_somebody_else_has_changed_them()
    {
        var (context, page) = await WithVersionsAsync(1, rated: []);
        var media = await page.Locator("#picture-full, .film a, .shown a, a[href^='/Gallery/']").First.GetAttributeAsync("href");
        await page.GotoAsync(media!);
        await context.SetOfflineAsync(true);
        await page.GetByLabel("Tags").FillAsync("brass, night");
        await page.GetByLabel("Note").FillAsync("Written on the train.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.Locator("#toasts")).ToContainTextAsync("This is saved when the network is back");
        await context.SetOfflineAsync(false);
        await Expect(page.Locator("#toasts")).ToContainTextAsync("1 change saved that you made offline");
        var id = Guid.Parse(new Uri(page.Url).Segments[2]);
        await NotedAsync(id, "Written on the train.");

        // On the same page, which goes on from what it has saved itself.
        await context.SetOfflineAsync(true);
        await page.GetByLabel("Note").FillAsync("Written on the train, and on the ferry.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await context.SetOfflineAsync(false);
        await NotedAsync(id, "Written on the train, and on the ferry.");
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Tags")).ToHaveValueAsync("brass, night");

        await context.SetOfflineAsync(true);
        await page.GetByLabel("Note").FillAsync("Second thoughts.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.Locator("#toasts")).ToContainTextAsync("This is saved when the network is back");
        await app.WithDbAsync(async db =>
        {
            (await db.Set<Web.Media.MediaItem>().SingleAsync(m => m.Id == id)).Describe(null, null, "Somebody else’s words.", null);
            return await db.SaveChangesAsync();
        });
        await context.SetOfflineAsync(false);
        await Expect(page.Locator("#toasts")).ToContainTextAsync("somebody else changed it meanwhile");
        // Nothing that was written is lost: it waits on the page, and is saved when its writer says so.
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Note")).ToHaveValueAsync("Second thoughts.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await NotedAsync(id, "Second thoughts.");
    }

    private Task<string> NotedAsync(Guid media, string note) =>
        Patience.SeeAsync(
            () => app.WithDbAsync(db => db.Set<Web.Media.MediaItem>().Where(m => m.Id == media).Select(m => m.Note).SingleAsync()),
            found => found == note
        );

    private async Task<(IBrowserContext Context, IPage Page)> WithVersionsAsync(int count, int[] rated)
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}"[..20]);
        var project = await app.ProjectAsync("A film", user.Id);
        var asset = await app.ProjectAssetAsync(project, "Lantern");
        var subject = await app.WithDbAsync(db => db.Set<Web.Versions.Subject>().SingleAsync(s => s.Id == asset.Id));
        using var client = await app.WithTokenAsync(user);
        for (var number = 1; number <= count; number++)
        {
            await app.VersionAsync(subject, Given.Picture(project.Id, $"Picture {number}"));
            if (rated.Contains(number))
            {
                using var answer = await client.PatchAsJsonAsync(
                    $"/api/v1/subjects/projectAsset/{asset.Id}/versions/reference/{number}",
                    new { metadata = new { evaluation = new { rating = 4 } } }
                );
                answer.EnsureSuccessStatusCode();
            }
        }

        var page = await browser.OpenAsync(app.Address);
        await page.SignInAsync(user.UserName!);
        await page.GotoAsync($"/Versions/{asset.Id}/reference");
        return (page.Context, page);
    }
}
