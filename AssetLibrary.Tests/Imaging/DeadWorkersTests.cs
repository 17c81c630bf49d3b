using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Web.Imaging;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Imaging;

/// <summary>The image workers are killed, and the next picture is read all the same.</summary>
public sealed class DeadWorkersTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task Every_verb_that_reads_a_picture_goes_on()
    {
        var user = await app.AddUserAsync("ada");
        using var api = await app.WithTokenAsync(user);
        using var person = await app.SignInAsync("ada");
        var asset = (await app.LibraryAssetAsync("Lamp")).Id;
        var workers = app.Services.GetRequiredService<ImageWorkers>();
        Guid media = default;
        (string What, Func<Task<bool>> Verb)[] verbs = [("upload", async () =>
            {
                using var form = new MultipartFormDataContent { { new ByteArrayContent(Given.HarbourPng()), "file", "harbour.png" } };
                using var answer = await api.PostAsync("/api/v1/media", form);
                media = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
                return answer.StatusCode == HttpStatusCode.Created;
            }), ("thumbnail", async () => (await person.GetAsync($"/media/{media}?w=320")).IsSuccessStatusCode), ("generation", async () =>
            {
                var made = await api.PostedAsync(
                    "/api/v1/generations",
                    new { subject = new { type = "libraryAsset", id = asset }, styleId = await app.StyleAsync() }
                );
                var job = made.GetProperty("jobs")[0].GetProperty("id").GetGuid();
                return (await api.FinishedAsync($"/api/v1/jobs/{job}")).GetProperty("state").GetString() == "succeeded";
            }), ("export", async () => (await person.GetAsync($"/media/{media}?download")).IsSuccessStatusCode)];
        foreach (var (what, verb) in verbs)
        {
            Assert.True(await verb(), what);
            foreach (var id in workers.ProcessIds)
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
                await process.WaitForExitAsync();
            }

            Assert.True(await verb(), $"{what}, with its worker dead");
        }

        Assert.NotEmpty(workers.ProcessIds);
    }
}
