using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Tags;

internal static class TagsApi
{
    public static void MapTagsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/tags", ListAsync);
        api.MapPost("/tags", async (TagBody body, LibraryContext db) =>
                Results.Created((string?)null, View(await db.CreateTagAsync(body.Name)))
            )
            .ForEditors();
        api.MapPatch("/tags/{id:guid}", RenameAsync).ForEditors();
        api.MapDelete("/tags/{id:guid}", RemoveAsync).ForEditors();
    }

    private sealed record TagBody(string? Name, bool? Merge);

    private sealed record TagView(Guid Id, string Name, int? Assets);

    private static async Task<IResult> ListAsync(string? q, string? after, int? limit, LibraryContext db)
    {
        var count = Cursor.Limit(limit);
        var page = ListPage.Of(await db.TagCountsAsync(q, Cursor.Read(after)?.Key, count + 1), count, t => new(t.NormalizedName, t.Id));
        return Results.Ok(new ListPage<TagView>([.. page.Items.Select(t => new TagView(t.Id, t.Name, t.Assets))], page.Next));
    }

    private static async Task<IResult> RenameAsync(Guid id, TagBody body, LibraryContext db) =>
        await db.Set<Tag>().SingleOrDefaultAsync(t => t.Id == id) is { } tag
            ? Results.Ok(View(await db.RenameTagAsync(tag, body.Name, body.Merge == true)))
            : Problem.NotFound();

    private static async Task<IResult> RemoveAsync(Guid id, LibraryContext db)
    {
        if (await db.Set<Tag>().SingleOrDefaultAsync(t => t.Id == id) is not { } tag)
        {
            return Problem.NotFound();
        }

        await db.RemoveTagAsync(tag);
        return Results.Ok(View(tag));
    }

    private static TagView View(Tag tag) => new(tag.Id, tag.Name, null);
}
