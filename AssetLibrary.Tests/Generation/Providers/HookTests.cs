using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Generation.Orders;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Generation.Providers;

/// <summary>Calls of Replicate: real, forged, late, early, twice, unknown and far too long.</summary>
public sealed class HookTests : IClassFixture<PublicApp>, IDisposable
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        Prediction = $$"""{"id":"{{ReplicateServer.Id}}","status":"succeeded","output":["https://evil.example/x.png"]}""";

    private readonly PublicApp app;
    private readonly HttpClient caller;

    public HookTests(PublicApp app)
    {
        this.app = app;
        app.Reset();
        app.Replicate.HookSecret = Secret;
        caller = app.NewClient();
    }

    public void Dispose() => caller.Dispose();

    [Fact]
    public async Task An_order_asks_to_be_called_and_a_call_makes_the_app_ask_at_once_believing_nothing_else()
    {
        using var client = await app.ClientAsync();
        app.Replicate.Looks = 2; // the look after the first would come five seconds later
        var id = PublicApp.IdOf(await client.AskAsync(new { prompt = $"a lamp {Guid.NewGuid()}", provider = "replicate" }));
        await Patience.UntilAsync(async () =>
            await app.WithDbAsync(db => db.Set<Order>().AnyAsync(o => o.Id == Guid.Parse(id) && o.ProviderJobId != null))
        );
        var order = app.Replicate.LastOrder.Json;
        Assert.Equal("https://library.example.org/hooks/replicate", order["webhook"]!.GetValue<string>());
        Assert.Equal("completed", order["webhook_events_filter"]!.AsArray().Single()!.GetValue<string>());
        foreach (var looks in new[] { 1, 2 })
        {
            Assert.Equal(HttpStatusCode.NoContent, await CallAsync());
            await Patience.UntilAsync(() => Task.FromResult(app.Replicate.Requests.Count(r => r.Call == Call.Look) >= looks));
        }

        var job = await client.FinishedAsync($"/api/v1/jobs/{id}");
        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        Assert.Equal((1, 2), (app.Replicate.Orders, app.Replicate.Requests.Count(r => r.Call == Call.Look)));
    }

    [Fact]
    public async Task What_is_forged_recorded_or_out_of_time_is_refused()
    {
        var now = app.Now.ToUnixTimeSeconds();
        Assert.Equal(HttpStatusCode.NoContent, await CallAsync());
        Assert.Equal(HttpStatusCode.NoContent, await CallAsync(at: now - 200));
        Assert.Equal(HttpStatusCode.NoContent, await CallAsync(signature: s => $"v1,AAAA v2,zzz {s}")); // of several, one fits
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(at: now - 400)); // recorded, or clocks apart
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(at: now + 400));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(secret: "whsec_" + Convert.ToBase64String(new byte[24])));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(signature: s => s.Replace("v1,", "v2,", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(signature: _ => "v1,not base64"));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(signature: _ => new string('v', 3000)));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await CallAsync(sent: Prediction.Replace("succeeded", "failed", StringComparison.Ordinal))
        );
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(at: long.MaxValue));
        Assert.Equal(HttpStatusCode.NoContent, await CallAsync(body: "no json"));
        Assert.Equal(HttpStatusCode.NoContent, await CallAsync(body: """{"id":"nobody-knows-it"}"""));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await CallAsync(body: new string('x', 1024 * 1024 + 1)));
        using var bare = await caller.PostAsync("/hooks/replicate", new StringContent(Prediction));
        Assert.Equal(HttpStatusCode.Unauthorized, bare.StatusCode);
        Assert.Equal("application/problem+json", bare.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_call_that_comes_twice_is_heard_once_and_wakes_what_waits_between_two_tries()
    {
        using var client = await app.ClientAsync();
        var id = Guid.Parse(PublicApp.IdOf(await client.AskAsync(new { prompt = $"a lamp {Guid.NewGuid()}", provider = "replicate" })));
        await client.FinishedAsync($"/api/v1/jobs/{id}");
        await SetWaitingAsync();
        // The worker that ran it may still be listening for a moment, and take the call in its place.
        var call = "";
        await Patience.UntilAsync(async () =>
        {
            call = $"msg_{Guid.NewGuid():N}";
            Assert.Equal(HttpStatusCode.NoContent, await CallAsync(id: call));
            return await app.WithDbAsync(db => db.Set<Job>().AnyAsync(j => j.Id == id && j.State == JobState.Succeeded));
        });
        await SetWaitingAsync();
        Assert.Equal(HttpStatusCode.NoContent, await CallAsync(id: call));
        Assert.True(
            await app.WithDbAsync(db => db.Set<Job>().AnyAsync(j => j.Id == id && j.State == JobState.Waiting && j.NotBefore != null))
        );

        async Task SetWaitingAsync() =>
            await app.WithDbAsync(async db =>
            {
                await db.Set<Order>()
                    .Where(o => o.ProviderJobId == ReplicateServer.Id) // of another test
                    .ExecuteUpdateAsync(s => s.SetProperty(o => o.ProviderJobId, (string?)null));
                await db.Set<Order>()
                    .Where(o => o.Id == id)
                    .ExecuteUpdateAsync(s =>
                        s.SetProperty(o => o.ProviderJobId, ReplicateServer.Id)
                            .SetProperty(o => o.State, OrderState.Submitted)
                            .SetProperty(o => o.ArrivedSha256, (BlobRef?)null)
                    );
                return await db.Set<Job>()
                    .Where(j => j.Id == id)
                    .ExecuteUpdateAsync(s =>
                        s.SetProperty(j => j.State, JobState.Waiting).SetProperty(j => j.NotBefore, app.Now.AddHours(1))
                    );
            });
    }

    private async Task<HttpStatusCode> CallAsync(
        string? id = null,
        long? at = null,
        string body = Prediction,
        string? sent = null,
        string secret = Secret,
        Func<string, string>? signature = null
    )
    {
        var (name, time) = (id ?? $"msg_{Guid.NewGuid():N}", at ?? app.Now.ToUnixTimeSeconds());
        var right =
            "v1,"
            + Convert.ToBase64String(
                HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{name}.{time}.{body}"))
            );
        using var call = new HttpRequestMessage(HttpMethod.Post, "/hooks/replicate")
        {
            Content = new StringContent(sent ?? body, new MediaTypeHeaderValue("application/json")),
        };
        call.Headers.TryAddWithoutValidation("webhook-id", name);
        call.Headers.TryAddWithoutValidation("webhook-timestamp", time.ToString(System.Globalization.CultureInfo.InvariantCulture));
        call.Headers.TryAddWithoutValidation("webhook-signature", signature?.Invoke(right) ?? right);
        using var answer = await caller.SendAsync(call);
        return answer.StatusCode;
    }
}
