using System.Text.RegularExpressions;
using AssetLibrary.Tests.Generation.Providers;
using AssetLibrary.Web.Names;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AssetLibrary.Tests.Journey;

/// <summary>Who is named in a prompt is told about while it is written.</summary>
public sealed class NamedJourneyTests(ProviderApp app, Browser browser) : IClassFixture<ProviderApp>
{
    [Fact]
    public async Task A_named_asset_is_offered_taken_along_and_a_missing_one_stops_the_order_once()
    {
        app.Reset();
        var user = await app.AddUserAsync("namer");
        var project = await app.ProjectAsync("A film", user.Id);
        var lamp = await app.ProjectAssetAsync(project, "Lamp");
        var mara = await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        await app.ProjectAssetAsync(project, "Tobias", AssetType.Character);
        await app.VersionAsync(mara.Subject, Given.Picture(project.Id));
        var page = await browser.OpenAsync(app.Address);
        await page.SignInAsync("namer");
        await page.GotoAsync($"/Generate/Compose?subjectId={lamp.Id}");
        await page.Locator("[data-makers]").SelectOptionAsync($"gemini|{app.Provider("gemini").Info.DefaultModel.Id}");
        await page.Locator("summary", new() { HasText = "Prompt, references" }).ClickAsync();
        var key = await page.Locator("input[name=idempotencyKey]").InputValueAsync();
        await page.Locator("textarea[name=prompt]").FillAsync("Mara hands it to Tobias");
        var named = page.Locator("[data-named]");
        await named.GetByRole(AriaRole.Button, new() { Name = "Use the picture of Mara" }).ClickAsync();
        await Expect(named.GetByText("goes along as picture 1")).ToBeVisibleAsync();
        await Expect(named.GetByRole(AriaRole.Link, new() { Name = "Generate it first" })).ToBeVisibleAsync();
        // Being told orders nothing: the order keeps its key, so that it cannot be bought twice.
        await Expect(page.Locator("input[name=idempotencyKey]")).ToHaveValueAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove reference" }).ClickAsync();
        await Expect(named.GetByRole(AriaRole.Button, new() { Name = "Use the picture of Mara" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Generate ", RegexOptions.None, TimeSpan.FromSeconds(1)) })
            .ClickAsync();
        await Expect(page.GetByText("Tobias has no picture yet.")).ToBeVisibleAsync();
        await Expect(page.Locator("textarea[name=prompt]")).ToHaveValueAsync("Mara hands it to Tobias");
        await page.GetByLabel("Go on without a picture of Tobias").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Generate ", RegexOptions.None, TimeSpan.FromSeconds(1)) })
            .ClickAsync();
        await Expect(page.GetByText("Generating 1 picture.")).ToBeVisibleAsync();
    }
}
