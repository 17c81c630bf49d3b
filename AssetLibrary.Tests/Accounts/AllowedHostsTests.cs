using System.Net;
using System.Text.Json;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;

namespace AssetLibrary.Tests.Accounts;

public sealed class AllowedHostsTests
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST.", true)]
    [InlineData("studio.localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]", true)]
    [InlineData("", false)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("notlocalhost", false)]
    [InlineData("192.168.1.5", false)]
    [InlineData("library.example.org", false)]
    public void On_loopback_only_names_of_loopback_are_its_own(string host, bool allowed) =>
        Assert.Equal(allowed, Hosts("http://127.0.0.1:5080").Allows(host, IPAddress.Loopback));

    [Theory]
    [InlineData("192.168.1.5", true)]
    [InlineData("192.168.1.6", false)]
    [InlineData("[fe80::1]", false)]
    [InlineData("evil.example", false)]
    public void Listening_on_the_network_it_answers_to_the_address_it_was_reached_at(string host, bool allowed) =>
        Assert.Equal(allowed, Hosts("http://0.0.0.0:5080").Allows(host, IPAddress.Parse("::ffff:192.168.1.5")));

    [Fact]
    public void Listening_on_the_network_it_answers_to_the_machines_name()
    {
        var lan = IPAddress.Parse("192.168.1.5");
        Assert.True(Hosts("http://*:5080").Allows(Dns.GetHostName().ToUpperInvariant(), lan));
        Assert.False(Hosts("http://127.0.0.1:5080").Allows("a" + Dns.GetHostName(), IPAddress.Loopback));
    }

    [Theory]
    [InlineData("library.example.org", true)]
    [InlineData("films.example", true)]
    [InlineData("a.studio.example", true)]
    [InlineData("studio.example", false)]
    [InlineData("astudio.example", false)]
    public void The_public_address_and_what_is_configured_are_its_own_too(string host, bool allowed) =>
        Assert.Equal(
            allowed,
            Hosts("http://127.0.0.1:5080", "https://library.example.org/al", "films.example; *.studio.example").Allows(host, null)
        );

    [Fact]
    public async Task A_rebound_name_cannot_make_itself_the_admin_on_the_first_run()
    {
        await using var app = new App();
        using var client = app.NewClient(followRedirects: false);
        using var own = await client.GetAsync("/Setup");
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        foreach (var (method, path) in new[] { (HttpMethod.Get, "/Setup"), (HttpMethod.Post, "/Setup"), (HttpMethod.Get, "/") })
        {
            using var request = new HttpRequestMessage(method, path) { Headers = { Host = "evil.example" } };
            using var answer = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Null(answer.Headers.Location);
            Assert.Contains("add it to AllowedHosts", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }

        using var call = new HttpRequestMessage(HttpMethod.Get, "/api/v1/library") { Headers = { Host = "evil.example:5080" } };
        using var refused = await client.SendAsync(call);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            "/problems/unknown-host",
            JsonElement.Parse(await refused.Content.ReadAsStringAsync()).GetProperty("type").GetString()
        );
    }

    [Fact]
    public async Task What_a_client_says_of_itself_is_believed_of_known_proxies_alone()
    {
        Assert.Equal(("10.0.0.9", "http"), await SeenAsync(null, "10.0.0.9", "203.0.113.7"));
        Assert.Equal(("203.0.113.7", "https"), await SeenAsync("10.0.0.0/8", "10.0.0.9", "203.0.113.7"));
        Assert.Equal(("192.0.2.1", "http"), await SeenAsync("10.0.0.0/8", "192.0.2.1", "203.0.113.7"));
        // A client that writes the header itself: the proxy puts what it saw behind it.
        Assert.Equal(("203.0.113.7", "https"), await SeenAsync("10.0.0.9;10.0.0.8", "10.0.0.9", "1.2.3.4, 203.0.113.7, 10.0.0.8"));
    }

    [Fact]
    public void A_proxy_that_is_no_address_is_said_in_a_sentence() =>
        Assert.Contains(
            "“my proxy” is neither",
            Assert.Throws<InvalidOperationException>(() => ClientsSetup.Proxies("my proxy")).Message,
            StringComparison.Ordinal
        );

    private static async Task<(string, string)> SeenAsync(string? proxies, string from, string forwarded)
    {
        var context = new DefaultHttpContext();
        (context.Connection.RemoteIpAddress, context.Request.Scheme) = (IPAddress.Parse(from), "http");
        var count = forwarded.Split(',').Length;
        context.Request.Headers["X-Forwarded-For"] = forwarded;
        context.Request.Headers["X-Forwarded-Proto"] = string.Join(", ", Enumerable.Repeat("https", count));
        var options = Microsoft.Extensions.Options.Options.Create(ClientsSetup.Proxies(proxies));
        var logs = Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance;
        await new ForwardedHeadersMiddleware(_ => Task.CompletedTask, logs, options).Invoke(context);
        return (context.Connection.RemoteIpAddress.ToString(), context.Request.Scheme);
    }

    private static AllowedHosts Hosts(string address, string? publicUrl = null, string? configured = null) =>
        new(new Server(address), OwnAddress.Of(publicUrl), configured);

    private sealed class Server : IServer
    {
        public Server(string address)
        {
            var addresses = new ServerAddressesFeature();
            addresses.Addresses.Add(address);
            Features.Set<IServerAddressesFeature>(addresses);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() { }
    }
}
