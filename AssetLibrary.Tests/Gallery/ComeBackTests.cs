using System.Buffers.Binary;
using System.IO.Hashing;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Imaging;
using AssetLibrary.Web.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Gallery;

/// <summary>A picture that went out, was changed, and comes back; and the mark of what a model has made.</summary>
public sealed class ComeBackTests(App app) : IClassFixture<App>
{
    [Theory]
    [InlineData("saved again")]
    [InlineData("smaller")]
    [InlineData("cut")]
    public async Task A_changed_version_is_known_again_and_keeps_its_mark(string change)
    {
        using var client = await ClientAsync();
        var (asset, key) = await WithVersionAsync(client, Marked(Given.HarbourPng()));
        var back = await UploadAsync(client, await ChangedAsync(change), "back.jpg");
        var page = await SimilarAsync(client, back);
        Assert.Contains("looks like version 1 of", page, StringComparison.Ordinal);
        Assert.Contains("Make it version 2", page, StringComparison.Ordinal);
        await client.PostedFormAsync(
            "/Gallery/Link",
            ("ids", $"{back}"),
            ("subject", $"{asset}"),
            ("key", key),
            ("like", "1"),
            ("back", $"/Gallery/{back}")
        );
        var history = await client.GetFromJsonAsync<JsonElement>($"/api/v1/subjects/projectAsset/{asset}/versions/reference");
        Assert.Equal(2, history.GetProperty("latest").GetInt32());
        Assert.True(await IsOfModelAsync(back));
        Assert.Contains("AI-generated", await client.GetStringAsync($"/Versions/{asset}/reference?n=2"), StringComparison.Ordinal);
        // A version of something is not proposed to be one.
        Assert.DoesNotContain("looks like version", await SimilarAsync(client, back), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_picture_is_like_none()
    {
        using var client = await ClientAsync();
        await WithVersionAsync(client, Given.HarbourPng());
        var cat = await UploadAsync(client, await File.ReadAllBytesAsync(Imaging.Samples.Picture("progressive_cat.jpg")), "cat.jpg");
        Assert.DoesNotContain("looks like version", await SimilarAsync(client, cat), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_of_the_gallery_tells_it_at_once()
    {
        using var client = await ClientAsync();
        await WithVersionAsync(client, Given.HarbourPng());
        using var form = new MultipartFormDataContent { { new ByteArrayContent(await ChangedAsync("smaller")), "files", "lamp.jpg" } };
        using var answer = await client.PostAsync("/Gallery", form);
        Assert.Contains(
            "“lamp.jpg” looks like version",
            WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_the_file_says_marks_it_and_nothing_else_does()
    {
        using var client = await ClientAsync();
        Assert.True(await IsOfModelAsync(await UploadAsync(client, Marked(Given.HarbourPng()), "a.png")));
        Assert.False(await IsOfModelAsync(await UploadAsync(client, [.. Given.HarbourPng(), 7], "b.png")));
    }

    private async Task<HttpClient> ClientAsync() => await app.SignInAsync((await app.AddUserAsync($"u{Guid.NewGuid():N}"[..20])).UserName!);

    private Task<bool> IsOfModelAsync(Guid id) =>
        app.WithDbAsync(async db => (await db.Set<MediaItem>().SingleAsync(m => m.Id == id)).IsOfModel);

    private async Task<(Guid Asset, string Key)> WithVersionAsync(HttpClient client, byte[] picture)
    {
        var user = await app.WithDbAsync(db => db.Set<User>().OrderByDescending(u => u.Id).FirstAsync());
        var asset = await app.ProjectAssetAsync(await app.ProjectAsync("A film", user.Id), "Harbour");
        var id = await UploadAsync(client, picture, "one.png");
        await client.PostedAsync($"/api/v1/subjects/projectAsset/{asset.Id}/versions/reference", new { mediaIds = new[] { id } });
        return (asset.Id, "reference");
    }

    private async Task<byte[]> ChangedAsync(string change)
    {
        var images = app.Services.GetRequiredService<ImageWorkers>();
        var (from, to) = (Path.Combine(app.Folder, $"{Guid.NewGuid():N}.png"), Path.Combine(app.Folder, $"{Guid.NewGuid():N}.jpg"));
        await File.WriteAllBytesAsync(from, Given.HarbourPng());
        if (change == "cut")
        {
            var info = ((ImageReading.Readable)await images.ReadAsync(from, TestContext.Current.CancellationToken)).Info;
            await images.CoverAsync(
                from,
                to,
                info.Width * 96 / 100,
                info.Height,
                new Dictionary<int, string>(),
                TestContext.Current.CancellationToken
            );
        }
        else
        {
            await images.ReferenceAsync(
                from,
                to,
                new(["image/jpeg"], change == "smaller" ? 200 : 4000, 10_000_000),
                TestContext.Current.CancellationToken
            );
        }

        // No two tests bring the same bytes.
        return [.. await File.ReadAllBytesAsync(to), .. Guid.NewGuid().ToByteArray()];
    }

    private static async Task<Guid> UploadAsync(HttpClient client, byte[] bytes, string name)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        using var answer = await client.PostAsync("/api/v1/media", form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private static Task<string> SimilarAsync(HttpClient client, Guid id) => client.GetStringAsync($"/Gallery/{id}?handler=Similar");

    /// <summary>With the parameters of a web interface for models in a text of the PNG, behind its head.</summary>
    private static byte[] Marked(byte[] png)
    {
        byte[] body = [.. "tEXtparameters\0a harbour at night, Steps: 20 "u8, .. Encoding.ASCII.GetBytes(Guid.NewGuid().ToString())];
        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length - 4);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc32.HashToUInt32(body));
        return [.. png[..33], .. length, .. body, .. sum, .. png[33..]];
    }
}
