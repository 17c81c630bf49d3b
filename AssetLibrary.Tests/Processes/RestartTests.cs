using System.Net;

namespace AssetLibrary.Tests.Processes;

/// <summary>Stopping on request and starting again.</summary>
[Trait("Kind", "Process")]
public sealed class RestartTests(Studios studios)
{
    [Fact]
    public async Task A_restart_keeps_everything_and_the_sign_in_too()
    {
        using var studio = await studios.NewAsync();
        var cookies = new CookieContainer();
        var picture = Pictures.OfBytes(20_000, seed: 2);
        Guid asset;
        await using (var app = await RealApp.StartAsync(studio))
        {
            using var browser = Browser(app, cookies);
            await SignInAsync(browser);
            asset = await app.Api.AddAssetAsync("Old harbour");
            using var upload = await app.Api.UploadAsync(picture, "harbour.jpg");
            Assert.Equal(HttpStatusCode.Created, upload.StatusCode);

            Assert.Equal(0, await app.StopAsync());
        }

        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(studio.Folder, "keys"), "key-*.xml"));
        await using var again = await RealApp.StartAsync(studio);
        using var returned = Browser(again, cookies);
        using var projects = await returned.GetAsync("/Projects");
        Assert.Equal(HttpStatusCode.OK, projects.StatusCode);
        Assert.Equal("Old harbour", (await again.Api.GetAsync($"/api/v1/library/{asset}")).GetProperty("name").GetString());
        var item = Assert.Single(await again.Api.ItemsAsync("/api/v1/media"));
        Assert.Equal(picture, await again.Api.Client.GetByteArrayAsync($"/media/{item.GetProperty("id")}"));
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_work_hands_it_back_and_the_next_start_finishes_it()
    {
        const string Claimed = "AssetLibrary.Queue/claimed";
        const string Done = "AssetLibrary.Queue/done";
        using var studio = await studios.NewAsync();
        var assets = new List<Guid>();
        List<string> begun;
        await using (var app = await RealApp.StartTellingAsync(studio, $"{Claimed},{Done}"))
        {
            for (var i = 0; i < 8; i++)
            {
                assets.Add(await app.Api.AddAssetAsync($"Crate {i}"));
            }

            await app.Api.DrawAsync([.. assets]);
            await app.SaidAsync(Claimed);
            Assert.Equal(0, await app.StopAsync());
            begun = [.. app.Said(Claimed).Except(app.Said(Done))];
        }

        Assert.NotEmpty(begun);
        await using (var looking = await RealApp.StartAsync(studio, "--Queue:Parallel", "0"))
        {
            foreach (var id in begun)
            {
                var job = await looking.Api.GetAsync($"/api/v1/jobs/{id}");
                Assert.Equal(("queued", 0), (job.GetProperty("state").GetString(), job.GetProperty("attemptCount").GetInt32()));
            }

            Assert.Empty(await looking.Api.ItemsAsync("/api/v1/jobs?state=running"));
        }

        await using var next = await RealApp.StartAsync(studio);
        Assert.All(await next.Api.JobsOverAsync(), job =>
            Assert.Equal(("succeeded", 1), (job.GetProperty("state").GetString(), job.GetProperty("attemptCount").GetInt32()))
        );
        foreach (var asset in assets)
        {
            Assert.Single(await next.Api.VersionsAsync(asset));
        }
    }

    [Fact]
    public async Task An_open_live_stream_does_not_hold_up_a_stop()
    {
        using var studio = await studios.NewAsync();
        await using var app = await RealApp.StartAsync(studio);
        using var stream = await app.Api.Client.GetAsync("/live", HttpCompletionOption.ResponseHeadersRead);
        using var events = new StreamReader(await stream.Content.ReadAsStreamAsync());
        Assert.Equal("event: hello", await events.ReadLineAsync());

        Assert.Equal(0, await app.StopAsync());

        // Anyone who is still connected after the host's patience is cut off, and that would be said here.
        Assert.DoesNotContain("   at ", app.Output + app.Error, StringComparison.Ordinal);
    }

    private static HttpClient Browser(RealApp app, CookieContainer cookies) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = app.Address };

    private static async Task SignInAsync(HttpClient browser)
    {
        using var before = await browser.GetAsync("/Projects");
        Assert.Equal(HttpStatusCode.Redirect, before.StatusCode);
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Name"] = Studio.Admin,
                ["Password"] = App.Password,
                ["__RequestVerificationToken"] = App.CsrfToken(await browser.GetStringAsync("/SignIn")),
            }
        );
        using var answer = await browser.PostAsync("/SignIn", form);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        using var after = await browser.GetAsync("/Projects");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }
}
