using AssetLibrary.Web.Imaging;

namespace AssetLibrary.Tests.Imaging;

public sealed class ImagingOptionsTests
{
    [Fact]
    public void The_defaults_are_those_that_are_documented()
    {
        var options = new ImagingOptions();

        Assert.Equal(TimeSpan.FromSeconds(20), options.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(30), options.IdleStop);
        Assert.Equal(32_768, options.MaxSide);
        Assert.Equal(120_000_000, options.MaxPixels);
        Assert.Equal(Environment.ProcessorCount, options.Workers);
        Assert.Equal(1_610_612_736, options.WorkerMemory);
        Assert.Null(options.Complaint());
    }

    [Fact]
    public void A_value_that_cannot_work_is_named()
    {
        Assert.Contains("Workers", new ImagingOptions { Workers = 0 }.Complaint(), StringComparison.Ordinal);
        Assert.Contains("MaxSide", new ImagingOptions { MaxSide = 0 }.Complaint(), StringComparison.Ordinal);
        Assert.Contains("MaxPixels", new ImagingOptions { MaxPixels = 0 }.Complaint(), StringComparison.Ordinal);
        Assert.Contains("WorkerMemory", new ImagingOptions { WorkerMemory = 1 }.Complaint(), StringComparison.Ordinal);
        Assert.Contains("FontCacheFolder", new ImagingOptions { FontCacheFolder = "" }.Complaint(), StringComparison.Ordinal);
        Assert.Contains("Timeout", new ImagingOptions { Timeout = TimeSpan.Zero }.Complaint(), StringComparison.Ordinal);
        Assert.Contains("IdleStop", new ImagingOptions { IdleStop = TimeSpan.Zero }.Complaint(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_is_told_what_the_options_say()
    {
        var options = new ImagingOptions
        {
            MaxSide = 7,
            MaxPixels = 8,
            WorkerMemory = 9,
            FontCacheFolder = "/a b/c",
        };
        var told = WorkerArguments.For(options, draw: true);

        Assert.Equal(told, WorkerArguments.From([.. told.ToArguments().Skip(1)]));
    }
}
