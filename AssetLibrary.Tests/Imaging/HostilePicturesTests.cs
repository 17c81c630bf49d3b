using AssetLibrary.Web.Imaging;

namespace AssetLibrary.Tests.Imaging;

public sealed class HostilePicturesTests(WorkersFixture fixture) : IClassFixture<WorkersFixture>
{
    private readonly ImageWorkers _workers = fixture.Workers;

    [Theory]
    [InlineData("zero.png", ImageFault.NotAnImage)]
    [InlineData("one-byte.png", ImageFault.NotAnImage)]
    [InlineData("signature-only.png", ImageFault.Broken)]
    [InlineData("smallest.gif", ImageFault.Broken)]
    [InlineData("broken.png", ImageFault.Broken)]
    [InlineData("broken_data_stream.png", ImageFault.Broken)]
    [InlineData("corrupt-header.jpg", ImageFault.Broken)]
    [InlineData("truncated.png", ImageFault.Broken)]
    [InlineData("truncated_jpeg.jpg", ImageFault.Broken)]
    [InlineData("png-0x0.png", ImageFault.Broken)]
    [InlineData("gif-js.gif", ImageFault.Broken)]
    [InlineData("decompression_bomb.gif", ImageFault.Broken)]
    [InlineData("crash-86214e58da443d2b80820cff9677a38a33dcbbca.tif", ImageFault.Broken)]
    [InlineData("gif-65535x65535-1frame.gif", ImageFault.TooLarge)]
    [InlineData("jpeg-65500x65500-lie.jpg", ImageFault.TooLarge)]
    [InlineData("png-30000x30000-1bit.png", ImageFault.TooLarge)]
    [InlineData("tiff-60000x60000-lie.tif", ImageFault.TooLarge)]
    [InlineData("bmp-65000x65000-lie.bmp", ImageFault.NotAnImage)]
    [InlineData("oom-225817ca0f8c663be7ab4b9e717b02c661e66834.tif", ImageFault.Broken)]
    [InlineData("poc_b_506387278.avif", ImageFault.Broken)]
    [InlineData("timeout-6646305047838720", ImageFault.Broken)]
    [InlineData("html-as.jpg", ImageFault.NotAnImage)]
    [InlineData("mz-as.png", ImageFault.NotAnImage)]
    [InlineData("svg-as.png", ImageFault.NotAnImage)]
    [InlineData("onload.svg", ImageFault.NotAnImage)]
    [InlineData("use-self.svg", ImageFault.NotAnImage)]
    public async Task A_hostile_file_is_refused_with_its_reason(string name, ImageFault fault)
    {
        var reading = Assert.IsType<ImageReading.Unreadable>(await _workers.ReadAsync(Samples.Hostile(name), CancellationToken.None));

        Assert.Equal(fault, reading.Fault);
        Assert.NotEmpty(reading.Sentence);
    }

    [Theory]
    [InlineData("crash-0da013a13571cc8eb457a39fee8db18f8a3c7127.tif", "image/tiff")]
    [InlineData("invalid-exif.jpg", "image/jpeg")]
    [InlineData("jpeg-zip.jpg", "image/jpeg")]
    [InlineData("panic.webp", "image/webp")]
    [InlineData("png-as.jpg", "image/png")]
    [InlineData("png-html.png", "image/png")]
    [InlineData("png-itxt-zlib-bomb.png", "image/png")]
    [InlineData("truncated_app14.jpg", "image/jpeg")]
    public async Task An_odd_file_with_a_sound_picture_is_that_picture(string name, string contentType)
    {
        var reading = Assert.IsType<ImageReading.Readable>(await _workers.ReadAsync(Samples.Hostile(name), CancellationToken.None));

        Assert.Equal(contentType, reading.Info.ContentType);
    }

    [Fact]
    public async Task A_bomb_is_refused_before_it_is_decoded()
    {
        using var scratch = new Scratch();
        Bombs.Png(scratch["wide"], 32_769, 8);
        Bombs.Png(scratch["square"], 12_000, 12_000);
        Bombs.Gif(scratch["long"], 400, 1_000);

        Assert.Equal(ImageFault.TooLarge, await FaultAsync(_workers, scratch["wide"]));
        Assert.Equal(ImageFault.TooLarge, await FaultAsync(_workers, scratch["square"]));
        Assert.Equal(ImageFault.TooLarge, await FaultAsync(_workers, scratch["long"]));
    }

    [Fact]
    public async Task A_picture_just_within_the_limits_is_read()
    {
        using var scratch = new Scratch();
        Bombs.Png(scratch["wide"], 32_768, 64);
        Bombs.Png(scratch["interlaced"], 4_000, 4_000, interlaced: true);

        Assert.IsType<ImageReading.Readable>(await _workers.ReadAsync(scratch["wide"], CancellationToken.None));
        Assert.IsType<ImageReading.Readable>(await _workers.ReadAsync(scratch["interlaced"], CancellationToken.None));
    }

    [Fact]
    public async Task A_picture_that_needs_more_memory_than_a_worker_may_have_is_refused_and_the_next_one_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only the Linux kernel is asked for a limit.");
        using var scratch = new Scratch();
        Bombs.Png(scratch["interlaced"], 30_000, 18_000, interlaced: true);
        await using var workers = new ImageWorkers(
            new ImagingOptions
            {
                WorkerMemory = 256L * 1024 * 1024,
                MaxPixels = 1_000_000_000,
                Workers = 1,
            }
        );

        Assert.Contains(await FaultAsync(workers, scratch["interlaced"]), new[] { ImageFault.TooLarge, ImageFault.CodecDied });
        Assert.IsType<ImageReading.Readable>(await workers.ReadAsync(Samples.Picture("hopper.jpg"), CancellationToken.None));
    }

    private static async Task<ImageFault> FaultAsync(ImageWorkers workers, string path) =>
        Assert.IsType<ImageReading.Unreadable>(await workers.ReadAsync(path, CancellationToken.None)).Fault;
}
