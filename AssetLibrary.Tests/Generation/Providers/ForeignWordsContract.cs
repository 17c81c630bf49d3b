using System.Net.Http.Json;
using System.Text.Json;

namespace AssetLibrary.Tests.Generation.Providers;

/// <summary>What a provider says may hold what no database stores and nobody should see.</summary>
public abstract class ForeignWordsContract
{
    private readonly ProviderApp app;

    protected ForeignWordsContract(ProviderApp app)
    {
        this.app = app;
        app.Reset();
    }

    [Theory]
    [InlineData("gemini")]
    [InlineData("openai")]
    public async Task An_error_with_characters_that_cannot_be_stored_is_one_call_and_a_readable_sentence(string provider)
    {
        using var client = await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}"));
        var server = app.ServerOf(provider);
        server.Answers(
            Call.Order,
            Reply.Json(400, """{"error":{"code":400,"message":"This \u0000size is\u202E not\u001b[31m offered."}}""")
        );
        var id = PublicApp.IdOf(await client.AskAsync(new { prompt = "a lamp", provider }));
        var job = await client.FinishedAsync($"/api/v1/jobs/{id}");
        Assert.Equal("failed", job.GetProperty("state").GetString());
        Assert.Contains("This size is not offered", job.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(job.GetProperty("error").GetString()!, c => char.IsControl(c) || char.IsSurrogate(c) || c == '\u202E');
        Assert.Equal(1, server.Orders);
    }

    [Fact]
    public async Task A_paid_answer_with_such_characters_is_kept_and_not_bought_again()
    {
        using var client = await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}"));
        app.OpenAI.Answers(Call.Order, Reply.Json(200, """{"da\u0000ta\u202E":"no\u0000thing"}"""));
        var id = PublicApp.IdOf(await client.AskAsync(new { prompt = "a lamp", provider = "openai" }));
        Assert.Equal("failed", (await client.FinishedAsync($"/api/v1/jobs/{id}")).GetProperty("state").GetString());
        Assert.Equal(1, app.OpenAI.Orders);
        var answer = await client.GetFromJsonAsync<JsonElement>($"/api/v1/jobs/{id}/answer");
        Assert.Equal(0, answer.GetProperty("pictures").GetArrayLength());
    }
}

public sealed class SqliteForeignWordsTests(ProviderApp app) : ForeignWordsContract(app), IClassFixture<ProviderApp>;

public sealed class PostgresForeignWordsTests(PostgresProviderApp app) : ForeignWordsContract(app), IClassFixture<PostgresProviderApp>;
