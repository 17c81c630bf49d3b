using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Queue;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AssetLibrary.Tests.Journey;

/// <summary>What an editor does every day, and how many clicks and keys it takes at most.</summary>
public sealed partial class TwelveTasksTests(App app, Browser browser) : IClassFixture<App>
{
    private const string Script =
        "INT. KITCHEN - NIGHT\n\nEDGAR BRANDT, 30s, lights an oil lamp. MARA, 20s, opens a letter.\n\nEDGAR BRANDT\nHello?\n\nMARA\n"
        + "Here.\n\nEXT. HARBOUR - DAWN\n\nA dog sleeps on a crate. TOM, 9, eats an apple.\n\nTOM\nShe is gone.\n";

    private int taken;

    [Fact]
    public async Task From_an_empty_studio_to_pictures_in_six()
    {
        var page = await SignedInAsync("first");
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Try a sample script" }));
        await ClickAsync(page.GetByRole(AriaRole.Link, new() { Name = "Choose a style" }));
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Use Storybook gouache" }));
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Extract" }));
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Accept all" }));
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { NameRegex = MissingPictures() }));
        await Expect(page.Locator("#asset-cards .cover img").First).ToBeVisibleAsync();
        Assert.InRange(taken, 1, 6);
    }

    [Fact]
    public async Task A_draft_is_imported_in_three_and_no_decision_comes_back()
    {
        var (page, project) = await FilmAsync("draft");
        await page.GotoAsync($"/Projects/{project}/Inbox");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reject R" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept all" }).ClickAsync();
        await Expect(page.GetByText("All candidates decided")).ToBeVisibleAsync();
        await page.GotoAsync("/Projects");
        await ClickAsync(page.Locator($"#project-{project} h2 a"));
        await ClickAsync(page.GetByRole(AriaRole.Link, new() { Name = "Script", Exact = true }));
        await Expect(page.Locator("html[data-stream=open]")).ToBeAttachedAsync();
        taken++; // opens the browser's own choice of files
        var field = page.Locator(".page-head input[type=file]");
        await field.SetInputFilesAsync(
            new FilePayload
            {
                Name = "b.fountain",
                MimeType = "text/plain",
                Buffer = System.Text.Encoding.UTF8.GetBytes(Script + "\nINT. TOWER - NIGHT\n\nZELDA, 60, winds a clock.\n\nZELDA\nLate.\n"),
            }
        );
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What changed in draft 2" })).ToBeVisibleAsync();
        Assert.InRange(taken, 1, 3);

        await page.GotoAsync($"/Projects/{project}/Inbox");
        await page.GetByRole(AriaRole.Button, new() { Name = "Extract again" }).ClickAsync();
        var lines = page.Locator("#inbox-lines li a > span:first-child");
        await Expect(lines.First).ToBeVisibleAsync();
        var names = await lines.AllTextContentsAsync();
        Assert.Contains("Zelda", names, StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain(names, n => n is "Mara" or "Tom" or "Edgar Brandt" or "Kitchen" or "Harbour");
    }

    [Fact]
    public async Task Candidates_are_accepted_by_a_key_and_noise_rejected_in_three()
    {
        var (page, project) = await FilmAsync("inbox");
        await page.GotoAsync($"/Projects/{project}/Inbox");
        var lines = page.Locator("#inbox-lines li");
        var before = await lines.CountAsync();
        await page.Keyboard.PressAsync("a");
        await Expect(lines).ToHaveCountAsync(before - 1);
        // The line goes at once; the server has said so when it offers the way back.
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).First).ToBeVisibleAsync();
        taken += 2; // a choice is a click to open it and one to choose
        await page.Locator("#inbox-kind").SelectOptionAsync("prop");
        await page.IsAtAsync("kind=prop");
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Reject these" }));
        await Expect(page.GetByText("No matches among")).ToBeVisibleAsync();
        Assert.InRange(taken, 1, 3);
    }

    [Fact]
    public async Task An_asset_is_opened_made_again_chosen_and_removed_in_two_or_three_each()
    {
        var (page, project) = await FilmAsync("asset");
        await page.GotoAsync($"/Projects/{project}/Inbox");
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept all" }).ClickAsync();
        await Expect(page.GetByText("All candidates decided")).ToBeVisibleAsync();
        await ClickAsync(page.GetByRole(AriaRole.Link, new() { Name = "Assets", Exact = true }));
        await ClickAsync(page.GetByRole(AriaRole.Link, new() { Name = "Mara", Exact = true }));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Mara", Level = 1 })).ToBeVisibleAsync();
        Assert.InRange(taken, 1, 2);

        taken = 0;
        var generate = page.GetByRole(AriaRole.Button, new() { Name = "Generate · free" });
        await ClickAsync(generate);
        await Expect(page.Locator(".film")).ToHaveCountAsync(1);
        await ClickAsync(generate);
        await Expect(page.Locator(".film")).ToHaveCountAsync(2);
        Assert.InRange(taken, 1, 3);

        taken = 0;
        var first = page.GetByRole(AriaRole.Button, new() { Name = "Set version 1 as best" });
        await ClickAsync(first);
        await Expect(first).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.InRange(taken, 1, 2);

        taken = 0;
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Remove from project" }));
        await Expect(page.GetByText("“Mara” removed")).ToBeVisibleAsync();
        Assert.InRange(taken, 1, 2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Mara", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_library_asset_is_reused_after_a_comparison_in_two_and_one_back()
    {
        var name = $"Zelda{Guid.NewGuid():N}"[..10];
        var known = await app.LibraryAssetAsync(name, AssetType.Character, "The one from the first film.");
        await app.VersionAsync(known.Subject, Given.Picture());
        var (page, project) = await FilmAsync("reuse", script: Script.Replace("MARA", name.ToUpperInvariant(), StringComparison.Ordinal));
        await page.GotoAsync($"/Projects/{project}/Inbox?find={name}");
        await ClickAsync(page.GetByRole(AriaRole.Link, new() { Name = "Compare and match" }));
        await ClickAsync(page.Locator("main form button.primary"));
        await page.IsAtAsync("/Inbox$"); // it returns to the inbox without another click
        await page.GotoAsync($"/Projects/{project}/Assets");
        await Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = new(name, RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)) }).First)
            .ToBeVisibleAsync();
        Assert.InRange(taken, 1, 2);
    }

    [Fact]
    public async Task A_look_gets_three_scenes_in_four()
    {
        var (page, project) = await FilmAsync("look", script: Script + "\nINT. MILL - DAY\n\nMARA\nCorn.\n");
        await page.GotoAsync($"/Projects/{project}/Inbox");
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept all" }).ClickAsync();
        await Expect(page.GetByText("All candidates decided")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Assets", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Mara", Exact = true }).ClickAsync();
        await page.GetByText("Assign scenes").ClickAsync();
        await page.GetByLabel("HARBOUR").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save scenes" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Scenes 3 of 3" })).ToBeVisibleAsync();
        await page.GetByLabel("New look").FillAsync("Winter coat");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add look" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Winter coat" })).ToBeVisibleAsync();
        foreach (var box in await page.GetByRole(AriaRole.Group, new() { Name = "Worn in" }).GetByRole(AriaRole.Checkbox).AllAsync())
        {
            await ClickAsync(box);
        }

        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Save look" }));
        Assert.Equal(4, taken);
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Checked = true })).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task What_is_out_of_date_is_regenerated_in_three_and_a_parked_job_approved_in_two()
    {
        var (page, project) = await FilmAsync("stale", Role.Admin);
        await page.GotoAsync($"/Projects/{project}/Inbox");
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept all" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = MissingPictures() }).ClickAsync();
        await Expect(page.Locator("#asset-cards .no-picture")).ToHaveCountAsync(0);
        await page.GotoAsync($"/Projects/{project}/Style");
        await page.Locator("form:has(button:text-is('Save style')) textarea[name=prompt]").FillAsync("Charcoal on grey paper.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save style" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "out of date" }).ClickAsync();
        await ClickAsync(page.GetByRole(AriaRole.Link, new() { Name = "Assets", Exact = true }));
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Regenerate" }));
        await Expect(page.Locator("#batch-progress, .toast").First).ToBeVisibleAsync();
        Assert.InRange(taken, 1, 3);

        taken = 0;
        await app.JobAsync(project, state: JobState.Parked);
        await page.GotoAsync("/Projects");
        await ClickAsync(page.GetByRole(AriaRole.Link, new() { Name = "Jobs" }));
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).First);
        Assert.InRange(taken, 1, 2);
    }

    private async Task<(IPage Page, Guid Project)> FilmAsync(string who, Role role = Role.Editor, string script = Script)
    {
        var page = await SignedInAsync(who, role);
        var user = await app.WithDbAsync(db => Task.FromResult(db.Set<AssetLibrary.Web.Accounts.User>().Single(u => u.UserName == who)));
        using var client = await app.WithTokenAsync(user);
        var project = await app.ProjectAsync($"Film of {who}", user.Id);
        using var draft = await client.PostAsync($"/api/v1/projects/{project.Id}/drafts?fileName=a.fountain", new StringContent(script));
        using var extraction = await client.PostAsJsonAsync($"/api/v1/projects/{project.Id}/extractions", new { });
        await client.FinishedAsync(
            $"/api/v1/jobs/{(await extraction.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobId").GetString()}"
        );
        return (page, project.Id);
    }

    private async Task<IPage> SignedInAsync(string who, Role role = Role.Editor)
    {
        await app.AddUserAsync(who, role);
        var page = await browser.OpenAsync(app.Address);
        await page.SignInAsync(who);
        return page;
    }

    private Task ClickAsync(ILocator target)
    {
        taken++;
        return target.ClickAsync();
    }

    [GeneratedRegex("^Generate [0-9]+ missing pictures?", RegexOptions.None, 1000)]
    private static partial Regex MissingPictures();
}
