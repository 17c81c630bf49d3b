using System.Globalization;
using System.Text;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Gallery.Uploads;

/// <summary>
/// Uploads by tus 1.0 (https://tus.io/protocols/resumable-upload, read 2026-11-30) with its extensions creation, expiration and
/// termination. The last part is answered with X-Media-Id; where twins are to be told, with X-Twin-Id and X-Sha256 instead. Metadata:
/// filename, project, twins ("tell").
/// </summary>
internal static class TusApi
{
    private const string Version = "1.0.0",
        Part = "application/offset+octet-stream";

    public static void MapTusApi(this RouteGroupBuilder api)
    {
        var tus = api.MapGroup("").AddEndpointFilter(CheckVersionAsync);
        tus.MapMethods("/tus", ["OPTIONS"], Options);
        tus.MapPost("/tus", CreateAsync).ForEditors();
        tus.MapMethods("/tus/{id:guid}", ["HEAD"], HeadAsync).ForEditors();
        tus.MapPatch("/tus/{id:guid}", AppendAsync).ForEditors();
        tus.MapDelete("/tus/{id:guid}", Cancel).ForEditors();
    }

    private static async ValueTask<object?> CheckVersionAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var (request, headers) = (call.HttpContext.Request, call.HttpContext.Response.Headers);
        // On a refusal too, which is an answer of its own.
        call.HttpContext.Response.OnStarting(() =>
        {
            headers["Tus-Resumable"] = Version;
            return Task.CompletedTask;
        });
        if (HttpMethods.IsOptions(request.Method) || request.Headers["Tus-Resumable"] == Version)
        {
            return await next(call);
        }

        headers["Tus-Version"] = Version;
        return Problem.Of(StatusCodes.Status412PreconditionFailed, "tus-version", $"Send Tus-Resumable: {Version}.");
    }

    private static IResult Options(HttpResponse response, BlobOptions blobs)
    {
        response.Headers["Tus-Version"] = Version;
        response.Headers["Tus-Extension"] = "creation,expiration,termination";
        response.Headers["Tus-Max-Size"] = blobs.MaxBytes.ToString(CultureInfo.InvariantCulture);
        return Results.NoContent();
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context,
        LibraryContext db,
        CurrentViewer viewer,
        ResumableUploads uploads,
        BlobOptions blobs
    )
    {
        if (!long.TryParse(context.Request.Headers["Upload-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
        {
            throw RefusedException.Invalid("Say how many bytes the file has (Upload-Length).");
        }

        if (bytes > blobs.MaxBytes)
        {
            throw new RefusedException(
                StatusCodes.Status413PayloadTooLarge,
                "too-large",
                $"This file is too large. The limit is {blobs.MaxBytes / (1024 * 1024):N0} MB."
            );
        }

        if (bytes == 0)
        {
            throw RefusedException.Invalid("This file is empty.");
        }

        var words = Words(context.Request.Headers["Upload-Metadata"].ToString());
        var name = SearchText.Cut(Path.GetFileName(SearchText.Clean(words.GetValueOrDefault("filename")).Replace('\\', '/')), 200);
        Guid? project = words.GetValueOrDefault("project") is { Length: > 0 } named
            ? Guid.TryParse(named, out var id)
                ? id
                : throw RefusedException.NotFound()
            : null;
        await UploadRights.CheckAsync(project, db, viewer);
        var upload = new ResumableUpload(
            Ids.New(),
            viewer.Id!.Value,
            name.Length > 0 ? name : "file",
            bytes,
            project,
            words.GetValueOrDefault("twins") == "tell"
        );
        uploads.Begin(upload);
        Tell(context.Response, uploads, upload.Id, 0);
        return Results.Created($"{context.Request.PathBase}{context.Request.Path}/{upload.Id}", null);
    }

    private static async Task<IResult> HeadAsync(
        Guid id,
        HttpContext context,
        LibraryContext db,
        CurrentViewer viewer,
        ResumableUploads uploads
    )
    {
        if (uploads.Find(id) is not { } upload || upload.User != viewer.Id)
        {
            return Problem.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Upload-Length"] = upload.Bytes.ToString(CultureInfo.InvariantCulture);
        if (uploads.Offset(id) is { } offset)
        {
            Tell(context.Response, uploads, id, offset);
            return Results.Ok();
        }

        // Taken over: there is a row, or it was refused, or it is being looked at.
        using var held = uploads.Hold(id);
        if (held is null)
        {
            return Problem.Of(StatusCodes.Status423Locked, "locked", "This upload is being taken in.");
        }

        if (await TakenAsync(upload, db) is not { } taken)
        {
            uploads.Remove(id);
            return Problem.NotFound();
        }

        context.Response.Headers["Upload-Offset"] = upload.Bytes.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["X-Media-Id"] = taken.ToString();
        return Results.Ok();
    }

    private static async Task<IResult> AppendAsync(
        Guid id,
        HttpContext context,
        LibraryContext db,
        CurrentViewer viewer,
        ResumableUploads uploads,
        MediaIntake intake,
        CancellationToken cancel
    )
    {
        var request = context.Request;
        if (uploads.Find(id) is not { } upload || upload.User != viewer.Id)
        {
            return Problem.NotFound();
        }

        if (request.ContentType != Part)
        {
            return Problem.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported-media", $"Send a part as {Part}.");
        }

        using var held = uploads.Hold(id);
        if (held is null)
        {
            return Problem.Of(StatusCodes.Status423Locked, "locked", "Another part of this upload is being received.");
        }

        if (uploads.Offset(id) is not { } offset || request.Headers["Upload-Offset"] != offset.ToString(CultureInfo.InvariantCulture))
        {
            return Problem.Of(StatusCodes.Status409Conflict, "offset", "This part begins somewhere else than the upload has stopped.");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = upload.Bytes - offset + 1;
        }

        offset = await uploads.AppendAsync(upload, request.Body, cancel);
        if (offset < upload.Bytes)
        {
            Tell(context.Response, uploads, id, offset);
            return Results.NoContent();
        }

        context.Response.Headers["Upload-Offset"] = offset.ToString(CultureInfo.InvariantCulture);
        // All of it is here: whether somebody still waits for the answer no longer counts.
        return await TakeAsync(upload, context.Response, db, viewer, uploads, intake);
    }

    private static async Task<IResult> TakeAsync(
        ResumableUpload upload,
        HttpResponse response,
        LibraryContext db,
        CurrentViewer viewer,
        ResumableUploads uploads,
        MediaIntake intake
    )
    {
        // A day is long enough to lose a right in.
        await UploadRights.CheckAsync(upload.Project, db, viewer);
        var origin = new MediaOrigin(MediaSource.Upload, Path.GetFileNameWithoutExtension(upload.FileName), upload.FileName, upload.Project)
        {
            StorageKey = upload.StorageKey,
        };
        MediaItem item;
        try
        {
            item = await intake.TakeFileAsync(uploads.TakeOver(upload.Id), origin, CancellationToken.None);
        }
        catch (RefusedException)
        {
            uploads.Remove(upload.Id);
            throw;
        }

        if (
            upload.TellTwins
            && await db.Set<MediaItem>().TwinsOf(item).OrderBy(m => m.Id).Select(m => (Guid?)m.Id).FirstOrDefaultAsync() is { } twin
        )
        {
            db.ChangeTracker.Clear();
            uploads.Remove(upload.Id);
            response.Headers["X-Twin-Id"] = twin.ToString();
            response.Headers["X-Sha256"] = (item.Original?.Sha256 ?? item.Sha256).ToString();
            return Results.NoContent();
        }

        await db.SaveChangesAsync(CancellationToken.None);
        response.Headers["X-Media-Id"] = item.Id.ToString();
        return Results.NoContent();
    }

    private static IResult Cancel(Guid id, CurrentViewer viewer, ResumableUploads uploads)
    {
        if (uploads.Find(id) is not { } upload || upload.User != viewer.Id)
        {
            return Problem.NotFound();
        }

        using var held = uploads.Hold(id);
        if (held is null)
        {
            return Problem.Of(StatusCodes.Status423Locked, "locked", "A part of this upload is being received.");
        }

        uploads.Remove(id);
        return Results.NoContent();
    }

    private static Task<Guid?> TakenAsync(ResumableUpload upload, LibraryContext db)
    {
        var key = upload.StorageKey;
        return db.Set<MediaItem>()
            .IgnoreQueryFilters([MediaItemTable.Trash])
            .Where(m => m.StorageKey == key)
            .Select(m => (Guid?)m.Id)
            .SingleOrDefaultAsync();
    }

    private static void Tell(HttpResponse response, ResumableUploads uploads, Guid id, long offset)
    {
        response.Headers["Upload-Offset"] = offset.ToString(CultureInfo.InvariantCulture);
        response.Headers["Upload-Expires"] = uploads.EndsAt(id).ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>"key base64,key base64": a value that cannot be read is none.</summary>
    internal static Dictionary<string, string> Words(string header)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = pair.Split(' ', 2) is [var k, var v] ? (k, v) : (pair, "");
            var bytes = new byte[value.Length];
            words[key] = Convert.TryFromBase64String(value, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
        }

        return words;
    }
}
