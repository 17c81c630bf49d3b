using System.Text.Json;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Gallery;

internal static class GalleryApi
{
    public static void MapGalleryApi(this RouteGroupBuilder api)
    {
        api.MapGet("/media", ListAsync);
        api.MapPatch("/media/{id:guid}", DescribeAsync).ForEditors();
        api.MapDelete("/media/{id:guid}", TrashAsync).ForEditors();
        api.MapPost("/media/{id:guid}/restore", RestoreAsync).ForEditors();
    }

    /// <summary>An absent field is kept; a rating of 0 or null is none.</summary>
    private sealed record Edit(string? Title, JsonElement Rating, List<string>? Tags, string? Note);

    private static async Task<IResult> ListAsync(
        Choice<MediaKind>? kind,
        string? q,
        string? tag,
        string? model,
        bool? unsorted,
        Guid? project,
        string? after,
        int? limit,
        LibraryContext db
    )
    {
        var count = Cursor.Limit(limit);
        var items = new GalleryFilter
        {
            Kind = kind?.Value,
            Query = q,
            Tag = tag,
            Model = model,
            Unsorted = unsorted ?? false,
            Project = project,
        }
            .Apply(db)
            .AsNoTracking();
        if (Cursor.Read(after) is { } cursor)
        {
            items = items.Where(m => m.Id.CompareTo(cursor.Id) < 0);
        }

        var page = ListPage.Of(await items.OrderByDescending(m => m.Id).Take(count + 1).ToListAsync(), count, m => new("", m.Id));
        return Results.Ok(new { items = page.Items.Select(MediaView.Of), next = page.Next });
    }

    private static async Task<IResult> DescribeAsync(Guid id, Edit body, LibraryContext db, CurrentViewer viewer)
    {
        int? rating = body.Rating.ValueKind switch
        {
            JsonValueKind.Undefined => null,
            JsonValueKind.Null => 0,
            JsonValueKind.Number when body.Rating.TryGetInt32(out var stars) => stars,
            _ => throw RefusedException.Invalid("A rating is 1 to 5, or 0 for none.", "rating"),
        };
        if (body.Tags?.Exists(t => t is null) == true)
        {
            throw RefusedException.Invalid("A tag is a text.", "tags");
        }

        var mine = await db.Set<MediaItem>().EditableAsync(db, viewer, [id]);
        return Results.Ok(
            await db.WriteAsync(async () =>
            {
                var item = await db.Set<MediaItem>().SingleOrGoneAsync(m => mine.Contains(m.Id));
                item.Describe(body.Title, rating, body.Note, body.Tags);
                db.Record("media.described", item.Id, item.ProjectId, item.Title);
                db.Announce(Topics.Media, item.Id, item.ProjectId);
                return MediaView.Of(item);
            })
        );
    }

    private static async Task<IResult> TrashAsync(
        Guid id,
        LibraryContext db,
        CurrentViewer viewer,
        SubjectReadings readings,
        MediaRemoval removal
    )
    {
        var mine = await db.Set<MediaItem>().EditableAsync(db, viewer, [id]);
        (await MediaUse.ReadAsync(db, viewer, readings, mine)).CheckMine();
        await removal.TrashAsync(mine);
        return Results.NoContent();
    }

    private static async Task<IResult> RestoreAsync(Guid id, LibraryContext db, CurrentViewer viewer, MediaRemoval removal)
    {
        await removal.RestoreAsync(await removal.Trashed().EditableAsync(db, viewer, [id]));
        return Results.Ok(MediaView.Of(await db.Set<MediaItem>().AsNoTracking().SingleOrGoneAsync(m => m.Id == id)));
    }
}
