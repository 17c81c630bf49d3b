using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AssetLibrary.Tests.Journey;

/// <summary>From the library into a project and back in step, with a mouse.</summary>
public sealed class LibraryToProjectJourneyTests(App app, Browser browser) : IClassFixture<App>
{
    [Fact]
    public async Task An_asset_is_matched_synced_and_taken_back()
    {
        var user = await app.AddUserAsync("ann", Role.Editor);
        using var client = await app.WithTokenAsync(user);
        var project = await app.ProjectAsync("A film", user.Id);
        await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        var library = await app.LibraryAssetAsync("Captain Mara Voss", AssetType.Character, "A tall keeper of fifty.");
        await app.VersionAsync(library.Subject, Given.Picture(title: "Captain"));
        var page = await browser.OpenAsync(app.Address);
        await page.SignInAsync("ann");

        // The dialog: searched, chosen, then matched with the one that is here.
        await page.GotoAsync($"/Projects/{project.Id}/Assets");
        await Expect(page.Locator("html[data-stream=open]")).ToBeAttachedAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Add from library" }).ClickAsync();
        await page.Locator("#dialog").GetByPlaceholder("Name, alias, description").FillAsync("captain");
        await page.GetByRole(AriaRole.Link, new() { Name = "Add Captain Mara Voss" }).ClickAsync();
        await page.GetByText("Link to an existing asset instead").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Link assets" })).ToBeVisibleAsync();
        await Expect(page.Locator("html[data-stream=open]")).ToBeAttachedAsync();
        await page.GetByLabel("Captain Mara Voss (Mara)").CheckAsync();
        await Expect(page.Locator("#match-outcome")).ToContainTextAsync("Name in this project: Captain Mara Voss (Mara)");
        await page.GetByLabel("Library text", new() { Exact = true }).CheckAsync();
        await Expect(page.Locator("#match-outcome .words")).ToHaveTextAsync("A tall keeper of fifty.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Link assets" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Captain Mara Voss (Mara)" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undo the link to the library" })).ToBeVisibleAsync();

        // The library moves on; what was edited here is kept unless chosen.
        using var moved = await client.PatchAsJsonAsync(
            $"/api/v1/library/{library.Id}",
            new { revision = 1, description = "A tall keeper of fifty, scarred." }
        );
        Assert.True(moved.IsSuccessStatusCode);
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Review changes" }).ClickAsync();
        await Expect(page.Locator("ins")).ToContainTextAsync(["scarred"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply choices" }).ClickAsync();
        await Expect(page.GetByLabel("Description")).ToHaveValueAsync("A tall keeper of fifty, scarred.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the sync" }).ClickAsync();
        await Expect(page.GetByLabel("Description")).ToHaveValueAsync("A tall keeper of fifty.");
        await Expect(page.GetByText("Edited here and in the library").First).ToBeVisibleAsync();
        Assert.Equal(
            1,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/assets")).GetProperty("items").GetArrayLength()
        );
    }
}
