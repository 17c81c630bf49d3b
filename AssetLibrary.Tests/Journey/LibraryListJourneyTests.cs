using System.Text.RegularExpressions;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Editing;
using AssetLibrary.Web.Names;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AssetLibrary.Tests.Journey;

/// <summary>The library's list in a real browser: scrolled, left and come back to, searched, ticked.</summary>
public sealed partial class LibraryListJourneyTests(App app, Browser browser) : IClassFixture<App>
{
    [Fact]
    public async Task The_back_button_brings_the_same_cards_at_the_same_place()
    {
        await FillAsync("Pebble", 150);
        var page = await OpenAsync("back");
        await page.GotoAsync("/Library?q=pebble");
        var cards = page.Locator("#asset-grid article");
        await Expect(cards).ToHaveCountAsync(30);
        for (var shown = 60; shown <= 120; shown += 30)
        {
            await page.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight)");
            await Expect(cards).ToHaveCountAsync(shown);
        }

        await Expect(page).ToHaveURLAsync(Shown());
        var ids = await cards.EvaluateAllAsync<string[]>("c => c.map(a => a.id)");
        Assert.Equal(ids.Length, ids.Distinct().Count());
        var card = cards.Nth(75);
        await card.ScrollIntoViewIfNeededAsync();
        var before = double.NaN;
        await Patience.UntilAsync(async () => before == (before = await TopAsync())); // the page stands still
        await card.GetByRole(AriaRole.Heading).GetByRole(AriaRole.Link).ClickAsync();
        await page.IsAtAsync("/Library/.+-");
        await page.GoBackAsync();
        await Expect(cards).ToHaveCountAsync(120);
        Assert.Equal(ids, await cards.EvaluateAllAsync<string[]>("c => c.map(a => a.id)"));
        await Patience.UntilAsync(async () => Math.Abs(await TopAsync() - before) <= 12);

        Task<double> TopAsync() => card.EvaluateAsync<double>("c => c.getBoundingClientRect().top");
    }

    [Fact]
    public async Task Filters_are_added_and_taken_away_one_by_one()
    {
        await app.WithDbAsync(async db =>
        {
            var asset = LibraryAsset.Make(db, AssetType.Prop, "Chipped teacup");
            asset.Tags.AddRange(await db.TagsAsync(["kitchen", "blue"]));
            await db.SaveAssetAsync(asset, "created");
            return 0;
        });
        var page = await OpenAsync("chips");
        await page.GotoAsync("/Library");
        await page.GetByLabel("Search the library").FillAsync("chiped");
        await Expect(page.GetByText("No exact match. Showing names like")).ToBeVisibleAsync();
        await page.GetByLabel("Search the library").FillAsync("chipped");
        await Expect(page.GetByText("No exact match")).ToHaveCountAsync(0);
        foreach (var tag in new[] { "kitchen", "blue" })
        {
            await page.GetByLabel("Filter by tag").FillAsync(tag);
            await page.GetByLabel("Filter by tag").PressAsync("Enter");
            await Expect(page.Locator(".chips").GetByText(tag)).ToBeVisibleAsync();
        }

        await Expect(page.Locator("#asset-grid article")).ToHaveCountAsync(1);
        await page.GetByLabel("Pictures").SelectOptionAsync("has");
        await Expect(page.GetByText("Nothing matches")).ToBeVisibleAsync();
        await page.Locator(".chips a", new() { HasText = "With picture" }).ClickAsync();
        await Expect(page.Locator("#asset-grid article")).ToHaveCountAsync(1);
        await page.ShootAsync("library-chips");
        await page.Locator(".chips a", new() { HasText = "blue" }).ClickAsync();
        await Expect(page.Locator(".chips a", new() { HasText = "blue" })).ToHaveCountAsync(0);
        await page.Locator(".chips a", new() { HasText = "Clear all" }).ClickAsync();
        await Expect(page.Locator(".chips")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_is_ticked_is_tagged_deleted_and_restored_together()
    {
        await FillAsync("Ticked", 3);
        var page = await OpenAsync("ticks");
        await page.GotoAsync("/Library?q=ticked");
        await page.GetByLabel("Select Ticked 000").CheckAsync();
        await page.GetByLabel("Select Ticked 001").CheckAsync();
        await Expect(page.Locator("[data-picked]")).ToHaveTextAsync("2");
        await page.GetByLabel("Tags to add or remove").FillAsync("weekend");
        await page.ShootAsync("library-bulk");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add tag", Exact = true }).ClickAsync();
        await Expect(page.GetByText("2 assets tagged.")).ToBeVisibleAsync();
        await page.GetByLabel("Select Ticked 002").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Select all shown" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Expect(page.GetByText("3 assets moved to trash.")).ToBeVisibleAsync();
        await Expect(page.Locator("#asset-grid article")).ToHaveCountAsync(0);
        await page.GotoAsync("/Library?q=ticked&trash=true");
        await page.GetByLabel("Select Ticked 001").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        await Expect(page.GetByText("1 asset restored.")).ToBeVisibleAsync();
        await Expect(page.Locator("#asset-grid article")).ToHaveCountAsync(2);
    }

    private async Task<IPage> OpenAsync(string name)
    {
        await app.AddUserAsync(name, Role.Admin);
        var page = await browser.OpenAsync(app.Address);
        await page.SignInAsync(name);
        return page;
    }

    private Task<int> FillAsync(string name, int count) =>
        app.WithDbAsync(async db =>
        {
            for (var i = 0; i < count; i++)
            {
                LibraryAsset.Make(db, (AssetType)(i % 3), $"{name} {i:000}");
            }

            return await db.SaveChangesAsync();
        });

    [GeneratedRegex("shown=120", RegexOptions.None, 1000)]
    private static partial Regex Shown();
}
