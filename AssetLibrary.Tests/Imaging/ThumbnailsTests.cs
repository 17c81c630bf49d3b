using System.Text;
using AssetLibrary.Web.Imaging;

namespace AssetLibrary.Tests.Imaging;

public sealed class ThumbnailsTests(WorkersFixture fixture) : IClassFixture<WorkersFixture>
{
    private readonly ImageWorkers _workers = fixture.Workers;

    [Fact]
    public async Task Every_target_gets_a_WebP_of_its_size_and_the_picture_is_told_as_well()
    {
        using var scratch = new Scratch();
        var targets = new Dictionary<int, string>
        {
            [200] = scratch["200"],
            [100] = scratch["100"],
            [50] = scratch["[50]"],
        };

        var reading = await _workers.ThumbnailsAsync(Samples.Picture("progressive_cat.jpg"), targets, CancellationToken.None);

        Assert.Equal(("image/jpeg", 320), (Info(reading).ContentType, Info(reading).Width));
        Assert.Equal(("image/webp", 200, 150), await SizeAsync(scratch["200"]));
        Assert.Equal(("image/webp", 100, 75), await SizeAsync(scratch["100"]));
        Assert.Equal(("image/webp", 50, 38), await SizeAsync(scratch["[50]"]));
    }

    [Fact]
    public async Task A_small_picture_is_not_enlarged()
    {
        using var scratch = new Scratch();

        await _workers.ThumbnailsAsync(
            Samples.Picture("basn3p04.png"),
            new Dictionary<int, string> { [640] = scratch["640"] },
            CancellationToken.None
        );

        Assert.Equal(("image/webp", 32, 32), await SizeAsync(scratch["640"]));
    }

    [Fact]
    public async Task A_thumbnail_stands_upright()
    {
        using var scratch = new Scratch();

        await _workers.ThumbnailsAsync(
            Samples.Picture("g4_orientation_5.tif"),
            new Dictionary<int, string> { [295] = scratch["295"] },
            CancellationToken.None
        );

        Assert.Equal(("image/webp", 295, 44), await SizeAsync(scratch["295"]));
    }

    [Theory]
    [InlineData("exif_gps.jpg")]
    [InlineData("hopper_orientation_6.webp")]
    [InlineData("icc_profile.png")]
    [InlineData("cmyk_pil_sample.jpg")]
    public async Task A_thumbnail_tells_nothing_of_where_and_by_whom(string name)
    {
        using var scratch = new Scratch();

        await _workers.ThumbnailsAsync(Samples.Picture(name), new Dictionary<int, string> { [64] = scratch["64"] }, CancellationToken.None);

        var chunks = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(scratch["64"]));
        Assert.DoesNotContain("EXIF", chunks, StringComparison.Ordinal);
        Assert.DoesNotContain("XMP ", chunks, StringComparison.Ordinal);
        Assert.DoesNotContain("ICCP", chunks, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_an_animation_the_first_page_is_shown()
    {
        using var scratch = new Scratch();

        var reading = await _workers.ThumbnailsAsync(
            Samples.Picture("anim.webp"),
            new Dictionary<int, string> { [100] = scratch["100"] },
            CancellationToken.None
        );

        Assert.Equal(6, Info(reading).Pages);
        Assert.Equal(1, Info(await _workers.ReadAsync(scratch["100"], CancellationToken.None)).Pages);
    }

    [Fact]
    public async Task A_broken_picture_gets_no_thumbnail()
    {
        using var scratch = new Scratch();

        var reading = await _workers.ThumbnailsAsync(
            Samples.Hostile("truncated_jpeg.jpg"),
            new Dictionary<int, string> { [64] = scratch["64"] },
            CancellationToken.None
        );

        Assert.Equal(ImageFault.Broken, Assert.IsType<ImageReading.Unreadable>(reading).Fault);
        Assert.False(File.Exists(scratch["64"]));
    }

    [Fact]
    public async Task A_target_that_cannot_be_written_says_nothing_about_the_picture()
    {
        using var scratch = new Scratch();
        var targets = new Dictionary<int, string> { [200] = Path.Combine(scratch["no folder"], "200"), [100] = scratch["100"] };

        var reading = await _workers.ThumbnailsAsync(Samples.Picture("hopper.jpg"), targets, CancellationToken.None);

        Assert.Equal("image/jpeg", Info(reading).ContentType);
        Assert.Equal(("image/webp", 100, 100), await SizeAsync(scratch["100"]));
    }

    private async Task<(string, int, int)> SizeAsync(string path)
    {
        var info = Info(await _workers.ReadAsync(path, CancellationToken.None));
        return (info.ContentType, info.Width, info.Height);
    }

    private static ImageInfo Info(ImageReading reading) => Assert.IsType<ImageReading.Readable>(reading).Info;
}
