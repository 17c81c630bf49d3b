using System.Text;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Commands.Benchmarks;
using AssetLibrary.Web.Database;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AssetLibrary.Tests.Journey;

/// <summary>A feature-length script is decided on, and the next draft of it asks about nothing but what is new.</summary>
public sealed partial class SecondDraftJourneyTests(App app, Browser browser) : IClassFixture<App>
{
    [Fact]
    public async Task A_second_draft_of_120_pages_asks_only_about_what_is_new()
    {
        await app.AddUserAsync("longhand", Role.Editor);
        var page = await browser.OpenAsync(app.Address);
        await page.SignInAsync("longhand");
        var first = LongScript.Write();
        await page.GotoAsync("/Projects/New");
        await page.Locator("input[name=Name]").FillAsync("The Long One");
        await page.Locator("input[type=file]").First.SetInputFilesAsync(Draft("first.fountain", first));
        await page.GetByRole(AriaRole.Button, new() { Name = "Create project" }).ClickAsync();
        await page.IsAtAsync("/Script");
        await page.GetByRole(AriaRole.Link, new() { Name = "Choose a style" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Use Storybook gouache" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Extract" }).ClickAsync();

        // Decided in every way there is: renamed, merged, rejected by key, accepted with the rest.
        var lines = page.Locator("#inbox-lines li a > span:first-child");
        await Expect(lines.First).ToBeVisibleAsync();
        var found = await lines.AllTextContentsAsync();
        await ChooseAsync(page, "Noor");
        await page.Locator("summary[data-key=e]").ClickAsync();
        var candidate = page.Locator("article.candidate");
        await candidate.GetByLabel("Name", new() { Exact = true }).FillAsync("Noor Haddad");
        await candidate.GetByRole(AriaRole.Button, new() { Name = "Save candidate" }).ClickAsync();
        await Expect(page.Locator("#candidate-name")).ToHaveTextAsync("Noor Haddad");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Select Guard 1" }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Select Guard 2" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge selected" }).ClickAsync();
        await Expect(lines).ToHaveCountAsync(found.Count - 1);
        foreach (var name in (string[])["Waitress", "Umbrella", "Train"])
        {
            await ChooseAsync(page, name);
            await page.Keyboard.PressAsync("r");
            await Expect(page.Locator("#inbox-lines").GetByRole(AriaRole.Checkbox, new() { Name = $"Select {name}", Exact = true }))
                .ToHaveCountAsync(0);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Accept all" }).ClickAsync();
        await Expect(page.GetByText("All candidates decided")).ToBeVisibleAsync();

        // The next draft, as a writer makes it.
        await page.GetByRole(AriaRole.Link, new() { Name = "Script", Exact = true }).ClickAsync();
        await page.Locator(".page-head input[type=file]").SetInputFilesAsync(Draft("second.fountain", Revised(first)));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What changed in draft 2" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = InboxTab() }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Extract again" }).ClickAsync();
        await Expect(lines.First).ToBeVisibleAsync();

        var asked = await lines.AllTextContentsAsync();
        Assert.Equal(["Accordion", "Lighthouse", "Orsolya"], asked.Order(StringComparer.Ordinal));
    }

    private static async Task ChooseAsync(IPage page, string name)
    {
        await page.Locator("#inbox-lines li a", new() { HasTextRegex = new($"^{name}\\b", RegexOptions.None, TimeSpan.FromSeconds(1)) })
            .First.ClickAsync();
        await Expect(page.Locator("#candidate-panel:not([inert]) #candidate-name")).ToHaveTextAsync(name);
    }

    /// <summary>
    /// Three scenes are cut, two change places, every fifth speech is another one, some are heard only, headings get other times, and two
    /// new scenes bring somebody, somewhere and something.
    /// </summary>
    private static string Revised(string script)
    {
        var parts = Heading().Split(script);
        var (title, scenes) = (parts[0], parts.Skip(1).Where(s => s.Length > 0).ToList());
        scenes.RemoveRange(20, 3);
        (scenes[40], scenes[41]) = (scenes[41], scenes[40]);
        scenes.Insert(
            60,
            "EXT. LIGHTHOUSE - NIGHT\n\nORSOLYA, 70, plays an accordion.\n\nORSOLYA\nIt was here all the time.\n\n"
                + "She lays the accordion down.\n\nMARA (V.O.)\nIt was.\n\n"
        );
        scenes.Insert(61, "INT. LIGHTHOUSE - LATER\n\nORSOLYA\nTake the accordion.\n\n");
        var (text, speech) = (new StringBuilder(title), 0);
        foreach (var line in string.Concat(scenes).Split('\n'))
        {
            text.Append(
                    line.StartsWith("MARA", StringComparison.Ordinal) && ++speech % 5 == 0 ? "MARA (O.S.)"
                    : line == "TOBIAS" && ++speech % 5 == 0 ? "TOBIAS (CONT'D)"
                    : line.StartsWith("never tomorrow", StringComparison.Ordinal) ? "Not tomorrow."
                    : line.Replace("- DAWN", "- MORNING", StringComparison.Ordinal)
                )
                .Append('\n');
        }

        return text.ToString();
    }

    private static FilePayload Draft(string name, string text) =>
        new()
        {
            Name = name,
            MimeType = "text/plain",
            Buffer = Encoding.UTF8.GetBytes(text),
        };

    [GeneratedRegex(@"(?=^(?:INT|EXT)\. )", RegexOptions.Multiline, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("^Inbox", RegexOptions.None, 1000)]
    private static partial Regex InboxTab();
}
