using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Generation.Orders;
using AssetLibrary.Web.Media;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Generation.Orders;

public abstract class SameBytesContract(App app)
{
    [Fact]
    public async Task The_same_bytes_for_other_words_of_the_same_provider_are_found_and_nothing_else_is()
    {
        var bytes = Guid.NewGuid().ToByteArray();
        byte[] picture = [.. Given.HarbourPng(), .. bytes];
        var first = await MakeAsync(picture, "pollinations", "a lamp");
        var blob = first.Original!.Sha256;
        Assert.Null(await FindAsync(blob, "pollinations", "a lamp"));
        Assert.Null(await FindAsync(blob, "openai", "a chair"));
        Assert.Null(await FindAsync(BlobRef.Parse(new string('a', 64)), "pollinations", "a chair"));
        Assert.Equal(first.Id, (await FindAsync(blob, "pollinations", "a chair"))?.Id);
        Assert.Equal(first.Id, (await FindAsync(first.Sha256, "pollinations", "a chair"))?.Id);

        // The earliest of several.
        await MakeAsync(picture, "pollinations", "a table");
        Assert.Equal(first.Id, (await FindAsync(blob, "pollinations", "a chair"))?.Id);
    }

    [Fact]
    public async Task An_upload_of_the_same_bytes_is_no_placeholder()
    {
        byte[] picture = [.. Given.HarbourPng(), .. Guid.NewGuid().ToByteArray()];
        var item = await TakeAsync(picture, new(MediaSource.Upload, "A lamp"));
        Assert.Null(await FindAsync(item.Sha256, "pollinations", "a chair"));
    }

    private async Task<MediaItem> MakeAsync(byte[] picture, string provider, string prompt) =>
        await TakeAsync(
            picture,
            new(MediaSource.Generation, prompt)
            {
                Provider = provider,
                Prompt = prompt,
                Fit = (64, 64),
            }
        );

    private async Task<MediaItem> TakeAsync(byte[] picture, MediaOrigin origin)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Web.Accounts.CurrentViewer>().WorkFor(null);
        var item = await scope.ServiceProvider.GetRequiredService<MediaIntake>().TakeAsync(new MemoryStream(picture), origin);
        await scope.ServiceProvider.GetRequiredService<Web.Database.LibraryContext>().SaveChangesAsync();
        return item;
    }

    /// <summary>For a new picture of these words, which came as these bytes.</summary>
    private async Task<SameBytes?> FindAsync(BlobRef blob, string provider, string prompt)
    {
        var drawn = await MakeAsync([.. Given.HarbourPng(), .. Guid.NewGuid().ToByteArray()], provider, prompt);
        return await app.WithDbAsync(db => SameBytes.FindAsync(db, drawn, blob));
    }
}

public sealed class SqliteSameBytesTests(App app) : SameBytesContract(app), IClassFixture<App>;

public sealed class PostgresSameBytesTests(PostgresApp app) : SameBytesContract(app), IClassFixture<PostgresApp>;
