using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Extraction.Model;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Conversations;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Conversations;

/// <summary>Chat and Visualize, without a language model and without a network.</summary>
public abstract class ConversationsContract(App app)
{
    [Fact]
    public async Task A_picture_that_was_asked_for_is_in_its_message_also_after_a_reload()
    {
        var (client, _) = await GivenAsync();
        using var begun = await client.PostAsync(
            "/Chat",
            Form(("text", "A lighthouse at dusk"), ("maker", await PictureMakerAsync(client)))
        );
        Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync());
        var address = begun.RequestMessage!.RequestUri!.AbsolutePath;
        var id = Guid.Parse(address.Split('/')[^1]);
        var media = await PictureAsync(id);
        var page = await client.GetStringAsync(address);
        Assert.Contains($"/media/{media}/thumb/640", page, StringComparison.Ordinal);
        Assert.Contains("A lighthouse at dusk", page, StringComparison.Ordinal);
        var item = await app.WithDbAsync(db => db.Set<MediaItem>().SingleAsync(m => m.Id == media));
        Assert.Equal((id, MediaSource.Generation, "A lighthouse at dusk"), (item.ConversationId, item.Source, item.Title));
        Assert.Contains($"shot-{media}", await client.GetStringAsync("/Gallery"), StringComparison.Ordinal);
        Assert.Contains(media.ToString(), await client.GetStringAsync("/Gallery?handler=Newest"), StringComparison.Ordinal);

        await client.DeleteAsync($"/api/v1/media/{media}");
        Assert.Contains("This file was deleted", await client.GetStringAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_sent_twice_orders_once()
    {
        var (client, _) = await GivenAsync();
        var id = await BeginAsync(client);
        var key = Guid.NewGuid().ToString("N");
        var maker = await PictureMakerAsync(client);
        for (var i = 0; i < 3; i++)
        {
            using var sent = await client.PostAsync($"/Chat/{id}", Form(("text", "A lamp"), ("maker", maker), ("idempotencyKey", key)));
            Assert.True(sent.IsSuccessStatusCode);
        }

        Assert.Equal(2, await app.WithDbAsync(db => db.Set<Message>().CountAsync(m => m.ConversationId == id)));
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<GenerationRequest>().CountAsync(r => r.ConversationId == id)));
    }

    [Fact]
    public async Task A_conversation_that_is_begun_twice_with_one_key_is_one_and_orders_once()
    {
        var (client, user) = await GivenAsync();
        var (key, maker) = (Guid.NewGuid().ToString("N"), await PictureMakerAsync(client));
        for (var i = 0; i < 3; i++)
        {
            using var begun = await client.PostAsync("/Chat", Form(("text", "A lamp"), ("maker", maker), ("idempotencyKey", key)));
            Assert.True(begun.IsSuccessStatusCode);
        }

        Assert.Equal(1, await app.WithDbAsync(db => db.Set<Conversation>().CountAsync(c => c.CreatedBy == user.Id)));
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<GenerationRequest>().CountAsync(r => r.CreatedBy == user.Id)));
    }

    [Fact]
    public async Task What_two_people_say_at_once_is_all_there_each_beside_its_answer()
    {
        var (client, user) = await GivenAsync();
        using var token = await app.WithTokenAsync(user);
        var id = await BeginAsync(client);
        await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(i => token.PostedAsync($"/api/v1/conversations/{id}/messages", new { text = $"Lamp {i}", kind = "image" }))
        );
        var messages = await app.WithDbAsync(db =>
            db.Set<Message>().Where(m => m.ConversationId == id).OrderBy(m => m.Id).AsNoTracking().ToListAsync()
        );
        Assert.Equal(24, messages.Count);
        Assert.Equal(12, messages.Where(m => m.Speaker == Speaker.Person).Select(m => m.Text).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(12, messages.Where(m => m.Speaker == Speaker.Assistant).Select(m => m.BatchId).Distinct().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u0000\u200B")]
    public async Task Nothing_is_said_and_nothing_kept(string text)
    {
        var (client, _) = await GivenAsync();
        var before = await app.WithDbAsync(db => db.Set<Conversation>().CountAsync());
        using var answer = await client.PostAsync("/Chat", Form(("text", text), ("maker", await PictureMakerAsync(client))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        // ASP.NET's own reader takes no NUL in a form.
        Assert.Contains(text.Contains('\0', StringComparison.Ordinal) ? "couldn’t be read" : "notice bad", page, StringComparison.Ordinal);
        Assert.Equal(before, await app.WithDbAsync(db => db.Set<Conversation>().CountAsync()));
    }

    [Fact]
    public async Task Without_a_language_model_words_are_refused_with_a_sentence_and_the_text_stays()
    {
        var (client, _) = await GivenAsync();
        var id = await BeginAsync(client);
        using var answer = await client.PostAsync($"/Chat/{id}", Form(("text", "What is a gaffer?"), ("maker", "words")));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("language model", page, StringComparison.Ordinal);
        Assert.Contains("What is a gaffer?", page, StringComparison.Ordinal);
        using var unknown = await client.PostAsync($"/Chat/{id}", Form(("text", "A lamp"), ("maker", "nobody|nothing")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
    }

    [Fact]
    public async Task A_conversation_of_a_project_is_its_members_and_goes_without_its_pictures()
    {
        var (client, user) = await GivenAsync();
        var (stranger, _) = await GivenAsync();
        var project = await app.ProjectAsync("A film", user.Id);
        using var begun = await client.PostAsync(
            "/Chat",
            Form(("text", "A lamp"), ("maker", await PictureMakerAsync(client)), ("projectId", project.Id.ToString()))
        );
        var address = begun.RequestMessage!.RequestUri!.AbsolutePath;
        using (var hidden = await stranger.GetAsync(address))
        {
            Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        }

        using (var foreign = await stranger.PostAsync("/Chat", Form(("text", "A"), ("maker", "x"), ("projectId", project.Id.ToString()))))
        {
            Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        }

        var media = await PictureAsync(Guid.Parse(address.Split('/')[^1]));
        Assert.Equal(
            project.Id,
            await app.WithDbAsync(db => db.Set<MediaItem>().Where(m => m.Id == media).Select(m => m.ProjectId).SingleAsync())
        );
        await client.PostedFormAsync($"{address}?handler=Delete");
        using var gone = await client.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var kept = await client.GetAsync($"/media/{media}");
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
    }

    [Fact]
    public async Task Visualize_asks_every_model_once_and_shows_a_column_for_each()
    {
        var (client, _) = await GivenAsync();
        var maker = await PictureMakerAsync(client);
        var key = Guid.NewGuid().ToString("N");
        var addresses = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var run = await client.PostAsync(
                "/Visualize",
                Form(("prompt", "A red lamp"), ("makers", maker), ("count", "2"), ("idempotencyKey", key))
            );
            Assert.True(run.IsSuccessStatusCode, await run.Content.ReadAsStringAsync());
            addresses.Add(run.RequestMessage!.RequestUri!.AbsolutePath);
        }

        Assert.Equal(addresses[0], addresses[1]);
        var session = Guid.Parse(addresses[0].Split('/')[^1]);
        var requests = await Patience.SeeAsync(
            () => app.WithDbAsync(db => db.Set<GenerationRequest>().Where(r => r.SessionId == session).AsNoTracking().ToListAsync()),
            all => all.TrueForAll(r => r.MediaId is not null)
        );
        Assert.Equal(2, requests.Count);
        var page = await client.GetStringAsync(addresses[0]);
        Assert.All(requests, r => Assert.Contains($"/media/{r.MediaId}/thumb/640", page, StringComparison.Ordinal));
        Assert.All(await app.WithDbAsync(db => db.Set<MediaItem>().Where(m => m.SessionId == session).ToListAsync()), m =>
            Assert.Equal("A red lamp", m.Prompt)
        );
        Assert.Contains("A red lamp", await client.GetStringAsync("/Visualize"), StringComparison.Ordinal);
        using var none = await client.PostAsync("/Visualize", Form(("prompt", "A lamp"), ("makers", "")));
        using var other = await client.PostAsync(
            "/Visualize",
            Form(("prompt", "A blue lamp"), ("makers", maker), ("count", "1"), ("idempotencyKey", key))
        );
        Assert.NotEqual(addresses[0], other.RequestMessage!.RequestUri!.AbsolutePath); // another order from the same form
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        using var gone = await client.GetAsync($"/Visualize/{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    internal static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private static async Task<string> PictureMakerAsync(HttpClient client)
    {
        var page = await client.GetStringAsync("/Chat");
        var start = page.IndexOf("value=\"built-in|", StringComparison.Ordinal) + 7;
        return page[start..page.IndexOf('"', start)];
    }

    private async Task<Guid> BeginAsync(HttpClient client)
    {
        using var begun = await client.PostAsync("/Chat", Form(("text", "A first lamp"), ("maker", await PictureMakerAsync(client))));
        var id = Guid.Parse(begun.RequestMessage!.RequestUri!.AbsolutePath.Split('/')[^1]);
        await app.WithDbAsync(db => db.Set<Message>().Where(m => m.ConversationId == id).ExecuteDeleteAsync());
        await app.WithDbAsync(db =>
            db.Set<GenerationRequest>()
                .Where(r => r.ConversationId == id)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.ConversationId, (Guid?)null))
        );
        return id;
    }

    private async Task<Guid> PictureAsync(Guid conversation) =>
        (
            await Patience.SeeAsync(
                () =>
                    app.WithDbAsync(db =>
                        db.Set<GenerationRequest>()
                            .Where(r => r.ConversationId == conversation)
                            .Select(r => r.MediaId)
                            .FirstOrDefaultAsync()
                    ),
                found => found is not null
            )
        )!.Value;

    private async Task<(HttpClient Client, User User)> GivenAsync()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        return (await app.SignInAsync(user.UserName!), user);
    }
}

public sealed class SqliteConversationsTests(App app) : ConversationsContract(app), IClassFixture<App>;

public sealed class PostgresConversationsTests(PostgresApp app) : ConversationsContract(app), IClassFixture<PostgresApp>;

/// <summary>Answers in words.</summary>
public sealed class AnswersInWordsTests(ModelApp app) : IClassFixture<ModelApp>
{
    [Fact]
    public async Task An_answer_comes_with_the_prompts_that_it_proposes_and_is_told_what_was_said_before()
    {
        var client = await ClientAsync();
        app.Model.Answer = _ => ModelReply.Says("Try this:\n```prompt\nA red lamp on a table\n```\nShall I go on?");
        var id = (await client.PostedAsync("/api/v1/conversations", new { title = "Lamps" })).GetProperty("id").GetGuid();
        await AnsweredAsync(client, id, "What would light this scene?");
        await AnsweredAsync(client, id, "And at night?");
        var asked = app.Model.Requests.Last(r => r.Body.ToJsonString().Contains("And at night?", StringComparison.Ordinal));
        Assert.Null(asked.Form);
        Assert.Equal(
            ["system", "user", "assistant", "user"],
            asked.Body["messages"]!.AsArray().Select(m => m!["role"]!.GetValue<string>())
        );
        using var person = await PersonAsync();
        var page = await person.GetStringAsync($"/Chat/{id}");
        Assert.Contains("data-use-prompt", page, StringComparison.Ordinal);
        Assert.Contains("A red lamp on a table", page, StringComparison.Ordinal);
        Assert.DoesNotContain("```", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_fails_says_why_and_can_be_asked_for_again()
    {
        var client = await ClientAsync();
        app.Model.Answer = _ => ModelReply.Fails(401, "Incorrect API key provided");
        var id = (await client.PostedAsync("/api/v1/conversations", new { })).GetProperty("id").GetGuid();
        var sent = await client.PostedAsync($"/api/v1/conversations/{id}/messages", new { text = "Hello?" });
        var job = sent.GetProperty("jobId").GetString();
        Assert.Equal("failed", (await client.FinishedAsync($"/api/v1/jobs/{job}")).GetProperty("state").GetString());
        using var person = await PersonAsync();
        Assert.Contains($"/Jobs/{job}/Retry", await person.GetStringAsync($"/Chat/{id}"), StringComparison.Ordinal);
        app.Model.Answer = _ => ModelReply.Says("<b>Hello.</b>");
        using var again = await client.PostAsync($"/api/v1/jobs/{job}/retry", null);
        Assert.True(again.IsSuccessStatusCode);
        await Patience.SeeAsync(
            () => client.GetFromJsonAsync<JsonElement>($"/api/v1/conversations/{id}"),
            c => c.GetProperty("messages")[1].GetProperty("text").GetString() == "<b>Hello.</b>"
        );
        Assert.Contains("&lt;b&gt;Hello.", await person.GetStringAsync($"/Chat/{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_ended_and_the_conversation_goes_on()
    {
        var client = await ClientAsync();
        var id = (await client.PostedAsync("/api/v1/conversations", new { })).GetProperty("id").GetGuid();
        app.Model.Answer = _ => ModelReply.Endless;
        var sent = await client.PostedAsync($"/api/v1/conversations/{id}/messages", new { text = "Tell me everything." });
        var ended = await client.FinishedAsync($"/api/v1/jobs/{sent.GetProperty("jobId").GetString()}");
        Assert.Equal("failed", ended.GetProperty("state").GetString());
        Assert.NotEqual("", ended.GetProperty("error").GetString());
        app.Model.Answer = _ => ModelReply.Says("Briefly, then.");
        await AnsweredAsync(client, id, "Shorter, please.");
    }

    private static async Task AnsweredAsync(HttpClient client, Guid id, string text)
    {
        var sent = await client.PostedAsync($"/api/v1/conversations/{id}/messages", new { text });
        var job = await client.FinishedAsync($"/api/v1/jobs/{sent.GetProperty("jobId").GetString()}");
        Assert.Equal("succeeded", job.GetProperty("state").GetString());
    }

    private async Task<HttpClient> ClientAsync() => await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}"));

    private async Task<HttpClient> PersonAsync() => await app.SignInAsync((await app.AddUserAsync($"u{Guid.NewGuid():N}")).UserName!);
}
