using AssetLibrary.Web.Database;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AssetLibrary.Tests.Journey;

/// <summary>Leaving a page while something is asked for is no error: nothing is complained about, no message flashes up.</summary>
public sealed class LeavingTests(App app, Browser browser) : IClassFixture<App>
{
    [Theory]
    [InlineData("reload")]
    [InlineData("link")]
    [InlineData("script")]
    public async Task A_request_that_leaving_interrupts_is_no_error(string way)
    {
        await app.AddUserAsync($"leaver-{way}", Role.Editor);
        var page = await browser.OpenAsync(app.Address);
        await page.SignInAsync($"leaver-{way}");
        await page.GotoAsync("/Library");
        List<string> complaints = [];
        page.Console += (_, message) => complaints.Add($"{message.Type}: {message.Text}");
        var asked = new TaskCompletionSource();
        await page.RouteAsync("**/Library*", async route =>
        {
            if (route.Request.Headers.ContainsKey("hx-request"))
            {
                asked.TrySetResult(); // and is never answered
            }
            else
            {
                await route.ContinueAsync();
            }
        });
        await page.GetByRole(AriaRole.Searchbox).FillAsync("pebble");
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        switch (way)
        {
            case "reload":
                await page.ReloadAsync();
                break;
            case "link":
                await page.GetByRole(AriaRole.Link, new() { Name = "Projects" }).First.ClickAsync();
                break;
            default:
                await page.EvaluateAsync("location.href = '/Projects'");
                break;
        }

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Expect(page.Locator("html[data-stream=open]")).ToBeAttachedAsync();
        Assert.True(complaints.Count == 0, string.Join(Environment.NewLine, complaints));
    }
}
