using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AssetLibrary.Web.Imaging;

/// <summary>
/// Pages of a PDF as pictures, by pdftoppm and pdfinfo where the machine has them: what is shown of it is drawn here and cannot run.
/// </summary>
public sealed partial class PdfPages(ImagingOptions options)
{
    /// <summary>Longest side of a page, in pixels.</summary>
    public const int Side = 1600;

    /// <summary>Pages that are shown.</summary>
    public const int Most = 300;

    private readonly string? painter = OutsideProgram.Find(options.Pdftoppm),
        info = OutsideProgram.Find(options.Pdfinfo);

    /// <summary>How many there are; 0 where that cannot be told, or not here.</summary>
    public async Task<int> CountAsync(string path, CancellationToken cancel) =>
        info is not null
        && await OutsideProgram.RunAsync(info, options.Timeout, cancel, path) is { } answer
        && int.TryParse(Count().Match(Encoding.UTF8.GetString(answer)).Groups["pages"].Value, CultureInfo.InvariantCulture, out var pages)
            ? Math.Min(pages, Most)
            : 0;

    /// <summary>Writes a page as JPEG; false where there is none, or where it cannot be drawn here.</summary>
    /// <param name="path">The PDF.</param>
    /// <param name="page">From 1.</param>
    /// <param name="target">Must end in .jpg.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="ProgramNotNowException">Another try may go better.</exception>
    public async Task<bool> DrawAsync(string path, int page, string target, CancellationToken cancel)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        return painter is not null
            && await OutsideProgram.RunAsync(
                painter,
                options.Timeout,
                cancel,
                "-q",
                "-jpeg",
                "-f",
                number,
                "-l",
                number,
                "-singlefile",
                "-scale-to",
                Side.ToString(CultureInfo.InvariantCulture),
                path,
                target[..^".jpg".Length]
            )
                is not null
            && File.Exists(target);
    }

    [GeneratedRegex(@"^Pages:\s+(?<pages>\d{1,7})", RegexOptions.Multiline, 1000)]
    private static partial Regex Count();
}
