using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Styles;

internal static class StyleApi
{
    public static void MapStyleApi(this RouteGroupBuilder api)
    {
        api.MapGet("/styles", ListAsync);
        api.MapPost("/styles", CreateAsync).ForEditors();
        api.MapGet("/styles/{id:guid}", async (Guid id, LibraryContext db) =>
            await db.Set<StyleCapsule>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id) is { } style
                ? Results.Ok(View(style))
                : Problem.NotFound()
        );
        api.MapPatch("/styles/{id:guid}", EditAsync).ForEditors();
    }

    private sealed record NewStyle(
        string? Name,
        string? Prompt,
        string? NegativePrompt,
        List<string>? Palette,
        string? ForCharacters,
        string? ForLocations,
        string? ForProps
    );

    private sealed record StyleEdit(
        int? Revision,
        string? Name,
        string? Prompt,
        string? NegativePrompt,
        List<string>? Palette,
        string? ForCharacters,
        string? ForLocations,
        string? ForProps
    );

    private sealed record StyleView(
        Guid Id,
        int Revision,
        Guid? ProjectId,
        string Name,
        string Prompt,
        string NegativePrompt,
        IReadOnlyList<string> Palette,
        string ForCharacters,
        string ForLocations,
        string ForProps
    );

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
        var style = StyleCapsule.Make(
            db,
            null,
            body.Name,
            body.Prompt,
            body.NegativePrompt,
            body.Palette,
            new(body.ForCharacters, body.ForLocations, body.ForProps)
        );
        db.Record("style.created", style.Id, details: style.Name);
        await db.SaveChangesAsync();
        return Results.Created((string?)null, View(style));
    }

    /// <summary>What is absent is kept.</summary>
    private static async Task<IResult> EditAsync(Guid id, StyleEdit body, LibraryContext db, CurrentViewer viewer)
    {
        if (await db.Set<StyleCapsule>().SingleOrDefaultAsync(s => s.Id == id) is not { } style)
        {
            return Problem.NotFound();
        }

        if (!await viewer.MayEditAsync(db, style.ProjectId))
        {
            throw new RefusedException(StatusCodes.Status403Forbidden, "forbidden", "You have view-only access to this project.");
        }

        style.Expect(body.Revision);
        style.Edit(
            db,
            body.Name ?? style.Name,
            body.Prompt ?? style.Prompt,
            body.NegativePrompt ?? style.Negative,
            body.Palette ?? style.Palette,
            new(body.ForCharacters ?? style.ForCharacters, body.ForLocations ?? style.ForLocations, body.ForProps ?? style.ForProps)
        );
        db.Record("style.edited", style.Id, style.ProjectId, style.Name);
        await db.SaveChangesAsync();
        return Results.Ok(View(style));
    }

    private static StyleView View(StyleCapsule s) =>
        new(s.Id, s.Revision, s.ProjectId, s.Name, s.Prompt, s.Negative, s.Palette, s.ForCharacters, s.ForLocations, s.ForProps);
}
