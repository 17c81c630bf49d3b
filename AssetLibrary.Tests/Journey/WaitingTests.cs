using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AssetLibrary.Tests.Journey;

/// <summary>On a slow network it is seen where something will appear.</summary>
public sealed class WaitingTests(App app, Browser browser) : IClassFixture<App>
{
    [Fact]
    public async Task A_list_that_is_asked_for_shows_a_skeleton_until_it_comes()
    {
        var user = await app.AddUserAsync("editor");
        var project = await app.ProjectAsync("A film", user.Id);
        await app.ProjectAssetAsync(project, "Oil lamp");
        await app.ProjectAssetAsync(project, "Anchor");
        var page = await browser.OpenAsync(app.Address);
        await page.SignInAsync("editor");
        await page.GotoAsync($"/Projects/{project.Id}/Assets");
        var comes = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/Assets?*q=lamp*", async route =>
        {
            await comes.Task;
            await route.ContinueAsync();
        });
        await page.GetByLabel("Search assets").Last.FillAsync("lamp");
        var list = page.Locator("#asset-list");
        await Expect(list).ToHaveAttributeAsync("aria-busy", "true");
        comes.SetResult();
        await Expect(page.Locator("#asset-cards article")).ToHaveCountAsync(1);
        await Expect(list).Not.ToHaveAttributeAsync("aria-busy", "true");
    }
}
