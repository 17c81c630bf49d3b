using System.Net;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Names;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Assets.Matching;

/// <summary>The page that holds a library asset against one that is here.</summary>
public sealed class MatchPageTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task It_shows_what_the_form_would_make_and_refuses_what_somebody_else_changed_meanwhile()
    {
        var ann = await app.AddUserAsync("ann");
        var project = await app.ProjectAsync("A film", ann.Id);
        var mine = await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        var library = await app.LibraryAssetAsync("Captain Mara Voss", AssetType.Character, "A tall keeper of fifty.");
        using var page = await app.SignInAsync("ann");
        var address = $"/Projects/{project.Id}/Match?library={library.Id}&asset={mine.Id}";
        using var shown = new HttpRequestMessage(HttpMethod.Post, address + "&handler=Preview") { Content = Form("Library", "1") };
        shown.Headers.Add("HX-Request", "true");
        shown.Headers.Add("HX-Request-Type", "partial");
        using var preview = await page.SendAsync(shown);
        var text = await preview.Content.ReadAsStringAsync();
        Assert.True(preview.IsSuccessStatusCode, text);
        Assert.Contains("Captain Mara Voss (Mara)", text, StringComparison.Ordinal);

        await app.WithDbAsync(async db =>
        {
            (await db.Set<ProjectAsset>().IgnoreQueryFilters().SingleAsync(a => a.Id == mine.Id)).Edit(
                db,
                "Mara",
                [],
                "Somebody else's words."
            );
            return await db.SaveChangesAsync();
        });
        using var late = await page.PostAsync(address, Form("Library", "1"));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("Somebody else", WebUtility.HtmlDecode(await late.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Null(
            await app.WithDbAsync(db =>
                db.Set<ProjectAsset>().IgnoreQueryFilters().Where(a => a.Id == mine.Id).Select(a => a.LibraryAssetId).SingleAsync()
            )
        );
        using var linked = await page.PostAsync(address, Form("Library", "2"));
        Assert.True(linked.IsSuccessStatusCode);
    }

    private static FormUrlEncodedContent Form(string name, string revision) =>
        new([new("Revision", revision), new("Name", name), new("CustomName", ""), new("Text", "Library"), new("Picture", "keep")]);
}
