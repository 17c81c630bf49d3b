using AssetLibrary.Web.Names;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AssetLibrary.Tests.Journey;

/// <summary>Files that are not linked yet are dragged onto the asset that they show.</summary>
public sealed class DragJourneyTests(App app, Browser browser) : IClassFixture<App>
{
    [Fact]
    public async Task One_drag_links_a_file_and_several_that_are_selected()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}"[..20]);
        var project = await app.ProjectAsync("A film", user.Id);
        var mara = await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        using var client = await app.WithTokenAsync(user);
        for (byte i = 0; i < 3; i++)
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent([.. Given.HarbourPng(), i]), "file", $"shot {i}.png" } };
            using var sent = await client.PostAsync("/api/v1/media", form);
            sent.EnsureSuccessStatusCode();
        }

        var page = await browser.OpenAsync(app.Address);
        await page.SignInAsync(user.UserName!);
        await page.GotoAsync("/Gallery?unsorted=true");
        var shots = page.Locator("#wall a[data-media]");
        var target = page.Locator("[data-drop-subject]", new() { HasText = "Mara" });
        await shots.First.DragToAsync(target);
        await VersionsAsync(mara.Id, 1);

        var boxes = page.Locator("#wall input[name=ids]");
        await Expect(boxes).ToHaveCountAsync(2);
        foreach (var box in await boxes.AllAsync())
        {
            await box.CheckAsync(new() { Force = true });
        }

        await shots.First.DragToAsync(target);
        await VersionsAsync(mara.Id, 3);
    }

    private Task VersionsAsync(Guid subject, int count) =>
        Patience.UntilAsync(async () =>
            await app.WithDbAsync(db =>
                db.Set<AssetVersion>().CountAsync(v => db.Set<History>().Any(h => h.Id == v.HistoryId && h.SubjectId == subject))
            ) == count
        );
}
