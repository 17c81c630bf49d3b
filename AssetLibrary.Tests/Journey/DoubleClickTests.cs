using AssetLibrary.Web.Database;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AssetLibrary.Tests.Journey;

/// <summary>Hands that are quicker than the server order once.</summary>
public sealed class DoubleClickTests(App app, Browser browser) : IClassFixture<App>
{
    [Fact]
    public async Task A_double_click_makes_one_picture_and_another_click_one_more()
    {
        var asset = (await app.LibraryAssetAsync("Lamp")).Id;
        await app.AddUserAsync("ada");
        var page = await browser.OpenAsync(app.Address);
        await page.SignInAsync("ada");
        await page.GotoAsync($"/Library/{asset}");
        await Expect(page.Locator("html[data-stream=open]")).ToBeAttachedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Generate · free" }).DblClickAsync();
        await Expect(page.Locator(".film")).ToHaveCountAsync(1);
        Assert.Equal(1, await JobsAsync());

        // Without the way of htmx: the browser sends the form itself, twice.
        await page.GetByRole(AriaRole.Button, new() { Name = "Generate in this style" }).DblClickAsync();
        await Expect(page.Locator(".film")).ToHaveCountAsync(2);
        Assert.Equal(2, await JobsAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "Generate · free" }).ClickAsync();
        await Expect(page.Locator(".film")).ToHaveCountAsync(3);
        await page.GetByRole(AriaRole.Button, new() { Name = "Generate · free" }).ClickAsync();
        await Expect(page.Locator(".film")).ToHaveCountAsync(4);
        Assert.Equal(4, await JobsAsync());
    }

    private Task<int> JobsAsync() => app.WithDbAsync(db => db.Set<Job>().CountAsync());
}
