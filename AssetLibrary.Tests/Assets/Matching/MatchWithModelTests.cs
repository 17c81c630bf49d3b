using AssetLibrary.Tests.Extraction.Model;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;

namespace AssetLibrary.Tests.Assets.Matching;

/// <summary>The merged description by a language model costs money: it is asked for by a button, and by nothing else.</summary>
public sealed class MatchWithModelTests(ModelApp app) : IClassFixture<ModelApp>
{
    [Fact]
    public async Task A_model_merges_two_descriptions_when_somebody_presses_for_it()
    {
        var ann = await app.AddUserAsync("ann");
        var project = await app.ProjectAsync("A film", ann.Id);
        var mine = await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        await app.WithDbAsync(async db =>
        {
            (await db.FindAsync<ProjectAsset>(mine.Id))!.Edit(db, "Mara", [], "Carries a silver whistle.");
            return await db.SaveChangesAsync();
        });
        var library = await app.LibraryAssetAsync("Mara", AssetType.Character, "A tall keeper.");
        app.Model.Answer = _ => ModelReply.Says("""{"description":"A tall keeper who carries a silver whistle."}""");
        using var page = await app.SignInAsync("ann");
        var address = $"/Projects/{project.Id}/Match?library={library.Id}&asset={mine.Id}";
        Assert.Contains("A tall keeper. Carries a silver whistle.", await page.GetStringAsync(address), StringComparison.Ordinal);
        Assert.Empty(app.Model.Requests);
        using var form = new FormUrlEncodedContent([
            new("Name", "Project"),
            new("Text", "Merged"),
            new("MergedText", "A tall keeper. Carries a silver whistle."),
            new("Picture", "keep"),
        ]);
        using var merged = await page.PostAsync(address + "&handler=Preview&ask=true", form);
        Assert.Contains("A tall keeper who carries a silver whistle.", await merged.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Single(app.Model.Requests);
    }
}
