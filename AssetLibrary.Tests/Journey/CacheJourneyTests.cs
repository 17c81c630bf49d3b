using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Web.Accounts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AssetLibrary.Tests.Journey;

/// <summary>What the browser has seen once it does not ask for again, counted in Chromium.</summary>
public sealed class CacheJourneyTests(App app, Browser browser, ITestOutputHelper output) : IClassFixture<App>
{
    private const int Pictures = 48;

    [Fact]
    public async Task On_the_second_visit_pictures_come_from_the_browsers_own_cache()
    {
        var page = await GalleryAsync();
        await page.GotoAsync("/Gallery");
        await SeenAsync(page);
        var cdp = await page.Context.NewCDPSessionAsync(page);
        await cdp.SendAsync("Network.enable");
        var (all, cached) = (0, 0);
        cdp.Event("Network.responseReceived").OnEvent += (_, e) =>
        {
            var answer = e!.Value.GetProperty("response");
            if (answer.GetProperty("url").GetString()!.Contains("/media/", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref all);
                if (answer.GetProperty("fromDiskCache").GetBoolean())
                {
                    Interlocked.Increment(ref cached);
                }
            }
        };
        cdp.Event("Network.requestServedFromCache").OnEvent += (_, _) => Interlocked.Increment(ref cached);
        await page.GotoAsync("/Projects");
        await page.GotoAsync("/Gallery");
        await SeenAsync(page);
        output.WriteLine($"{cached} of {all} picture requests were answered by the browser itself");
        Assert.True(all >= Pictures, $"only {all} pictures were asked for");
        Assert.True(cached >= all * 95 / 100, $"{cached} of {all}");
    }

    [Fact]
    public async Task Where_the_pointer_rests_the_large_picture_is_there_before_the_click()
    {
        var page = await GalleryAsync();
        await page.GotoAsync("/Gallery");
        await SeenAsync(page);
        var large = page.WaitForRequestAsync("**/thumb/1280");
        await page.Locator(".wall a[href^='/Gallery/']").First.HoverAsync();
        await large;
    }

    [Fact]
    public async Task After_signing_out_Back_shows_nothing_of_the_person()
    {
        var page = await GalleryAsync();
        await page.GotoAsync("/Gallery");
        await page.GotoAsync("/Account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).First.ClickAsync();
        await page.IsAtAsync("/SignIn");
        await page.GoBackAsync();
        await page.GoBackAsync();
        await page.IsAtAsync("/SignIn");
        await Expect(page.Locator("#wall")).ToHaveCountAsync(0);
    }

    // As a person does who looks through all of it: what is below is loaded when it comes near.
    private static async Task SeenAsync(IPage page)
    {
        var images = page.Locator("#wall img");
        await Expect(images).ToHaveCountAsync(Pictures);
        for (var n = 0; n < Pictures; n++)
        {
            await images.Nth(n).ScrollIntoViewIfNeededAsync();
            await Expect(images.Nth(n)).ToHaveJSPropertyAsync("complete", true);
        }
    }

    private async Task<IPage> GalleryAsync()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}"[..20]);
        using var client = await app.WithTokenAsync(user);
        var there = (await client.GetFromJsonAsync<JsonElement>("/api/v1/media?limit=200")).GetProperty("items").GetArrayLength();
        for (var n = there; n < Pictures; n++)
        {
            using var form = new MultipartFormDataContent
            {
                { new ByteArrayContent([.. Given.HarbourPng(), (byte)n]), "file", $"{n}.png" },
            };
            using var answer = await client.PostAsync("/api/v1/media", form);
            answer.EnsureSuccessStatusCode();
        }

        var page = await browser.OpenAsync(app.Address);
        await page.SignInAsync(user.UserName!);
        return page;
    }
}
