using System.Net;
using AssetLibrary.Tests.Generation.Providers;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation.Providers;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Admin;

public sealed class ProvidersPageTests(ProviderApp app) : IClassFixture<ProviderApp>
{
    private const string Entered = "sk-entered-by-hand-77";

    [Fact]
    public async Task A_key_entered_here_wins_is_encrypted_is_audited_and_is_never_shown()
    {
        await app.AddUserAsync("ann", Role.Admin);
        using var client = await app.SignInAsync("ann");
        var page = await client.GetStringAsync("/Admin/Providers");
        Assert.Contains("set by configuration", page, StringComparison.Ordinal);
        Assert.DoesNotContain(ProviderServer.Key, page, StringComparison.Ordinal);

        page = await PostAsync(client, "Key", ("provider", "gemini"), ("key", Entered));
        Assert.Contains("set here", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Entered, page, StringComparison.Ordinal);
        var row = await app.WithDbAsync(db => db.Set<ProviderKey>().SingleAsync());
        Assert.DoesNotContain(Entered, row.Encrypted, StringComparison.Ordinal);
        await app.Provider("gemini").TryAsync(CancellationToken.None);
        Assert.Equal(Entered, app.Gemini.Requests.Last().Header("x-goog-api-key"));

        page = await PostAsync(client, "Forget", ("provider", "gemini"));
        Assert.DoesNotContain("set here", page, StringComparison.Ordinal);
        await app.Provider("gemini").TryAsync(CancellationToken.None);
        Assert.Equal(ProviderServer.Key, app.Gemini.Requests.Last().Header("x-goog-api-key"));
        var audit = await app.WithDbAsync(db =>
            db.Set<AuditEntry>().Where(a => a.Verb.StartsWith("provider.key-")).Select(a => a.Verb + " " + a.Details).ToListAsync()
        );
        Assert.Equal(["provider.key-set gemini", "provider.key-removed gemini"], audit);
        Assert.DoesNotContain(app.Log, line => line.Contains(Entered, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_test_says_what_it_heard()
    {
        await app.AddUserAsync("bob", Role.Admin);
        using var client = await app.SignInAsync("bob");
        Assert.Contains("as studio.", await PostAsync(client, "Test", ("provider", "replicate")), StringComparison.Ordinal);
        app.Replicate.Answers(
            Call.Other,
            Reply.Json(401, """{"title":"Unauthenticated","detail":"You did not pass a valid authentication token","status":401}""")
        );
        Assert.Contains("rejected the key", await PostAsync(client, "Test", ("provider", "replicate")), StringComparison.Ordinal);
        app.Reset();
    }

    [Fact]
    public async Task What_is_no_key_is_refused()
    {
        await app.AddUserAsync("cleo", Role.Admin);
        using var client = await app.SignInAsync("cleo");
        foreach (var key in new[] { "", "two\nlines", "schlüssel" })
        {
            using var form = new FormUrlEncodedContent([new("provider", "openai"), new("key", key)]);
            using var answer = await client.PostAsync("/Admin/Providers?handler=Key", form);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }
    }

    private static async Task<string> PostAsync(HttpClient client, string handler, params (string Name, string Value)[] fields) =>
        WebUtility.HtmlDecode(await client.PostedFormAsync($"/Admin/Providers?handler={handler}", fields));
}

/// <summary>Nothing is configured: every provider is listed, and refuses with a sentence.</summary>
public sealed class NotConfiguredTests(App app) : IClassFixture<App>
{
    [
        Theory,
        InlineData("gemini"),
        InlineData("openai"),
        InlineData("pollinations"),
        InlineData("replicate"),
        InlineData("comfyui"),
        InlineData("stable-diffusion")
    ]
    public async Task A_provider_without_key_or_address_refuses_with_a_sentence(string provider)
    {
        using var client = await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}"));
        foreach (var route in new[] { "generations", "generations/estimate" })
        {
            using var answer = await client.PostAsync(
                $"/api/v1/{route}",
                new StringContent($$"""{"prompt":"a lamp","provider":"{{provider}}"}""", System.Text.Encoding.UTF8, "application/json")
            );
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains("is not set up", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }
}
