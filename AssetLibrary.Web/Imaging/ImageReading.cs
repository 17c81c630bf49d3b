namespace AssetLibrary.Web.Imaging;

/// <summary>What came of looking at a file: a picture, or the reason why it is none for us.</summary>
public abstract record ImageReading
{
    private ImageReading() { }

    public sealed record Readable(ImageInfo Info) : ImageReading;

    /// <summary>The sentence is for the person who brought the file; it holds no path.</summary>
    public sealed record Unreadable(ImageFault Fault, string Sentence) : ImageReading;
}

/// <summary>The content type is told by the bytes, never by the name. Width and height are those of one page, after the EXIF
/// orientation. The dominant colour is #rrggbb. The 64 bit difference hash is 16 hex digits: near pictures differ in few bits.</summary>
public sealed record ImageInfo(string ContentType, int Width, int Height, int Pages, bool HasAlpha, string DominantColor, string DHash);

public enum ImageFault
{
    /// <summary>No format that is read here.</summary>
    NotAnImage,

    /// <summary>Damaged or cut short.</summary>
    Broken,

    /// <summary>Over a limit of <see cref="ImagingOptions"/>.</summary>
    TooLarge,

    TimedOut,

    /// <summary>The decoding process ended in the middle; it is started again for the next request.</summary>
    CodecDied,
}
