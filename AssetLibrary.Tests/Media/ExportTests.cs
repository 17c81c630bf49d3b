using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AssetLibrary.Tests.Imaging;
using AssetLibrary.Web.Names;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Media;

/// <summary>What leaves the house says how it was made; what is stored never changes.</summary>
public sealed class ExportTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task A_project_is_exported_with_labels_and_a_manifest()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var client = await app.WithTokenAsync(user);
        var project = await app.ProjectAsync("A film", user.Id);
        var (made, brought, bare) = (
            await app.ProjectAssetAsync(project, "Mara / the keeper", AssetType.Character),
            await app.ProjectAssetAsync(project, "Lamp"),
            await app.ProjectAssetAsync(project, "Rope")
        );
        var answer = await client.PostedAsync(
            "/api/v1/generations",
            new { subject = new { type = "projectAsset", id = made.Id }, prompt = "with a lantern" }
        );
        await client.FinishedAsync($"/api/v1/jobs/{answer.GetProperty("jobs")[0].GetProperty("id").GetString()}");
        var signed = PictureLabelTests.WithCredentials(Given.HarbourPng(), "png");
        await UploadAsync(client, project.Id, brought.Id, signed);
        Assert.Contains(
            "1</span> of them is AI-generated",
            await client.GetStringAsync($"/Projects/{project.Id}/Export"),
            StringComparison.Ordinal
        );

        var (manifest, files) = Read(await client.GetByteArrayAsync($"/Projects/{project.Id}/Export?handler=Zip"));
        Assert.Equal(["Character - Mara - the keeper.jpg", "Prop - Lamp.png", "manifest.json"], files.Keys.Order(StringComparer.Ordinal));
        var card = manifest.GetProperty("items")[0];
        Assert.Equal(
            (true, true, "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"),
            (
                card.GetProperty("aiGenerated").GetBoolean(),
                card.GetProperty("labelled").GetBoolean(),
                card.GetProperty("digitalSourceType").GetString()
            )
        );
        Assert.Equal(
            card.GetProperty("sha256").GetString(),
            Convert.ToHexStringLower(SHA256.HashData(files["Character - Mara - the keeper.jpg"]))
        );
        Assert.Contains(
            "AISystemUsed>built-in concept-card<",
            Encoding.UTF8.GetString(files["Character - Mara - the keeper.jpg"]),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "with a lantern",
            Encoding.UTF8.GetString(files["Character - Mara - the keeper.jpg"]),
            StringComparison.Ordinal
        );
        var lamp = manifest.GetProperty("items")[1];
        Assert.Equal(
            ("present, not verified", false),
            (lamp.GetProperty("contentCredentials").GetString(), lamp.GetProperty("labelled").GetBoolean())
        );
        Assert.Equal(signed, files["Prop - Lamp.png"]);

        var (_, with) = Read(await client.GetByteArrayAsync($"/Projects/{project.Id}/Export?handler=Zip&prompt=true"));
        Assert.Contains("with a lantern", Encoding.UTF8.GetString(with["Character - Mara - the keeper.jpg"]), StringComparison.Ordinal);

        // What is stored is as it was, and the page of the picture tells of the credentials.
        var media = manifest.GetProperty("items")[1].GetProperty("mediaId").GetString();
        Assert.Equal(signed, await client.GetByteArrayAsync($"/media/{media}"));
        Assert.Contains("present, not verified", await client.GetStringAsync($"/Gallery/{media}"), StringComparison.Ordinal);
        using var single = await client.GetAsync($"/media/{card.GetProperty("mediaId").GetString()}/export?prompt=true");
        Assert.Equal("image/jpeg", single.Content.Headers.ContentType!.MediaType);
        Assert.Contains("with a lantern", Encoding.UTF8.GetString(await single.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_media_are_exported_and_what_is_not_mine_is_not_there()
    {
        var (ann, bob) = (await app.AddUserAsync($"u{Guid.NewGuid():N}"), await app.AddUserAsync($"u{Guid.NewGuid():N}"));
        using var client = await app.WithTokenAsync(ann);
        using var other = await app.WithTokenAsync(bob);
        var project = await app.ProjectAsync("A film", ann.Id);
        var asset = await app.ProjectAssetAsync(project, "Lamp");
        var first = await UploadAsync(client, project.Id, asset.Id, Given.HarbourPng());
        var gone = Given.Picture(project.Id, "Bytes elsewhere");
        await app.AddAsync(gone);
        var sha256 = await app.WithDbAsync(db =>
            db.Set<Web.Media.MediaItem>().Where(m => m.Id == first).Select(m => m.Sha256).SingleAsync()
        );
        var (long1, long2) = (
            Given.Picture(project.Id, new string('x', 200), sha256.ToString()),
            Given.Picture(project.Id, new string('x', 190), sha256.ToString())
        );
        await app.AddAsync(long1, long2);
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/media/export",
            new { ids = new[] { first, first, gone.Id, long1.Id, long2.Id } }
        );
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var (manifest, files) = Read(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(4, files.Count);
        Assert.Contains($"{new string('x', 80)} 2.png", files.Keys);
        Assert.Equal(gone.Id, manifest.GetProperty("notHere")[0].GetGuid());
        using var refused = await other.PostAsJsonAsync("/api/v1/media/export", new { ids = new[] { first } });
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        using var none = await client.PostAsJsonAsync("/api/v1/media/export", new { ids = Array.Empty<Guid>() });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
    }

    private static (JsonElement Manifest, Dictionary<string, byte[]> Files) Read(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        var files = zip.Entries.ToDictionary(
            e => e.FullName,
            e =>
            {
                using var entry = e.Open();
                using var copy = new MemoryStream();
                entry.CopyTo(copy);
                return copy.ToArray();
            }
        );
        return (JsonSerializer.Deserialize<JsonElement>(files["manifest.json"]), files);
    }

    private static async Task<Guid> UploadAsync(HttpClient client, Guid project, Guid asset, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "harbour.png" } };
        using var answer = await client.PostAsync($"/api/v1/media?project={project}", form);
        var item = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, item.ToString());
        var id = item.TryGetProperty("items", out var items) ? items[0].GetProperty("id").GetGuid() : item.GetProperty("id").GetGuid();
        await client.PostedAsync(
            $"/api/v1/subjects/projectAsset/{asset}/versions/reference",
            new { mediaIds = new[] { id }, setBest = true }
        );
        return id;
    }
}
