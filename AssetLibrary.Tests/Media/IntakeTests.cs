using AssetLibrary.Tests.Imaging;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Media;

/// <summary>Thumbnails are made at the door, from the decode that proves the picture.</summary>
public sealed class IntakeTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task A_picture_comes_in_with_its_thumbnails()
    {
        var item = await TakeAsync(Given.HarbourPng());

        Assert.Equal(Thumbnails.Sizes, ThumbnailsOf(item.Sha256));
    }

    [Fact]
    public async Task A_clip_comes_in_with_the_thumbnails_of_its_poster()
    {
        var item = await TakeAsync(Given.Clip());

        Assert.Equal((320, 180, 2.0), (item.Width, item.Height, item.Seconds));
        Assert.NotNull(item.DominantColor);
        Assert.Equal(Thumbnails.Sizes, ThumbnailsOf(item.Sha256));
    }

    [Fact]
    public async Task Of_a_picture_that_is_cut_the_copy_has_the_thumbnails()
    {
        var cat = await File.ReadAllBytesAsync(Samples.Picture("progressive_cat.jpg"));
        var item = await TakeAsync(cat, (90, 160));

        Assert.Equal((90, 160), (item.Width, item.Height));
        Assert.Equal(new(item.Original!.Sha256, "image/jpeg", cat.Length, 320, 240), item.Original);
        Assert.Equal(Thumbnails.Sizes, ThumbnailsOf(item.Sha256));
        Assert.Empty(ThumbnailsOf(item.Original.Sha256));
    }

    [Theory]
    [InlineData("truncated_jpeg.jpg", null)]
    [InlineData("truncated_jpeg.jpg", 90)]
    [InlineData("tiff-60000x60000-lie.tif", null)]
    public async Task A_picture_that_is_refused_leaves_no_derived_file(string name, int? fit)
    {
        var before = Derived();

        await Assert.ThrowsAnyAsync<RefusedException>(async () =>
            await TakeAsync(await File.ReadAllBytesAsync(Samples.Hostile(name)), fit is { } side ? (side, side) : null)
        );

        Assert.Equal(before, Derived());
    }

    [Fact]
    public async Task A_thumbnail_that_was_lost_is_made_again()
    {
        var item = await TakeAsync(await File.ReadAllBytesAsync(Samples.Picture("hopper.webp")));
        var thumbnails = app.Services.GetRequiredService<Thumbnails>();
        File.Delete(thumbnails.PathOf(item.Sha256, 640));

        Assert.True(File.Exists(await thumbnails.FindOrMakeAsync(item.Sha256, 640)));
        Assert.Equal(Thumbnails.Sizes, ThumbnailsOf(item.Sha256));
    }

    private async Task<MediaItem> TakeAsync(byte[] bytes, (int Width, int Height)? fit = null)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
        var door = scope.ServiceProvider.GetRequiredService<MediaIntake>();
        return await door.TakeAsync(new MemoryStream(bytes), new(MediaSource.Upload, "A picture") { Fit = fit });
    }

    private IEnumerable<int> ThumbnailsOf(BlobRef blob) =>
        Thumbnails.Sizes.Where(size => File.Exists(app.Services.GetRequiredService<Thumbnails>().PathOf(blob, size)));

    private List<string> Derived()
    {
        var folder = Directory.CreateDirectory(Path.Combine(app.Folder, "derived"));
        return folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => file.FullName).Order().ToList();
    }
}
