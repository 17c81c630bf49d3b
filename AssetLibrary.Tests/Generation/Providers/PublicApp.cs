using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace AssetLibrary.Tests.Generation.Providers;

/// <summary>The app with providers, and with an address under which others reach it.</summary>
public sealed class PublicApp : ProviderApp
{
    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>(base.Settings, StringComparer.Ordinal)
        {
            ["PublicUrl"] = "https://library.example.org",
            ["Generation:TrustedHosts:0"] = "127.0.0.1",
        };

    public static string IdOf(JsonElement answer) => answer.GetProperty("jobs")[0].GetProperty("id").GetString()!;

    public async Task<HttpClient> ClientAsync() => await WithTokenAsync(await AddUserAsync($"u{Guid.NewGuid():N}"));

    public static async Task<Guid> UploadAsync(HttpClient client, byte mark)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent([.. Given.HarbourPng(), mark, 0, 0, 0]), "file", "harbour.png" },
        };
        using var answer = await client.PostAsync("/api/v1/media", form);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }
}

internal static class Asking
{
    public static async Task<JsonElement> AskAsync(this HttpClient client, object body)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/generations", body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
