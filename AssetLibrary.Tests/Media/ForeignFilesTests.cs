using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AssetLibrary.Tests.Screenplays;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Imaging;
using AssetLibrary.Web.Media;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Media;

/// <summary>Pictures of other programs, and PDFs: kept as they came, with something to look at.</summary>
public sealed class ForeignFilesTests(App app) : IClassFixture<App>
{
    [Theory]
    [InlineData("bmp", "image/bmp")]
    [InlineData("tga", "image/x-tga")]
    [InlineData("jxl", "image/jxl")]
    [InlineData("exr", "image/x-exr")]
    public async Task What_ffmpeg_shows_is_the_picture_and_the_file_its_original(string ending, string type)
    {
        var bytes = await MadeAsync(ending);
        await IsKeptAsync(bytes, $"harbour.{ending}", type, (64, 48));
    }

    [Fact]
    public Task A_Photoshop_file_is_a_picture_with_its_original() =>
        IsKeptAsync(Photoshop(64, 48), "harbour.psd", "image/vnd.adobe.photoshop", (64, 48));

    [Fact]
    public async Task Two_files_that_look_the_same_are_not_the_same_file()
    {
        using var client = await ClientAsync();
        byte[] one = Photoshop(60, 40),
            two = [.. Photoshop(60, 40), 1, 2, 3];
        foreach (var bytes in new[] { one, two })
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "files", "poster.psd" } };
            using var answer = await client.PostAsync("/Gallery", form);
            Assert.DoesNotContain("known-file", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        var made = await app.WithDbAsync(db => db.Set<MediaItem>().Where(m => m.FileName == "poster.psd").ToListAsync());
        Assert.Equal(2, made.Count);
        Assert.Equal(made[0].Sha256, made[1].Sha256);
        // Nor is the other one erased with it, or its picture.
        await app.WithAsync<Web.Gallery.MediaRemoval, int>(removal => removal.EraseEverywhereAsync([made[0].Id]));
        using var left = await client.GetAsync($"/media/{made[1].Id}");
        Assert.Equal(HttpStatusCode.OK, left.StatusCode);
        Assert.Equal(
            two.Length + one.Length - (await client.GetByteArrayAsync($"/media/{made[1].Id}/original")).Length,
            made[0].Original!.Bytes
        );
    }

    [Theory]
    [InlineData("8BPS\0\u0001 and then nothing", "application")]
    [InlineData("v/1\u0001 and then nothing", "exr")]
    public async Task What_cannot_be_shown_is_kept_as_a_document(string text, string title)
    {
        using var client = await ClientAsync();
        var item = await UploadAsync(client, Encoding.Latin1.GetBytes(text), $"{title}.bin");
        Assert.Equal("document", item.GetProperty("kind").GetString());
        Assert.Equal(text, await client.GetStringAsync(item.GetProperty("url").GetString()!));
        Assert.Contains("No preview", await PagesAsync(client, Id(item)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_says_it_is_enormous_is_not_drawn()
    {
        var bytes = Photoshop(64, 48);
        (bytes[14], bytes[15], bytes[18], bytes[19]) = (0, 1, 0, 1);
        (bytes[16], bytes[20]) = (0xFF, 0xFF);
        using var client = await ClientAsync();
        Assert.Equal("document", (await UploadAsync(client, bytes, "bomb.psd")).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_PDF_is_looked_through_page_by_page_and_never_runs()
    {
        using var client = await ClientAsync();
        var item = await UploadAsync(client, MinimalPdf.Write("One", "Two", "Three"), "three.pdf");
        var id = Id(item);
        Assert.Equal("document", item.GetProperty("kind").GetString());
        using (var cover = await client.GetAsync($"/media/{id}/thumb/320"))
        {
            Assert.Equal("image/webp", cover.Content.Headers.ContentType?.MediaType);
        }

        var pages = await PagesAsync(client, id);
        Assert.Contains("Page 3 of 3", pages, StringComparison.Ordinal);
        foreach (var page in Enumerable.Range(1, 3))
        {
            using var answer = await client.GetAsync($"/media/{id}/page/{page}");
            Assert.Equal("image/jpeg", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal([0xFF, 0xD8], (await answer.Content.ReadAsByteArrayAsync())[..2]);
        }

        foreach (var page in (int[])[0, 4, -1, 301, int.MaxValue])
        {
            using var none = await client.GetAsync($"/media/{id}/page/{page}");
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }

        using var file = await client.GetAsync($"/media/{id}");
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("sandbox", file.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%PDF-1.7 nothing more")]
    [InlineData("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer\n<< /Root 1 0 R >>")]
    public async Task A_damaged_PDF_is_kept_without_a_preview(string text)
    {
        using var client = await ClientAsync();
        var item = await UploadAsync(client, Encoding.Latin1.GetBytes(text), "broken.pdf");
        using var cover = await client.GetAsync($"/media/{Id(item)}/thumb/320");
        Assert.Equal(HttpStatusCode.NotFound, cover.StatusCode);
        Assert.Contains("No preview", await PagesAsync(client, Id(item)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_programs_nothing_is_drawn_and_nothing_fails()
    {
        var none = new ImagingOptions
        {
            Ffmpeg = "/nowhere/ffmpeg",
            Pdftoppm = "/nowhere/pdftoppm",
            Pdfinfo = "/nowhere/pdfinfo",
        };
        var file = Path.Combine(app.Folder, $"{Guid.NewGuid():N}.jpg");
        Assert.False(await new ForeignPictures(none).ViewAsync(file, "image/bmp", file, TestContext.Current.CancellationToken));
        Assert.False(await new PdfPages(none).DrawAsync(file, 1, file, TestContext.Current.CancellationToken));
        Assert.Equal(0, await new PdfPages(none).CountAsync(file, TestContext.Current.CancellationToken));
    }

    private async Task IsKeptAsync(byte[] bytes, string name, string type, (int Width, int Height) size)
    {
        using var client = await ClientAsync();
        var id = Id(await UploadAsync(client, bytes, name));
        var item = await app.WithDbAsync(db => db.Set<MediaItem>().SingleAsync(m => m.Id == id));
        Assert.Equal((MediaKind.Image, "image/png", size), (item.Kind, item.ContentType, (item.Width, item.Height)));
        Assert.Equal((type, (long)bytes.Length), (item.Original!.ContentType, item.Original.Bytes));
        Assert.Equal(bytes, await client.GetByteArrayAsync($"/media/{id}/original"));
        // Red comes out as red: the light of an EXR is linear, the channels of a bitmap stand the other way round.
        var red = Convert.ToInt32(item.DominantColor![1..3], 16);
        Assert.InRange(red, 150, 255);
        Assert.True(Convert.ToInt32(item.DominantColor[3..5], 16) < red - 60, item.DominantColor);
        using var thumb = await client.GetAsync($"/media/{id}/thumb/320");
        Assert.Equal("image/webp", thumb.Content.Headers.ContentType?.MediaType);
    }

    private async Task<HttpClient> ClientAsync() => await app.SignInAsync((await app.AddUserAsync($"u{Guid.NewGuid():N}"[..20])).UserName!);

    private static Guid Id(JsonElement item) => item.GetProperty("id").GetGuid();

    private static async Task<string> PagesAsync(HttpClient client, Guid id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/Gallery/{id}?handler=Pages");
        request.Headers.Add("HX-Request", "true");
        using var answer = await client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<JsonElement> UploadAsync(HttpClient client, byte[] bytes, string name)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        using var answer = await client.PostAsync("/api/v1/media", form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<byte[]> MadeAsync(string ending)
    {
        var file = Path.Combine(app.Folder, $"{Guid.NewGuid():N}.{ending}");
        string[] format = ending == "exr" ? ["-pix_fmt", "gbrpf32le"] : [];
        using var process = Process.Start(
            "ffmpeg",
            [.. "-v error -nostdin -f lavfi -i color=0xC02020:size=64x48 -frames:v 1 -y".Split(' '), .. format, file]
        );
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(File.Exists(file), $"ffmpeg ended with {process.ExitCode}.");
        return await File.ReadAllBytesAsync(file);
    }

    /// <summary>Version 1, RGB, 8 bits, uncompressed, nothing but the merged picture.</summary>
    private static byte[] Photoshop(int width, int height)
    {
        using var file = new MemoryStream();
        file.Write([.. "8BPS"u8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, (byte)height, 0, 0, 0, (byte)width, 0, 8, 0, 3]);
        file.Write(new byte[12 + 2]);
        foreach (byte value in (byte[])[0xC0, 0x20, 0x20])
        {
            file.Write(Enumerable.Repeat(value, width * height).ToArray());
        }

        return file.ToArray();
    }
}
