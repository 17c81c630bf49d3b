using System.Net.ServerSentEvents;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Live;

namespace AssetLibrary.Tests.Live;

public abstract class LiveStreamContract(App app)
{
    [Fact]
    public async Task News_reach_whoever_may_see_them_and_nobody_else()
    {
        var (ann, bob) = (await app.AddUserAsync("ann"), await app.AddUserAsync("bob"));
        var project = await app.ProjectAsync("Ann's film", ann.Id);
        await using var forAnn = await ListenAsync(await app.WithTokenAsync(ann));
        await using var forBob = await ListenAsync(await app.WithTokenAsync(bob));
        await TellAsync("project", project.Id, project.Id);
        var news = Guid.NewGuid();
        await TellAsync("library-asset", news, null);
        Assert.Contains(project.Id, await forAnn.UntilAsync(news));
        Assert.DoesNotContain(project.Id, await forBob.UntilAsync(news));
    }

    [Fact]
    public async Task A_browser_that_was_away_hears_what_it_missed()
    {
        var cleo = await app.AddUserAsync("cleo");
        using var client = await app.WithTokenAsync(cleo);
        string last;
        await using (var first = await ListenAsync(client))
        {
            var heard = Guid.NewGuid();
            await TellAsync("media", heard, null);
            await first.UntilAsync(heard);
            last = first.LastId;
        }

        var missed = Guid.NewGuid();
        await TellAsync("job", missed, null);
        client.DefaultRequestHeaders.Add("Last-Event-ID", last);
        await using var second = await ListenAsync(client);
        await second.UntilAsync(missed);
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
        var between = Guid.NewGuid();
        await TellAsync("batch", between, null);
        await using var stream = await ListenAsync(client, since: since);
        await stream.UntilAsync(between);
    }

    private Task<int> TellAsync(string topic, Guid id, Guid? project) =>
        app.WithDbAsync(db =>
        {
            db.Announce(topic, id, project);
            return db.SaveChangesAsync();
        });

    private static async Task<Listener> ListenAsync(HttpClient client, string greeting = "hello", string since = "")
    {
        var answer = await client.GetAsync($"/live?since={since}", HttpCompletionOption.ResponseHeadersRead);
        var listener = new Listener(
            answer,
            SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator()
        );
        Assert.Equal(greeting, await listener.GreetingAsync());
        return listener;
    }

    private sealed class Listener(HttpResponseMessage answer, IAsyncEnumerator<SseItem<string>> items) : IAsyncDisposable
    {
        public string LastId => items.Current.EventId!;

        public async Task<string> GreetingAsync()
        {
            Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(Patience.Limit));
            return items.Current.EventType;
        }

        /// <summary>All that is told up to and with this.</summary>
        public async Task<List<Guid>> UntilAsync(Guid wanted)
        {
            var told = new List<Guid>();
            while (!told.Contains(wanted))
            {
                Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(Patience.Limit));
                told.Add(JsonDocument.Parse(items.Current.Data).RootElement.GetProperty("id").GetGuid());
            }

            return told;
        }

        public ValueTask DisposeAsync()
        {
            answer.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

public sealed class SqliteLiveStreamTests(App app) : LiveStreamContract(app), IClassFixture<App>;

public sealed class PostgresLiveStreamTests(PostgresApp app) : LiveStreamContract(app), IClassFixture<PostgresApp>;
