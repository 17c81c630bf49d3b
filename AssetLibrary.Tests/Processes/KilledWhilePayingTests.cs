using System.Net;
using System.Text.Json;
using AssetLibrary.Tests.Generation.Providers;

namespace AssetLibrary.Tests.Processes;

/// <summary>
/// A process that dies at each moment of an order that costs money, and the next one on the same folder. The provider, which
/// outlives both, counts: what can be collected is collected, what cannot waits for a person, and nothing is bought twice.
/// </summary>
[Trait("Kind", "Process")]
public sealed class KilledWhilePayingTests(Studios studios)
{
    private const string Unsure = "unsure",
        Succeeded = "succeeded";

    public static TheoryData<string, string, string> Moments()
    {
        var moments = new TheoryData<string, string, string>();
        foreach (var provider in new[] { "gemini", "openai", "pollinations" })
        {
            // Nothing to collect by until the bytes are here.
            moments.Add(provider, "AssetLibrary.Generation/ordering", Unsure);
            moments.Add(provider, "AssetLibrary.Generation/answered", Unsure);
            moments.Add(provider, "AssetLibrary.Generation/fetched", Unsure);
            moments.Add(provider, "AssetLibrary.Blobs/renamed", Unsure);
            moments.Add(provider, "AssetLibrary.Generation/arrived", Succeeded);
            moments.Add(provider, "AssetLibrary.Queue/succeeding", Succeeded);
        }

        foreach (
            var (step, end) in new[]
            {
                ("ordering", Unsure),
                ("answered", Unsure),
                ("known", Succeeded),
                ("fetched", Succeeded),
                ("arrived", Succeeded),
            }
        )
        {
            moments.Add("replicate", $"AssetLibrary.Generation/{step}", end);
        }

        moments.Add("replicate", "AssetLibrary.Blobs/renamed", Succeeded);
        moments.Add("replicate", "AssetLibrary.Queue/succeeding", Succeeded);
        return moments;
    }

    [Theory, MemberData(nameof(Moments))]
    public async Task What_was_ordered_is_collected_or_asked_about_and_never_bought_twice(string provider, string step, string end)
    {
        await using var server = ServerOf(provider);
        using var studio = await studios.NewAsync();
        string[] settings =
        [
            $"--Providers:{Section(provider)}:Endpoint",
            server.Endpoint,
            $"--Providers:{Section(provider)}:ApiKey",
            ProviderServer.Key,
        ];
        Guid asset;
        await using (var dying = await RealApp.StartKilledAtAsync(studio, step, settings))
        {
            asset = await dying.Api.AddAssetAsync("Old harbour");
            await Api.MaybeAsync(() =>
                dying.Api.PostAsync(
                    "/api/v1/generations",
                    new { subject = new { type = "libraryAsset", id = asset }, provider },
                    HttpStatusCode.Accepted
                )
            );
            await dying.KilledAsync();
        }

        await using var app = await RealApp.StartAsync(studio, settings);
        var job = await EndedAsync(app.Api);
        Assert.Equal(end, job.GetProperty("state").GetString());
        var sent = step == "AssetLibrary.Generation/ordering" ? 0 : 1;
        Assert.Equal(sent, server.Orders);
        if (end == Unsure)
        {
            Assert.Equal("maybeCharged", job.GetProperty("errorClass").GetString());
            Assert.Contains("may have been charged", job.GetProperty("error").GetString(), StringComparison.Ordinal);
            await app.Api.PostAsync($"/api/v1/jobs/{job.GetProperty("id").GetGuid()}/retry", new { }, HttpStatusCode.Accepted);
            job = Assert.Single(await app.Api.JobsOverAsync());
            Assert.Equal(Succeeded, job.GetProperty("state").GetString());
            Assert.Equal(sent + 1, server.Orders);
        }

        Assert.Single(await app.Api.VersionsAsync(asset));
        var costs = JsonSerializer.Deserialize<JsonElement>(await app.Api.Client.GetStringAsync("/api/v1/admin/costs"));
        Assert.Equal(1, costs.GetProperty("providers")[0].GetProperty("count").GetInt32());
        Assert.Equal(0m, costs.GetProperty("reservedUsd").GetDecimal());
    }

    [
        Theory,
        InlineData("ordering", Unsure),
        InlineData("answered", Unsure),
        InlineData("known", Succeeded),
        InlineData("fetched", Succeeded),
        InlineData("arrived", Succeeded)
    ]
    public async Task A_clip_is_collected_by_the_name_of_its_file_and_never_bought_twice(string step, string end)
    {
        await using var server = new GeminiServer { Looks = 2 };
        using var studio = await studios.NewAsync();
        string[] settings = ["--Providers:Gemini:Endpoint", server.Endpoint, "--Providers:Gemini:ApiKey", ProviderServer.Key];
        await using (var dying = await RealApp.StartKilledAtAsync(studio, $"AssetLibrary.Generation/{step}", settings))
        {
            await Api.MaybeAsync(() =>
                dying.Api.PostAsync(
                    "/api/v1/generations",
                    new
                    {
                        prompt = "a lamp swings",
                        provider = "gemini",
                        kind = "video",
                    },
                    HttpStatusCode.Accepted
                )
            );
            await dying.KilledAsync();
        }

        await using var app = await RealApp.StartAsync(studio, settings);
        var job = await EndedAsync(app.Api);
        Assert.Equal(end, job.GetProperty("state").GetString());
        Assert.Equal(step == "ordering" ? 0 : 1, server.Orders);
        var costs = JsonSerializer.Deserialize<JsonElement>(await app.Api.Client.GetStringAsync("/api/v1/admin/costs"));
        Assert.Equal(end == Succeeded ? 0m : 0.5m, costs.GetProperty("reservedUsd").GetDecimal());
    }

    [Theory, InlineData("comfyui", "known"), InlineData("comfyui", "answered"), InlineData("stable-diffusion", "answered")]
    public async Task What_costs_nothing_is_found_again_or_made_anew(string provider, string step)
    {
        await using var server = ServerOf(provider);
        using var studio = await studios.NewAsync();
        string[] settings = [$"--Providers:{Section(provider)}:Endpoint", server.Endpoint];
        Guid asset;
        await using (var dying = await RealApp.StartKilledAtAsync(studio, $"AssetLibrary.Generation/{step}", settings))
        {
            asset = await dying.Api.AddAssetAsync("Old harbour");
            await Api.MaybeAsync(() =>
                dying.Api.PostAsync(
                    "/api/v1/generations",
                    new { subject = new { type = "libraryAsset", id = asset }, provider },
                    HttpStatusCode.Accepted
                )
            );
            await dying.KilledAsync();
        }

        await using var app = await RealApp.StartAsync(studio, settings);
        Assert.Equal(Succeeded, Assert.Single(await app.Api.JobsOverAsync()).GetProperty("state").GetString());
        Assert.Equal(step == "known" ? 1 : 2, server.Orders);
        Assert.Single(await app.Api.VersionsAsync(asset));
    }

    /// <summary>Over, or with a person.</summary>
    private static Task<JsonElement> EndedAsync(Api api) =>
        Patience.SeeAsync(
            async () => Assert.Single(await api.ItemsAsync("/api/v1/jobs")),
            job => job.GetProperty("state").GetString() is "succeeded" or "failed" or "cancelled" or "unsure"
        );

    private static string Section(string provider) =>
        provider switch
        {
            "gemini" => "Gemini",
            "openai" => "OpenAI",
            "pollinations" => "Pollinations",
            "replicate" => "Replicate",
            "comfyui" => "ComfyUI",
            _ => "StableDiffusion",
        };

    private static ProviderServer ServerOf(string provider) =>
        provider switch
        {
            "gemini" => new GeminiServer(),
            "openai" => new OpenAIServer(),
            "pollinations" => new PollinationsServer(),
            "replicate" => new ReplicateServer(),
            "comfyui" => new ComfyUIServer(),
            _ => new StableDiffusionServer(),
        };
}
