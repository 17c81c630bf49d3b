using AssetLibrary.Tests.Generation.Providers;
using AssetLibrary.Web.Database;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AssetLibrary.Tests.Journey;

/// <summary>From a picture to a clip that runs, with hands.</summary>
public sealed class ClipJourneyTests(PublicApp app, Browser browser) : IClassFixture<PublicApp>
{
    [Fact]
    public async Task A_clip_is_made_of_a_picture_and_runs()
    {
        app.Reset();
        var user = await app.AddUserAsync("clara", Role.Admin);
        using var client = await app.WithTokenAsync(user);
        var asset = (await app.LibraryAssetAsync("Brass lantern")).Id;
        await client.FinishedAsync(
            $"/api/v1/jobs/{PublicApp.IdOf(await client.AskAsync(new { subject = new { type = "libraryAsset", id = asset } }))}"
        );
        var page = await browser.OpenAsync(app.Address);
        await page.SignInAsync("clara");
        await page.GotoAsync($"/Library/{asset}");
        await page.GetByText("Generate a clip").ClickAsync();
        await page.GetByLabel("What happens").FillAsync("It swings in the wind.");
        await page.Locator("details.clip").GetByLabel("Provider").SelectOptionAsync("pollinations");
        await Expect(page.GetByLabel("Length")).ToContainTextAsync("8 s · $1.20");
        await Expect(page.GetByLabel("What happens")).ToHaveValueAsync("It swings in the wind.");
        await page.GetByLabel("Length").SelectOptionAsync("6");
        await page.ShootAsync("clip-form");
        await page.GetByRole(AriaRole.Button, new() { Name = "Generate clip" }).ClickAsync();
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Histories" }).GetByText("Clips").ClickAsync();
        var video = page.Locator(".history-stage video");
        await Expect(video).ToBeVisibleAsync();
        Assert.Equal(2, Math.Round(await video.EvaluateAsync<double>("async v => { v.muted = true; await v.play(); return v.duration }")));
        await Expect(page.Locator(".film .of-clip")).ToBeVisibleAsync();
        await page.GetByText("Prompt and details").ClickAsync();
        await Expect(page.GetByText("requested 6 s, received 2 s")).ToBeVisibleAsync();
        await page.ShootAsync("clip-history");
        await page.GotoAsync("/Gallery");
        await Expect(page.Locator(".shot .of-clip")).ToBeVisibleAsync();
        await page.ShootAsync("clip-gallery");
        await page.SetViewportSizeAsync(390, 844);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.GotoAsync($"/Versions/{asset}/clip");
        await page.GetByText("Generate a clip").ClickAsync();
        await Expect(page.GetByLabel("Start frame")).ToBeVisibleAsync();
        await page.ShootAsync("clip-phone-dark");
    }
}
