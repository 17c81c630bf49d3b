using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Media;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Media;

public abstract class OrphanSweepContract(App app)
{
    [Fact]
    public async Task Bytes_without_a_row_are_counted_while_young_and_put_aside_later()
    {
        var store = app.Services.GetRequiredService<BlobStore>();
        var sweep = app.Services.GetRequiredService<OrphanSweep>();
        var named = await TakeAsync(Given.HarbourPng());
        var old = (await store.PutAsync(new MemoryStream(Guid.NewGuid().ToByteArray()))).Blob;
        var young = (await store.PutAsync(new MemoryStream(Guid.NewGuid().ToByteArray()))).Blob;
        Age(store, named);
        Age(store, old);

        var swept = await sweep.SweepAsync(TestContext.Current.CancellationToken);

        Assert.Equal((1, 16), (swept.Quarantined, swept.Bytes));
        Assert.True(swept.Young >= 1);
        var here = store.List().Select(b => b.Blob).ToHashSet();
        Assert.True(here.Contains(named) && here.Contains(young));
        Assert.DoesNotContain(old, here);
        Assert.True(store.Has(old));
    }

    private static void Age(BlobStore store, BlobRef blob)
    {
        var file = store.PathOf(blob);
        File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddDays(-2));
    }

    private async Task<BlobRef> TakeAsync(byte[] picture)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
        var item = await scope
            .ServiceProvider.GetRequiredService<MediaIntake>()
            .TakeAsync(new MemoryStream(picture), new(MediaSource.Upload, "harbour"));
        await scope.ServiceProvider.GetRequiredService<Web.Database.LibraryContext>().SaveChangesAsync();
        return item.Sha256;
    }
}

public sealed class OrphanSweepTests(App app) : OrphanSweepContract(app), IClassFixture<App>;

public sealed class PostgresOrphanSweepTests(PostgresApp app) : OrphanSweepContract(app), IClassFixture<PostgresApp>;
