using System.Net.ServerSentEvents;
using System.Text.Json;
using AssetLibrary.Web.Live;

namespace AssetLibrary.Tests.Live;

public sealed class LiveStreamTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task News_reach_whoever_may_see_them_and_nobody_else()
    {
        var (ann, bob) = (await app.AddUserAsync("ann"), await app.AddUserAsync("bob"));
        var project = await app.ProjectAsync("Ann's film", ann.Id);
        await using var forAnn = await ListenAsync(await app.WithTokenAsync(ann));
        await using var forBob = await ListenAsync(await app.WithTokenAsync(bob));
        await TellAsync("project", project.Id, project.Id);
        await TellAsync("library-asset", Guid.Empty, null);
        Assert.Equal("project", (await forAnn.NextAsync()).GetProperty("topic").GetString());
        Assert.Equal("library-asset", (await forAnn.NextAsync()).GetProperty("topic").GetString());
        Assert.Equal("library-asset", (await forBob.NextAsync()).GetProperty("topic").GetString());
    }

    [Fact]
    public async Task A_browser_that_was_away_hears_what_it_missed()
    {
        var cleo = await app.AddUserAsync("cleo");
        using var client = await app.WithTokenAsync(cleo);
        string last;
        await using (var first = await ListenAsync(client))
        {
            await TellAsync("media", Guid.Empty, null);
            await first.NextAsync();
            last = first.LastId;
        }

        await TellAsync("job", Guid.Empty, null);
        client.DefaultRequestHeaders.Add("Last-Event-ID", last);
        await using var second = await ListenAsync(client);
        Assert.Equal("job", (await second.NextAsync()).GetProperty("topic").GetString());
    }

    [Fact]
    public async Task A_number_that_never_was_means_look_at_everything_again()
    {
        using var client = await app.WithTokenAsync(await app.AddUserAsync("dora"));
        client.DefaultRequestHeaders.Add("Last-Event-ID", "999999999");
        await using var stream = await ListenAsync(client, greeting: "resync");
    }

    [Fact]
    public async Task Nothing_falls_between_a_page_and_its_stream()
    {
        await app.AddUserAsync("fay");
        using var client = await app.SignInAsync("fay");
        await TellAsync("media", Guid.Empty, null);
        var page = await client.GetStringAsync("/Help");
        var since = page.Split("data-since=\"")[1].Split('"')[0];
        await TellAsync("batch", Guid.Empty, null);
        await using var stream = await ListenAsync(client, since: since);
        Assert.Equal("batch", (await stream.NextAsync()).GetProperty("topic").GetString());
    }

    private Task<int> TellAsync(string topic, Guid id, Guid? project) => app.WithDbAsync(db =>
    {
        db.Announce(topic, id, project);
        return db.SaveChangesAsync();
    });

    private static async Task<Listener> ListenAsync(HttpClient client, string greeting = "hello", string since = "")
    {
        var answer = await client.GetAsync($"/live?since={since}", HttpCompletionOption.ResponseHeadersRead);
        var listener = new Listener(answer, SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator());
        Assert.Equal(greeting, await listener.GreetingAsync());
        return listener;
    }

    private sealed class Listener(HttpResponseMessage answer, IAsyncEnumerator<SseItem<string>> items) : IAsyncDisposable
    {
        public string LastId => items.Current.EventId!;

        public async Task<string> GreetingAsync()
        {
            Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
            return items.Current.EventType;
        }

        public async Task<JsonElement> NextAsync()
        {
            Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
            return JsonDocument.Parse(items.Current.Data).RootElement;
        }

        public ValueTask DisposeAsync()
        {
            answer.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
