using AssetLibrary.Web.Imaging;

namespace AssetLibrary.Tests.Imaging;

/// <summary>Pictures that are wanted in exactly one size.</summary>
public sealed class CoverTests(WorkersFixture fixture) : IClassFixture<WorkersFixture>, IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("progressive_cat.jpg", "image/jpeg", "image/jpeg", 320, 240)]
    [InlineData("hopper_orientation_6.webp", "image/webp", "image/webp", 128, 128)]
    [InlineData("hopper.avif", "image/avif", "image/png", 128, 128)]
    [InlineData("g4_orientation_5.tif", "image/tiff", "image/png", 590, 88)]
    public async Task A_picture_of_another_size_is_cut_and_the_thumbnails_are_of_the_copy(
        string name,
        string before,
        string after,
        int width,
        int height
    )
    {
        var reading = await CoverAsync(name, 90, 160);

        Assert.Equal(new UncutPicture(before, width, height), reading.Uncut);
        Assert.Equal((after, 90, 160, 1), (reading.Info.ContentType, reading.Info.Width, reading.Info.Height, reading.Info.Pages));
        Assert.Equal((after, 90, 160), await SizeAsync("copy"));
        Assert.Equal(("image/webp", 90, 160), await SizeAsync("200"));
        Assert.Equal(("image/webp", 36, 64), await SizeAsync("64"));
    }

    [Theory]
    [InlineData("progressive_cat.jpg", 320, 240)]
    [InlineData("anim.webp", 90, 160)]
    public async Task A_picture_of_that_size_and_an_animation_are_not_cut(string name, int width, int height)
    {
        var reading = await CoverAsync(name, width, height);

        Assert.Null(reading.Uncut);
        Assert.False(File.Exists(_scratch["copy"]));
        Assert.True(File.Exists(_scratch["64"]));
    }

    [Fact]
    public async Task A_copy_that_finds_no_place_on_the_disk_says_nothing_about_the_picture()
    {
        var nowhere = Path.Combine(_scratch["gone"], "copy");

        var reading = await fixture.Workers.CoverAsync(
            Samples.Picture("progressive_cat.jpg"),
            nowhere,
            90,
            160,
            new Dictionary<int, string>(),
            CancellationToken.None
        );

        var fault = Assert.IsType<ImageReading.Unreadable>(reading).Fault;
        Assert.Equal((ImageFault.NotWritten, true), (fault, fault.IsTransient()));
    }

    private async Task<ImageReading.Readable> CoverAsync(string name, int width, int height)
    {
        var thumbnails = new Dictionary<int, string> { [200] = _scratch["200"], [64] = _scratch["64"] };
        return Assert.IsType<ImageReading.Readable>(
            await fixture.Workers.CoverAsync(Samples.Picture(name), _scratch["copy"], width, height, thumbnails, CancellationToken.None)
        );
    }

    private async Task<(string, int, int)> SizeAsync(string name)
    {
        var info = Assert.IsType<ImageReading.Readable>(await fixture.Workers.ReadAsync(_scratch[name], CancellationToken.None)).Info;
        return (info.ContentType, info.Width, info.Height);
    }
}
