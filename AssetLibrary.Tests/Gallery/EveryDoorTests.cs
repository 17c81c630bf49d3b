using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AssetLibrary.Web.Media;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Gallery;

/// <summary>
/// Every file, good or hostile, through every door that takes files: the outcome is the same, and never a fault of the server.
/// </summary>
public sealed class EveryDoorTests(FetchingApp app) : IClassFixture<FetchingApp>
{
    private static readonly string[] Doors = ["form", "address", "signed", "parts", "gallery"];

    public static TheoryData<string> Files()
    {
        var data = new TheoryData<string>();
        var samples = Path.Combine(AppContext.BaseDirectory, "Samples");
        foreach (var folder in (string[])["hostile", "pictures"])
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(samples, folder), "*", SearchOption.AllDirectories).Order())
            {
                data.Add(Path.GetRelativePath(samples, file));
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_has_the_same_outcome_at_every_door(string file)
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}"[..20]);
        using var client = await app.WithTokenAsync(user);
        using var browser = await app.SignInAsync(user.UserName!);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Samples", file));
        var outcomes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var door in Doors)
        {
            var seen = await app.WithDbAsync(db => db.Set<MediaItem>().Select(m => m.Id).ToHashSetAsync());
            var status = await EnterAsync(door, client, browser, file, bytes);
            Assert.True(status < 500, $"{file} by {door}: {status}");
            var come = await app.WithDbAsync(db => db.Set<MediaItem>().Where(m => m.CreatedBy == user.Id).AsNoTracking().ToListAsync());
            outcomes[door] = come.SingleOrDefault(m => !seen.Contains(m.Id)) is { } item
                ? $"{item.Kind} {item.ContentType} {item.Width}×{item.Height} {item.Sha256} {item.Original?.Sha256} {item.DHash}"
                : "refused";
        }

        Assert.True(
            outcomes.Values.Distinct(StringComparer.Ordinal).Count() == 1,
            $"{file}\n{string.Join('\n', outcomes.Select(o => $"{o.Key}: {o.Value}"))}"
        );
    }

    private async Task<int> EnterAsync(string door, HttpClient client, HttpClient browser, string file, byte[] bytes)
    {
        var name = Path.GetFileName(file);
        switch (door)
        {
            case "form":
            {
                using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
                using var answer = await client.PostAsync("/api/v1/media", form);
                return (int)answer.StatusCode;
            }
            case "gallery":
            {
                // A file that is already here is only reported; keeping both is a second step.
                using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "files", name } };
                using var answer = await browser.PostAsync("/Gallery", form);
                var page = await answer.Content.ReadAsStringAsync();
                if (page.Contains("known-file", StringComparison.Ordinal))
                {
                    var sha256 = page.Split("name=\"sha256\" value=\"")[1][..64];
                    await browser.PostedFormAsync("/Gallery?handler=Both", ("sha256", sha256), ("fileName", name));
                }

                return (int)answer.StatusCode;
            }
            case "address":
            {
                var url = new Uri(app.Server, $"samples/{file}");
                using var answer = await client.PostAsJsonAsync("/api/upload/ingest", new { url });
                return (int)answer.StatusCode;
            }
            case "signed":
            {
                using var signed = await client.PostAsJsonAsync("/api/upload/sign", new { fileName = name, bytes = bytes.Length });
                if (!signed.IsSuccessStatusCode)
                {
                    return (int)signed.StatusCode;
                }

                var at = (await signed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("uploadUrl").GetString()!;
                using var answer = await app.NewClient().PutAsync(new Uri(at).PathAndQuery, new ByteArrayContent(bytes));
                return (int)answer.StatusCode;
            }
            default:
                return await InPartsAsync(client, name, bytes);
        }
    }

    private static async Task<int> InPartsAsync(HttpClient client, string name, byte[] bytes)
    {
        using var begin = new HttpRequestMessage(HttpMethod.Post, "/api/upload/tus");
        begin.Headers.Add("Tus-Resumable", "1.0.0");
        begin.Headers.Add("Upload-Length", bytes.Length.ToString(CultureInfo.InvariantCulture));
        begin.Headers.Add("Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}");
        using var begun = await client.SendAsync(begin);
        if (!begun.IsSuccessStatusCode)
        {
            return (int)begun.StatusCode;
        }

        using var part = new HttpRequestMessage(HttpMethod.Patch, begun.Headers.Location);
        part.Headers.Add("Tus-Resumable", "1.0.0");
        part.Headers.Add("Upload-Offset", "0");
        part.Content = new ByteArrayContent(bytes)
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/offset+octet-stream") },
        };
        using var answer = await client.SendAsync(part);
        return (int)answer.StatusCode;
    }
}
