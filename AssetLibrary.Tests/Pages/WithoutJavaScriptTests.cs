using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AssetLibrary.Tests.Pages;

public sealed partial class WithoutJavaScriptTests(App app, Browser browser) : IClassFixture<App>
{
    [Fact]
    public async Task The_main_job_is_done_with_links_and_forms_alone()
    {
        var context = await browser.ContextAsync(app.Address, o => o.JavaScriptEnabled = false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await page.GetByLabel("Studio name").FillAsync("Plain Pictures");
        await page.GetByLabel("Your name").FillAsync("Ada");
        await page.GetByLabel("Password").FillAsync(App.Password);
        await PressAsync(page, "Create studio");
        await PressAsync(page, "Try a sample script");
        await page.GetByRole(AriaRole.Link, new() { Name = "Choose a style" }).ClickAsync();
        await PressAsync(page, "Use Clean daylight");
        await PressAsync(page, "Extract");
        var all = page.GetByRole(AriaRole.Button, new() { Name = "Accept all" });
        await ReloadUntilAsync(page, all);
        await page.GetByRole(AriaRole.Button, new() { Name = "Reject R" }).ClickAsync();
        await all.ClickAsync();
        await PressAsync(page, "Undo");
        await all.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open assets" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = MissingPictures() }).ClickAsync();
        await ReloadUntilAsync(page, page.Locator("#asset-cards .cover img").First);
        await page.Locator("#asset-cards article h2 a").First.ClickAsync();
        var asset = page.Url;
        await page.GetByLabel("Description").FillAsync("Written without a script.");
        await PressAsync(page, "Save");
        await Expect(page.GetByLabel("Description")).ToHaveValueAsync("Written without a script.");
        await ReloadUntilAsync(page, page.Locator(".film").First);
        await page.GetByRole(AriaRole.Button, new() { Name = "Generate", Exact = true }).ClickAsync();
        Assert.Equal(asset, page.Url);
        await ReloadUntilAsync(page, page.Locator(".film").Nth(1));
        await PressAsync(page, "Set version 1 as best");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Set version 1 as best" }))
            .ToHaveAttributeAsync("aria-pressed", "true");
        await PressAsync(page, "Add to library");
        await page.GotoAsync("/Library?q=nothing-like-that");
        await Expect(page.GetByText("Nothing matches")).ToBeVisibleAsync();
    }

    private static Task PressAsync(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();

    [GeneratedRegex("^Generate [0-9]+ missing pictures", RegexOptions.None, 1000)]
    private static partial Regex MissingPictures();

    private static async Task ReloadUntilAsync(IPage page, ILocator wanted)
    {
        await Patience.UntilAsync(async () =>
        {
            await page.ReloadAsync();
            return await wanted.CountAsync() > 0;
        });
        await Expect(wanted).ToBeVisibleAsync();
    }
}
