using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Replication;
using AssetLibrary.Web.Replication.Buckets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Replication;

/// <summary>The app whose bucket is the primary store.</summary>
public sealed class PrimaryBucketApp(CephServer ceph) : App
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string>(ceph.NewBucketSettings(), StringComparer.Ordinal) { ["Storage:Primary"] = "s3" };
}

/// <summary>The same, while the bucket takes nothing from this server.</summary>
public sealed class FullBucketApp(CephServer ceph) : App
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:1/");

    private readonly BucketOptions bucket = Task.Run(() => ceph.NewBucketAsync()).GetAwaiter().GetResult();
    private Relay? relay;

    public BucketOptions Bucket => bucket;

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Storage:Primary"] = "s3",
            ["Storage:S3:Endpoint"] = (relay ??= new(bucket.Endpoint ?? Nowhere, Relay.TakesNothing)).Address.AbsoluteUri,
            ["Storage:S3:Bucket"] = bucket.Bucket,
            ["Storage:S3:AccessKey"] = bucket.AccessKey,
            ["Storage:S3:SecretKey"] = bucket.SecretKey,
        };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await relay!.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>What arrives is kept here, whatever the bucket does, and its copy is made later.</summary>
public sealed class FullBucketTests(FullBucketApp app) : IClassFixture<FullBucketApp>
{
    [Fact]
    public async Task What_was_put_into_a_bucket_that_takes_nothing_more_is_kept_here_and_its_copy_is_queued()
    {
        var client = await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}", Role.Admin));
        byte[] bytes = [.. Given.HarbourPng(), 4, 4];
        var key = (await client.PostedAsync("/api/upload/sign", new { fileName = "a.png", bytes = bytes.Length }))
            .GetProperty("key")
            .GetString()!;
        using var direct = new BucketStore(app.Bucket, TimeProvider.System);
        using (var http = new HttpClient())
        using (var put = await http.PutAsync(await direct.UploadUrlAsync(key, TimeSpan.FromMinutes(5), null), new ByteArrayContent(bytes)))
        {
            Assert.True(put.IsSuccessStatusCode);
        }

        await client.PostedAsync("/api/upload/ingest", new { key });
        Assert.True(app.Services.GetRequiredService<AssetLibrary.Web.Blobs.BlobStore>().Has(Given.Sha256(bytes)));
        await app.Services.GetRequiredService<Announcer>().RunOnceAsync(TestContext.Current.CancellationToken);
        var job = await app.Services.GetRequiredService<Replicator>().RunOnceAsync(TestContext.Current.CancellationToken, byHand: true);
        var report = (await client.FinishedAsync($"/api/v1/jobs/{job}")).GetProperty("result");
        Assert.Equal(1, report.GetProperty("failed").GetInt32());
        Assert.Contains("can’t be reached", report.GetProperty("why").GetString(), StringComparison.Ordinal);
        var request = await app.WithDbAsync(db => db.Set<ReplicationRequest>().SingleAsync());
        Assert.True(request.NotBefore > app.Now);
        Assert.NotNull(
            await app.WithDbAsync(db => db.Set<Device>().Where(d => d.Kind == DeviceKind.Bucket).Select(d => d.Trouble).SingleAsync())
        );
    }
}

/// <summary>Programs put files straight into the bucket, and read them there, by addresses of the same shape as this server's.</summary>
public sealed class PrimaryBucketTests(PrimaryBucketApp app) : IClassFixture<PrimaryBucketApp>
{
    [Fact]
    public async Task A_file_put_into_the_bucket_becomes_an_item_as_every_other()
    {
        var client = await ClientAsync();
        byte[] bytes = [.. Given.HarbourPng(), 1, 2, 3];
        var signed = await client.PostedAsync(
            "/api/upload/sign",
            new
            {
                fileName = "ü + 😀.png",
                contentType = "image/png",
                bytes = bytes.Length,
            }
        );
        var (key, upload) = (signed.GetProperty("key").GetString()!, new Uri(signed.GetProperty("uploadUrl").GetString()!));
        Assert.NotEqual(app.Address.Authority, upload.Authority);
        Assert.Equal("http", upload.Scheme);

        using (var early = await client.PostAsJsonAsync("/api/upload/ingest", new { key }))
        {
            Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
            Assert.Contains("Nothing has been uploaded", await early.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await PutAsync(upload, bytes, "image/png");
        Assert.Equal(bytes, await ReadAsync(signed.GetProperty("readUrl").GetString()!));
        var taken = await client.PostedAsync("/api/upload/ingest", new { key });
        var again = await client.PostedAsync("/api/upload/ingest", new { key });
        Assert.Equal(taken.GetProperty("mediaId").GetGuid(), again.GetProperty("mediaId").GetGuid());

        var item = await app.WithDbAsync(db => db.Set<MediaItem>().SingleAsync(m => m.StorageKey == key));
        Assert.Equal(("image/png", "ü + 😀.png", MediaSource.Upload), (item.ContentType, item.FileName, item.Source));
        Assert.True(item.Width > 0);
        Assert.True(await app.Services.GetRequiredService<BucketStore>().HasAsync(item.Sha256, TestContext.Current.CancellationToken));

        var read = await client.PostedAsync("/api/upload/sign-read", new { key });
        Assert.Equal(upload.Authority, new Uri(read.GetProperty("url").GetString()!).Authority);
        Assert.Equal(bytes, await ReadAsync(read.GetProperty("url").GetString()!));
        var reused = await client.PostedAsync("/api/upload/sign-read", new { key });
        Assert.Equal(read.GetProperty("url").GetString(), reused.GetProperty("url").GetString());
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_as_at_every_door_and_its_key_can_be_used_again()
    {
        var client = await ClientAsync();
        var signed = await client.PostedAsync("/api/upload/sign", new { fileName = "a.png", bytes = 100 });
        var upload = new Uri(signed.GetProperty("uploadUrl").GetString()!);
        await PutAsync(upload, "no picture"u8.ToArray(), null);
        var key = signed.GetProperty("key").GetString();
        using (var refused = await client.PostAsJsonAsync("/api/upload/ingest", new { key }))
        {
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
        }

        await PutAsync(upload, [.. Given.HarbourPng(), 9], null);
        await client.PostedAsync("/api/upload/ingest", new { key });
    }

    [Theory]
    [InlineData("blobs/ab/cd/abcd")]
    [InlineData("uploads/../secret")]
    [InlineData("uploads/0123456789abcdef0123456789abcdef/unknown.png")]
    [InlineData("")]
    public async Task Keys_that_were_not_signed_lead_nowhere(string key)
    {
        var client = await ClientAsync();
        using var answer = await client.PostAsJsonAsync("/api/upload/ingest", new { key });
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Everything_is_copied_to_the_bucket()
    {
        var client = await ClientAsync();
        byte[] bytes = [.. Given.HarbourPng(), 7, 7];
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "plain.png" } };
        using var sent = await client.PostAsync("/api/v1/media", form);
        await app.Services.GetRequiredService<Announcer>().RunOnceAsync(TestContext.Current.CancellationToken);
        var job = await app.Services.GetRequiredService<Replicator>().RunOnceAsync(TestContext.Current.CancellationToken, byHand: true);
        await client.FinishedAsync($"/api/v1/jobs/{job}");
        var bucket = app.Services.GetRequiredService<BucketStore>();
        Assert.True(await bucket.HasAsync(Given.Sha256(bytes), TestContext.Current.CancellationToken));
    }

    private static async Task PutAsync(Uri at, byte[] bytes, string? type)
    {
        using var http = new HttpClient();
        using var body = new ByteArrayContent(bytes);
        body.Headers.ContentType = type is null ? null : new(type);
        using var answer = await http.PutAsync(at, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<byte[]> ReadAsync(string at)
    {
        using var http = new HttpClient();
        return await http.GetByteArrayAsync(new Uri(at));
    }

    private async Task<HttpClient> ClientAsync() => await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}", Role.Admin));
}
