using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace AssetLibrary.Tests.Processes;

/// <summary>The app as a script sees it.</summary>
internal sealed class Api(HttpClient client)
{
    public HttpClient Client => client;

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await client.GetAsync(path);
        return await ReadAsync(answer, HttpStatusCode.OK);
    }

    public async Task<JsonElement> PostAsync(string path, object body, HttpStatusCode expected)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        return await ReadAsync(answer, expected);
    }

    public async Task<HttpResponseMessage> UploadAsync(byte[] file, string fileName)
    {
        using var form = new MultipartFormDataContent();
        using var part = new ByteArrayContent(file);
        form.Add(part, "file", fileName);
        return await client.PostAsync("/api/v1/media", form);
    }

    public async Task<Guid> AddAssetAsync(string name)
    {
        var made = await PostAsync(
            "/api/v1/library",
            new
            {
                type = "prop",
                name,
                description = "Cranes asleep in the fog.",
            },
            HttpStatusCode.Created
        );
        return made.GetProperty("id").GetGuid();
    }

    public Task<JsonElement> DrawAsync(params Guid[] assets) =>
        PostAsync(
            "/api/v1/generations",
            new { subjects = assets.Select(id => new { type = "libraryAsset", id }) },
            HttpStatusCode.Accepted
        );

    public async Task<List<JsonElement>> VersionsAsync(Guid asset) =>
        [.. (await GetAsync($"/api/v1/subjects/libraryAsset/{asset}/versions/reference")).GetProperty("versions").EnumerateArray()];

    public async Task<List<JsonElement>> ItemsAsync(string path) => [.. (await GetAsync(path)).GetProperty("items").EnumerateArray()];

    /// <summary>All jobs, when the last of them is over.</summary>
    public Task<List<JsonElement>> JobsOverAsync() =>
        Patience.SeeAsync(
            () => ItemsAsync("/api/v1/jobs?limit=200"),
            jobs => jobs.TrueForAll(j => j.GetProperty("state").GetString() is "succeeded" or "failed" or "cancelled")
        );

    /// <summary>The answer does not matter: it may be lost with the process that is killed meanwhile.</summary>
    public static async Task MaybeAsync(Func<Task> request)
    {
        try
        {
            await request();
        }
        catch (HttpRequestException) { }
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{answer.RequestMessage?.RequestUri}: {answer.StatusCode} {text}");
        return JsonElement.Parse(text);
    }
}
