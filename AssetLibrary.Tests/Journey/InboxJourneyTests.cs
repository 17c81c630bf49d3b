using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Database;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AssetLibrary.Tests.Journey;

/// <summary>The inbox with hands on the keyboard, and several at once.</summary>
public sealed class InboxJourneyTests(App app, Browser browser) : IClassFixture<App>
{
    private const string Script =
        "INT. KITCHEN - NIGHT\n\nEDGAR BRANDT, 30s, lights an oil lamp. MARA, 20s, opens a letter.\n\nEDGAR "
        + "BRANDT\nHello?\n\nMARA\nHere.\n\nEXT. HARBOUR - DAWN\n\nA dog sleeps on a crate. TOM, 9, eats an apple.\n\nTOM\nShe is gone.\n";

    [Fact]
    public async Task Keys_decide_one_after_the_other_and_take_it_back()
    {
        var page = await ExtractedAsync("keys");
        var name = page.Locator("#candidate-name");
        var names = await page.Locator(".queue li a > span:first-child").AllTextContentsAsync();
        await Expect(name).ToHaveTextAsync(names[0]);
        await page.Keyboard.PressAsync("j");
        await Expect(name).ToHaveTextAsync(names[1]);
        await page.Keyboard.PressAsync("a");
        await Expect(name).ToHaveTextAsync(names[2]);
        await page.Keyboard.PressAsync("r");
        await Expect(name).ToHaveTextAsync(names[3]);
        await page.Keyboard.PressAsync("k");
        await Expect(name).ToHaveTextAsync(names[0]);
        await Expect(page.Locator(".queue li")).ToHaveCountAsync(names.Count - 2);
        await page.Keyboard.PressAsync("z");
        await Expect(page.Locator(".queue li")).ToHaveCountAsync(names.Count - 1);
        await Expect(name).ToHaveTextAsync(names[2]);
        await page.Keyboard.PressAsync("z");
        await Expect(page.Locator(".queue li")).ToHaveCountAsync(names.Count);
        await Expect(name).ToHaveTextAsync(names[1]);
    }

    [Fact]
    public async Task Ticked_ones_are_merged_and_split_again()
    {
        var page = await ExtractedAsync("ticks");
        var lines = page.Locator(".queue li");
        var before = await lines.CountAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Merge ticked" })).ToBeHiddenAsync();
        await page.GetByLabel("Tick Edgar Brandt").CheckAsync();
        await page.GetByLabel("Tick Mara").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge ticked" }).ClickAsync();
        await Expect(lines).ToHaveCountAsync(before - 1);
        await Expect(page.Locator(".candidate .chip")).ToHaveTextAsync(["Mara"]);
        await page.Keyboard.PressAsync("s");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Mara", Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Split", Exact = true }).ClickAsync();
        await Expect(lines).ToHaveCountAsync(before);
        await Expect(page.Locator(".candidate .chip")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_is_shown_is_what_is_accepted()
    {
        var page = await ExtractedAsync("filter");
        await page.Locator(".queue-filter").GetByLabel("Type").SelectOptionAsync("location");
        await Expect(page.Locator(".queue li")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept these 2" }).ClickAsync();
        await Expect(page.GetByText("is like that")).ToBeVisibleAsync();
        await Expect(page.Locator("#stage-assets .card")).ToHaveCountAsync(2);
    }

    private async Task<IPage> ExtractedAsync(string who)
    {
        var user = await app.AddUserAsync(who, Role.Editor);
        using var client = await app.WithTokenAsync(user);
        var project = await app.ProjectAsync("A film", user.Id);
        using var draft = await client.PostAsync($"/api/v1/projects/{project.Id}/drafts?fileName=a.fountain", new StringContent(Script));
        using var extraction = await client.PostAsJsonAsync($"/api/v1/projects/{project.Id}/extractions", new { });
        await client.FinishedAsync(
            $"/api/v1/jobs/{(await extraction.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobId").GetString()}"
        );
        var page = await browser.OpenAsync(app.Address);
        await page.GotoAsync("/SignIn");
        await page.GetByLabel("Name").FillAsync(who);
        await page.GetByLabel("Password").FillAsync(App.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/Projects$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.GotoAsync($"/Projects/{project.Id}/Inbox");
        await Expect(page.Locator("html[data-stream=open]")).ToBeAttachedAsync();
        return page;
    }
}
