namespace AssetLibrary.Web.Imaging;

/// <summary>How much a picture may cost. The limits hold before a pixel is decoded.</summary>
public sealed class ImagingOptions
{
    /// <summary>Time for one request; the process that works on it is killed afterwards. Default 20 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>A worker process with nothing to do for this long is stopped. Default 30 s.</summary>
    public TimeSpan IdleStop { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest side in pixels. Default 32,768.</summary>
    public int MaxSide { get; set; } = 32_768;

    /// <summary>Width × height × pages, in pixels. Default 120 million.</summary>
    public long MaxPixels { get; set; } = 120_000_000;

    /// <summary>Processes that decode, and as many again that draw. Default: one per core.</summary>
    public int Workers { get; set; } = Environment.ProcessorCount;

    /// <summary>Private memory of one worker process, in bytes; Linux only. Default 1.5 GiB.</summary>
    public long WorkerMemory { get; set; } = 1_536L * 1024 * 1024;

    /// <summary>For posters of clips; looked for on the PATH. A name, or the address of the file.</summary>
    public string Ffmpeg { get; set; } = "ffmpeg";

    /// <summary>As <see cref="Ffmpeg"/>: sizes and lengths of clips.</summary>
    public string Ffprobe { get; set; } = "ffprobe";

    /// <summary>As <see cref="Ffmpeg"/>: pages of PDFs.</summary>
    public string Pdftoppm { get; set; } = "pdftoppm";

    /// <summary>As <see cref="Ffmpeg"/>: how many pages a PDF has.</summary>
    public string Pdfinfo { get; set; } = "pdfinfo";

    /// <summary>Where fontconfig keeps what it learnt about the fonts. Can be deleted at any time. Default: a folder below
    /// the data folder's derived files; for a worker without one, of this user in the temporary folder.</summary>
    public string FontCacheFolder { get; set; } = Path.Combine(Path.GetTempPath(), $"assetlibrary-fonts-{Environment.UserName}");

    /// <summary>What a person has to correct, or null.</summary>
    public string? Complaint() =>
        this switch
        {
            { Workers: < 1 } => "Imaging: Workers must be at least 1.",
            { MaxSide: < 1 } => "Imaging: MaxSide must be at least 1 pixel.",
            { MaxPixels: < 1 } => "Imaging: MaxPixels must be at least 1.",
            { WorkerMemory: < 256L * 1024 * 1024 } => "Imaging: WorkerMemory must be at least 256 MiB (268435456).",
            { FontCacheFolder: "" } => "Imaging: FontCacheFolder must name a folder.",
            _ when Timeout <= TimeSpan.Zero => "Imaging: Timeout must be greater than zero.",
            _ when IdleStop <= TimeSpan.Zero => "Imaging: IdleStop must be greater than zero.",
            _ => null,
        };
}
