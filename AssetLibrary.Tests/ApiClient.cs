using System.Net.Http.Json;
using System.Text.Json;

namespace AssetLibrary.Tests;

public static class ApiClient
{
    /// <summary>The job at this address, once it is over.</summary>
    public static Task<JsonElement> FinishedAsync(this HttpClient client, string url) =>
        Patience.SeeAsync(
            () => client.GetFromJsonAsync<JsonElement>(url),
            job => job.GetProperty("state").GetString() is "succeeded" or "failed" or "cancelled"
        );

    /// <summary>What is answered to this JSON.</summary>
    public static async Task<JsonElement> PostedAsync(this HttpClient client, string url, object body)
    {
        using var answer = await client.PostAsJsonAsync(url, body);
        return JsonElement.Parse(await answer.TextAsync());
    }

    /// <summary>The page that is answered to this form.</summary>
    public static async Task<string> PostedFormAsync(this HttpClient client, string url, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await client.PostAsync(url, form);
        return await answer.TextAsync();
    }

    private static async Task<string> TextAsync(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage?.RequestUri}: {answer.StatusCode} {text}");
        return text;
    }
}
