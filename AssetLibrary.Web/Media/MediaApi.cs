using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Media;

internal static class MediaApi
{
    public static void MapMediaApi(this RouteGroupBuilder api)
    {
        api.MapPost("/media", UploadAsync).ForEditors().DisableAntiforgery();
        api.MapPost("/media/export", ExportAsync);
        api.MapGet("/media/{id:guid}", async (Guid id, LibraryContext db) =>
            await db.Set<MediaItem>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id) is { } item
                ? Results.Ok(MediaView.Of(item))
                : Problem.NotFound()
        );
    }

    private sealed record Export(List<Guid>? Ids, bool? Prompt, bool? Originals);

    /// <summary>Several as a ZIP file with a manifest, in the order of the list.</summary>
    private static async Task<IResult> ExportAsync(Export body, LibraryContext db, MediaExport export, CancellationToken cancel)
    {
        if (body.Ids is not { Count: > 0 and <= 1000 } asked)
        {
            throw RefusedException.Invalid("List 1 to 1,000 media items.", "ids");
        }

        var ids = asked.Distinct().ToList();
        var items = await db.Set<MediaItem>().AsNoTracking().Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancel);
        return items.Count == ids.Count
            ? Results.File(
                await export.ZipAsync(
                    ids.ConvertAll(id => new Exported(items[id], items[id].Title)),
                    new(body.Prompt ?? false, body.Originals ?? false),
                    cancel
                ),
                "application/zip",
                "export.zip"
            )
            : Problem.NotFound();
    }

    // The group has looked at the antiforgery header already: a token in a form field would mean to read the whole upload first.
    private static async Task<IResult> UploadAsync(
        Guid? project,
        HttpRequest request,
        LibraryContext db,
        CurrentViewer viewer,
        MediaIntake intake,
        CancellationToken cancel
    )
    {
        if (!request.HasFormContentType)
        {
            return Problem.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported-media", "Send the files as multipart/form-data.");
        }

        if (
            project is not null
            && (!await db.Set<ProjectMember>().AnyAsync(m => m.ProjectId == project && (viewer.SeesAll || m.UserId == viewer.Id), cancel))
        )
        {
            return Problem.NotFound();
        }

        if (!await viewer.MayEditAsync(db, project, cancel))
        {
            throw new RefusedException(StatusCodes.Status403Forbidden, "forbidden", "You have view-only access to this project.");
        }

        var files = (await request.ReadFormAsync(cancel)).Files;
        if (files.Count == 0)
        {
            throw RefusedException.Invalid("Send at least one file.");
        }

        if (files.Count == 1)
        {
            return await TakeOnceAsync(request, files[0], project, db, viewer, intake, cancel);
        }

        var items = new List<object>();
        foreach (var file in files)
        {
            try
            {
                items.Add(MediaView.Of(await TakeAsync(file, project, db, intake, cancel)));
            }
            catch (RefusedException refused)
            {
                items.Add(
                    new
                    {
                        ok = false,
                        fileName = SearchText.Clean(file.FileName),
                        error = new
                        {
                            type = $"/problems/{refused.Name}",
                            title = refused.Message,
                            status = refused.Status,
                        },
                    }
                );
            }
        }

        return Results.Ok(new { items });
    }

    // The same key from the same person is the same upload: what was sent again because nobody heard the answer is found.
    private static async Task<IResult> TakeOnceAsync(
        HttpRequest request,
        IFormFile file,
        Guid? project,
        LibraryContext db,
        CurrentViewer viewer,
        MediaIntake intake,
        CancellationToken cancel
    )
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length > 100 || key.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
        {
            throw RefusedException.Invalid("An idempotency key for an upload must have 1 to 100 letters, digits or hyphens.");
        }

        var storageKey = key.Length == 0 ? null : $"once/{viewer.Id:N}/{key}";
        async Task<IResult?> KnownAsync() =>
            storageKey is not null
            && await db.Set<MediaItem>().IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(m => m.StorageKey == storageKey, cancel)
                is { } known
                ? Results.Ok(MediaView.Of(known))
                : null;
        if (await KnownAsync() is { } before)
        {
            return before;
        }

        try
        {
            return Results.Created((string?)null, MediaView.Of(await TakeAsync(file, project, db, intake, cancel, storageKey)));
        }
        catch (DbUpdateException) when (storageKey is not null)
        {
            db.ChangeTracker.Clear();
            if (await KnownAsync() is { } meanwhile)
            {
                return meanwhile;
            }

            throw;
        }
    }

    private static async Task<MediaItem> TakeAsync(
        IFormFile file,
        Guid? project,
        LibraryContext db,
        MediaIntake intake,
        CancellationToken cancel,
        string? storageKey = null
    )
    {
        await using var bytes = file.OpenReadStream();
        var item = await intake.TakeAsync(
            bytes,
            new(MediaSource.Upload, Path.GetFileNameWithoutExtension(file.FileName), file.FileName, project) { StorageKey = storageKey },
            cancel
        );
        await db.SaveChangesAsync(cancel);
        return item;
    }
}

/// <summary>A media item as the API shows it.</summary>
internal sealed record MediaView(
    bool Ok,
    Guid Id,
    string Sha256,
    MediaKind Kind,
    string ContentType,
    int? Width,
    int? Height,
    double? Seconds,
    long Bytes,
    string Title,
    int? Rating,
    IReadOnlyList<string> Tags,
    string Note,
    string? FileName,
    MediaSource Source,
    string? Provider,
    string? Model,
    string? Prompt,
    long? Seed,
    Guid? ProjectId,
    DateTimeOffset CreatedAt,
    string Url
)
{
    public static MediaView Of(MediaItem m) =>
        new(
            true,
            m.Id,
            m.Sha256.ToString(),
            m.Kind,
            m.ContentType,
            m.Width,
            m.Height,
            m.Seconds,
            m.Bytes,
            m.Title,
            m.Rating,
            m.Tags,
            m.Note,
            m.FileName,
            m.Source,
            m.Provider,
            m.Model,
            m.Prompt,
            m.Seed,
            m.ProjectId,
            m.CreatedAt,
            $"/media/{m.Id}"
        );
}
