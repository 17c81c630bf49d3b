using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Gallery;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Gallery;

/// <summary>The wall of everything: what is found on it, what is done to several files, and a file's way out and back.</summary>
public abstract partial class GalleryContract(App app)
{
    [Fact]
    public async Task Filters_find_by_tag_rating_model_project_person_and_unsorted()
    {
        var (client, user) = await EditorAsync();
        var project = await app.ProjectAsync("A film", user.Id);
        var asset = await app.ProjectAssetAsync(project, "Lamp");
        var (linked, loose) = (Given.Picture(project.Id, "Linked"), Given.Picture(project.Id, "Loose"));
        await app.AddAsync(loose);
        await app.VersionAsync(asset.Subject, linked);
        var tag = $"night {Guid.NewGuid():N}";
        var described = await DescribeAsync(
            client,
            loose.Id,
            new
            {
                rating = 4,
                tags = new[] { tag, tag.ToUpperInvariant() },
                note = "Try blue.",
            }
        );
        Assert.Equal([tag], described.GetProperty("tags").EnumerateArray().Select(t => t.GetString()!));
        Assert.Equal(4, described.GetProperty("rating").GetInt32());

        Assert.Equal([loose.Id], await IdsAsync(client, $"tag={Uri.EscapeDataString(tag)}"));
        Assert.Equal([loose.Id], await IdsAsync(client, $"q=try+blue&project={project.Id}"));
        Assert.Equal([loose.Id], await IdsAsync(client, $"unsorted=true&project={project.Id}"));
        Assert.Equal([loose.Id, linked.Id], (await IdsAsync(client, $"project={project.Id}")).OrderByDescending(i => i));
        foreach (
            var filter in new[]
            {
                $"tag={Uri.EscapeDataString(tag)}",
                $"project={project.Id}&unsorted=true",
                $"rating=4&project={project.Id}",
            }
        )
        {
            var page = await client.GetStringAsync($"/Gallery?{filter}");
            Assert.Contains($"shot-{loose.Id}", page, StringComparison.Ordinal);
            Assert.DoesNotContain($"shot-{linked.Id}", page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("shot-", await client.GetStringAsync($"/Gallery?project={project.Id}&rating=5"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "shot-",
            await client.GetStringAsync($"/Gallery?project={project.Id}&to=2001-01-01"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "shot-",
            await client.GetStringAsync($"/Gallery?project={project.Id}&by={Guid.NewGuid()}"),
            StringComparison.Ordinal
        );
        using var wrong = await client.PatchAsJsonAsync($"/api/v1/media/{loose.Id}", new { rating = 6 });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
    }

    [Fact]
    public async Task What_is_deleted_leaves_its_histories_and_comes_back()
    {
        var (client, user) = await EditorAsync();
        var project = await app.ProjectAsync("A film", user.Id);
        var asset = await app.ProjectAssetAsync(project, "Lamp");
        var (first, second) = (Given.Picture(project.Id), Given.Picture(project.Id));
        await app.VersionAsync(asset.Subject, first);
        await app.VersionAsync(asset.Subject, second);
        Assert.Equal(2, await BestAsync(client, asset));
        using (var gone = await client.DeleteAsync($"/api/v1/media/{second.Id}"))
        {
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        }

        Assert.Equal(1, await BestAsync(client, asset));
        Assert.DoesNotContain(second.Id, await IdsAsync(client, $"project={project.Id}"));
        using (var bytes = await client.GetAsync($"/media/{second.Id}"))
        {
            Assert.Equal(HttpStatusCode.NotFound, bytes.StatusCode);
        }

        Assert.Contains(second.Id.ToString(), await client.GetStringAsync("/Gallery/Trash"), StringComparison.Ordinal);
        await client.PostedAsync($"/api/v1/media/{second.Id}/restore", new { });
        Assert.Contains(second.Id, await IdsAsync(client, $"project={project.Id}"));
        Assert.Equal(1, await BestAsync(client, asset)); // what became best meanwhile stays so
        using var again = await client.PostAsJsonAsync($"/api/v1/media/{second.Id}/restore", new { });
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task The_only_picture_of_an_asset_is_its_best_again_when_it_comes_back()
    {
        var (client, user) = await EditorAsync();
        var project = await app.ProjectAsync("A film", user.Id);
        var asset = await app.ProjectAssetAsync(project, "Lamp");
        var only = Given.Picture(project.Id);
        await app.VersionAsync(asset.Subject, only);
        await client.DeleteAsync($"/api/v1/media/{only.Id}");
        Assert.Null(await BestAsync(client, asset));
        await client.PostedAsync($"/api/v1/media/{only.Id}/restore", new { });
        Assert.Equal(1, await BestAsync(client, asset));
    }

    [Fact]
    public async Task A_picture_of_somebody_elses_project_is_not_taken_away()
    {
        var (client, _) = await EditorAsync();
        var other = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        var project = await app.ProjectAsync("Not yours", other.Id);
        var asset = await app.ProjectAssetAsync(project, "Lamp");
        var shared = Given.Picture();
        await app.VersionAsync(asset.Subject, shared);
        using var refused = await client.DeleteAsync($"/api/v1/media/{shared.Id}");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("in-use", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleted_for_good_row_bytes_and_previews_are_gone_unless_something_else_names_them()
    {
        var (client, _) = await EditorAsync();
        var bytes = Unlike(Given.HarbourPng());
        var (one, two) = (await UploadAsync(client, bytes), await UploadAsync(client, bytes));
        var sha256 = Given.Sha256(bytes).ToString();
        Assert.NotEmpty(Files(sha256));
        await client.DeleteAsync($"/api/v1/media/{one}");
        await EraseAsync(one);
        using (var still = await client.GetAsync($"/media/{two}"))
        {
            Assert.Equal(bytes, await still.Content.ReadAsByteArrayAsync());
        }

        await client.DeleteAsync($"/api/v1/media/{two}");
        await EraseAsync(two);
        Assert.Empty(Files(sha256));
        Assert.False(await app.WithDbAsync(db => db.Set<MediaItem>().IgnoreQueryFilters().AnyAsync(m => m.Id == one || m.Id == two)));
        using var gone = await client.GetAsync($"/media/{two}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Ten_thousand_are_deleted_while_somebody_scrolls()
    {
        var (_, user) = await EditorAsync();
        using var person = await app.SignInAsync(user.UserName!);
        var session = Ids.New();
        var pictures = Enumerable.Range(0, 10_000).Select(i => Given.Picture(title: $"Of {session:N} {i}")).ToList();
        await app.WithDbAsync(async db =>
        {
            db.AddRange(pictures);
            return await db.SaveChangesAsync();
        });
        var deleting = Task.Run(async () =>
        {
            foreach (var some in pictures.Chunk(500))
            {
                await person.PostedFormAsync("/Gallery/Selected?handler=Trash", [.. some.Select(p => ("ids", p.Id.ToString()))]);
            }
        });
        using var scroller = await app.SignInAsync(user.UserName!, followRedirects: false);
        scroller.DefaultRequestHeaders.Add("HX-Request", "true");
        scroller.DefaultRequestHeaders.Add("HX-Request-Type", "partial");
        var looked = 0;
        while (!deleting.IsCompleted || looked == 0)
        {
            var (next, seen) = ($"/Gallery?q={session:N}", new HashSet<string>(StringComparer.Ordinal));
            while (next is not null)
            {
                using var answer = await scroller.GetAsync(next);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                var part = await answer.Content.ReadAsStringAsync();
                Assert.All(Shot().Matches(part).Select(m => m.Value), shot => Assert.True(seen.Add(shot), $"{shot} came twice."));
                next = More().Match(part) is { Success: true } more ? WebUtility.HtmlDecode(more.Groups["at"].Value) : null;
                looked++;
            }
        }

        await deleting;
        Assert.Empty(Shot().Matches(await scroller.GetStringAsync($"/Gallery?q={session:N}")));
        Assert.True(looked > 1, $"Looked at {looked} parts.");
    }

    [GeneratedRegex("id=\"shot-[0-9a-f-]{36}\"", RegexOptions.None, 1000)]
    private static partial Regex Shot();

    [GeneratedRegex("class=\"more\" hx-get=\"(?<at>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex More();

    [Fact]
    public async Task While_the_storage_is_unplugged_pages_are_shown_and_nothing_is_lost()
    {
        var (client, user) = await EditorAsync();
        using var person = await app.SignInAsync(user.UserName!, followRedirects: false);
        var id = await UploadAsync(client, Unlike(Given.HarbourPng()));
        var blobs = Path.Combine(app.Folder, "blobs");
        Directory.Move(blobs, blobs + ".away");
        try
        {
            foreach (var page in new[] { "/Gallery", $"/Gallery/{id}", "/Library", "/Projects", "/readyz" })
            {
                using var shown = await person.GetAsync(page);
                Assert.True(page == "/readyz" || shown.IsSuccessStatusCode, $"{page}: {shown.StatusCode}");
            }

            foreach (var file in new[] { $"/media/{id}", $"/media/{id}/thumb/640", $"/media/{id}/export" })
            {
                using var gone = await client.GetAsync(file);
                Assert.True(
                    gone.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable,
                    $"{file}: {gone.StatusCode}"
                );
            }
        }
        finally
        {
            foreach (var made in Directory.Exists(blobs) ? Directory.EnumerateFiles(blobs, "*", SearchOption.AllDirectories) : [])
            {
                var back = Path.Combine(blobs + ".away", Path.GetRelativePath(blobs, made));
                Directory.CreateDirectory(Path.GetDirectoryName(back)!);
                File.Move(made, back, overwrite: true);
            }

            if (Directory.Exists(blobs))
            {
                Directory.Delete(blobs, recursive: true);
            }

            Directory.Move(blobs + ".away", blobs);
        }

        using var again = await client.GetAsync($"/media/{id}");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        using var thumb = await client.GetAsync($"/media/{id}/thumb/640");
        Assert.Equal(HttpStatusCode.OK, thumb.StatusCode);
    }

    [Fact]
    public async Task An_edit_of_a_file_that_is_deleted_at_the_same_moment_is_no_fault()
    {
        var (client, user) = await EditorAsync();
        var browser = await app.SignInAsync(user.UserName!);
        for (var n = 0; n < 20; n++)
        {
            var picture = Given.Picture();
            await app.AddAsync(picture);
            var answers = await Task.WhenAll(
                client.DeleteAsync($"/api/v1/media/{picture.Id}"),
                client.PatchAsJsonAsync($"/api/v1/media/{picture.Id}", new { rating = 3 }),
                browser.PostAsync($"/Gallery/{picture.Id}", new FormUrlEncodedContent([KeyValuePair.Create("title", "Lamp")])),
                client.PatchAsJsonAsync($"/api/v1/media/{picture.Id}", new { note = "blue" })
            );
            Assert.All(answers, a => Assert.True((int)a.StatusCode < 500, $"{a.RequestMessage!.RequestUri}: {a.StatusCode}"));
        }
    }

    [Fact]
    public async Task What_must_not_exist_is_nowhere_in_the_data_folder_afterwards()
    {
        var (client, user) = await EditorAsync();
        var project = await app.ProjectAsync("A film", user.Id);
        var asset = await app.ProjectAssetAsync(project, "Mara");
        var (face, other) = (Unlike(Given.HarbourPng()), Unlike(Given.HarbourPng()));
        var (one, two, kept) = (await UploadAsync(client, face), await UploadAsync(client, face), await UploadAsync(client, other));
        await client.PostedAsync($"/api/v1/subjects/projectAsset/{asset.Id}/versions/reference", new { mediaIds = new[] { kept, one } });
        await client.DeleteAsync($"/api/v1/media/{two}");
        // Copies that something else has put aside.
        var sha256 = Given.Sha256(face).ToString();
        foreach (var aside in (string[])[".quarantine/" + sha256 + ".20260101000000.corrupt", ".unplaced/1234"])
        {
            var file = Path.Combine(app.Folder, "blobs", aside);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, face);
        }

        Assert.True(Holding(face[^64..]).Count >= 3);
        var admin = await app.SignInAsync((await app.AddUserAsync($"a{Guid.NewGuid():N}"[..20], Role.Admin)).UserName!);
        var asked = await admin.GetStringAsync($"/Gallery/{one}/Erase");
        Assert.Contains("2 identical files in the gallery", asked, StringComparison.Ordinal);
        Assert.Contains("Mara", asked, StringComparison.Ordinal);
        Assert.Contains($"value=\"{kept}\"", asked, StringComparison.Ordinal); // it looks like it
        using (var unsure = await admin.PostAsync($"/Gallery/{one}/Erase", new FormUrlEncodedContent([])))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, unsure.StatusCode);
        }

        await admin.PostedFormAsync($"/Gallery/{one}/Erase", ("sure", "true"));
        Assert.Empty(Holding(face[^64..]));
        Assert.Empty(Files(sha256));
        Assert.False(await app.WithDbAsync(db => db.Set<MediaItem>().IgnoreQueryFilters().AnyAsync(m => m.Id == one || m.Id == two)));
        Assert.Equal(1, await BestAsync(client, asset));
        Assert.Equal(other, await client.GetByteArrayAsync($"/media/{kept}"));
    }

    [Fact]
    public async Task The_trash_empties_itself_of_what_was_there_for_long()
    {
        var old = Given.Picture();
        await app.AddAsync(old);
        await app.WithDbAsync(async db =>
        {
            (await db.Set<MediaItem>().SingleAsync(m => m.Id == old.Id)).Trash(db.Now - TimeSpan.FromDays(31), null);
            return await db.SaveChangesAsync();
        });
        var emptying = app.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<GalleryUpkeep>().Single();
        Assert.True(await emptying.EmptyAsync(TestContext.Current.CancellationToken) > 0);
        Assert.False(await app.WithDbAsync(db => db.Set<MediaItem>().IgnoreQueryFilters().AnyAsync(m => m.Id == old.Id)));
    }

    [Fact]
    public async Task Linked_files_become_versions_in_the_order_in_which_they_came()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var client = await app.SignInAsync(user.UserName!);
        var project = await app.ProjectAsync("A film", user.Id);
        var asset = await app.ProjectAssetAsync(project, $"Lamp {Guid.NewGuid():N}");
        var (first, second) = (Given.Picture(project.Id), Given.Picture(project.Id));
        await app.AddAsync(first, second);
        Assert.Contains(asset.Name, await client.GetStringAsync($"/Gallery/Link?handler=Targets&q={asset.Name}"), StringComparison.Ordinal);
        var page = await client.PostedFormAsync(
            "/Gallery/Link",
            ("ids", second.Id.ToString()),
            ("ids", first.Id.ToString()),
            ("subject", asset.Id.ToString())
        );
        Assert.Contains("as versions 1 to 2 of Lamp", page, StringComparison.Ordinal);
        var versions = await app.WithDbAsync(db =>
            db.Set<AssetVersion>()
                .Join(db.Set<History>().Where(h => h.SubjectId == asset.Id), v => v.HistoryId, h => h.Id, (v, h) => v)
                .OrderBy(v => v.Number)
                .Select(v => v.MediaId)
                .ToListAsync()
        );
        Assert.Equal([first.Id, second.Id], versions);
    }

    [Fact]
    public async Task Several_are_tagged_rated_moved_exported_and_deleted_at_once()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var client = await app.SignInAsync(user.UserName!);
        var project = await app.ProjectAsync("A film", user.Id);
        var asset = await app.ProjectAssetAsync(project, "Lantern of Mara");
        var (one, two) = (Given.Picture(), Given.Picture());
        await app.AddAsync(one);
        await app.VersionAsync(asset.Subject, two);
        (string, string)[] ids = [("ids", one.Id.ToString()), ("ids", two.Id.ToString())];
        Assert.Contains(
            "2 files tagged.",
            await client.PostedFormAsync("/Gallery/Selected?handler=Tag", [.. ids, ("tags", "Dusk, Rain")]),
            StringComparison.Ordinal
        );
        await client.PostedFormAsync("/Gallery/Selected?handler=Tag", [.. ids, ("tags", "Rain"), ("remove", "true")]);
        await client.PostedFormAsync("/Gallery/Selected?handler=Rate", [.. ids, ("rating", "3")]);
        await client.PostedFormAsync("/Gallery/Selected?handler=Move", [.. ids, ("project", project.Id.ToString())]);
        var rows = await app.WithDbAsync(db =>
            db.Set<MediaItem>().Where(m => m.Id == one.Id || m.Id == two.Id).AsNoTracking().ToListAsync()
        );
        Assert.All(rows, r => Assert.Equal((3, project.Id, "Dusk"), (r.Rating, r.ProjectId, string.Join(',', r.Tags))));
        var asked = await client.PostedFormAsync("/Gallery/Selected?handler=Trash", ids);
        Assert.Contains("Lantern of Mara", asked, StringComparison.Ordinal); // what they are pictures of is said first
        Assert.Equal(2, (await IdsAsync(client, $"project={project.Id}")).Count);
        Assert.Contains(
            "2 files moved to the trash.",
            await client.PostedFormAsync("/Gallery/Selected?handler=Trash", [.. ids, ("confirmed", "true")]),
            StringComparison.Ordinal
        );
        Assert.Empty(await IdsAsync(client, $"project={project.Id}"));
        Assert.Contains(
            "2 files restored.",
            await client.PostedFormAsync("/Gallery/Selected?handler=Restore", ids),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_file_whose_bytes_are_here_is_told_and_kept_twice_only_when_asked()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var client = await app.SignInAsync(user.UserName!);
        var bytes = Unlike(Given.HarbourPng());
        await PageUploadAsync(client, bytes);
        var known = await PageUploadAsync(client, bytes);
        Assert.Contains("already here", known, StringComparison.Ordinal);
        var sha256 = Given.Sha256(bytes);
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<MediaItem>().CountAsync(m => m.Sha256 == sha256)));
        await client.PostedFormAsync("/Gallery?handler=Both", ("sha256", sha256.ToString()), ("fileName", "twin.png"));
        Assert.Equal(2, await app.WithDbAsync(db => db.Set<MediaItem>().CountAsync(m => m.Sha256 == sha256)));
    }

    [Fact]
    public async Task Near_pictures_are_similar_and_equal_bytes_are_the_same_file()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var client = await app.SignInAsync(user.UserName!);
        var (one, two) = (await UploadAsync(client, Unlike(Given.HarbourPng())), await UploadAsync(client, Unlike(Given.HarbourPng())));
        Assert.Contains(two.ToString(), await client.GetStringAsync($"/Gallery/{one}?handler=Similar"), StringComparison.Ordinal);
        var page = await client.GetStringAsync($"/Gallery/{one}");
        Assert.DoesNotContain("Same file", page, StringComparison.Ordinal);
    }

    private static async Task<string> PageUploadAsync(HttpClient client, byte[] bytes)
    {
        using var file = new ByteArrayContent(bytes);
        using var form = new MultipartFormDataContent { { file, "files", "twin.png" } };
        using var answer = await client.PostAsync("/Gallery", form);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<Guid> UploadAsync(HttpClient client, byte[] bytes)
    {
        using var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var form = new MultipartFormDataContent { { file, "files", "a.png" } };
        using var answer = await client.PostAsync("/api/v1/media", form);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    // The same pixels in other bytes: PNG readers pass over what follows the end.
    private static byte[] Unlike(byte[] png) => [.. png, .. Guid.NewGuid().ToByteArray()];

    /// <summary>Files of the data folder with these bytes somewhere in them.</summary>
    private List<string> Holding(byte[] needle) =>
        [
            .. Directory
                .EnumerateFiles(app.Folder, "*", SearchOption.AllDirectories)
                .Where(path => Path.GetFileName(path) != ".lock")
                .Where(path =>
                {
                    using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                    var bytes = new byte[file.Length];
                    return bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).IndexOf(needle) >= 0;
                }),
        ];

    private List<string> Files(string sha256) =>
        [.. Directory.EnumerateFiles(app.Folder, $"*{sha256[..16]}*", SearchOption.AllDirectories)];

    private Task<int> EraseAsync(Guid id) => app.WithAsync<MediaRemoval, int>(removal => removal.EraseAsync([id]));

    private async Task<(HttpClient Client, User User)> EditorAsync()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        return (await app.WithTokenAsync(user), user);
    }

    private static async Task<int?> BestAsync(HttpClient client, ProjectAsset asset)
    {
        var history = await client.GetFromJsonAsync<JsonElement>($"/api/v1/subjects/projectAsset/{asset.Id}/versions/reference");
        return history.GetProperty("best") is { ValueKind: JsonValueKind.Number } best ? best.GetInt32() : null;
    }

    private static async Task<JsonElement> DescribeAsync(HttpClient client, Guid id, object edit)
    {
        using var answer = await client.PatchAsJsonAsync($"/api/v1/media/{id}", edit);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<List<Guid>> IdsAsync(HttpClient client, string query) =>
        [
            .. (await client.GetFromJsonAsync<JsonElement>($"/api/v1/media?limit=200&{query}"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(i => i.GetProperty("id").GetGuid()),
        ];
}

public sealed class SqliteGalleryTests(App app) : GalleryContract(app), IClassFixture<App>;

public sealed class PostgresGalleryTests(PostgresApp app) : GalleryContract(app), IClassFixture<PostgresApp>;
