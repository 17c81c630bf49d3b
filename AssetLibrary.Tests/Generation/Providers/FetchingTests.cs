using System.Buffers.Binary;
using System.Net;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Providers;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Tests.Generation.Providers;

/// <summary>Where nothing is fetched from, anyone who names it: an answer of a provider, or a person.</summary>
public sealed class FetchingTests : IAsyncDisposable
{
    private readonly OpenAIServer server = new();
    private readonly ProviderHttp http = new();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("::ffff:93.184.216.34", true)]
    [InlineData("::ffff:0:5db8:d822", true)]
    [InlineData("64:ff9b::5db8:d822", true)]
    [InlineData("2002:5db8:d822::1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::7f00:1", false)]
    [InlineData("::ffff:7f00:1", false)]
    [InlineData("::ffff:0:7f00:1", false)]
    [InlineData("::ffff:0:a9fe:a9fe", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("64:ff9b:1::5db8:d822", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2002:c0a8:101::1", false)]
    [InlineData("2001:0:5db8:d822::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    public void An_address_that_wraps_another_is_what_it_leads_to(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddress.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public void No_wrapping_makes_a_private_address_public()
    {
        var chance = new Random(27);
        foreach (var network in Private.Select(n => IPNetwork.Parse(n)))
        {
            for (var i = 0; i < 200; i++)
            {
                var bytes = network.BaseAddress.GetAddressBytes();
                var within = (uint)chance.NextInt64(1L << (32 - network.PrefixLength));
                var address = BinaryPrimitives.ReadUInt32BigEndian(bytes) | (i == 0 ? 0 : within);
                BinaryPrimitives.WriteUInt32BigEndian(bytes, address);
                Assert.False(PublicAddress.IsPublic(new(bytes)), $"{new IPAddress(bytes)}");
                foreach (var wrapped in Wrapped(bytes, chance))
                {
                    Assert.False(PublicAddress.IsPublic(wrapped), $"{new IPAddress(bytes)} in {wrapped}");
                }
            }
        }
    }

    private static readonly string[] Private =
    [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "224.0.0.0/4",
        "240.0.0.0/4",
    ];

    private static IEnumerable<IPAddress> Wrapped(byte[] four, Random chance)
    {
        var noise = new byte[16];
        chance.NextBytes(noise);
        byte[] obscured = [.. four.Select(b => (byte)~b)];
        foreach (
            var bytes in new byte[][]
            {
                [.. new byte[12], .. four], // compatible
                [.. new byte[10], 0xFF, 0xFF, .. four], // mapped
                [.. new byte[8], 0xFF, 0xFF, 0, 0, .. four], // translated
                [0, 0x64, 0xFF, 0x9B, .. new byte[8], .. four], // NAT64
                [0, 0x64, 0xFF, 0x9B, 0, 1, .. noise[..6], .. four], // NAT64 of one's own
                [0x20, 0x02, .. four, .. noise[..10]], // 6to4
                [0x20, 0x01, 0, 0, .. noise[..8], .. obscured], // Teredo
                [0x26, 0x06, 0x47, 0, .. noise[..4], 0, 0, 0x5E, 0xFE, .. four], // ISATAP
                [0x26, 0x06, 0x47, 0, .. noise[..4], 2, 0, 0x5E, 0xFE, .. four],
            }
        )
        {
            yield return new(bytes);
        }
    }

    [Theory]
    [InlineData("http://a.example/", "http://A.example:80/x", true)]
    [InlineData("http://a.example/", "https://a.example/x", false)]
    [InlineData("http://a.example/", "http://a.example:8080/x", false)]
    [InlineData("http://a.example/", "http://b.example/x", false)]
    public void An_origin_is_scheme_host_and_port(string one, string other, bool same) =>
        Assert.Equal(same, new Uri(one).IsOfOrigin(new(other)));

    [Theory]
    [InlineData("http://127.0.0.1:{port}/files/out.png")]
    [InlineData("http://2130706433:{port}/files/out.png")]
    [InlineData("http://localhost:{port}/files/out.png")]
    [InlineData("http://[::ffff:0:7f00:1]:{port}/files/out.png")]
    [InlineData("http://[::ffff:127.0.0.1]:{port}/files/out.png")]
    [InlineData("http://user:word@127.0.0.1:{port}/files/out.png")]
    [InlineData("ftp://127.0.0.1:{port}/files/out.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://there-is-no-such-name.invalid/x.png")]
    public async Task What_is_private_and_what_is_not_there_are_refused_alike(string address)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => GetAsync(address));
        Assert.IsType<ForbiddenAddressException>(refused.GetBaseException());
        Assert.Empty(server.Requests);
    }

    [Theory, InlineData("127.0.0.1"), InlineData("127.0.0.1:{port}")]
    public async Task A_host_that_is_trusted_is_fetched_from(string trusted)
    {
        using var response = await GetAsync("http://127.0.0.1:{port}/files/out.png", trusted);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Trust_in_a_host_and_port_is_no_trust_in_another_port() =>
        Assert.IsType<ForbiddenAddressException>(
            (
                await Assert.ThrowsAnyAsync<Exception>(() => GetAsync("http://127.0.0.1:{port}/files/out.png", "127.0.0.1:1"))
            ).GetBaseException()
        );

    [Fact]
    public async Task Each_redirect_is_looked_at_again_and_five_are_followed()
    {
        server.Answers(Call.Download, [.. Enumerable.Repeat(Redirect("/files/out.png"), 5), Reply.Picture(Given.HarbourPng())]);
        using var response = await GetAsync("http://127.0.0.1:{port}/files/out.png", "127.0.0.1");
        Assert.Equal((HttpStatusCode.OK, 6), (response.StatusCode, server.Requests.Count));
        foreach (var to in new[] { "/files/out.png", "http://[::1]:1/x.png", "http://user:word@127.0.0.1/", "gopher://127.0.0.1/" })
        {
            server.Answers(Call.Download, Redirect(to));
            Assert.IsType<ForbiddenAddressException>(
                (
                    await Assert.ThrowsAnyAsync<Exception>(() => GetAsync("http://127.0.0.1:{port}/files/out.png", "127.0.0.1"))
                ).GetBaseException()
            );
        }
    }

    [Fact]
    public async Task An_answer_may_lead_to_the_providers_own_origin_and_not_to_another_port_of_its_host()
    {
        await using var app = new ProviderApp();
        app.Replicate.Delivery = $"{app.Replicate.Endpoint}/out-0.webp";
        await app.MakeAsync("replicate");
        foreach (
            var address in new[]
            {
                $"{server.Endpoint}/files/out.png",
                "http://127.0.0.1:80/secret",
                "http://localhost:80/secret",
                "http://there-is-no-such-name.invalid/x.png",
            }
        )
        {
            app.Replicate.Delivery = address;
            var failure = await app.FailAsync("replicate");
            Assert.Equal((ErrorClass.Broken, FailureStage.Download), (failure.Class, failure.Stage));
            Assert.Contains(ForbiddenAddressException.Sentence, failure.Sentence, StringComparison.Ordinal);
        }

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task The_key_goes_along_to_the_configured_server_only()
    {
        await using var app = new PublicApp();
        app.Replicate.Delivery = $"{server.Endpoint}/files/out.png";
        await app.MakeAsync("replicate");
        Assert.Equal("", Assert.Single(server.Requests).Header("authorization"));
        app.Replicate.Delivery = null;
        app.Replicate.Requests.Clear();
        await app.MakeAsync("replicate");
        Assert.StartsWith(
            "Bearer ",
            app.Replicate.Requests.Single(r => r.Call == Call.Download).Header("authorization"),
            StringComparison.Ordinal
        );
        app.Replicate.Answers(Call.Download, Redirect($"{server.Endpoint}/files/out.png"));
        await app.MakeAsync("replicate");
        Assert.Equal("", server.Requests.Last().Header("authorization"));
    }

    private static Reply Redirect(string to) => Reply.Text(302, "").With("Location", to);

    private Task<HttpResponseMessage> GetAsync(string address, params string[] trusted)
    {
        string Here(string text) => text.Replace("{port}", new Uri(server.Endpoint).Port.ToString(null, null), StringComparison.Ordinal);
        return new Fetching(http, new GenerationOptions { TrustedHosts = [.. trusted.Select(Here)] }).GetAsync(
            new(Here(address)),
            null,
            null,
            CancellationToken.None
        );
    }
}
