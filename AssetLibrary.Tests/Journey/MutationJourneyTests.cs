using AssetLibrary.Web.Live;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AssetLibrary.Tests.Journey;

/// <summary>News changes what it is about, and leaves the rest of the page alone.</summary>
public sealed class MutationJourneyTests(App app, Browser browser) : IClassFixture<App>
{
    [Fact]
    public async Task Another_best_picture_touches_its_own_card_and_no_other()
    {
        var user = await app.AddUserAsync("watcher");
        var project = await app.ProjectAsync("A film", user.Id);
        for (var i = 0; i < 40; i++)
        {
            await app.ProjectAssetAsync(project, $"Thing {i:00}");
        }

        var lamp = await app.ProjectAssetAsync(project, "Lamp");
        await app.VersionAsync(lamp.Subject, Given.Picture(project.Id));
        var page = await browser.OpenAsync(app.Address);
        await page.SignInAsync("watcher");
        await page.GotoAsync($"/Projects/{project.Id}/Assets");
        await Expect(page.Locator("#asset-cards article")).ToHaveCountAsync(41);
        await Expect(page.Locator("html[data-stream=open]")).ToBeAttachedAsync();
        await page.EvaluateAsync(
            """
            () => {
              window.touched = new Set();
              const note = n => { for (let e = n.nodeType === 1 ? n : n.parentElement; e; e = e.parentElement) if (e.matches?.('article.card')) window.touched.add(e.id); };
              new MutationObserver(list => list.forEach(m => {
                window.touches = (window.touches ?? 0) + 1;
                note(m.target);
                [...m.addedNodes, ...m.removedNodes].forEach(note);
              })).observe(document.getElementById('asset-cards'), { subtree: true, childList: true, attributes: true, characterData: true });
              window.cards = [...document.querySelectorAll('#asset-cards article')];
            }
            """
        );
        var next = Given.Picture(project.Id);
        await app.VersionAsync(lamp.Subject, next);
        await app.WithDbAsync(async db =>
        {
            var history = await db.Set<History>().SingleAsync(h => h.SubjectId == lamp.Id);
            history.ChooseBest(2, db.Now, user.Id);
            db.Announce(Topics.History, lamp.Id, project.Id);
            return await db.SaveChangesAsync();
        });
        await Expect(page.Locator($"#asset-{lamp.Id} img[src*='{next.Id}']")).ToHaveCountAsync(1);
        var touched = await page.EvaluateAsync<string[]>("[...window.touched]");
        Assert.Equal([$"asset-{lamp.Id}"], touched);
        Assert.InRange(await page.EvaluateAsync<int>("window.touches"), 1, 20);
        Assert.True(await page.EvaluateAsync<bool>("window.cards.every(c => c.isConnected)"));
    }
}
