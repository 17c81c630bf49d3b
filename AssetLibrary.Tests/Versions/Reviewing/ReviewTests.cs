using System.Net;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Versions.Reviewing;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Versions.Reviewing;

public sealed class ReviewTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task A_version_is_proposed_to_somebody_found_by_them_approved_and_rated()
    {
        var (ann, bob) = (await app.AddUserAsync($"a{Guid.NewGuid():N}"), await app.AddUserAsync($"b{Guid.NewGuid():N}"));
        var project = await app.ProjectAsync("A film", ann.Id, (bob.Id, Role.Editor));
        var asset = await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        await app.VersionAsync(asset.Subject, Given.Picture(project.Id));
        using var first = await app.SignInAsync(ann.UserName!);
        using var second = await app.SignInAsync(bob.UserName!);
        var address = $"/Versions/{asset.Id}/reference/Review";
        await first.PostedFormAsync(address, ("Number", "1"), ("state", "Proposed"), ("assignee", $"{bob.Id}"));
        var mine = $"/Projects/{project.Id}/Assets?state=review";
        Assert.Contains($"asset-{asset.Id}", await second.GetStringAsync(mine), StringComparison.Ordinal);
        Assert.DoesNotContain($"asset-{asset.Id}", await first.GetStringAsync(mine), StringComparison.Ordinal);

        await second.PostedFormAsync(address, ("Number", "1"), ("state", "Approved"));
        await second.PostedFormAsync($"{address}?handler=Rate", ("Number", "1"), ("rating", "4"));
        await second.PostedFormAsync(
            $"{address}?handler=Comment",
            ("Number", "1"),
            ("text", "The collar is too bright."),
            ("x", "100"),
            ("y", "200"),
            ("width", "300"),
            ("height", "150")
        );
        var page = await first.GetStringAsync($"/Projects/{project.Id}/Assets/{asset.Id}");
        Assert.Contains("Approved", page, StringComparison.Ordinal);
        Assert.Contains("The collar is too bright.", page, StringComparison.Ordinal);
        Assert.Contains("<rect ", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"asset-{asset.Id}", await second.GetStringAsync(mine), StringComparison.Ordinal);

        // A comment is taken back by who wrote it, and by nobody else.
        var comment = await app.WithDbAsync(db =>
            db.Set<VersionComment>().Where(c => c.ProjectId == project.Id).Select(c => c.Id).SingleAsync()
        );
        using var foreign = await first.PostAsync(
            $"{address}?handler=Uncomment",
            new FormUrlEncodedContent([new("Number", "1"), new("comment", $"{comment}")])
        );
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        await second.PostedFormAsync($"{address}?handler=Uncomment", ("Number", "1"), ("comment", $"{comment}"));
        Assert.Equal(0, await app.WithDbAsync(db => db.Set<VersionComment>().CountAsync(c => c.ProjectId == project.Id)));
    }

    [Fact]
    public async Task Who_may_only_read_says_nothing_and_what_is_too_long_or_unknown_is_refused()
    {
        var (ann, eve) = (await app.AddUserAsync($"a{Guid.NewGuid():N}"), await app.AddUserAsync($"e{Guid.NewGuid():N}"));
        var project = await app.ProjectAsync("A film", ann.Id, (eve.Id, Role.Viewer));
        var asset = await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        await app.VersionAsync(asset.Subject, Given.Picture(project.Id));
        using var editor = await app.SignInAsync(ann.UserName!);
        using var reader = await app.SignInAsync(eve.UserName!);
        var address = $"/Versions/{asset.Id}/reference/Review";
        foreach (
            var (who, fields, status) in new (HttpClient, (string, string)[], HttpStatusCode)[]
            {
                (reader, [("Number", "1"), ("state", "Approved")], HttpStatusCode.Forbidden),
                (editor, [("Number", "9"), ("state", "Approved")], HttpStatusCode.NotFound),
                (editor, [("Number", "1"), ("state", "Proposed"), ("assignee", $"{Guid.NewGuid()}")], HttpStatusCode.UnprocessableEntity),
            }
        )
        {
            using var answer = await who.PostAsync(
                address,
                new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2)))
            );
            Assert.Equal(status, answer.StatusCode);
        }

        foreach (
            var (text, status) in new[]
            {
                (new string('a', 2000), HttpStatusCode.OK),
                (new string('a', 2001), HttpStatusCode.UnprocessableEntity),
            }
        )
        {
            using var answer = await editor.PostAsync(
                $"{address}?handler=Comment",
                new FormUrlEncodedContent([new("Number", "1"), new("text", text)])
            );
            Assert.Equal(status, answer.StatusCode);
        }

        Assert.Equal(0, await app.WithDbAsync(db => db.Set<VersionReview>().CountAsync(r => r.ProjectId == project.Id)));
    }

    [Fact]
    public async Task Versions_are_compared_by_number_and_without_numbers_the_best_with_the_newest()
    {
        var ann = await app.AddUserAsync($"a{Guid.NewGuid():N}");
        var project = await app.ProjectAsync("A film", ann.Id);
        var asset = await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        for (var i = 0; i < 5; i++)
        {
            await app.VersionAsync(asset.Subject, Given.Picture(project.Id));
        }

        using var page = await app.SignInAsync(ann.UserName!);
        var four = await page.GetStringAsync($"/Versions/{asset.Id}/reference/Compare?n=1&n=2&n=3&n=4&n=5");
        Assert.Contains("data-count=\"4\"", four, StringComparison.Ordinal);
        Assert.Contains("data-count=\"2\"", await page.GetStringAsync($"/Versions/{asset.Id}/reference/Compare"), StringComparison.Ordinal);
    }
}
