using System.Text;
using AssetLibrary.Web.Imaging;
using NetVips;

namespace AssetLibrary.Tests.Imaging;

/// <summary>Copies of pictures that go out to providers.</summary>
public sealed class ReferenceTests(WorkersFixture fixture) : IClassFixture<WorkersFixture>, IDisposable
{
    private static readonly ReferenceLimits Usual = new(["image/jpeg", "image/png"], 2048, 4_000_000);

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_photo_in_printing_colours_that_lies_on_its_side_goes_out_upright_in_sRGB()
    {
        var photo = PrintedPhoto();
        await ExifTool.RunAsync("-q", "-overwrite_original", "-n", "-Orientation=6", photo);
        using var stored = Image.NewFromFile(photo);
        Assert.Equal((Enums.Interpretation.Cmyk, 320, 240), (stored.Interpretation, stored.Width, stored.Height));

        var info = await ReadableAsync(photo, Usual);

        Assert.Equal(("image/jpeg", 240, 320), (info.ContentType, info.Width, info.Height));
        using var sent = Image.NewFromFile(_scratch["copy"]);
        Assert.Equal((Enums.Interpretation.Srgb, 240, 320), (sent.Interpretation, sent.Width, sent.Height));
        Assert.False(sent.Contains("icc-profile-data") || sent.Contains("orientation"));
        using var turned = Image.NewFromFile(Samples.Picture("progressive_cat.jpg")).Rot90();
        using var off = (turned - sent).Abs();
        Assert.InRange(off.Avg(), 0, 10);
    }

    [Theory]
    [InlineData("image/jpeg")]
    [InlineData("image/png")]
    [InlineData("image/webp")]
    public async Task Nothing_but_the_pixels_goes_out(string contentType)
    {
        var photo = PrintedPhoto();
        await ExifTool.RunAsync(
            "-q",
            "-overwrite_original",
            "-n",
            "-Orientation=6",
            "-GPSLatitude=52.5",
            "-GPSLatitudeRef=N",
            "-Artist=Ann",
            "-IPTC:By-line=Ann",
            "-XMP-dc:Creator=Ann",
            "-Comment=at home",
            "-XMP-xmp:Rating=4",
            photo
        );
        Assert.Contains("GPSLatitude", (await ExifTool.ReadAsync(photo, "-G1")).ToString(), StringComparison.Ordinal);

        await ReadableAsync(photo, Usual with { ContentTypes = [contentType] });

        var read = await ExifTool.ReadAsync(_scratch["copy"], "-G1");
        var groups = read.EnumerateObject().Select(field => field.Name.Split(':')[0]);
        Assert.Empty(groups.Except(["SourceFile", "ExifTool", "System", "File", "Composite", "JFIF", "PNG", "PNG-pHYs", "RIFF"]));
        Assert.DoesNotContain("Ann", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_scratch["copy"])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hopper.avif", "image/jpeg")]
    [InlineData("hopper.tif", "image/jpeg")]
    [InlineData("16bit.deflate.tif", "image/jpeg")]
    [InlineData("g4_orientation_5.tif", "image/jpeg")]
    [InlineData("hopper.webp", "image/jpeg")]
    [InlineData("hopper.gif", "image/jpeg")]
    [InlineData("basn3p04.png", "image/jpeg")]
    [InlineData("cmyk_pil_sample.jpg", "image/jpeg")]
    [InlineData("transparent.webp", "image/png")]
    [InlineData("basn4a16.png", "image/png")]
    [InlineData("animated-loop-3.gif", "image/jpeg")]
    [InlineData("anim.webp", "image/png")]
    public async Task Whatever_it_was_it_goes_out_as_JPEG_or_where_it_is_transparent_as_PNG(string name, string contentType)
    {
        var reading = await fixture.Workers.ReadAsync(Samples.Picture(name), CancellationToken.None);
        var before = Assert.IsType<ImageReading.Readable>(reading).Info;

        var info = await ReadableAsync(Samples.Picture(name), Usual);

        Assert.Equal((contentType, before.Width, before.Height, 1), (info.ContentType, info.Width, info.Height, info.Pages));
        Assert.Equal(contentType == "image/png", info.HasAlpha);
        using var sent = Image.NewFromFile(_scratch["copy"]);
        Assert.Equal((Enums.Interpretation.Srgb, Enums.BandFormat.Uchar), (sent.Interpretation, sent.Format));
    }

    [Fact]
    public async Task An_alpha_channel_that_hides_nothing_is_left_out()
    {
        using var opaque = Image.NewFromFile(Samples.Picture("hopper.jpg")).Bandjoin(255);
        opaque.WriteToFile(_scratch["opaque.png"]);

        var info = await ReadableAsync(_scratch["opaque.png"], Usual);

        Assert.Equal(("image/jpeg", false), (info.ContentType, info.HasAlpha));
    }

    [Theory]
    [InlineData("hopper.jpg", "image/webp", false)]
    [InlineData("hopper.jpg", "image/png", false)]
    [InlineData("transparent.webp", "image/webp", true)]
    [InlineData("transparent.webp", "image/jpeg", false)]
    public async Task A_provider_that_takes_one_format_gets_that(string name, string only, bool alpha)
    {
        var info = await ReadableAsync(Samples.Picture(name), Usual with { ContentTypes = ["image/avif", only] });

        Assert.Equal((only, alpha), (info.ContentType, info.HasAlpha));
    }

    [Fact]
    public async Task What_is_seen_through_is_white_where_only_JPEG_is_taken()
    {
        using var nothing = Image.Black(20, 20, bands: 4).Copy(interpretation: Enums.Interpretation.Srgb);
        nothing.WriteToFile(_scratch["nothing.png"]);

        Assert.Equal("#ffffff", (await ReadableAsync(_scratch["nothing.png"], Usual with { ContentTypes = ["image/jpeg"] })).DominantColor);
    }

    [Theory]
    [InlineData("image/jpeg")]
    [InlineData("image/png")]
    [InlineData("image/webp")]
    public async Task A_copy_is_no_larger_than_it_may_be(string contentType)
    {
        using var noise = Image.Gaussnoise(900, 600, sigma: 50, mean: 128).Cast(Enums.BandFormat.Uchar);
        noise.WriteToFile(_scratch["noise.png"]);

        var within = await ReadableAsync(_scratch["noise.png"], new([contentType], 600, 10_000_000));
        Assert.Equal((600, 400), (within.Width, within.Height));

        var small = await ReadableAsync(_scratch["noise.png"], new([contentType], 600, 20_000));
        Assert.InRange(new FileInfo(_scratch["copy"]).Length, 5_000, 20_000);
        Assert.InRange(small.Width, 64, 599);
    }

    [Fact]
    public async Task Less_quality_comes_before_less_size()
    {
        await ReadableAsync(Samples.Picture("progressive_cat.jpg"), Usual);
        var most = new FileInfo(_scratch["copy"]).Length;

        var info = await ReadableAsync(Samples.Picture("progressive_cat.jpg"), Usual with { MostBytes = most * 2 / 3 });

        Assert.Equal((320, 240), (info.Width, info.Height));
        Assert.InRange(new FileInfo(_scratch["copy"]).Length, 1, most * 2 / 3);
    }

    [Theory]
    [InlineData("hostile/truncated_jpeg.jpg", 100_000, ImageFault.Broken)]
    [InlineData("hostile/jpeg-65500x65500-lie.jpg", 100_000, ImageFault.TooLarge)]
    [InlineData("hostile/svg-as.png", 100_000, ImageFault.NotAnImage)]
    [InlineData("pictures/flower.heic", 100_000, ImageFault.NotAnImage)]
    [InlineData("pictures/hopper.jpg", 50, ImageFault.TooLarge)]
    public async Task Of_what_cannot_go_out_there_is_no_copy(string name, int mostBytes, ImageFault fault)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Samples", name);

        var reading = await SendAsync(path, Usual with { MostBytes = mostBytes });

        Assert.Equal(fault, Assert.IsType<ImageReading.Unreadable>(reading).Fault);
        Assert.False(File.Exists(_scratch["copy"]));
    }

    [Fact]
    public async Task A_format_that_cannot_be_made_is_an_exception() =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            SendAsync(Samples.Picture("hopper.jpg"), Usual with { ContentTypes = ["image/heic"] })
        );

    private async Task<ImageInfo> ReadableAsync(string from, ReferenceLimits limits) =>
        Assert.IsType<ImageReading.Readable>(await SendAsync(from, limits)).Info;

    private Task<ImageReading> SendAsync(string from, ReferenceLimits limits) =>
        fixture.Workers.ReferenceAsync(from, _scratch["copy"], limits, CancellationToken.None);

    /// <summary>A JPEG in CMYK with its profile, 320 × 240.</summary>
    private string PrintedPhoto()
    {
        using var cat = Image.NewFromFile(Samples.Picture("progressive_cat.jpg"));
        using var printed = cat.IccTransform("cmyk", inputProfile: "srgb");
        printed.Jpegsave(_scratch["photo.jpg"], q: 95);
        return _scratch["photo.jpg"];
    }
}
