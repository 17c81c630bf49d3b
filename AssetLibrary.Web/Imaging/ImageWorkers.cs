namespace AssetLibrary.Web.Imaging;

/// <summary>
/// Looks at pictures and draws ours, in child processes: what a hostile file does to a codec ends there. Safe to use from many
/// threads; waits while all workers are busy. A file that cannot be read is an answer; a file that is not there is an exception.
/// </summary>
public sealed class ImageWorkers(ImagingOptions options, TimeProvider? time = null) : IAsyncDisposable
{
    private readonly WorkerPool _decoding = new(options, draw: false, time ?? TimeProvider.System);
    private readonly WorkerPool _drawing = new(options, draw: true, time ?? TimeProvider.System);

    /// <summary>Of what <see cref="DrawAsync"/> writes.</summary>
    public const string DrawnContentType = "image/jpeg";

    /// <summary>The whole first page is decoded, so that a file cut short is found out.</summary>
    public Task<ImageReading> ReadAsync(string path, CancellationToken cancel) => LookAsync(new WorkerRequest(Existing(path)), cancel);

    /// <summary>As <see cref="ReadAsync"/>, and from the same decode a WebP for each target: sRGB, turned upright, without metadata,
    /// never enlarged. A target is its longest side in pixels and the path to write; of a picture that is Readable it is missing only
    /// where it could not be written.</summary>
    public Task<ImageReading> ThumbnailsAsync(string path, IReadOnlyDictionary<int, string> targets, CancellationToken cancel) =>
        LookAsync(new WorkerRequest(Existing(path), Thumbnails: Full(targets)), cancel);

    /// <summary>As <see cref="ThumbnailsAsync"/>, for a picture that is wanted in exactly this size. A still one of another size is cut:
    /// the target gets a copy, scaled until it covers the size, the rest cut off evenly on both sides; upright, sRGB, without metadata,
    /// in the format it has (what browsers do not show, as PNG). The answer and the thumbnails are then of the copy.</summary>
    public Task<ImageReading> CoverAsync(
        string path,
        string target,
        int width,
        int height,
        IReadOnlyDictionary<int, string> thumbnails,
        CancellationToken cancel
    ) => LookAsync(new WorkerRequest(Existing(path), Full(thumbnails), null, width, height, Cover: Path.GetFullPath(target)), cancel);

    /// <summary>Writes a copy that may go out to a provider: the first page, upright, sRGB, without any metadata, within the limits. The
    /// answer tells of the copy; where it is Unreadable, there is none.</summary>
    /// <exception cref="ArgumentException">The limits name no format that can be made here.</exception>
    public async Task<ImageReading> ReferenceAsync(string from, string to, ReferenceLimits limits, CancellationToken cancel)
    {
        if (limits.FormatOf(transparent: false) is null)
        {
            throw new ArgumentException("Only JPEG, PNG and WebP can be created.", nameof(limits));
        }
        var reading = await LookAsync(new WorkerRequest(Existing(from), Reference: Path.GetFullPath(to), Limits: limits), cancel);
        if (reading is ImageReading.Unreadable)
        {
            File.Delete(to);
        }
        return reading;
    }

    /// <summary>
    /// Draws an SVG text that the app wrote itself (never a user's) at exactly this size as <see cref="DrawnContentType"/>.
    /// </summary>
    /// <exception cref="DrawingFailedException">The text is no SVG, or drawing took too long.</exception>
    public async Task DrawAsync(string svg, string path, int width, int height, CancellationToken cancel)
    {
        var answer = await _drawing.AskAsync(new WorkerRequest(Path.GetFullPath(path), Svg: svg, Width: width, Height: height), cancel);
        if (answer.Fault is { } fault)
        {
            throw new DrawingFailedException(fault, answer.Sentence!);
        }
    }

    /// <summary>Of the workers that run now.</summary>
    internal IReadOnlyList<int> ProcessIds => [.. _decoding.ProcessIds, .. _drawing.ProcessIds];

    public async ValueTask DisposeAsync()
    {
        await _decoding.DisposeAsync();
        await _drawing.DisposeAsync();
    }

    private async Task<ImageReading> LookAsync(WorkerRequest request, CancellationToken cancel)
    {
        var answer = await _decoding.AskAsync(request, cancel);
        return answer.Info is { } info
            ? new ImageReading.Readable(info, answer.Uncut)
            : new ImageReading.Unreadable(answer.Fault ?? ImageFault.CodecDied, answer.Sentence ?? "The decoder gave no reason.");
    }

    private static Dictionary<int, string> Full(IReadOnlyDictionary<int, string> targets) =>
        targets.ToDictionary(target => target.Key, target => Path.GetFullPath(target.Value));

    private static string Existing(string path) =>
        File.Exists(path) ? Path.GetFullPath(path) : throw new FileNotFoundException("Picture file not found.", path);
}

/// <summary>A picture of ours could not be drawn.</summary>
public sealed class DrawingFailedException(ImageFault fault, string sentence) : Exception(sentence)
{
    public ImageFault Fault => fault;
}
