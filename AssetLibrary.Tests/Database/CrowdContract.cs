using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Database;

/// <summary>Many who want the same thing in the same moment: each gets a right answer, and nothing is there twice.</summary>
public abstract class CrowdContract(App app, ITestOutputHelper output)
{
    [Fact]
    public async Task Fifty_writers_on_one_history_get_fifty_numbers()
    {
        var asset = await app.LibraryAssetAsync("Lamp");
        var numbers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => app.VersionAsync(asset.Subject, Given.Picture())));
        output.WriteLine($"fifty writers on one history: {numbers.Distinct().Count()} numbers, {numbers.Min()} to {numbers.Max()}");
        Assert.Equal(Enumerable.Range(1, 50), numbers.Order());
    }

    [Fact]
    public async Task Twenty_equal_keys_are_one_order()
    {
        var client = await EditorAsync();
        var asset = (await app.LibraryAssetAsync("Kettle")).Id;
        var statuses = await AtOnceAsync(20, _ =>
            client.PostAsJsonAsync(
                "/api/v1/generations",
                new { subject = new { type = "libraryAsset", id = asset }, idempotencyKey = "the same" }
            )
        );
        Tell("twenty equal keys", statuses);
        Assert.All(statuses, s => Assert.Equal(HttpStatusCode.Accepted, s));
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<GenerationRequest>().CountAsync(r => r.SubjectId == asset)));
    }

    [Fact]
    public async Task A_form_that_is_sent_twenty_times_orders_once_and_with_another_key_again()
    {
        await app.AddUserAsync("clicker");
        using var person = await app.SignInAsync("clicker", followRedirects: false);
        var asset = (await app.LibraryAssetAsync("Pitcher")).Id;
        async Task<IReadOnlyList<HttpStatusCode>> SendAsync(Guid key, string address, string name) => await AtOnceAsync(20, async _ =>
            {
                using var form = new FormUrlEncodedContent([new(name, $"{asset}"), new("idempotencyKey", $"{key:N}")]);
                return await person.PostAsync(address, form);
            });
        Task<int> OrderedAsync() => app.WithDbAsync(db => db.Set<GenerationRequest>().CountAsync(r => r.SubjectId == asset));

        var first = await SendAsync(Guid.NewGuid(), "/Generate", "subjectId");
        Tell("a form that is sent twenty times", first);
        Assert.All(first, s => Assert.Equal(HttpStatusCode.Found, s));
        Assert.Equal(1, await OrderedAsync());
        await SendAsync(Guid.NewGuid(), "/Generate/Several", "ids");
        Assert.Equal(2, await OrderedAsync());

        // Back, and something else is chosen in the form that the browser kept: that is another order.
        var (kept, style) = (Guid.NewGuid(), await app.StyleAsync());
        foreach (var chosen in new[] { "", $"{style}", "" })
        {
            using var form = new FormUrlEncodedContent([
                new("subjectId", $"{asset}"),
                new("idempotencyKey", $"{kept:N}"),
                new("styleId", chosen),
            ]);
            using var answer = await person.PostAsync("/Generate", form);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        }

        Assert.Equal(4, await OrderedAsync());
    }

    [Fact]
    public async Task Ten_extractions_are_one_run()
    {
        var client = await EditorAsync();
        var style = (await client.PostedAsync("/api/v1/styles", new { name = "Plain", prompt = "plain" })).GetProperty("id").GetGuid();
        var project = (await client.PostedAsync("/api/v1/projects", new { name = "Crowd", styleId = style })).GetProperty("id").GetGuid();
        using var script = new StringContent("INT. KITCHEN - NIGHT\n\nMARA\nHello?\n");
        using var draft = await client.PostAsync($"/api/v1/projects/{project}/drafts?fileName=a.fountain", script);
        var statuses = await AtOnceAsync(10, _ => client.PostAsJsonAsync($"/api/v1/projects/{project}/extractions", new { }));
        Tell("ten extractions", statuses);
        Assert.All(statuses, s => Assert.Equal(HttpStatusCode.Accepted, s));
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<Job>().CountAsync(j => j.ProjectId == project && j.Kind == "extraction")));
    }

    [Fact]
    public async Task Eighty_tags_of_one_name_are_one_tag()
    {
        var client = await EditorAsync();
        var name = $"dusk {Guid.NewGuid():N}";
        var statuses = await AtOnceAsync(80, _ => client.PostAsJsonAsync("/api/v1/tags", new { name }));
        Tell("eighty tags of one name", statuses);
        Assert.Single(statuses, HttpStatusCode.Created);
        Assert.All(statuses, s => Assert.True(s is HttpStatusCode.Created or HttpStatusCode.Conflict, s.ToString()));
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<Tag>().CountAsync(t => t.Name == name)));
    }

    [Fact]
    public async Task Of_twenty_edits_of_one_revision_one_is_taken()
    {
        var client = await EditorAsync();
        var asset = (await app.LibraryAssetAsync("Ladle")).Id;
        var statuses = await AtOnceAsync(20, i =>
            client.PatchAsJsonAsync($"/api/v1/library/{asset}", new { revision = 1, description = $"Edit {i}." })
        );
        Tell("twenty edits of one revision", statuses);
        Assert.Single(statuses, HttpStatusCode.OK);
        Assert.All(statuses, s => Assert.True(s is HttpStatusCode.OK or HttpStatusCode.Conflict, s.ToString()));
        Assert.Equal(2, (await client.GetFromJsonAsync<JsonElement>($"/api/v1/library/{asset}")).GetProperty("revision").GetInt32());
    }

    [Fact]
    public async Task Twenty_uploads_of_the_same_bytes_are_kept_and_of_broken_ones_refused()
    {
        var client = await EditorAsync();
        var broken = Enumerable.Range(300, 12).Select(n => (Given.HarbourPng()[..n], HttpStatusCode.UnprocessableEntity));
        foreach (var (bytes, wanted) in broken.Prepend((Given.HarbourPng(), HttpStatusCode.Created)))
        {
            var statuses = await AtOnceAsync(20, async _ =>
            {
                using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "harbour.png" } };
                return await client.PostAsync("/api/v1/media", form);
            });
            Tell("twenty uploads", statuses);
            Assert.All(statuses, s => Assert.Equal(wanted, s));
        }
    }

    private async Task<HttpClient> EditorAsync() => await app.WithTokenAsync(await app.AddUserAsync($"crowd {Guid.NewGuid():N}"));

    private static async Task<IReadOnlyList<HttpStatusCode>> AtOnceAsync(int count, Func<int, Task<HttpResponseMessage>> request) =>
        await Task.WhenAll(
            Enumerable
                .Range(0, count)
                .Select(async i =>
                {
                    using var answer = await request(i);
                    return answer.StatusCode;
                })
        );

    private void Tell(string what, IReadOnlyList<HttpStatusCode> statuses) =>
        output.WriteLine(
            $"{what}: {string.Join(", ", statuses.GroupBy(s => s).OrderBy(g => g.Key).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} × {(int)g.Key}")))}"
        );
}

public sealed class SqliteCrowdTests(App app, ITestOutputHelper output) : CrowdContract(app, output), IClassFixture<App>;

public sealed class PostgresCrowdTests(PostgresApp app, ITestOutputHelper output) : CrowdContract(app, output), IClassFixture<PostgresApp>;
