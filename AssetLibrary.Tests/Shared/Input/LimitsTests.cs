using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AssetLibrary.Tests.Accounts;
using AssetLibrary.Tests.Gallery;
using AssetLibrary.Tests.Generation.Composing;
using AssetLibrary.Tests.Generation.Providers;
using AssetLibrary.Tests.Imaging;
using AssetLibrary.Tests.Library;
using AssetLibrary.Tests.Media;
using AssetLibrary.Tests.Replication;
using AssetLibrary.Tests.Scripts;
using AssetLibrary.Tests.Versions;
using AssetLibrary.Tests.Versions.Reviewing;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Projects;

namespace AssetLibrary.Tests.Shared.Input;

/// <summary>Every row of <c>docs/limits.md</c>, at the limit and one beyond it.</summary>
public sealed class LimitsTests(App app) : IClassFixture<App>
{
    private const int Mega = 1 << 20;

    /// <summary>The first column of the paper → how many there may be, what is answered beyond it, and a request with so many.</summary>
    private Dictionary<string, Limit> Limits =>
        new(StringComparer.Ordinal)
        {
            ["body where no files are taken"] = new(32 * Mega, 413, n => JsonAsync("/api/v1/styles", Padded(n))),
            ["fields of a form"] = new(256, 422, n => FormAsync("/Library/New", [.. Enumerable.Repeat(("x", "x"), n)]), MayBeRefused: true),
            ["one field of a form"] = new(12 * Mega, 422, n => FormAsync("/Library/New", ("x", new string('x', n))), MayBeRefused: true),
            ["first line of a request"] = new(8192, 414, n =>
                GetAsync("/Library?q=" + new string('x', n - "GET /Library?q= HTTP/1.1\r\n".Length))
            ),
            ["depth of a JSON body"] = new(64, 400, n => JsonAsync("/api/v1/styles", Nested(n))),
            ["metadata, its depth"] = new(24, 422, n => MetadataAsync(Nest(n - 1))),
            ["metadata, its size"] = new(64 * 1024, 422, n => MetadataAsync($"\"{new string('x', n - """{"a":""}""".Length)}\"")),
            ["name of an asset, look, project, style, candidate"] = new(200, 422, n => AssetAsync(new { type = "prop", name = Text(n) })),
            ["description"] = new(20_000, 422, n => AssetAsync(
                    new
                    {
                        type = "prop",
                        name = Text(20),
                        description = Text(n),
                    }
                )),
            ["aliases of one asset"] = new(50, 422, n => AssetAsync(
                    new
                    {
                        type = "prop",
                        name = Text(20),
                        aliases = Texts(n),
                    }
                )),
            ["one alias"] = new(200, 422, n => AssetAsync(
                    new
                    {
                        type = "prop",
                        name = Text(20),
                        aliases = new[] { Text(n) },
                    }
                )),
            ["tag"] = new(100, 422, n => PostAsync("/api/v1/tags", new { name = Text(n) })),
            ["branch"] = new(100, 422, async n =>
                await PostAsync($"/api/v1/projects/{(await ProjectAsync()).Id}/branches", new { name = Text(n) })
            ),
            ["key of a history"] = new(64, 422, n => GenerateAsync(new { assetKey = new string('k', n) })),
            ["idempotency key"] = new(200, 422, n => GenerateAsync(new { idempotencyKey = Text(n) })),
            ["library assets in one bulk action"] = new(1000, 422, n => PostAsync("/api/v1/library/bulk/trash", new { ids = Ids(n) })),
            ["colours of a palette"] = new(8, 422, n => PostAsync(
                    "/api/v1/styles",
                    new
                    {
                        name = Text(20),
                        prompt = "ink",
                        palette = Enumerable.Repeat("#102030", n),
                    }
                )),
            ["references named in one order"] = new(
                20,
                422,
                n => GenerateAsync(new { references = Ids(n).Select(id => new { mediaId = id, role = "reference" }) }),
                MayBeRefused: true
            ),
            ["fallbacks named in one order"] = new(10, 422, n => GenerateAsync(new { fallbacks = Enumerable.Repeat("built-in", n) })),
            ["message of a conversation"] = new(10_000, 422, n => SayAsync(new { text = Text(n) }), MayBeRefused: true),
            ["references of a message"] = new(
                20,
                422,
                n => SayAsync(Picture(new { references = Ids(n).Select(id => new { mediaId = id }) })),
                MayBeRefused: true
            ),
            ["pictures of one message"] = new(8, 422, n => SayAsync(Picture(new { count = n }))),
            ["models of one run of Visualize"] = new(
                8,
                422,
                n => FormAsync("/Visualize", [("prompt", "ink"), .. Enumerable.Range(0, n).Select(i => ("makers", $"none{i}|x"))]),
                MayBeRefused: true
            ),
            ["pictures with each model of Visualize"] = new(
                4,
                422,
                n => FormAsync("/Visualize", ("prompt", "ink"), ("makers", "none|x"), ("count", $"{n}")),
                MayBeRefused: true
            ),
            ["tags of a media item"] = new(50, 422, n => TagAsync(Texts(n))),
            ["one tag of a media item"] = new(100, 422, n => TagAsync([Text(n)])),
            ["files of the gallery in one action"] = new(
                1000,
                422,
                n => FormAsync("/Gallery/Selected?handler=Trash", ("ids", string.Join("&ids=", Ids(n)))),
                MayBeRefused: true
            ),
            ["files of one choice kept offline"] = new(500, 422, n => PostAsync("/Gallery/Offline", new { ids = Ids(n) })),
            ["appends of one call for many versions"] = new(1000, 422, n =>
                PostAsync("/api/v1/versions/batch", Ids(n).ConvertAll(id => new { subject = new { type = "scene", id } }))
            ),
            ["addresses of one call for many versions"] = new(50, 422, n =>
                PostAsync(
                    "/api/v1/versions/batch",
                    new[] { new { subject = new { type = "scene", id = Guid.NewGuid() }, urls = Texts(n) } }
                )
            ),
            ["subjects of one query of versions"] = new(1000, 422, n => QueryAsync(n, 1)),
            ["keys of one query of versions"] = new(20, 422, n => QueryAsync(1, n)),
            ["rows of one page of a project's best versions"] = new(1000, 422, async n =>
                await GetAsync($"/api/v1/projects/{(await ProjectAsync()).Id}/best?limit={n}")
            ),
            ["rows of a spreadsheet"] = new(5000, 422, n => SheetAsync("Type,Name\n" + string.Concat(Enumerable.Repeat("prop,Lamp\n", n)))),
            ["spreadsheet"] = new(Mega, 413, n => SheetAsync("Name\n" + new string('x', n - 5))),
            ["rows of one page of a list of the API"] = new(200, 422, n => GetAsync($"/api/v1/library?limit={n}")),
            ["script"] = new(10 * Mega, 413, async n => await DraftAsync(await ProjectAsync(), n)),
        };

    /// <summary>Where a row needs more than one request, the tests that hold it.</summary>
    private static readonly Dictionary<string, Type> Elsewhere = new(StringComparer.Ordinal)
    {
        ["body where scripts are taken"] = typeof(LimitsTests),
        ["body where files are taken, all files of one form together"] = typeof(LimitsTests),
        ["all headers of a request"] = typeof(LimitsTests),
        ["attempts with a password per minute and client"] = typeof(SignInContract),
        ["scenes of a script"] = typeof(ScriptUploadContract),
        ["comment on a version"] = typeof(ReviewTests),
        ["part of a prompt in the composer"] = typeof(ComposerTests),
        ["pictures of one subject in one order of the composer"] = typeof(ComposerTests),
        ["presets of a project"] = typeof(ComposerTests),
        ["file"] = typeof(UploadContract),
        ["picture, all its pages together"] = typeof(HostilePicturesTests),
        ["side of a picture"] = typeof(HostilePicturesTests),
        ["time and memory for one picture"] = typeof(WorkerLifeTests),
        ["call of a provider's hook"] = typeof(HookTests),
        ["files that a paired server announces at once"] = typeof(PairingTests),
        ["wrong pairing codes before the code ends"] = typeof(PairingTests),
        ["versions that one query answers"] = typeof(SqliteManyVersionsTests),
        ["unfinished resumable uploads of one person"] = typeof(ResumableUploadTests),
        ["redirects of an address that is fetched"] = typeof(UploadAddressTests),
        ["file that a signed address takes"] = typeof(UploadAddressTests),
    };

    /// <summary>Rows beyond which nothing is refused: what is more is cut or comes on another page.</summary>
    private static readonly string[] NeverRefused = ["cut", "the rest is left out", "the list goes on by pages", "the page says so"];

    [Fact]
    public async Task Every_row_of_the_paper_is_held_by_a_test()
    {
        var paper = await File.ReadAllLinesAsync(Path.Combine(Artifacts.Solution(), "docs", "limits.md"));
        var rows = paper
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| what", StringComparison.Ordinal))
            .Where(l => !l.StartsWith("| ---", StringComparison.Ordinal))
            .Select(l => l.Split(" | ", StringSplitOptions.TrimEntries))
            .Where(cells => !NeverRefused.Contains(cells[2], StringComparer.Ordinal))
            .Select(cells => cells[0].TrimStart('|').Trim())
            .ToHashSet(StringComparer.Ordinal);
        rows.SymmetricExceptWith(Limits.Keys.Concat(Elsewhere.Keys));
        Assert.Empty(rows);
    }

    [Fact]
    public async Task What_is_at_a_limit_is_taken_and_one_more_is_refused()
    {
        var wrong = new List<string>();
        foreach (var (name, limit) in Limits)
        {
            using var at = await limit.SendAsync(limit.Most);
            using var beyond = await limit.SendAsync(limit.Most + 1);
            var sentence = await beyond.Content.ReadAsStringAsync();
            if ((int)at.StatusCode is >= 500 || at.StatusCode == (HttpStatusCode)limit.Beyond && limit.Beyond != 422)
            {
                wrong.Add($"{name}, {limit.Most}: {(int)at.StatusCode} {await at.Content.ReadAsStringAsync()}");
            }
            else if (limit.Beyond == 422 && !at.IsSuccessStatusCode && !limit.MayBeRefused)
            {
                wrong.Add($"{name}, {limit.Most}: {(int)at.StatusCode} {await at.Content.ReadAsStringAsync()}");
            }

            if (beyond.StatusCode != (HttpStatusCode)limit.Beyond)
            {
                wrong.Add($"{name}, {limit.Most + 1}: {(int)beyond.StatusCode} {sentence}");
            }
            else if (limit.Beyond == 422 && !Says(sentence, limit.Most))
            {
                wrong.Add($"{name}: the sentence does not say {limit.Most}: {sentence}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(128L * Mega + 1, "/api/v1/projects/{0}/drafts?fileName=a.fountain")]
    [InlineData((2L << 30) + Mega + 1, "/api/v1/media")]
    public async Task A_body_that_says_it_is_too_large_is_refused_before_it_is_sent(long bytes, string path)
    {
        var film = await ProjectAsync();
        using var client = await app.WithTokenAsync(user!);
        var at = string.Format(CultureInfo.InvariantCulture, path, film.Id);
        var head =
            $"POST {at} HTTP/1.1\r\nHost: {app.Address.Authority}\r\nAuthorization: {client.DefaultRequestHeaders.Authorization}\r\n"
            + $"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {bytes}\r\n\r\n--x";
        Assert.Equal("HTTP/1.1 413", (await AnswerAsync(head))[..12]);
    }

    [Fact]
    public async Task Headers_of_more_than_32_kB_are_refused() =>
        Assert.Equal(
            "HTTP/1.1 431",
            (await AnswerAsync($"GET / HTTP/1.1\r\nHost: {app.Address.Authority}\r\nX-Long: {new string('x', 33 * 1024)}\r\n\r\n"))[..12]
        );

    private async Task<string> AnswerAsync(string head)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(app.Address.Host, app.Address.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        var buffer = new byte[64];
        return Encoding.ASCII.GetString(buffer, 0, await stream.ReadAtLeastAsync(buffer, 12));
    }

    private static bool Says(string sentence, int number) =>
        sentence.Contains(number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        || sentence.Contains(number.ToString("N0", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        || sentence.Contains($"{number / 1024} KB", StringComparison.Ordinal);

    private static string Text(int length) => Guid.NewGuid().ToString("N")[..16] + new string('x', length - 16);

    private static List<string> Texts(int count) => [.. Enumerable.Range(0, count).Select(_ => Text(20))];

    private static List<Guid> Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];

    private static string Padded(int bytes)
    {
        var body = $$"""{"name":"{{Text(20)}}","prompt":"ink"}""";
        return body + new string(' ', bytes - body.Length);
    }

    private static string Nested(int levels) => $$"""{"name":"{{Text(20)}}","prompt":"ink","other":{{Nest(levels - 1)}} }""";

    private static string Nest(int levels) => new string('[', levels) + new string(']', levels);

    private Task<HttpResponseMessage> AssetAsync(object body) => PostAsync("/api/v1/library", body);

    private async Task<HttpResponseMessage> GenerateAsync(object more)
    {
        var asset = await app.LibraryAssetAsync(Text(20));
        var body = JsonSerializer.SerializeToNode(more)!.AsObject();
        body["subject"] = JsonSerializer.SerializeToNode(new { type = "libraryAsset", id = asset.Id });
        body["styleId"] = JsonSerializer.SerializeToNode(await app.StyleAsync());
        return await JsonAsync("/api/v1/generations", body.ToJsonString());
    }

    private async Task<HttpResponseMessage> SayAsync(object message)
    {
        using var begun = await PostAsync("/api/v1/conversations", new { });
        var id = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        return await PostAsync($"/api/v1/conversations/{id}/messages", message);
    }

    private static JsonObject Picture(object more)
    {
        var body = JsonSerializer.SerializeToNode(more)!.AsObject();
        (body["text"], body["kind"], body["provider"], body["model"]) = ("ink", "image", "built-in", "concept-card");
        return body;
    }

    private async Task<HttpResponseMessage> TagAsync(List<string> tags)
    {
        var picture = Given.Picture((await ProjectAsync()).Id);
        await app.AddAsync(picture);
        return await (await EditorAsync()).PatchAsJsonAsync($"/api/v1/media/{picture.Id}", new { tags });
    }

    private Task<HttpResponseMessage> QueryAsync(int subjects, int keys) =>
        PostAsync(
            "/api/v1/versions/query",
            new { subjects = Ids(subjects).ConvertAll(id => new { type = "scene", id }), keys = Texts(keys) }
        );

    private async Task<HttpResponseMessage> SheetAsync(string text)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", "assets.csv" } };
        return await (await EditorAsync()).PostAsync($"/Projects/{(await ProjectAsync()).Id}/Spreadsheet", form);
    }

    private async Task<HttpResponseMessage> MetadataAsync(string value)
    {
        var asset = await app.ProjectAssetAsync(await ProjectAsync(), Text(20));
        return await JsonAsync($"/api/v1/project-assets/{asset.Id}", $$"""{"revision":1,"metadata":{"a":{{value}} } }""", HttpMethod.Patch);
    }

    private async Task<HttpResponseMessage> DraftAsync(Project film, int bytes)
    {
        const string Line = "He walks and walks and looks for the end of the road, which is not there.\n\n";
        var text = new StringBuilder("INT. ROAD - DAY\n\n", bytes + Line.Length);
        while (text.Length < bytes)
        {
            text.Append(Line);
        }

        return await SendAsync($"/api/v1/projects/{film.Id}/drafts?fileName=road.fountain", text.ToString(0, bytes), "text/plain");
    }

    private async Task<HttpResponseMessage> GetAsync(string path) => await (await EditorAsync()).GetAsync(path);

    private async Task<HttpResponseMessage> PostAsync(string path, object body) => await (await EditorAsync()).PostAsJsonAsync(path, body);

    private Task<HttpResponseMessage> JsonAsync(string path, string body, HttpMethod? method = null) =>
        SendAsync(path, body, "application/json", method);

    private Task<HttpResponseMessage> FormAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(path, string.Join('&', fields.Select(f => $"{f.Name}={f.Value}")), "application/x-www-form-urlencoded");

    private async Task<HttpResponseMessage> SendAsync(string path, string body, string type, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, path);
        request.Content = new StringContent(body, Encoding.UTF8, type);
        // What is refused for its length alone is not read, and the line is closed.
        request.Headers.ExpectContinue = body.Length > Mega;
        return await (await EditorAsync()).SendAsync(request);
    }

    private Task<Project>? project;

    private Task<Project> ProjectAsync() => project ??= MakeAsync();

    private async Task<Project> MakeAsync()
    {
        await EditorAsync();
        return await app.ProjectAsync("Limits", user!.Id);
    }

    private HttpClient? editor;
    private User? user;

    private async Task<HttpClient> EditorAsync()
    {
        if (editor is null)
        {
            user = await app.AddUserAsync($"limits{Guid.NewGuid():N}"[..20]);
            editor = await app.SignInAsync(user.UserName!);
        }

        return editor;
    }

    /// <param name="Most">How many there may be.</param>
    /// <param name="Beyond">What is answered to one more.</param>
    /// <param name="SendAsync">A request with so many.</param>
    /// <param name="MayBeRefused">At the limit for another reason, which its sentence gives.</param>
    private sealed record Limit(int Most, int Beyond, Func<int, Task<HttpResponseMessage>> SendAsync, bool MayBeRefused = false);
}
