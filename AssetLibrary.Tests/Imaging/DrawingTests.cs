using AssetLibrary.Web.Imaging;

namespace AssetLibrary.Tests.Imaging;

public sealed class DrawingTests(WorkersFixture fixture) : IClassFixture<WorkersFixture>
{
    private const string Square =
        """<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"><circle cx="30" cy="30" r="20" fill="#c33"/></svg>""";

    private readonly ImageWorkers _workers = fixture.Workers;

    [Theory]
    [InlineData(60, 60)]
    [InlineData(120, 90)]
    public async Task A_drawing_has_exactly_the_size_asked_for(int width, int height)
    {
        using var scratch = new Scratch();

        await _workers.DrawAsync(Square, scratch["drawn"], width, height, CancellationToken.None);

        var info = Assert.IsType<ImageReading.Readable>(await _workers.ReadAsync(scratch["drawn"], CancellationToken.None)).Info;
        Assert.Equal((ImageWorkers.DrawnContentType, width, height, false), (info.ContentType, info.Width, info.Height, info.HasAlpha));
    }

    [Fact]
    public async Task What_is_no_SVG_cannot_be_drawn()
    {
        using var scratch = new Scratch();

        await Assert.ThrowsAsync<DrawingFailedException>(() =>
            _workers.DrawAsync("<svg", scratch["drawn"], 60, 60, CancellationToken.None)
        );
    }

    [Fact]
    public async Task A_drawing_that_finds_no_place_on_the_disk_may_be_tried_again()
    {
        using var scratch = new Scratch();
        var nowhere = Path.Combine(scratch["gone"], "drawn");

        var failed = await Assert.ThrowsAsync<DrawingFailedException>(() =>
            _workers.DrawAsync(Square, nowhere, 60, 60, CancellationToken.None)
        );

        Assert.Equal(ImageFault.NotWritten, failed.Fault);
    }

    [Fact]
    public async Task A_drawing_takes_nothing_from_outside()
    {
        using var scratch = new Scratch();
        var picture = Samples.Picture("hopper.jpg");
        var reaching = Square.Replace(
            "</svg>",
            $"""<image href="file://{picture}" width="60" height="60"/><image href="{picture}" width="60" height="60"/></svg>""",
            StringComparison.Ordinal
        );

        await _workers.DrawAsync(Square, scratch["plain"], 60, 60, CancellationToken.None);
        await _workers.DrawAsync(reaching, scratch["reaching"], 60, 60, CancellationToken.None);

        Assert.Equal(await File.ReadAllBytesAsync(scratch["plain"]), await File.ReadAllBytesAsync(scratch["reaching"]));
    }
}
