using AssetLibrary.Web.Generation;

namespace AssetLibrary.Tests.Generation;

public sealed class PictureSizesTests
{
    [Theory]
    [InlineData(512, 768, "672x1008")]
    [InlineData(1024, 576, "1280x720")]
    [InlineData(512, 512, "816x816")]
    [InlineData(1024, 1024, "1024x1024")]
    public void A_window_of_pixels_is_entered_in_the_shape_that_was_wanted(int width, int height, string asked) =>
        Assert.Equal(asked, new PictureSizes.Window(655_360, 8_294_400, 3).Nearest(width, height).ToString());

    [Fact]
    public void Whatever_is_wanted_the_window_is_kept()
    {
        var window = new PictureSizes.Window(655_360, 8_294_400, 3);
        foreach (
            var (width, height) in from w in new[] { 64, 100, 333, 512, 1000, 2048, 4095, 4096 }
            from h in new[] { 64, 100, 333, 512, 1000, 2048, 4095, 4096 }
            select (w, h)
        )
        {
            var size = window.Nearest(width, height);
            Assert.True(
                size.Width % 16 == 0 && size.Height % 16 == 0 && (long)size.Width * size.Height is >= 655_360 and <= 8_294_400,
                $"{width}x{height}: {size}"
            );
            Assert.True(Math.Max(size.Width, size.Height) <= 3 * Math.Min(size.Width, size.Height), $"{width}x{height}: {size}");
        }
    }

    [Theory]
    [InlineData(512, 768, "2:3 at 1K")]
    [InlineData(1024, 576, "16:9 at 1K")]
    [InlineData(500, 510, "1:1 at 1K")]
    [InlineData(4096, 64, "16:9 at 1K")]
    public void The_nearest_ratio_is_nearest_in_shape(int width, int height, string asked) =>
        Assert.Equal(asked, new PictureSizes.Ratios(["1:1", "2:3", "16:9"], "1K").Nearest(width, height).ToString());

    [Fact]
    public void Of_fixed_sizes_the_shape_decides_before_the_size()
    {
        var sizes = new PictureSizes.OneOf([new(1024, 1024), new(1536, 1024), new(1024, 1536), new(512, 512)]);
        Assert.Equal(
            ["1024x1536", "1536x1024", "512x512"],
            new[] { (512, 768), (1024, 576), (256, 256) }.Select(s => sizes.Nearest(s.Item1, s.Item2).ToString())
        );
    }

    [Fact]
    public void Any_size_is_rounded_to_its_step() => Assert.Equal("512x768", new PictureSizes.Any(8).Nearest(510, 771).ToString());
}
