using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Versions;

public abstract class HistoriesContract(App app)
{
    [Fact]
    public async Task Writers_at_the_same_moment_never_get_the_same_number()
    {
        var asset = await app.LibraryAssetAsync("Lamp");
        var numbers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.VersionAsync(asset.Subject, Given.Picture())));
        Assert.Equal(Enumerable.Range(1, 20), numbers.Order());
    }

    [Fact]
    public async Task The_newest_version_is_best_until_a_person_chooses()
    {
        var asset = await app.LibraryAssetAsync("Lamp");
        await app.VersionAsync(asset.Subject, Given.Picture());
        await app.VersionAsync(asset.Subject, Given.Picture());
        Assert.Equal(2, await BestAsync(asset.Id));
        await ChooseAsync(asset.Id, 1);
        await app.VersionAsync(asset.Subject, Given.Picture());
        Assert.Equal(1, await BestAsync(asset.Id));
    }

    [Fact]
    public async Task What_is_no_version_cannot_be_best()
    {
        var asset = await app.LibraryAssetAsync("Lamp");
        await app.VersionAsync(asset.Subject, Given.Picture());
        Assert.False(await ChooseAsync(asset.Id, 2));
        Assert.Equal(1, await BestAsync(asset.Id));
    }

    [Fact]
    public async Task Whoever_may_see_a_history_that_names_a_picture_may_see_the_picture()
    {
        var (ann, bob) = (await app.AddUserAsync($"ann{Guid.NewGuid():N}"), await app.AddUserAsync($"bob{Guid.NewGuid():N}"));
        var project = await app.ProjectAsync("Ann's film", ann.Id);
        var mine = await app.ProjectAssetAsync(project, "Lamp");
        var picture = Given.Picture(project.Id);
        await app.VersionAsync(mine.Subject, picture);
        using var client = await app.WithTokenAsync(bob);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await client.GetAsync($"/api/v1/media/{picture.Id}")).StatusCode);

        // In the library it is everyone's.
        var shared = await app.LibraryAssetAsync("Lamp");
        await app.VersionAsync(shared.Subject, picture);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await client.GetAsync($"/api/v1/media/{picture.Id}")).StatusCode);
        Assert.Contains(
            $"/media/{picture.Id}/thumb",
            await (await app.SignInAsync(bob.UserName!)).GetStringAsync($"/Library/{shared.Id}"),
            StringComparison.Ordinal
        );
    }

    private Task<int?> BestAsync(Guid subject) =>
        app.WithDbAsync(db => db.Set<History>().Where(h => h.SubjectId == subject).Select(h => h.BestNumber).SingleAsync());

    private Task<bool> ChooseAsync(Guid subject, int number) =>
        app.WithDbAsync(async db =>
        {
            var chosen = await db.ChooseBestAsync(await db.Set<History>().SingleAsync(h => h.SubjectId == subject), number);
            await db.SaveChangesAsync();
            return chosen;
        });
}

public sealed class SqliteHistoriesTests(App app) : HistoriesContract(app), IClassFixture<App>;

public sealed class PostgresHistoriesTests(PostgresApp app) : HistoriesContract(app), IClassFixture<PostgresApp>;
