using System.Globalization;

namespace AssetLibrary.Web.Imaging;

/// <summary>What a worker process is told when it starts: --draw, --max-side 32768, …</summary>
internal sealed record WorkerArguments(bool Draw, int MaxSide, long MaxPixels, long Memory, string FontCache)
{
    public const string Verb = "image-worker";

    public static WorkerArguments For(ImagingOptions options, bool draw) =>
        new(draw, options.MaxSide, options.MaxPixels, options.WorkerMemory, options.FontCacheFolder);

    public IEnumerable<string> ToArguments()
    {
        yield return Verb;
        if (Draw)
        {
            yield return "--draw";
        }
        yield return "--max-side";
        yield return MaxSide.ToString(CultureInfo.InvariantCulture);
        yield return "--max-pixels";
        yield return MaxPixels.ToString(CultureInfo.InvariantCulture);
        yield return "--memory";
        yield return Memory.ToString(CultureInfo.InvariantCulture);
        yield return "--font-cache";
        yield return FontCache;
    }

    /// <summary>Without the verb; what is not named keeps the defaults of <see cref="ImagingOptions"/>.</summary>
    public static WorkerArguments From(IReadOnlyList<string> arguments)
    {
        var read = For(new ImagingOptions(), draw: false);
        for (var i = 0; i < arguments.Count; i++)
        {
            read = arguments[i] switch
            {
                "--draw" => read with { Draw = true },
                "--max-side" => read with { MaxSide = int.Parse(arguments[++i], CultureInfo.InvariantCulture) },
                "--max-pixels" => read with { MaxPixels = long.Parse(arguments[++i], CultureInfo.InvariantCulture) },
                "--memory" => read with { Memory = long.Parse(arguments[++i], CultureInfo.InvariantCulture) },
                "--font-cache" => read with { FontCache = arguments[++i] },
                var other => throw new ArgumentException($"{Verb} does not know {other}.", nameof(arguments)),
            };
        }
        return read;
    }
}
