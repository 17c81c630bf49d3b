using System.Collections.Concurrent;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Imaging;
using AssetLibrary.Web.Sqlite;

namespace AssetLibrary.Web.Media;

/// <summary>
/// Pages of PDFs as pictures, drawn when somebody looks at them and kept as derived files. The PDF itself never runs in anybody's browser.
/// </summary>
public sealed class DocumentPages(DataFolder folder, BlobStore blobs, PdfPages pages, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    // One at a time: what comes in must not wait behind a slow document that somebody leafs through.
    private readonly SemaphoreSlim turn = new(1);
    private readonly ConcurrentDictionary<(BlobRef Blob, int Page), DateTimeOffset> failed = new();
    private readonly ConcurrentDictionary<(BlobRef Blob, int Page), Lazy<Task<bool>>> drawing = new();

    /// <summary>How many can be shown; 0 where it is no PDF that can be read here.</summary>
    public async Task<int> CountAsync(BlobRef blob, CancellationToken cancel)
    {
        try
        {
            return blobs.Has(blob) ? await pages.CountAsync(blobs.PathOf(blob), cancel) : 0;
        }
        catch (ProgramNotNowException)
        {
            return 0;
        }
    }

    /// <summary>The file of one page; null where there is none. Who asks meanwhile waits for the one that is being drawn.</summary>
    public async Task<string?> FindOrDrawAsync(BlobRef blob, int page)
    {
        var file = PathOf(blob, page);
        if (File.Exists(file))
        {
            return file;
        }

        if (
            page is < 1 or > PdfPages.Most
            || !blobs.Has(blob)
            || (failed.TryGetValue((blob, page), out var at) && at > time.GetUtcNow() - Forgotten)
        )
        {
            return null;
        }

        var drawer = drawing.GetOrAdd((blob, page), _ => new(() => DrawAsync(blob, page, file)));
        try
        {
            if (await drawer.Value)
            {
                return file;
            }

            failed[(blob, page)] = time.GetUtcNow();
            return null;
        }
        catch (ProgramNotNowException)
        {
            failed[(blob, page)] = time.GetUtcNow();
            return null;
        }
        finally
        {
            drawing.TryRemove(new((blob, page), drawer));
        }
    }

    /// <summary>Those of a document that is gone.</summary>
    public void Delete(BlobRef blob)
    {
        if (Directory.Exists(FolderOf(blob)))
        {
            Directory.Delete(FolderOf(blob), recursive: true);
        }
    }

    /// <summary>All of them: who asks next draws them again. Returns how many bytes went.</summary>
    public long Clear() => DerivedFiles.Clear(Path.Combine(folder.Derived, "pages"), "*.jpg");

    private async Task<bool> DrawAsync(BlobRef blob, int page, string file)
    {
        var draft = blobs.NewFile(".jpg");
        await turn.WaitAsync();
        try
        {
            // Not the request's token: others wait for the same work.
            if (!await pages.DrawAsync(blobs.PathOf(blob), page, draft, CancellationToken.None))
            {
                return false;
            }

            Directory.CreateDirectory(FolderOf(blob));
            File.Move(draft, file, overwrite: true);
            return true;
        }
        finally
        {
            turn.Release();
            File.Delete(draft);
        }
    }

    public void Dispose() => turn.Dispose();

    private string FolderOf(BlobRef blob) => Path.Combine(folder.Derived, "pages", blob.ToString()[..2], blob.ToString());

    private string PathOf(BlobRef blob, int page) => Path.Combine(FolderOf(blob), $"{page}.jpg");
}
