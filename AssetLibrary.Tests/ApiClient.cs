using System.Net.Http.Json;
using System.Text.Json;

namespace AssetLibrary.Tests;

public static class ApiClient
{
    /// <summary>The job at this address, once it is over.</summary>
    public static async Task<JsonElement> FinishedAsync(this HttpClient client, string url)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var job = await client.GetFromJsonAsync<JsonElement>(url, patience.Token);
            if (job.GetProperty("state").GetString() is "succeeded" or "failed" or "cancelled")
            {
                return job;
            }

            await Task.Delay(50, patience.Token);
        }
    }
}
