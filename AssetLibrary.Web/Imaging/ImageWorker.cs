using System.Text;
using NetVips;

namespace AssetLibrary.Web.Imaging;

/// <summary>The child process: codecs run here, because a hostile file can crash them. One line in, one line out, until the
/// input ends.</summary>
public static class ImageWorker
{
    /// <summary>The arguments are those after the verb.</summary>
    public static int Run(string[] arguments)
    {
        var told = WorkerArguments.From(arguments);
        ProcessLimits.Lower(told.Memory);
        using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
        using var work = new WorkQueue<string>();

        // The input is read here and not by the thread that decodes: when the parent goes, the process ends at once, even in the
        // middle of a long picture.
        new Thread(() => Work(told, work, output)) { IsBackground = true, Name = "codec" }.Start();
        while (input.ReadLine() is { } line)
        {
            work.Put(line);
        }
        return 0;
    }

    private static void Work(WorkerArguments told, WorkQueue<string> work, StreamWriter output)
    {
        if (told.Draw)
        {
            FontFolder.Beside(AppContext.BaseDirectory).Configure(told.FontCache);
            Codecs.StartDrawing();
        }
        else
        {
            Codecs.StartDecoding();
        }
        while (true)
        {
            var request = WorkerRequest.FromLine(work.Take());
            output.WriteLine(Answer(told, request).ToLine());
        }
    }

    private static WorkerAnswer Answer(WorkerArguments told, WorkerRequest request)
    {
        try
        {
            Codecs.ForgetErrors();
            if (request.Svg is { } svg)
            {
                DrawnPicture.Draw(svg, request.Path, request.Width, request.Height);
                return new WorkerAnswer();
            }
            var picture = new UploadedPicture(request.Path, told.MaxSide, told.MaxPixels);
            var thumbnails = request.Thumbnails ?? new Dictionary<int, string>();
            return request switch
            {
                { Reference: { } copy, Limits: { } limits } => picture.Reference(copy, limits),
                { Cover: { } copy } => picture.Cover(copy, request.Width, request.Height, thumbnails),
                _ => picture.Look(thumbnails),
            };
        }
        catch (PictureNotWrittenException full)
        {
            return WorkerAnswer.Failed(ImageFault.NotWritten, full.Message);
        }
        catch (VipsException failed) when (failed.Message.Contains("out of memory", StringComparison.Ordinal))
        {
            return WorkerAnswer.Failed(ImageFault.TooLarge, "The picture needs more memory than allowed.");
        }
        catch (VipsException failed)
        {
            var detail = Shortened(failed, request.Path);
            return WorkerAnswer.Failed(
                ImageFault.Broken,
                detail.Length == 0 ? "The picture is damaged." : $"The picture is damaged or incomplete ({detail})."
            );
        }
    }

    // libvips' text can hold the path and bytes of the file. Its first line is the binding's, and names the operation.
    private static string Shortened(VipsException failed, string path)
    {
        var lines = failed.Message.Replace(path, "file", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var text = new string([.. (lines.ElementAtOrDefault(1) ?? "").Where(letter => !char.IsControl(letter))]).Trim();
        return text.Length > 160 ? text[..160] + "…" : text;
    }
}
