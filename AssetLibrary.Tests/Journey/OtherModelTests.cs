using AssetLibrary.Tests.Generation.Providers;
using AssetLibrary.Web.Names;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AssetLibrary.Tests.Journey;

/// <summary>A picture is made again with another model: the choice is two clicks, the order one.</summary>
public sealed class OtherModelTests(ProviderApp app, Browser browser) : IClassFixture<ProviderApp>
{
    [Fact]
    public async Task A_picture_is_made_with_another_model_in_three()
    {
        var user = await app.AddUserAsync("editor");
        var project = await app.ProjectAsync("A film", user.Id);
        var asset = await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        var page = await browser.OpenAsync(app.Address);
        await page.SignInAsync("editor");
        await page.GotoAsync($"/Projects/{project.Id}/Assets/{asset.Id}");
        var makers = page.Locator("select[name=maker]");
        await Expect(makers).ToBeVisibleAsync();
        var other = await makers.Locator("option[value*=gemini]").First.GetAttributeAsync("value");
        await makers.SelectOptionAsync(other!); // opened and chosen: two
        var price = await page.GetByRole(AriaRole.Button, new() { Name = "Generate" }).First.TextContentAsync();
        Assert.Contains("$0.03", price, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Generate" }).First.ClickAsync(); // three
        await Expect(page.Locator(".film")).ToHaveCountAsync(1);
        await Expect(page.Locator("main")).ToContainTextAsync("gemini");
        Assert.Equal(1, app.Gemini.Orders);
    }
}
