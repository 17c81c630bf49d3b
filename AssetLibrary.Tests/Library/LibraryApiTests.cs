using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AssetLibrary.Tests.Services;

namespace AssetLibrary.Tests.Library;

public abstract class LibraryApiContract(App app)
{
    [Fact]
    public async Task Of_two_people_who_save_the_same_asset_the_second_is_shown_both_versions()
    {
        var (ann, bob) = (await app.AddUserAsync("ann"), await app.AddUserAsync("bob"));
        var asset = await app.LibraryAssetAsync("Lamp");
        using var first = await app.WithTokenAsync(ann);
        using var second = await app.WithTokenAsync(bob);
        Assert.Equal(HttpStatusCode.OK, (await PatchAsync(first, asset.Id, new { revision = 1, description = "Ann's text" })).StatusCode);
        using var stale = await PatchAsync(second, asset.Id, new { revision = 1, description = "Bob's text" });
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        var problem = JsonDocument.Parse(await stale.Content.ReadAsStringAsync()).RootElement;
        Assert.EndsWith("/stale-revision", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ("Ann's text", "ann"),
            (problem.GetProperty("current").GetProperty("description").GetString(), problem.GetProperty("changedBy").GetString())
        );

        using var page = await app.SignInAsync("bob");
        using var form = new FormUrlEncodedContent([new("Revision", "1"), new("Name", "Lamp"), new("Description", "Bob's text")]);
        using var answer = await page.PostAsync($"/Library/{asset.Id}", form);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Ann's text", html, StringComparison.Ordinal);
        Assert.Contains("Bob's text", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_is_absent_is_kept_and_null_clears_it()
    {
        using var client = await app.WithTokenAsync(await app.AddUserAsync("cleo"));
        var asset = await app.LibraryAssetAsync("Lamp", description: "Brass.");
        var kept = await (
            await PatchAsync(client, asset.Id, new { revision = 1, name = "Oil lamp" })
        ).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("Oil lamp", "Brass."), (kept.GetProperty("name").GetString(), kept.GetProperty("description").GetString()));
        var cleared = await (
            await PatchAsync(client, asset.Id, new { revision = 2, description = (string?)null })
        ).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("", cleared.GetProperty("description").GetString());
    }

    [Theory]
    [InlineData("""{"type":"prop"}""")]
    [InlineData("""{"type":"prop","name":"   "}""")]
    [InlineData("""{"name":"Lamp"}""")]
    [InlineData("""{"type":"animal","name":"Lamp"}""")]
    [InlineData("""{"type":"prop","name":12}""")]
    [InlineData("""{"type":"prop","name":""")]
    [InlineData("""{"type":7,"name":"Lamp"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_bad_body_gets_a_4xx_as_problem_details(string body)
    {
        using var client = await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}"));
        using var answer = await client.PostAsync("/api/v1/library", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_name_of_ten_thousand_letters_is_refused_with_its_length()
    {
        using var client = await app.WithTokenAsync(await app.AddUserAsync("dan"));
        using var answer = await client.PostAsJsonAsync("/api/v1/library", new { type = "prop", name = new string('x', 10_000) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Contains("10,000", errors.GetProperty("name")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_goes_on_by_its_cursor_without_gaps_or_repeats()
    {
        using var client = await app.WithTokenAsync(await app.AddUserAsync("eve"));
        for (var i = 0; i < 25; i++)
        {
            await app.LibraryAssetAsync($"Cursor {i:00}");
        }

        foreach (var sort in new[] { "&sort=newest", "&sort=name" })
        {
            var (names, ids, next) = (new List<string>(), new List<Guid>(), "");
            do
            {
                var page = await client.GetFromJsonAsync<JsonElement>(
                    $"/api/v1/library?q=cursor&limit=10{sort}{(next.Length > 0 ? $"&after={next}" : "")}"
                );
                names.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString()!));
                ids.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid()));
                next = page.GetProperty("next").GetString() ?? "";
            } while (next.Length > 0);
            Assert.Equal(25, names.Count);
            Assert.Equal(25, names.Distinct().Count());
            if (sort == "&sort=name")
            {
                Assert.Equal(names.Order(), names);
            }
            else
            {
                // Ids begin with the millisecond they were made in: the newest come first; of two made in the same one, either.
                var times = ids.ConvertAll(i => i.ToString()[..13]);
                Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
            }
        }

        using var bad = await client.GetAsync("/api/v1/library?after=nonsense");
        Assert.Contains("bad-cursor", await bad.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_used_asset_is_not_deleted_without_a_decision()
    {
        var fay = await app.AddUserAsync("fay");
        using var client = await app.WithTokenAsync(fay);
        var project = await app.ProjectAsync("A film", fay.Id);
        var mine = await app.ProjectAssetAsync(project, $"Lamp {Guid.NewGuid():N}");
        var promoted = await (
            await client.PostAsJsonAsync($"/api/v1/project-assets/{mine.Id}/promote", new { onConflict = "skip" })
        ).Content.ReadFromJsonAsync<JsonElement>();
        var id = promoted.GetProperty("libraryAssetId").GetString();
        using var used = await client.DeleteAsync($"/api/v1/library/{id}");
        Assert.Equal(HttpStatusCode.Conflict, used.StatusCode);
        var problem = await used.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((1, 0), (problem.GetProperty("dependents").GetArrayLength(), problem.GetProperty("hidden").GetInt32()));
        Assert.Equal(HttpStatusCode.OK, (await client.DeleteAsync($"/api/v1/library/{id}?dependents=leave")).StatusCode);
        Assert.Equal(
            "sourceGone",
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/project-assets/{mine.Id}")).GetProperty("syncState").GetString()
        );
    }

    private static Task<HttpResponseMessage> PatchAsync(HttpClient client, Guid id, object body) =>
        client.PatchAsJsonAsync($"/api/v1/library/{id}", body);
}

public sealed class SqliteLibraryApiTests(App app) : LibraryApiContract(app), IClassFixture<App>;

public sealed class PostgresLibraryApiTests(PostgresApp app) : LibraryApiContract(app), IClassFixture<PostgresApp>;
