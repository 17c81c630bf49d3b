using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AssetLibrary.Tests.Services;

namespace AssetLibrary.Tests.Scripts;

public abstract class ScriptUploadContract(App app)
{
    private const string Cafe = "INT. CAFÉ - JOUR\n\nRENÉ\nBonjour, Élodie.\n";

    [Theory]
    [InlineData("empty", 422, "empty")]
    [InlineData("white space", 422, "empty")]
    [InlineData("picture", 422, "not a text file")]
    [InlineData("nul", 422, "NUL")]
    [InlineData("50 MB line", 413, "10 MB")]
    public async Task What_is_no_script_is_refused_with_the_reason(string what, int status, string reason)
    {
        var (client, project) = await ProjectAsync();
        var bytes = what switch
        {
            "empty" => [],
            "white space" => Encoding.UTF8.GetBytes(new string(' ', 5000)),
            "picture" => Given.HarbourPng(),
            "nul" => "INT. A - DAY\n\nA\0B\n"u8.ToArray(),
            _ => Encoding.ASCII.GetBytes(new string('A', 50 * 1024 * 1024)),
        };
        using var answer = await client.PostAsync($"/api/v1/projects/{project}/drafts?fileName=a.fountain", new ByteArrayContent(bytes));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, $"{answer.StatusCode}: {text}");
        Assert.Contains(reason, text, StringComparison.Ordinal);
        Assert.Equal(
            0,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project}/drafts")).GetProperty("items").GetArrayLength()
        );
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("iso-8859-1")]
    public async Task Letters_survive_whatever_encoding_they_come_in(string encoding)
    {
        var (client, project) = await ProjectAsync();
        var bytes =
            Encoding.GetEncoding(encoding) is var e && encoding.StartsWith("utf-16", StringComparison.Ordinal)
                ? [.. e.GetPreamble(), .. e.GetBytes(Cafe)]
                : e.GetBytes(Cafe);
        using var answer = await client.PostAsync($"/api/v1/projects/{project}/drafts?fileName=a.fountain", new ByteArrayContent(bytes));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var scene = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project}/scenes")).GetProperty("items")[0];
        Assert.Equal(
            ("CAFÉ", "RENÉ"),
            (scene.GetProperty("location").GetString()!.ToUpperInvariant(), scene.GetProperty("characters")[0].GetString())
        );
    }

    [Fact]
    public async Task A_script_without_scenes_is_kept_and_says_so()
    {
        await app.AddUserAsync("zoe");
        using var client = await app.SignInAsync("zoe");
        using var form = new FormUrlEncodedContent([new("Script", "Once upon a time there was a lamp.")]);
        using var answer = await client.PostAsync("/Projects/New", form);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("No scene headings found", page, StringComparison.Ordinal);
        Assert.Contains("Once upon a time there was a lamp.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_with_a_bad_script_comes_back_with_what_was_typed()
    {
        await app.AddUserAsync("yan");
        using var client = await app.SignInAsync("yan");
        using var form = new MultipartFormDataContent
        {
            { new StringContent("My film"), "Name" },
            { new ByteArrayContent(Given.HarbourPng()), "file", "a.fountain" },
        };
        using var answer = await client.PostAsync("/Projects/New", form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("not a text file", page, StringComparison.Ordinal);
        Assert.Contains("value=\"My film\"", page, StringComparison.Ordinal);
        Assert.Contains("From script to pictures", await client.GetStringAsync("/Projects"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scene_stays_the_same_scene_in_the_next_draft()
    {
        var (client, project) = await ProjectAsync();
        await DraftAsync(client, project, "INT. A - DAY\n\nOne.\n\nINT. B - DAY\n\nTwo.\n");
        var before = await ScenesAsync(client, project);
        await DraftAsync(client, project, "INT. NEW - DAY\n\nZero.\n\nINT. B - DAY\n\nTwo, changed.\n");
        var after = await ScenesAsync(client, project);
        Assert.Equal(["INT. NEW - DAY", "INT. B - DAY"], after.Select(s => s.Heading));
        Assert.Equal(before.Single(s => s.Heading == "INT. B - DAY").Id, after[1].Id);
        Assert.DoesNotContain(after, s => s.Id == before[0].Id);
    }

    [Fact]
    public async Task Names_that_look_like_code_are_shown_as_text()
    {
        var (client, project) = await ProjectAsync();
        await DraftAsync(
            client,
            project,
            "Title: <script>alert(1)</script>\n\nINT. <b>HALL</b> - DAY\n\n=SUM(A1)\nHi.\n\nDROP TABLE\nHi.\n"
        );
        var name = (await app.WithDbAsync(db => Task.FromResult(db.Set<Web.Accounts.User>().OrderBy(u => u.Id).Last().UserName)))!;
        using var browser = await app.SignInAsync(name);
        var page = await browser.GetStringAsync($"/Projects/{project}/Script");
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>HALL", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;HALL", page, StringComparison.Ordinal);
    }

    private async Task<(HttpClient Client, Guid Project)> ProjectAsync()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        return (await app.WithTokenAsync(user), (await app.ProjectAsync("A film", user.Id)).Id);
    }

    private static async Task DraftAsync(HttpClient client, Guid project, string script) =>
        Assert.Equal(
            HttpStatusCode.Created,
            (await client.PostAsync($"/api/v1/projects/{project}/drafts?fileName=a.fountain", new StringContent(script))).StatusCode
        );

    private static async Task<List<(string Id, string Heading)>> ScenesAsync(HttpClient client, Guid project) =>
        [
            .. (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project}/scenes"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(s => (s.GetProperty("id").GetString()!, s.GetProperty("heading").GetString()!)),
        ];
}

public sealed class SqliteScriptUploadTests(App app) : ScriptUploadContract(app), IClassFixture<App>;

public sealed class PostgresScriptUploadTests(PostgresApp app) : ScriptUploadContract(app), IClassFixture<PostgresApp>;
