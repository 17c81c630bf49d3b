using System.Net;
using System.Security.Cryptography;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Sqlite;

namespace AssetLibrary.Tests.Processes;

/// <summary>A process that dies in the middle of an upload.</summary>
[Trait("Kind", "Process")]
public sealed class KilledUploadTests(Studios studios)
{
    // Larger than one read, so that a file that was cut off is one that nobody can take for whole.
    private static readonly byte[] Picture = Pictures.OfBytes(300_000, seed: 1);

    [Theory]
    [InlineData("opened", false)]
    [InlineData("written", false)]
    [InlineData("synced", false)]
    [InlineData("renamed", true)]
    [InlineData("indexed", true)]
    public async Task A_killed_upload_leaves_no_half_blob(string step, bool stays)
    {
        using var studio = await studios.NewAsync();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Picture));
        await using (var dying = await RealApp.StartKilledAtAsync(studio, $"AssetLibrary.Blobs/{step}"))
        {
            await Api.MaybeAsync(() => dying.Api.UploadAsync(Picture, "harbour.jpg"));
            await dying.KilledAsync();
        }

        Assert.Equal(stays ? [hash] : [], studio.WholeBlobs());
        Assert.Equal(step == "indexed", IsIndexed(studio, hash));

        await using var app = await RealApp.StartAsync(studio);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(studio.Folder, "blobs", ".incoming")));
        Assert.Empty(await app.Api.ItemsAsync("/api/v1/media"));
        using var again = await app.Api.UploadAsync(Picture, "harbour.jpg");
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal([hash], studio.WholeBlobs());
        Assert.True(IsIndexed(studio, hash));
        Assert.Equal(Picture, await app.Api.Client.GetByteArrayAsync($"/blobs/{hash}"));
    }

    private static bool IsIndexed(Studio studio, string hash) =>
        new BlobIndex(DataFolder.Open(studio.Folder), TimeProvider.System).Find(BlobRef.Parse(hash)) is not null;
}
