using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Replication.Buckets;
using Microsoft.Extensions.Time.Testing;

namespace AssetLibrary.Tests.Replication;

/// <summary>What goes wrong with buckets is said in a sentence that tells what to do, and what had arrived is not sent again.</summary>
public sealed class BucketFaultsTests(CephServer ceph) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assetlibrary-faults-").FullName;

    [Fact]
    public async Task A_connection_that_works_is_said_to_work()
    {
        var verdict = await TestAsync(await ceph.NewBucketAsync());
        Assert.Null(verdict.Trouble);
        Assert.NotNull(verdict.TakesChecksums);
        Assert.InRange(verdict.ClockDifference!.Value.TotalMinutes, -2, 2);
    }

    [Theory]
    [InlineData("secret", "The secret key is wrong")]
    [InlineData("access", "does not know the access key")]
    [InlineData("bucket", "There is no bucket “nowhere-to-be-found”")]
    [InlineData("endpoint", "can’t be reached")]
    [InlineData("clock", "clock")]
    public async Task What_is_wrong_is_said(string what, string sentence)
    {
        var right = await ceph.NewBucketAsync();
        await using var late = what == "clock" ? new Relay(right.Endpoint!, Relay.TooLate) : null;
        var wrong = new BucketOptions
        {
            Endpoint = late?.Address ?? (what == "endpoint" ? new Uri("http://127.0.0.1:1/") : right.Endpoint),
            Bucket = what == "bucket" ? "nowhere-to-be-found" : right.Bucket,
            AccessKey = what == "access" ? "somebody" : right.AccessKey,
            SecretKey = what == "secret" ? "something" : right.SecretKey,
        };
        var verdict = await TestAsync(wrong);
        Assert.Contains(sentence, verdict.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_busy_for_a_moment_is_asked_again()
    {
        var right = await ceph.NewBucketAsync();
        await using var busy = new Relay(right.Endpoint!, Relay.Busy, times: 2);
        using var store = new BucketStore(Through(right, busy), TimeProvider.System);
        var (blob, file) = await FileAsync(100_000);
        await store.PutAsync(blob, file, new(), TestContext.Current.CancellationToken);
        Assert.Equal(BlobHealth.Ok, await store.ScanAsync(blob, TestContext.Current.CancellationToken));
        Assert.Equal(0, busy.Left);
    }

    [Fact]
    public async Task A_large_file_whose_connection_is_cut_goes_on_where_it_was()
    {
        var right = await ceph.NewBucketAsync();
        var (blob, file) = await FileAsync(42_000_000);
        // Four parts of 5 MB are on their way at once, so of 28 MB at least one has arrived whole.
        await using (var cut = new Relay(right.Endpoint!, Relay.CutAfter(28_000_000)))
        {
            using var broken = new BucketStore(Through(right, cut), TimeProvider.System);
            var trouble = await Assert.ThrowsAsync<StoreTroubleException>(() =>
                broken.PutAsync(blob, file, new(), TestContext.Current.CancellationToken)
            );
            Assert.True(trouble.IsTemporary, trouble.Message);
        }

        await using var counting = new Relay(right.Endpoint!, Relay.Pass);
        using var store = new BucketStore(Through(right, counting), TimeProvider.System);
        Assert.False(await store.HasAsync(blob, TestContext.Current.CancellationToken));
        await store.PutAsync(blob, file, new(), TestContext.Current.CancellationToken);
        Assert.Equal(BlobHealth.Ok, await store.ScanAsync(blob, TestContext.Current.CancellationToken));
        Assert.InRange(counting.Sent, 1, 38_000_000); // a part less, and the headers of the others
    }

    [Fact]
    public async Task Uploads_that_nobody_goes_on_with_are_cleared_away_and_others_things_stay()
    {
        var right = await ceph.NewBucketAsync();
        var (blob, file) = await FileAsync(42_000_000);
        await using (var cut = new Relay(right.Endpoint!, Relay.CutAfter(18_000_000)))
        {
            using var broken = new BucketStore(Through(right, cut), TimeProvider.System);
            await Assert.ThrowsAsync<StoreTroubleException>(() =>
                broken.PutAsync(blob, file, new(), TestContext.Current.CancellationToken)
            );
        }

        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var store = new BucketStore(right, time);
        await store
            .Client()
            .PutObjectAsync(
                new()
                {
                    BucketName = right.Bucket,
                    Key = "somebody elses.txt",
                    ContentBody = "x",
                }
            );
        var other = await store
            .Client()
            .InitiateMultipartUploadAsync(right.Bucket, "somebody elses.mov", TestContext.Current.CancellationToken);
        Assert.Equal(0, await store.ClearIncompleteAsync(TestContext.Current.CancellationToken));
        time.Advance(TimeSpan.FromDays(8));
        Assert.Equal(1, await store.ClearIncompleteAsync(TestContext.Current.CancellationToken));
        var left = await store.Client().ListMultipartUploadsAsync(right.Bucket, TestContext.Current.CancellationToken);
        Assert.Equal(other.UploadId, Assert.Single(left.MultipartUploads).UploadId);
    }

    [Fact]
    public async Task Addresses_that_are_signed_show_the_public_address()
    {
        var right = await ceph.NewBucketAsync("a b/");
        var options = new BucketOptions
        {
            Endpoint = right.Endpoint,
            Bucket = right.Bucket,
            AccessKey = right.AccessKey,
            SecretKey = right.SecretKey,
            Prefix = right.Prefix,
            PublicEndpoint = new("https://pictures.example:8443/"),
        };
        using var store = new BucketStore(options, TimeProvider.System);
        var (blob, _) = await FileAsync(10);
        var read = (await store.UrlAsync(blob, TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken))!;
        Assert.Equal("https://pictures.example:8443", read.GetLeftPart(UriPartial.Authority));
        Assert.StartsWith($"/{right.Bucket}/a%20b/blobs/", read.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_takes_a_file_up_to_its_limit()
    {
        using var store = new BucketStore(await ceph.NewBucketAsync("ü/"), TimeProvider.System);
        var (url, fields) = await store.UploadFormAsync("uploads/one two.bin", TimeSpan.FromMinutes(5), maxBytes: 1000);
        using var http = new HttpClient();
        foreach (var (size, taken) in new[] { (1000, true), (1001, false) })
        {
            using var form = new MultipartFormDataContent();
            foreach (var (name, value) in fields)
            {
                form.Add(new StringContent(value), name);
            }

            form.Add(new ByteArrayContent(new byte[size]), "file", "one.bin");
            using var answer = await http.PostAsync(url, form, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode == taken, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        await using var there = await store.OpenKeyAsync("uploads/one two.bin", TestContext.Current.CancellationToken);
        Assert.NotNull(there);
    }

    [Fact]
    public async Task One_of_three_daemons_dies_under_load_and_nothing_is_lost()
    {
        using var three = RunningCeph.Start(daemons: 3);
        using var store = new BucketStore(await three.NewBucketAsync(), TimeProvider.System);
        var put = new List<BlobRef>();
        for (var i = 0; i < 60; i++)
        {
            if (i == 20)
            {
                three.KillDaemon(1);
            }

            var (blob, file) = await FileAsync(200_000);
            await store.PutAsync(blob, file, new(), TestContext.Current.CancellationToken);
            put.Add(blob);
        }

        foreach (var blob in put)
        {
            Assert.Equal(BlobHealth.Ok, await store.ScanAsync(blob, TestContext.Current.CancellationToken));
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static BucketOptions Through(BucketOptions right, Relay relay) =>
        new()
        {
            Endpoint = relay.Address,
            Bucket = right.Bucket,
            AccessKey = right.AccessKey,
            SecretKey = right.SecretKey,
            PartBytes = 5 << 20,
        };

    private static async Task<BucketVerdict> TestAsync(BucketOptions options)
    {
        using var store = new BucketStore(options, TimeProvider.System);
        return await store.TestAsync(TestContext.Current.CancellationToken);
    }

    private async Task<(BlobRef Blob, string File)> FileAsync(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        var file = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        await File.WriteAllBytesAsync(file, bytes);
        return (BlobRef.Of(SHA256.HashData(bytes)), file);
    }
}

/// <summary>A line to a server on which things go wrong.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Uri to;
    private readonly Trouble trouble;
    private readonly Task serving;
    private int left;
    private long sent;

    public Relay(Uri to, Trouble trouble, int times = int.MaxValue)
    {
        (this.to, this.trouble, left) = (to, trouble, times);
        listener.Start();
        serving = ServeAsync();
    }

    /// <param name="Answer">Sent instead of passing the request on; null to pass it on.</param>
    /// <param name="CutAfter">Bytes of the client's, after which every line is cut.</param>
    /// <param name="Verb">Requests that begin so are cut.</param>
    public sealed record Trouble(string? Answer, long CutAfter = long.MaxValue, string? Verb = null);

    /// <summary>The service gives, but takes nothing.</summary>
    public static Trouble TakesNothing { get; } = new(null, Verb: "PUT ");

    public static Trouble Pass { get; } = new(null);

    public static Trouble Busy { get; } = new(Xml("503 Slow Down", "SlowDown", "Reduce your request rate."));

    public static Trouble TooLate { get; } = new(Xml("403 Forbidden", "RequestTimeTooSkewed", "The difference is too large."));

    public static Trouble CutAfter(long bytes) => new(null, bytes);

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>How often it still goes wrong.</summary>
    public int Left => Math.Max(0, left);

    /// <summary>Bytes of the client's that were passed on.</summary>
    public long Sent => Interlocked.Read(ref sent);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await serving;
        listener.Stop();
        ending.Dispose();
    }

    private static string Xml(string status, string code, string message)
    {
        var body = $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>";
        return $"HTTP/1.1 {status}\r\nContent-Type: application/xml\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ending.Token);
                _ = RelayAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It ends.
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                if (trouble.Answer is { } answer && Interlocked.Decrement(ref left) >= 0)
                {
                    // Enough to have read the request; what follows of its body is of no interest.
                    _ = await stream.ReadAtLeastAsync(new byte[100], 100, throwOnEndOfStream: false, ending.Token);
                    await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), ending.Token);
                    client.Client.Shutdown(SocketShutdown.Send);
                    await stream.CopyToAsync(Stream.Null, ending.Token);
                    return;
                }

                using var server = new TcpClient();
                await server.ConnectAsync(to.Host, to.Port, ending.Token);
                var back = server.GetStream();
                await Task.WhenAny(ForthAsync(stream, back), back.CopyToAsync(stream, ending.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // A line that is cut.
        }
    }

    private async Task ForthAsync(Stream from, Stream there)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, ending.Token)) > 0; )
        {
            var isCut = trouble.Verb is { } verb && buffer.AsSpan(0, read).StartsWith(System.Text.Encoding.ASCII.GetBytes(verb));
            if (isCut || Interlocked.Add(ref sent, read) > trouble.CutAfter)
            {
                return;
            }

            await there.WriteAsync(buffer.AsMemory(0, read), ending.Token);
        }
    }
}
