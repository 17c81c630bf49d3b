using AssetLibrary.Web.Imaging;

namespace AssetLibrary.Tests.Imaging;

public sealed class ReadingPicturesTests(WorkersFixture fixture) : IClassFixture<WorkersFixture>
{
    private readonly ImageWorkers _workers = fixture.Workers;

    [Theory]
    [InlineData("hopper.jpg", "image/jpeg", 128, 128, 1, false)]
    [InlineData("progressive_cat.jpg", "image/jpeg", 320, 240, 1, false)]
    [InlineData("cmyk_pil_sample.jpg", "image/jpeg", 100, 100, 1, false)]
    [InlineData("basn4a16.png", "image/png", 32, 32, 1, true)]
    [InlineData("basn3p04.png", "image/png", 32, 32, 1, false)]
    [InlineData("icc_profile.png", "image/png", 57, 57, 1, true)]
    [InlineData("hopper.webp", "image/webp", 128, 128, 1, false)]
    [InlineData("transparent.webp", "image/webp", 200, 150, 1, true)]
    [InlineData("anim.webp", "image/webp", 200, 200, 6, true)]
    [InlineData("hopper.gif", "image/gif", 128, 128, 1, false)]
    [InlineData("animated-loop-3.gif", "image/gif", 370, 285, 10, true)]
    [InlineData("hopper.avif", "image/avif", 128, 128, 1, false)]
    [InlineData("hopper.tif", "image/tiff", 128, 128, 1, false)]
    [InlineData("16bit.deflate.tif", "image/tiff", 64, 64, 1, false)]
    public async Task A_picture_tells_its_format_size_pages_and_alpha(
        string name,
        string contentType,
        int width,
        int height,
        int pages,
        bool alpha
    )
    {
        var info = await ReadableAsync(Samples.Picture(name));

        Assert.Equal((contentType, width, height, pages, alpha), (info.ContentType, info.Width, info.Height, info.Pages, info.HasAlpha));
        Assert.Matches("^#[0-9a-f]{6}$", info.DominantColor);
        Assert.Matches("^[0-9a-f]{16}$", info.DHash);
    }

    [Fact]
    public async Task A_picture_lying_on_its_side_is_measured_upright()
    {
        // 88 × 590 pixels are stored, with the orientation "transposed".
        var info = await ReadableAsync(Samples.Picture("g4_orientation_5.tif"));

        Assert.Equal((590, 88), (info.Width, info.Height));
    }

    [Fact]
    public async Task The_same_motif_in_another_format_has_nearly_the_same_hash()
    {
        var jpeg = Bits(await ReadableAsync(Samples.Picture("hopper.jpg")));
        var webp = Bits(await ReadableAsync(Samples.Picture("hopper.webp")));
        var turned = Bits(await ReadableAsync(Samples.Picture("hopper_orientation_6.jpg")));
        var other = Bits(await ReadableAsync(Samples.Picture("progressive_cat.jpg")));

        Assert.InRange(Distance(jpeg, webp), 0, 4);
        Assert.InRange(Distance(jpeg, turned), 0, 4);
        Assert.InRange(Distance(jpeg, other), 12, 64);
    }

    [Fact]
    public async Task The_dominant_colour_is_the_one_that_most_of_the_picture_has()
    {
        using var scratch = new Scratch();
        await _workers.DrawAsync(
            """<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="90" height="90" fill="#336699"/><rect width="30" height="30" fill="#ffffff"/></svg>""",
            scratch["flag"],
            90,
            90,
            CancellationToken.None
        );

        var dominant = Convert.ToInt32((await ReadableAsync(scratch["flag"])).DominantColor[1..], 16);
        Assert.InRange(dominant >> 16, 0x30, 0x36);
        Assert.InRange(dominant >> 8 & 255, 0x63, 0x69);
        Assert.InRange(dominant & 255, 0x96, 0x9c);
    }

    [Theory]
    [InlineData("hopper.bmp")]
    [InlineData("jxl.jxl")]
    [InlineData("flower.heic")]
    public async Task A_format_that_is_not_read_here_is_no_picture(string name) =>
        Assert.Equal(ImageFault.NotAnImage, await FaultAsync(Samples.Picture(name)));

    [Fact]
    public async Task The_sentence_about_a_HEIC_names_the_way_out()
    {
        var reading = Assert.IsType<ImageReading.Unreadable>(
            await _workers.ReadAsync(Samples.Picture("flower.heic"), CancellationToken.None)
        );

        Assert.Contains("Export the picture as JPEG", reading.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("progressive_cat.jpg")]
    [InlineData("hopper.jpg")]
    [InlineData("icc_profile.png")]
    [InlineData("hopper.webp")]
    [InlineData("hopper.gif")]
    [InlineData("hopper.avif")]
    [InlineData("hopper.tif")]
    public async Task Half_a_file_is_broken(string name)
    {
        using var scratch = new Scratch();
        var whole = await File.ReadAllBytesAsync(Samples.Picture(name));
        await File.WriteAllBytesAsync(scratch["half"], whole[..(whole.Length / 2)]);

        Assert.Equal(ImageFault.Broken, await FaultAsync(scratch["half"]));
    }

    [Fact]
    public async Task A_sentence_about_a_broken_file_does_not_tell_where_it_lies()
    {
        using var scratch = new Scratch();
        await File.WriteAllBytesAsync(scratch["half"], (await File.ReadAllBytesAsync(Samples.Picture("hopper.tif")))[..20_000]);

        var reading = Assert.IsType<ImageReading.Unreadable>(await _workers.ReadAsync(scratch["half"], CancellationToken.None));

        Assert.DoesNotContain(scratch.Folder, reading.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_an_exception() =>
        await Assert.ThrowsAsync<FileNotFoundException>(() => _workers.ReadAsync(Samples.Picture("none"), CancellationToken.None));

    private async Task<ImageInfo> ReadableAsync(string path) =>
        Assert.IsType<ImageReading.Readable>(await _workers.ReadAsync(path, CancellationToken.None)).Info;

    private async Task<ImageFault> FaultAsync(string path) =>
        Assert.IsType<ImageReading.Unreadable>(await _workers.ReadAsync(path, CancellationToken.None)).Fault;

    private static ulong Bits(ImageInfo info) => Convert.ToUInt64(info.DHash, 16);

    private static int Distance(ulong one, ulong other) => System.Numerics.BitOperations.PopCount(one ^ other);
}
