using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Styles;

internal static class StyleApi
{
    public static void MapStyleApi(this RouteGroupBuilder api)
    {
        api.MapGet("/styles", ListAsync);
        api.MapPost("/styles", CreateAsync).ForEditors();
    }

    private sealed record NewStyle(string? Name, string? Prompt, string? NegativePrompt, List<string>? Palette);

    private sealed record StyleView(Guid Id, int Revision, Guid? ProjectId, string Name, string Prompt, string NegativePrompt, IReadOnlyList<string> Palette);

    private static async Task<IResult> ListAsync(string? after, int? limit, LibraryContext db)
    {
        var count = Cursor.Limit(limit);
        var styles = db.Set<StyleCapsule>().AsNoTracking();
        if (Cursor.Read(after) is { } cursor)
        {
            styles = styles.Where(s => s.Id.CompareTo(cursor.Id) < 0);
        }

        var rows = await styles.OrderByDescending(s => s.Id).Take(count + 1).ToListAsync();
        return Results.Ok(ListPage.Of(rows.ConvertAll(View), count, s => new("", s.Id)));
    }

    private static async Task<IResult> CreateAsync(NewStyle body, LibraryContext db)
    {
        var style = StyleCapsule.Make(db, null, body.Name, body.Prompt, body.NegativePrompt, body.Palette);
        db.Record("style.created", style.Id, details: style.Name);
        await db.SaveChangesAsync();
        return Results.Created((string?)null, View(style));
    }

    private static StyleView View(StyleCapsule s) => new(s.Id, s.Revision, s.ProjectId, s.Name, s.Prompt, s.Negative, s.Palette);
}
