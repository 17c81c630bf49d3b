using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace AssetLibrary.Web.Media;

/// <summary>A room that stores addresses of blobs says which the viewer may see through its rows.</summary>
public interface IBlobReferences
{
    /// <summary>Whether a row that the viewer may see names these bytes, and of which type they are.</summary>
    Task<string?> ContentTypeAsync(BlobRef blob, CancellationToken cancel);
}

internal sealed class MediaReferences(LibraryContext db) : IBlobReferences
{
    public async Task<string?> ContentTypeAsync(BlobRef blob, CancellationToken cancel) =>
        await db.Set<MediaItem>().Where(m => m.Sha256 == blob).Select(m => m.ContentType).FirstOrDefaultAsync(cancel)
        ?? await db.Set<MediaItem>()
            .Where(m => m.Original != null && m.Original.Sha256 == blob)
            .Select(m => m.Original!.ContentType)
            .FirstOrDefaultAsync(cancel);
}

/// <summary>
/// GET /media/{id}, /media/{id}/thumb/{size}, /blobs/{sha256}: bytes for anyone who may see a row that names them; else 404, never a hint.
/// </summary>
internal static class MediaBytes
{
    // Addresses name content, so what was fetched once is good for ever, but only for this person.
    private const string Forever = "private, max-age=31536000, immutable";

    public static void MapMediaBytes(this WebApplication app)
    {
        app.MapMethods("/media/{id:guid}", ["GET", "HEAD"], MediaAsync).ExcludeFromDescription();
        app.MapMethods("/media/{id:guid}/original", ["GET", "HEAD"], OriginalAsync).ExcludeFromDescription();
        app.MapGet("/media/{id:guid}/export", ExportAsync).ExcludeFromDescription();
        app.MapMethods("/media/{id:guid}/thumb/{size:int}", ["GET", "HEAD"], ThumbAsync).ExcludeFromDescription();
        app.MapMethods("/media/{id:guid}/page/{number:int}", ["GET", "HEAD"], PageAsync).ExcludeFromDescription();
        app.MapMethods("/lent/{id:guid}/{permit}/{name}", ["GET", "HEAD"], Lent).AllowAnonymous().ExcludeFromDescription();
        app.MapMethods("/blobs/{sha256}", ["GET", "HEAD"], BlobAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> MediaAsync(
        Guid id,
        HttpContext context,
        LibraryContext db,
        BlobStore blobs,
        IMissingBytes missing,
        CancellationToken cancel
    )
    {
        var item = await db.Set<MediaItem>()
            .AsNoTracking()
            .Where(m => m.Id == id)
            .Select(m => new
            {
                m.Sha256,
                m.ContentType,
                m.FileName,
                m.Title,
            })
            .SingleOrDefaultAsync(cancel);
        return item is null ? Problem.NotFound()
            : !blobs.Has(item.Sha256) ? await NotHereAsync(id, context, missing, cancel)
            : Send(context, blobs, item.Sha256, item.ContentType, item.FileName ?? item.Title);
    }

    /// <summary>Bytes that are missing here are fetched in the background; whoever asked comes back for them.</summary>
    private static async Task<IResult> NotHereAsync(Guid id, HttpContext context, IMissingBytes missing, CancellationToken cancel)
    {
        context.RequestServices.GetRequiredService<DeliveryCounts>().Count(DeliveryCounts.Missing, "asked");
        if (!await missing.AskAsync(id, cancel))
        {
            return Gone();
        }

        context.Response.Headers.RetryAfter = "2";
        context.Response.Headers["X-Served-From"] = "pending";
        return Problem.Of(StatusCodes.Status503ServiceUnavailable, "fetching", "This file is being fetched. Try again in a moment.");
    }

    private static IResult Gone() => Problem.Of(StatusCodes.Status404NotFound, "not-here", "This file is missing from storage.");

    /// <summary>The picture as it came; where nothing was cut from it, that is the picture itself.</summary>
    private static async Task<IResult> OriginalAsync(
        Guid id,
        HttpContext context,
        LibraryContext db,
        BlobStore blobs,
        CancellationToken cancel
    )
    {
        var item = await db.Set<MediaItem>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel);
        return item is null
            ? Problem.NotFound()
            : Send(
                context,
                blobs,
                item.Original?.Sha256 ?? item.Sha256,
                item.Original?.ContentType ?? item.ContentType,
                item.FileName ?? item.Title
            );
    }

    /// <summary>
    /// To be given away: what was generated says so in its metadata. ?prompt=true adds the prompt, ?original=true takes the picture as it
    /// came.
    /// </summary>
    private static async Task<IResult> ExportAsync(
        Guid id,
        bool? prompt,
        bool? original,
        LibraryContext db,
        MediaExport export,
        CancellationToken cancel
    )
    {
        var choice = new ExportChoice(prompt ?? false, original ?? false);
        return await db.Set<MediaItem>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } item ? Problem.NotFound()
            : await export.OpenAsync(new(item, item.Title), choice, cancel) is var (bytes, line)
                ? Results.File(bytes, line.ContentType, MediaExport.FileName(item, choice, item.Title))
            : Problem.Of(StatusCodes.Status404NotFound, "not-here", "This file is missing from storage.");
    }

    private static async Task<IResult> ThumbAsync(
        Guid id,
        int size,
        HttpContext context,
        LibraryContext db,
        Thumbnails thumbnails,
        BlobStore blobs,
        IMissingBytes missing,
        CancellationToken cancel
    )
    {
        var item = Thumbnails.Sizes.Contains(size)
            ? await db.Set<MediaItem>()
                .IgnoreQueryFilters([MediaItemTable.Trash]) // the trash shows what is in it
                .AsNoTracking()
                .Where(m => m.Id == id && (m.Kind == MediaKind.Image || m.DominantColor != null))
                .Select(m => new { m.Sha256, m.Kind })
                .SingleOrDefaultAsync(cancel)
            : null;
        if (item is null)
        {
            return Problem.NotFound();
        }

        if (await thumbnails.FindOrMakeAsync(item.Sha256, size, item.Kind) is not { } file)
        {
            return blobs.Has(item.Sha256) ? Problem.NotFound() : await NotHereAsync(id, context, missing, cancel);
        }

        var tag = $"{item.Sha256}-{size}";
        context
            .RequestServices.GetRequiredService<DeliveryCounts>()
            .Count(IsKnown(context, tag) ? DeliveryCounts.Cache : DeliveryCounts.Local, "served");

        context.Response.Headers.CacheControl = Forever;
        context.Response.Headers["X-Served-From"] = "local";
        return Results.File(file, "image/webp", entityTag: Tag(tag));
    }

    /// <summary>A page of a document as a picture.</summary>
    private static async Task<IResult> PageAsync(
        Guid id,
        int number,
        HttpContext context,
        LibraryContext db,
        DocumentPages pages,
        BlobStore blobs,
        IMissingBytes missing,
        CancellationToken cancel
    )
    {
        var blob = await db.Set<MediaItem>()
            .Where(m => m.Id == id && m.Kind == MediaKind.Document)
            .Select(m => (BlobRef?)m.Sha256)
            .SingleOrDefaultAsync(cancel);
        if (blob is not { } document)
        {
            return Problem.NotFound();
        }

        if (await pages.FindOrDrawAsync(document, number) is not { } file)
        {
            return blobs.Has(document) ? Problem.NotFound() : await NotHereAsync(id, context, missing, cancel);
        }

        context.Response.Headers.CacheControl = Forever;
        return Results.File(file, "image/jpeg", entityTag: Tag($"{document}-{number}"));
    }

    private static async Task<IResult> BlobAsync(
        string sha256,
        HttpContext context,
        IEnumerable<IBlobReferences> references,
        BlobStore blobs,
        CancellationToken cancel
    )
    {
        if (BlobRef.TryParse(sha256, out var blob))
        {
            foreach (var room in references)
            {
                if (await room.ContentTypeAsync(blob, cancel) is { } type)
                {
                    return Send(context, blobs, blob, type, sha256);
                }
            }
        }

        return Problem.NotFound();
    }

    /// <summary>To anyone who holds the address while it is good.</summary>
    private static IResult Lent(string permit, HttpContext context, SignedUrls signedUrls, BlobStore blobs)
    {
        if (signedUrls.Read(permit) is not var (blob, type) || blobs.Open(blob) is not { } bytes)
        {
            return Problem.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        return Results.Stream(bytes, type);
    }

    internal static IResult Send(HttpContext context, BlobStore blobs, BlobRef blob, string type, string name)
    {
        if (blobs.Open(blob) is not { } bytes)
        {
            return Gone();
        }

        context
            .RequestServices.GetRequiredService<DeliveryCounts>()
            .Count(IsKnown(context, blob.ToString()) ? DeliveryCounts.Cache : DeliveryCounts.Local, "served");
        var headers = context.Response.Headers;
        headers.CacheControl = Forever;
        headers["X-Served-From"] = "local";
        // Only what a browser merely shows is shown; everything else is handed over as a file, and nothing may run.
        headers.ContentSecurityPolicy = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";
        var shown =
            type.StartsWith("image/", StringComparison.Ordinal) && type != ContentSniffer.Svg
            || type.StartsWith("video/", StringComparison.Ordinal)
            || type.StartsWith("audio/", StringComparison.Ordinal);
        var disposition = new ContentDispositionHeaderValue(
            shown && !context.Request.Query.ContainsKey("download") ? "inline" : "attachment"
        );
        disposition.SetHttpFileName(name);
        headers.ContentDisposition = disposition.ToString();
        return Results.Stream(bytes, type, enableRangeProcessing: true, entityTag: Tag(blob.ToString()));
    }

    // The browser has it, and is only told so.
    private static bool IsKnown(HttpContext context, string tag) =>
        context.Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal);

    private static EntityTagHeaderValue Tag(string value) => new($"\"{value}\"");
}
