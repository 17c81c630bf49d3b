using System.Text.RegularExpressions;
using AssetLibrary.Tests.Pages;
using AssetLibrary.Tests.Services;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AssetLibrary.Tests.Journey;

/// <summary>From an empty data folder to pictures in the library, as a newcomer goes, in a real browser.</summary>
public abstract partial class JourneyContract(App app, Browser browser)
{
    [Fact]
    public async Task A_newcomer_turns_a_script_into_pictures()
    {
        var page = await browser.OpenAsync(app.Address);
        var complaints = Listen(page);

        // 1. First run
        await page.GotoAsync("/");
        await Expect(page).ToHaveURLAsync(Ends("/Setup"));
        await AssertAccessibleAsync(page);
        await ShootAsync(page, "01-setup");
        await page.GetByLabel("Studio name").FillAsync("Nightlight Pictures");
        await page.GetByLabel("Your name").FillAsync("Ada");
        await page.GetByLabel("Password").FillAsync(App.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create studio" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(Ends("/Projects"));
        await ShootAsync(page, "02-projects-empty");

        // 2. The sample script in one click
        await page.GetByRole(AriaRole.Button, new() { Name = "Try a sample script" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(Ends("/Script"));
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Scenes" }).GetByRole(AriaRole.Listitem)).Not.ToHaveCountAsync(0);
        await ShootAsync(page, "03-script");

        // 3. A style is needed first
        await page.GetByRole(AriaRole.Link, new() { Name = "Choose a style" }).ClickAsync();
        await ShootAsync(page, "04-style");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use Storybook gouache" }).ClickAsync();

        // 4. Extraction and the inbox
        await page.GetByRole(AriaRole.Button, new() { Name = "Extract" }).ClickAsync();
        var waiting = page.GetByRole(AriaRole.List, new() { Name = "Open candidates" });
        await Expect(waiting).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Lines from the script" }).GetByRole(AriaRole.Listitem))
            .Not.ToHaveCountAsync(0);
        await ShootAsync(page, "05-inbox");
        var total = await waiting.GetByRole(AriaRole.Listitem).CountAsync();
        Assert.True(total > 8, $"only {total} candidates");
        await page.Keyboard.PressAsync("a");
        await Expect(waiting.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(total - 1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept A", Exact = true }).ClickAsync();
        await Expect(waiting.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(total - 2);
        await page.Locator("summary[data-key=e]").ClickAsync();
        var candidate = page.Locator("article.candidate");
        await Expect(candidate.GetByLabel("Name", new() { Exact = true })).ToBeFocusedAsync();
        await candidate.GetByLabel("Description").FillAsync("Edited by hand before it was accepted.");
        await candidate.GetByRole(AriaRole.Button, new() { Name = "Save candidate" }).ClickAsync();
        await Expect(candidate.Locator("p", new() { HasText = "Edited by hand" })).ToBeVisibleAsync();
        var rejected = await page.Locator("#candidate-name").InnerTextAsync();
        await page.Keyboard.PressAsync("r");
        await Expect(waiting.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(total - 3);
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept all" }).ClickAsync();
        await Expect(page.GetByText("All candidates decided")).ToBeVisibleAsync();
        await ShootAsync(page, "06-accepted");

        // The last decision accepted the rest: undone, then the rejection too
        await page.Keyboard.PressAsync("z");
        await Expect(waiting.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(total - 3);
        await page.Keyboard.PressAsync("z");
        await Expect(page.Locator("#candidate-name")).ToHaveTextAsync(rejected);
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept all" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open assets" }).ClickAsync();
        var cards = page.Locator("#asset-cards article");
        await Expect(cards).ToHaveCountAsync(total);

        // 5. The list: tabs and search; then all missing pictures, watched by a second browser
        var tabs = page.Locator("#asset-list").GetByRole(AriaRole.Navigation, new() { Name = "Type" });
        await tabs.GetByRole(AriaRole.Link, new() { Name = "Props" }).ClickAsync();
        await Expect(tabs.GetByRole(AriaRole.Link, new() { Name = "Props" })).ToHaveAttributeAsync("aria-current", "page");
        await Expect(cards).Not.ToHaveCountAsync(total);
        await tabs.GetByRole(AriaRole.Link, new() { Name = "All" }).ClickAsync();
        await Expect(cards).ToHaveCountAsync(total);
        var second = await SecondBrowserAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = $"Generate {total} missing pictures" }).ClickAsync();
        await Expect(page.Locator("#asset-cards .cover img")).ToHaveCountAsync(total);
        await Expect(second.Locator("#asset-cards .cover img")).ToHaveCountAsync(total);
        await page.UntilAsync(
            "[...document.querySelectorAll('#asset-cards .cover img')].slice(0, 6).every(i => i.complete && i.naturalWidth > 0)"
        );
        await ShootAsync(page, "07-assets");

        // 6. History, another version, and the first one as best
        await cards.First.GetByRole(AriaRole.Link).Last.ClickAsync();
        var panel = page.Locator("#asset-panel");
        await Expect(panel.Locator(".film")).ToHaveCountAsync(1);
        await panel.GetByRole(AriaRole.Button, new() { Name = "Generate · free" }).ClickAsync();
        await Expect(panel.Locator(".film")).ToHaveCountAsync(2);
        await Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Set version 2 as best" }))
            .ToHaveAttributeAsync("aria-pressed", "true");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Set version 1 as best" }).ClickAsync();
        await Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Set version 1 as best" }))
            .ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.Locator(".toast", new() { HasText = "Version 1 set as best." })).ToBeVisibleAsync();
        await AssertAccessibleAsync(page);
        await ShootAsync(page, "08-asset");
        await page.ReloadAsync();
        await Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Set version 1 as best" }))
            .ToHaveAttributeAsync("aria-pressed", "true");

        // 7. Into the library
        var name = await panel.Locator("h1").InnerTextAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Add to library" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(LibraryAddress());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 })).ToBeVisibleAsync();
        await Expect(page.Locator(".film")).ToHaveCountAsync(1);
        await ShootAsync(page, "09-library-asset");
        await MakeOneByHandAsync(page);
        await page.GotoAsync("/Library");
        await Expect(page.Locator("#asset-grid article")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Searchbox).FillAsync(name);
        await Expect(page.Locator("#asset-grid article")).ToHaveCountAsync(1);
        await page.GotoAsync("/Library?view=list");
        await ShootAsync(page, "11-library-list");
        await page.GotoAsync("/Library?view=grid");
        await ShootAsync(page, "10-library");

        // 8. The gallery
        await page.GotoAsync("/Gallery");
        await Expect(page.Locator(".shot")).ToHaveCountAsync(total + 3);
        await page.UntilAsync("[...document.querySelectorAll('.shot img')].slice(0, 12).every(i => i.complete && i.naturalWidth > 0)");
        await ShootAsync(page, "12-gallery");
        await page.Locator(".shot a").First.ClickAsync();
        await ShootAsync(page, "13-lightbox");
        await page.GotoAsync("/Projects");
        await ShootAsync(page, "14-projects");
        Assert.True(complaints.Count == 0, string.Join(Environment.NewLine, complaints));
    }

    protected virtual Task ShootAsync(IPage page, string name) => page.ShootAsync($"journey-{name}");

    private static async Task AssertAccessibleAsync(IPage page) => Assert.Empty(await page.ViolationsAsync());

    private static List<string> Listen(IPage page)
    {
        List<string> complaints = [];
        page.Console += (_, message) =>
        {
            // A live update may ask for what is gone by then, and a busy server may say that it is: the page asks again.
            if (message.Type == "error" && !Tolerated().IsMatch(message.Text))
            {
                complaints.Add($"{page.Url}: {message.Text}");
            }
        };
        page.PageError += (_, error) => complaints.Add($"{page.Url}: {error}");
        return complaints;
    }

    private async Task<IPage> SecondBrowserAsync(IPage first)
    {
        var context = await browser.ContextAsync(app.Address);
        await context.AddCookiesAsync(
            (await first.Context.CookiesAsync()).Select(c => new Cookie
            {
                Name = c.Name,
                Value = c.Value,
                Domain = c.Domain,
                Path = c.Path,
            })
        );
        var page = await context.NewPageAsync();
        await page.GotoAsync(first.Url);
        await Expect(page.Locator("html[data-stream=open]")).ToBeAttachedAsync();
        return page;
    }

    private static async Task MakeOneByHandAsync(IPage page)
    {
        await page.GotoAsync("/Library/New");
        await page.GetByLabel("Location").CheckAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Old harbour");
        await page.GetByLabel("Description").FillAsync("Cranes asleep in the fog.");
        await page.GetByLabel("Picture")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "harbour.png",
                    MimeType = "image/png",
                    Buffer = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Samples", "harbour.png")),
                }
            );
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(LibraryAddress());
        await Expect(page.Locator(".film")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Generate · free" }).ClickAsync();
        await Expect(page.Locator(".film")).ToHaveCountAsync(2);
        await page.GetByLabel("Description").FillAsync("Cranes asleep in the fog, one light on.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Revision 2")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(Ends("/Library"));
        await Expect(page.Locator("#asset-grid article")).ToHaveCountAsync(1);
        await page.GotoAsync("/Library?trash=true");
        await page.Locator("#asset-grid article h2 a").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Delete" })).ToBeVisibleAsync();
    }

    private static Regex Ends(string path) => new($"{Regex.Escape(path)}$", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex(
        "^Failed to load resource: (net::|the server responded with a status of (4|503))|Failed to fetch",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Tolerated();

    [GeneratedRegex("/Library/[0-9a-f-]{36}$", RegexOptions.None, 1000)]
    private static partial Regex LibraryAddress();
}

public sealed class SqliteJourneyTests(App app, Browser browser) : JourneyContract(app, browser), IClassFixture<App>;

public sealed class PostgresJourneyTests(PostgresApp app, Browser browser) : JourneyContract(app, browser), IClassFixture<PostgresApp>
{
    // The pictures of the other journey are the ones to look at.
    protected override Task ShootAsync(IPage page, string name) => Task.CompletedTask;
}
