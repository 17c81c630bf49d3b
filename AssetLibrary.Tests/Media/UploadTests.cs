using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AssetLibrary.Tests.Services;

namespace AssetLibrary.Tests.Media;

public abstract class UploadContract(App app)
{
    private const string SvgWithScript = """<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>""";

    [Fact]
    public async Task A_picture_is_told_by_its_content_and_kept_with_its_size()
    {
        using var client = await ClientAsync("ann");
        var item = await PostAsync(client, Given.HarbourPng(), "wrongly-named.jpg", HttpStatusCode.Created);
        Assert.Equal("image/png", item.GetProperty("contentType").GetString());
        Assert.Equal((320, 200), (item.GetProperty("width").GetInt32(), item.GetProperty("height").GetInt32()));
        using var bytes = await client.GetAsync(item.GetProperty("url").GetString());
        Assert.Equal(Given.HarbourPng(), await bytes.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("empty", 422, "broken-media")]
    [InlineData("truncated", 422, "broken-media")]
    [InlineData("text named .png", 415, "unsupported-media")]
    [InlineData("svg with a script", 415, "unsupported-media")]
    [InlineData("svg named .png", 415, "unsupported-media")]
    [InlineData("web page", 415, "unsupported-media")]
    [InlineData("clip whose boxes lie", 422, "broken-media")]
    public async Task What_cannot_be_kept_is_refused_with_a_sentence_and_leaves_nothing(string what, int status, string problem)
    {
        using var client = await ClientAsync($"user{Guid.NewGuid():N}");
        var (bytes, name) = what switch
        {
            "empty" => (Array.Empty<byte>(), "a.png"),
            "truncated" => (Given.HarbourPng()[..400], "a.png"),
            "text named .png" => ("not a picture"u8.ToArray(), "a.png"),
            "svg with a script" => (Encoding.UTF8.GetBytes(SvgWithScript), "a.svg"),
            "svg named .png" => (Encoding.UTF8.GetBytes(SvgWithScript), "a.png"),
            "web page" => ("<!doctype html><html><script>1</script>"u8.ToArray(), "a.html"),
            _ => ([0, 0, 0, 16, .. "ftypmp42"u8, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, .. "moov"u8], "a.mp4"),
        };
        var before = Blobs();
        var answer = await PostAsync(client, bytes, name, (HttpStatusCode)status);
        Assert.EndsWith($"/{problem}", answer.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.True(answer.GetProperty("title").GetString()!.Length > 10);
        Assert.Equal(before, Blobs());
    }

    public static TheoryData<string> HostileFiles()
    {
        var data = new TheoryData<string>();
        foreach (
            var file in Directory
                .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Samples", "hostile"), "*", SearchOption.AllDirectories)
                .Where(f => !f.EndsWith(".md", StringComparison.Ordinal))
                .Order()
        )
        {
            data.Add(Path.GetRelativePath(AppContext.BaseDirectory, file));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(HostileFiles))]
    public async Task A_hostile_file_gets_a_4xx_or_is_kept_but_never_breaks_the_server(string file)
    {
        using var client = await ClientAsync($"user{Guid.NewGuid():N}");
        using var form = Form(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, file)), Path.GetFileName(file));
        using var answer = await client.PostAsync("/api/v1/media", form);
        Assert.True((int)answer.StatusCode < 500, $"{file}: {answer.StatusCode}");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz")).StatusCode);
    }

    [Fact]
    public async Task Of_several_files_the_good_are_kept_and_the_bad_named()
    {
        using var client = await ClientAsync("bea");
        using var form = Form(Given.HarbourPng(), "good.png");
        form.Add(new ByteArrayContent([]), "files", "bad.png");
        using var answer = await client.PostAsync("/api/v1/media", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var items = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("items");
        Assert.True(items[0].GetProperty("ok").GetBoolean());
        Assert.Equal("bad.png", items[1].GetProperty("fileName").GetString());
    }

    [Fact]
    public async Task Bytes_are_sent_with_ranges_tags_and_nothing_that_runs()
    {
        using var client = await ClientAsync("cleo");
        var item = await PostAsync(client, Given.HarbourPng(), "a.png", HttpStatusCode.Created);
        var url = $"/blobs/{item.GetProperty("sha256").GetString()}";
        using var whole = await client.GetAsync(url);
        Assert.Equal("nosniff", whole.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", whole.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("immutable", whole.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var part = new HttpRequestMessage(HttpMethod.Get, url);
        part.Headers.Range = new RangeHeaderValue(10, 19);
        using var range = await client.SendAsync(part);
        Assert.Equal(HttpStatusCode.PartialContent, range.StatusCode);
        Assert.Equal(Given.HarbourPng()[10..20], await range.Content.ReadAsByteArrayAsync());
        using var again = new HttpRequestMessage(HttpMethod.Get, url);
        again.Headers.IfNoneMatch.Add(whole.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task A_thumbnail_is_made_once_however_many_ask()
    {
        using var client = await ClientAsync("dora");
        var item = await PostAsync(client, Given.HarbourPng(), "a.png", HttpStatusCode.Created);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => client.GetAsync($"{item.GetProperty("url").GetString()}/thumb/{(i % 2 == 0 ? 320 : 640)}"))
        );
        Assert.All(answers, a => Assert.Equal("image/webp", a.Content.Headers.ContentType?.MediaType));
        Assert.Equal(
            3,
            Directory
                .GetFiles(
                    Path.Combine(app.Folder, "derived", "thumbs"),
                    $"{item.GetProperty("sha256").GetString()}*",
                    SearchOption.AllDirectories
                )
                .Length
        );
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"{item.GetProperty("url").GetString()}/thumb/333")).StatusCode);
    }

    [Theory]
    [InlineData("../../../etc/passwd.png")]
    [InlineData("C:\\windows\\a.png")]
    [InlineData("a\u202Egnp.exe")]
    [InlineData("<img src=x onerror=alert(1)>.png")]
    public async Task A_hostile_file_name_is_only_a_text(string name)
    {
        using var client = await ClientAsync($"user{Guid.NewGuid():N}");
        var item = await PostAsync(client, Given.HarbourPng(), name, HttpStatusCode.Created);
        var kept = item.GetProperty("fileName").GetString()!;
        Assert.DoesNotContain('/', kept);
        Assert.DoesNotContain('\\', kept);
        Assert.DoesNotContain('\u202E', kept);
        Assert.DoesNotContain("<img src=x", await client.GetStringAsync("/Gallery"), StringComparison.Ordinal);
    }

    private async Task<HttpClient> ClientAsync(string name) => await app.WithTokenAsync(await app.AddUserAsync(name));

    private int Blobs() =>
        Directory.Exists(Path.Combine(app.Folder, "blobs"))
            ? Directory
                .EnumerateFiles(Path.Combine(app.Folder, "blobs"), "*", SearchOption.AllDirectories)
                .Count(f => Path.GetFileName(f) != ".lock")
            : 0;

    private static MultipartFormDataContent Form(byte[] bytes, string name)
    {
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentDisposition = new("form-data")
        {
            Name = "files",
            FileName = name.All(char.IsAscii) ? $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal)}\"" : null,
            FileNameStar = name.All(char.IsAscii) ? null : name,
        };
        return new() { file };
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, byte[] bytes, string name, HttpStatusCode expected)
    {
        using var form = Form(bytes, name);
        using var answer = await client.PostAsync("/api/v1/media", form);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == answer.StatusCode, $"{answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}

public sealed class SqliteUploadTests(App app) : UploadContract(app), IClassFixture<App>;

public sealed class PostgresUploadTests(PostgresApp app) : UploadContract(app), IClassFixture<PostgresApp>;
