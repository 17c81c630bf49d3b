namespace AssetLibrary.Web.Imaging;

/// <summary>What came of looking at a file: a picture, or the reason why it is none for us.</summary>
public abstract record ImageReading
{
    private ImageReading() { }

    /// <param name="Info">Of the picture, or of the copy that was cut from it.</param>
    /// <param name="Uncut">The picture itself, where a copy was cut from it.</param>
    public sealed record Readable(ImageInfo Info, UncutPicture? Uncut = null) : ImageReading;

    /// <summary>The sentence is for the person who brought the file; it holds no path.</summary>
    public sealed record Unreadable(ImageFault Fault, string Sentence) : ImageReading;
}

/// <summary>The content type is detected from the bytes, never by the name. Width and height are those of one page, after the EXIF
/// orientation. The dominant colour is #rrggbb. The 64 bit difference hash is 16 hex digits: near pictures differ in few bits.</summary>
public sealed record ImageInfo(string ContentType, int Width, int Height, int Pages, bool HasAlpha, string DominantColor, string DHash);

/// <param name="ContentType">Detected from the bytes.</param>
/// <param name="Width">In pixels, after the EXIF orientation.</param>
/// <param name="Height">In pixels, after the EXIF orientation.</param>
public sealed record UncutPicture(string ContentType, int Width, int Height);

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

    /// <summary>The picture is fine, but what was made of it found no room on the disk.</summary>
    NotWritten,
}

public static class ImageFaults
{
    /// <summary>It says nothing about the picture: another try may go better.</summary>
    public static bool IsTransient(this ImageFault fault) => fault is ImageFault.TimedOut or ImageFault.CodecDied or ImageFault.NotWritten;
}
