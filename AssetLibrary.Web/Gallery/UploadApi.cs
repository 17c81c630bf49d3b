using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Gallery.Uploads;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Replication;
using AssetLibrary.Web.Replication.Buckets;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Gallery;

/// <summary>
/// Files that come by an address: signed ones to upload to and to read from, and addresses of others that are fetched. A bucket's signed
/// addresses are of the same shape, so a program need not know where the bytes lie.
/// </summary>
internal static class UploadApi
{
    public static void MapUploadApi(this WebApplication app)
    {
        var api = app.MapApiAt("/api/upload");
        api.MapPost("/sign", SignAsync).ForEditors();
        api.MapPost("/sign-read", SignReadAsync);
        api.MapPost("/ingest", IngestAsync).ForEditors();
        api.MapTusApi();
        // The address is the permission.
        app.MapPut("/upload/{permit}", PutAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapMethods("/read/{permit}", ["GET", "HEAD"], ReadAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private sealed record Wish(string? FileName, string? ContentType, long? Bytes, Guid? Project);

    private static async Task<IResult> SignAsync(
        Wish body,
        HttpRequest request,
        LibraryContext db,
        CurrentViewer viewer,
        UploadPermits permits,
        BlobOptions blobs,
        BucketDevice bucket,
        ReplicationOptions storage
    )
    {
        var name = SearchText.Cut(Path.GetFileName(SearchText.Clean(body.FileName).Replace('\\', '/')), 200);
        if (name.Length == 0)
        {
            throw RefusedException.Invalid("Name the file.", "fileName");
        }

        if (body.Bytes is not > 0)
        {
            throw RefusedException.Invalid("Say how many bytes the file has.", "bytes");
        }

        if (body.Bytes > blobs.MaxBytes)
        {
            throw new RefusedException(
                StatusCodes.Status413PayloadTooLarge,
                "too-large",
                $"This file is too large. The limit is {blobs.MaxBytes / (1024 * 1024):N0} MB."
            );
        }

        if (body.ContentType is { Length: > 0 } type)
        {
            MediaProof.Reader.KindOf(type.Split(';')[0].Trim().ToLowerInvariant());
        }

        await UploadRights.CheckAsync(body.Project, db, viewer);
        var key = $"uploads/{Ids.New():N}/{name}";
        if (storage.Primary == PrimaryStore.S3 && bucket.IsSet)
        {
            var (upload, read) = (
                await bucket.Store.UploadUrlAsync(key, UploadPermits.Lifetime, body.ContentType),
                await bucket.Store.ReadUrlAsync(key, UploadPermits.Lifetime)
            );
            return Results.Ok(
                new
                {
                    key,
                    uploadUrl = upload.AbsoluteUri,
                    readUrl = read.AbsoluteUri,
                    expiresAt = db.Now + UploadPermits.Lifetime,
                }
            );
        }

        var (uploadUrl, expiresAt) = permits.ForUpload(new(key, viewer.Id!.Value, name, body.Bytes.Value, body.Project), request);
        return Results.Ok(
            new
            {
                key,
                uploadUrl,
                readUrl = permits.ForRead(key, request).Url,
                expiresAt,
            }
        );
    }

    private sealed record ReadWish(string? Key, Guid? MediaId);

    private static async Task<IResult> SignReadAsync(
        ReadWish body,
        HttpRequest request,
        LibraryContext db,
        ReadAddresses addresses,
        CancellationToken cancel
    )
    {
        if (body.Key is null == body.MediaId is null)
        {
            throw RefusedException.Invalid("Name a key or a mediaId.");
        }

        var item = await db.Set<MediaItem>()
            .Where(m => body.Key != null ? m.StorageKey == body.Key : m.Id == body.MediaId)
            .Select(m => new { m.Id, m.Sha256 })
            .SingleOrDefaultAsync(cancel);
        if (item is null)
        {
            return Problem.NotFound();
        }

        var (url, expiresAt) = await addresses.ForAsync(item.Id, item.Sha256, request, db, cancel);
        return Results.Ok(new { url, expiresAt });
    }

    private sealed record Address(string? Url, string? Key, Guid? Project);

    private static async Task<IResult> IngestAsync(
        Address body,
        LibraryContext db,
        CurrentViewer viewer,
        IRemoteIntake remote,
        MediaIntake intake,
        BucketUploads uploads,
        BucketDevice bucket,
        CancellationToken cancel
    )
    {
        await UploadRights.CheckAsync(body.Project, db, viewer);
        var item = body.Key is { } key
            ? await ByKeyAsync(key, body, db, uploads, bucket, cancel)
            : await EnteredAsync(await remote.PrepareAsync(body.Url, body.Project, cancel), db, intake, cancel);
        if (item is null)
        {
            return Problem.NotFound();
        }

        return Results.Ok(
            new
            {
                key = item.StorageKey ?? item.Id.ToString(),
                item.ContentType,
                mediaId = item.Id,
            }
        );
    }

    private static async Task<MediaItem> EnteredAsync(MediaItem item, LibraryContext db, MediaIntake intake, CancellationToken cancel)
    {
        intake.Enter(item);
        await db.SaveChangesAsync(cancel);
        return item;
    }

    /// <summary>What was uploaded under a key: taken in already, or lying in the bucket still. Asking twice is asking once.</summary>
    private static async Task<MediaItem?> ByKeyAsync(
        string key,
        Address body,
        LibraryContext db,
        BucketUploads uploads,
        BucketDevice bucket,
        CancellationToken cancel
    )
    {
        if (body.Url is not null)
        {
            throw RefusedException.Invalid("Name a key or a url.");
        }

        if (await db.Set<MediaItem>().SingleOrDefaultAsync(m => m.StorageKey == key, cancel) is { } known)
        {
            return known;
        }

        var isSigned = key.Split('/') is ["uploads", { Length: 32 }, { Length: > 0 }];
        return isSigned && bucket.IsSet ? await uploads.TakeAsync(key, body.Project, cancel) : null;
    }

    private static async Task<IResult> PutAsync(
        string permit,
        HttpRequest request,
        LibraryContext db,
        CurrentViewer viewer,
        UploadPermits permits,
        MediaIntake intake,
        CancellationToken cancel
    )
    {
        if (permits.ReadUpload(permit) is not { } allowed)
        {
            return Problem.Of(
                StatusCodes.Status403Forbidden,
                "expired",
                "This upload address has expired or isn’t valid. Request a new one."
            );
        }

        // Before the limit is set: the server takes the rest of the body in, so that the sender hears the answer.
        if (request.ContentLength > allowed.Bytes)
        {
            return Problem.Of(StatusCodes.Status413PayloadTooLarge, "too-large", "The file is larger than announced.");
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = allowed.Bytes;
        }

        viewer.WorkFor(allowed.User);
        if (!await MayStillAsync(allowed, db))
        {
            return Problem.Of(StatusCodes.Status403Forbidden, "forbidden", "You can’t upload to this project any more.");
        }

        if (await db.Set<MediaItem>().IgnoreQueryFilters().AnyAsync(m => m.StorageKey == allowed.Key, cancel))
        {
            return Used();
        }

        var item = await intake.TakeAsync(
            request.Body,
            new(MediaSource.Upload, Path.GetFileNameWithoutExtension(allowed.FileName), allowed.FileName, allowed.Project)
            {
                StorageKey = allowed.Key,
            },
            cancel
        );
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await db.Set<MediaItem>().IgnoreQueryFilters().AnyAsync(m => m.StorageKey == allowed.Key, cancel))
            {
                return Used(); // somebody else was quicker
            }

            throw;
        }

        return Results.Ok(MediaView.Of(item));
    }

    private static async Task<IResult> ReadAsync(
        string permit,
        HttpContext context,
        LibraryContext db,
        CurrentViewer viewer,
        UploadPermits permits,
        BlobStore blobs
    )
    {
        if (permits.ReadRead(permit) is not { } key)
        {
            return Problem.Of(StatusCodes.Status403Forbidden, "expired", "This address has expired or isn’t valid. Request a new one.");
        }

        viewer.WorkFor(null);
        var id = Guid.TryParse(key, out var named) ? named : (Guid?)null;
        var item = await db.Set<MediaItem>().AsNoTracking().SingleOrDefaultAsync(m => id != null ? m.Id == id : m.StorageKey == key);
        return item is null
            ? Problem.NotFound()
            : MediaBytes.Send(context, blobs, item.Sha256, item.ContentType, item.FileName ?? item.Title);
    }

    private static IResult Used() =>
        Problem.Of(StatusCodes.Status409Conflict, "used", "This upload address has been used. Request a new one for another file.");

    // An hour is long enough to lose a right in.
    private static async Task<bool> MayStillAsync(UploadPermit allowed, LibraryContext db)
    {
        var role = await db.Set<User>()
            .Where(u => u.Id == allowed.User && u.DeactivatedAt == null)
            .Select(u => (Role?)u.Role)
            .SingleOrDefaultAsync();
        return role switch
        {
            Role.Admin => allowed.Project is null || await db.Set<Project>().AnyAsync(p => p.Id == allowed.Project),
            Role.Editor => allowed.Project is null
                || await db.Set<ProjectMember>()
                    .AnyAsync(m => m.ProjectId == allowed.Project && m.UserId == allowed.User && m.Role != Role.Viewer),
            _ => false,
        };
    }
}
