using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Gallery.Uploads;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Gallery;

/// <summary>Uploads that go on where they stopped, as tus 1.0 has it.</summary>
public sealed class ResumableUploadTests(App app) : IClassFixture<App>
{
    private const string Tus = "/api/upload/tus";

    [Fact]
    public async Task A_file_that_comes_in_parts_is_one_row()
    {
        var client = await ClientAsync();
        var bytes = Unlike(Given.HarbourPng());
        var upload = await BeginAsync(client, bytes.Length, "C:\\films\\harbour.png");
        var half = bytes.Length / 2;
        Assert.Equal(half, await SendAsync(client, upload, 0, bytes[..half]));
        using (var head = await AskAsync(client, HttpMethod.Head, upload))
        {
            Assert.Equal((half, bytes.Length), (Number(head, "Upload-Offset"), Number(head, "Upload-Length")));
            Assert.True(head.Headers.CacheControl!.NoStore);
        }

        using var last = await PatchAsync(client, upload, half, bytes[half..]);
        Assert.Equal(HttpStatusCode.NoContent, last.StatusCode);
        var id = Guid.Parse(last.Headers.GetValues("X-Media-Id").Single());
        var item = await app.WithDbAsync(db => db.Set<MediaItem>().SingleAsync(m => m.Id == id));
        Assert.Equal(
            (MediaSource.Upload, "harbour.png", "harbour", bytes.Length),
            (item.Source, item.FileName, item.Title, (int)item.Bytes)
        );
        Assert.Equal(bytes, await client.GetByteArrayAsync($"/media/{id}"));
        // Who did not hear the answer asks, and does not send it twice.
        using var again = await AskAsync(client, HttpMethod.Head, upload);
        Assert.Equal((bytes.Length, id.ToString()), (Number(again, "Upload-Offset"), again.Headers.GetValues("X-Media-Id").Single()));
        using var more = await PatchAsync(client, upload, bytes.Length, [1]);
        Assert.Equal(HttpStatusCode.Conflict, more.StatusCode);
    }

    [Fact]
    public async Task Twenty_people_with_the_same_part_make_one_row()
    {
        var client = await ClientAsync();
        var bytes = Unlike(Given.HarbourPng());
        var upload = await BeginAsync(client, bytes.Length, "harbour.png");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PatchAsync(client, upload, 0, bytes)));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.NoContent);
        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.Locked or HttpStatusCode.Conflict));
        var blob = BlobRef.Of(SHA256.HashData(bytes));
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<MediaItem>().CountAsync(m => m.Sha256 == blob)));
    }

    [Fact]
    public async Task A_broken_line_keeps_what_has_come_and_a_part_that_begins_elsewhere_is_refused()
    {
        var client = await ClientAsync();
        var bytes = Unlike(Given.HarbourPng());
        var upload = await BeginAsync(client, bytes.Length, "harbour.png");
        using var line = new TcpClient();
        await line.ConnectAsync(app.Address.Host, app.Address.Port);
        var request =
            $"PATCH {upload} HTTP/1.1\r\nHost: {app.Address.Authority}\r\nAuthorization: {client.DefaultRequestHeaders.Authorization}\r\n"
            + $"Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: {bytes.Length}\r\n\r\n";
        await line.GetStream().WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(request), .. bytes[..1000]]);
        long offset = 0;
        await Patience.UntilAsync(async () =>
        {
            using var head = await AskAsync(client, HttpMethod.Head, upload);
            offset = Number(head, "Upload-Offset");
            return offset > 0;
        });
        line.Close();
        // Until the server has noticed that the line is gone, the upload is locked.
        await Patience.UntilAsync(async () =>
        {
            using var elsewhere = await PatchAsync(client, upload, 1_000_000, bytes[..10]);
            Assert.Contains(elsewhere.StatusCode, (HttpStatusCode[])[HttpStatusCode.Locked, HttpStatusCode.Conflict]);
            return elsewhere.StatusCode == HttpStatusCode.Conflict;
        });
        using (var head = await AskAsync(client, HttpMethod.Head, upload))
        {
            offset = Number(head, "Upload-Offset");
        }

        using var rest = await PatchAsync(client, upload, offset, bytes[(int)offset..]);
        Assert.Equal(HttpStatusCode.NoContent, rest.StatusCode);
    }

    [Fact]
    public async Task A_file_that_is_here_already_is_told_where_that_is_wanted()
    {
        var client = await ClientAsync();
        var bytes = Unlike(Given.HarbourPng());
        var first = await BeginAsync(client, bytes.Length, "one.png");
        using var taken = await PatchAsync(client, first, 0, bytes);
        var second = await BeginAsync(client, bytes.Length, "two.png", ("twins", "tell"));
        using var told = await PatchAsync(client, second, 0, bytes);
        Assert.Equal(taken.Headers.GetValues("X-Media-Id"), told.Headers.GetValues("X-Twin-Id"));
        using var gone = await AskAsync(client, HttpMethod.Head, second);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        var third = await BeginAsync(client, bytes.Length, "three.png");
        using var both = await PatchAsync(client, third, 0, bytes);
        Assert.True(both.Headers.Contains("X-Media-Id"));
    }

    [Fact]
    public async Task What_is_refused_or_cancelled_leaves_nothing()
    {
        var client = await ClientAsync();
        var page = Encoding.UTF8.GetBytes("<!doctype html><p>");
        var upload = await BeginAsync(client, page.Length, "a.png");
        using (var refused = await PatchAsync(client, upload, 0, page))
        {
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
        }

        var second = await BeginAsync(client, 100, "a.png");
        using (var large = await PatchAsync(client, second, 0, new byte[101]))
        {
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        }

        using (var cancelled = await AskAsync(client, HttpMethod.Delete, second))
        {
            Assert.Equal(HttpStatusCode.NoContent, cancelled.StatusCode);
        }

        foreach (var gone in (string[])[upload, second])
        {
            using var head = await AskAsync(client, HttpMethod.Head, gone);
            Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
            Assert.Empty(Directory.GetFiles(Path.Combine(app.Folder, "blobs", ".uploads"), $"{Guid.Parse(gone.Split('/')[^1]):N}*"));
        }
    }

    [Fact]
    public async Task Nobody_else_goes_on_with_it_and_old_ones_are_cleared_away()
    {
        var client = await ClientAsync();
        var upload = await BeginAsync(client, 1000, "a.png");
        await SendAsync(client, upload, 0, [1, 2, 3]);
        var stranger = await ClientAsync();
        using (var asked = await AskAsync(stranger, HttpMethod.Head, upload))
        using (var sent = await PatchAsync(stranger, upload, 3, [4]))
        using (var cancelled = await AskAsync(stranger, HttpMethod.Delete, upload))
        {
            Assert.All(new[] { asked, sent, cancelled }, a => Assert.Equal(HttpStatusCode.NotFound, a.StatusCode));
        }

        var uploads = app.Services.GetRequiredService<ResumableUploads>();
        uploads.RemoveOld();
        Assert.Equal(3, uploads.Offset(Guid.Parse(upload.Split('/')[^1])));
        var file = Path.Combine(app.Folder, "blobs", ".uploads", $"{Guid.Parse(upload.Split('/')[^1]):N}.part");
        File.SetLastWriteTimeUtc(file, (app.Now - ResumableUploads.Lifetime).UtcDateTime.AddMinutes(-1));
        Assert.True(uploads.RemoveOld() >= 1);
        uploads.RemoveOld();
        using var gone = await AskAsync(client, HttpMethod.Head, upload);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public void One_person_can_have_so_many_unfinished_ones()
    {
        var (uploads, user) = (app.Services.GetRequiredService<ResumableUploads>(), Guid.NewGuid());
        var many = Enumerable
            .Range(0, ResumableUploads.MostOfOne + 1)
            .Select(_ => new ResumableUpload(Guid.NewGuid(), user, "a", 1, null, false))
            .ToList();
        Assert.All(many.Take(ResumableUploads.MostOfOne), uploads.Begin);
        Assert.Contains("1,000", Assert.Throws<RefusedException>(() => uploads.Begin(many.Last())).Message, StringComparison.Ordinal);
        File.Delete(uploads.TakeOver(many[0].Id)); // a finished one does not count
        uploads.Begin(many.Last());
    }

    [Fact]
    public async Task What_is_whole_but_not_taken_is_taken_with_an_empty_part()
    {
        var client = await ClientAsync();
        var bytes = Unlike(Given.HarbourPng());
        var upload = await BeginAsync(client, bytes.Length, "harbour.png");
        // As after a restart between the last byte and the row.
        var file = Path.Combine(app.Folder, "blobs", ".uploads", $"{Guid.Parse(upload.Split('/')[^1]):N}.part");
        await File.WriteAllBytesAsync(file, bytes);
        using var taken = await PatchAsync(client, upload, bytes.Length, []);
        Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);
        Assert.True(taken.Headers.Contains("X-Media-Id"));
    }

    [Theory]
    [InlineData(null, "1.0.0", 422)]
    [InlineData("-1", "1.0.0", 422)]
    [InlineData("many", "1.0.0", 422)]
    [InlineData("0", "1.0.0", 422)]
    [InlineData("99999999999999", "1.0.0", 413)]
    [InlineData("99999999999999999999999", "1.0.0", 422)]
    [InlineData("10", "0.2.2", 412)]
    [InlineData("10", null, 412)]
    public async Task What_cannot_begin_is_said(string? length, string? version, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Tus);
        Add(request, ("Upload-Length", length), ("Tus-Resumable", version));
        using var answer = await (await ClientAsync()).SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("1.0.0", answer.Headers.GetValues("Tus-Resumable").Single());
    }

    [Theory]
    [InlineData("", "file")]
    [InlineData("filename", "file")]
    [InlineData("filename !!!", "file")]
    [InlineData("filename Li4vLi4vZXRjL3Bhc3N3ZA==", "passwd")]
    [InlineData("filename YQBi", "ab")]
    [InlineData(",,,filename  ,filename eC5wbmc=", "x.png")]
    public async Task A_name_that_cannot_be_is_made_one(string metadata, string name)
    {
        var client = await ClientAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Tus);
        Add(request, ("Upload-Length", "5"), ("Tus-Resumable", "1.0.0"), ("Upload-Metadata", metadata));
        using var answer = await client.SendAsync(request);
        var id = Guid.Parse(answer.Headers.Location!.OriginalString.Split('/')[^1]);
        Assert.Equal(name, app.Services.GetRequiredService<ResumableUploads>().Find(id)!.FileName);
    }

    private async Task<HttpClient> ClientAsync() => await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}"[..20]));

    private static byte[] Unlike(byte[] picture) => [.. picture, .. RandomNumberGenerator.GetBytes(8)];

    private static int Number(HttpResponseMessage answer, string header) =>
        int.Parse(answer.Headers.GetValues(header).Single(), CultureInfo.InvariantCulture);

    private static void Add(HttpRequestMessage request, params (string Name, string? Value)[] headers)
    {
        foreach (var (name, value) in headers.Where(h => h.Value is not null))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static async Task<string> BeginAsync(HttpClient client, long bytes, string name, params (string Key, string Value)[] more)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Tus);
        var words = more.Prepend(("filename", name)).Select(w => $"{w.Item1} {Convert.ToBase64String(Encoding.UTF8.GetBytes(w.Item2))}");
        Add(
            request,
            ("Upload-Length", bytes.ToString(CultureInfo.InvariantCulture)),
            ("Tus-Resumable", "1.0.0"),
            ("Upload-Metadata", string.Join(',', words))
        );
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient client, HttpMethod method, string upload)
    {
        var request = new HttpRequestMessage(method, upload);
        Add(request, ("Tus-Resumable", "1.0.0"));
        return client.SendAsync(request);
    }

    private static Task<HttpResponseMessage> PatchAsync(HttpClient client, string upload, long offset, byte[] part)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, upload) { Content = new ByteArrayContent(part) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/offset+octet-stream");
        Add(request, ("Tus-Resumable", "1.0.0"), ("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)));
        return client.SendAsync(request);
    }

    private static async Task<int> SendAsync(HttpClient client, string upload, long offset, byte[] part)
    {
        using var answer = await PatchAsync(client, upload, offset, part);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return Number(answer, "Upload-Offset");
    }
}
