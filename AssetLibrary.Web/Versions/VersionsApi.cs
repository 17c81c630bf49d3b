using System.Text.Json;
using System.Text.Json.Nodes;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Versions;

internal static class VersionsApi
{
    private const string Route = "/subjects/{type}/{id:guid}/versions/{key}";

    public static void MapVersionsApi(this RouteGroupBuilder api)
    {
        api.MapGet(Route, GetAsync);
        api.MapPost(Route, AppendAsync).ForEditors();
        api.MapPut(Route + "/best", PutBestAsync).ForEditors();
        api.MapPatch(Route + "/{number:int}", PatchAsync).ForEditors();
    }

    private sealed record Best(int Number);

    private static async Task<IResult> GetAsync(Choice<SubjectType> type, Guid id, string key, string? numbers, LibraryContext db)
    {
        await SubjectAsync(db, type.Value, id);
        return Results.Ok(await ViewAsync(db, id, key, Numbers(numbers)));
    }

    private static async Task<IResult> AppendAsync(
        Choice<SubjectType> type,
        Guid id,
        string key,
        NewVersions body,
        LibraryContext db,
        CurrentViewer viewer,
        MediaIntake intake,
        IRemoteIntake remote,
        CancellationToken cancel
    )
    {
        var subject = await EditableAsync(db, viewer, type.Value, id);
        return Results.Created(
            (string?)null,
            await ViewAsync(db, id, key, await body.AppendAsync(db, intake, remote, subject, key, cancel))
        );
    }

    private static async Task<IResult> PutBestAsync(
        Choice<SubjectType> type,
        Guid id,
        string key,
        Best body,
        LibraryContext db,
        CurrentViewer viewer
    )
    {
        await EditableAsync(db, viewer, type.Value, id);
        if (
            await db.Set<History>().SingleOrDefaultAsync(h => h.SubjectId == id && h.Key == key) is not { } history
            || !await db.ChooseBestAsync(history, body.Number)
        )
        {
            return Problem.NotFound();
        }

        await db.SaveChangesAsync();
        return Results.Ok(await ViewAsync(db, id, key, []));
    }

    private static async Task<IResult> PatchAsync(
        Choice<SubjectType> type,
        Guid id,
        string key,
        int number,
        JsonElement body,
        LibraryContext db,
        CurrentViewer viewer
    )
    {
        var patch = new PatchBody(body);
        await EditableAsync(db, viewer, type.Value, id);
        var version = await db.Set<AssetVersion>()
            .SingleOrDefaultAsync(v =>
                v.Number == number && db.Set<History>().Any(h => h.Id == v.HistoryId && h.SubjectId == id && h.Key == key)
            );
        if (version is null)
        {
            return Problem.NotFound();
        }

        if (patch.Element("metadata") is { } metadata)
        {
            version.Metadata = MergePatch.Apply(version.Metadata, metadata);
            await db.SaveChangesAsync();
        }

        return Results.Ok(await ViewAsync(db, id, key, [number]));
    }

    private static async Task<Subject> SubjectAsync(LibraryContext db, SubjectType type, Guid id) =>
        await db.Set<Subject>().SingleOrDefaultAsync(s => s.Id == id && s.Type == type) ?? throw RefusedException.NotFound();

    private static async Task<Subject> EditableAsync(LibraryContext db, CurrentViewer viewer, SubjectType type, Guid id)
    {
        var subject = await SubjectAsync(db, type, id);
        return await viewer.MayEditAsync(db, subject.ProjectId)
            ? subject
            : throw new RefusedException(StatusCodes.Status403Forbidden, "forbidden", "You have view-only access to this project.");
    }

    private static List<int> Numbers(string? text) =>
        [
            .. (text ?? "")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(t =>
                    int.TryParse(t, System.Globalization.CultureInfo.InvariantCulture, out var n)
                        ? n
                        : throw RefusedException.Invalid("numbers must be integers, separated by commas.")
                ),
        ];

    private static async Task<object> ViewAsync(LibraryContext db, Guid id, string key, List<int> numbers)
    {
        var history = await db.Set<History>().AsNoTracking().SingleOrDefaultAsync(h => h.SubjectId == id && h.Key == key);
        var versions = history is null
            ? []
            : await db.Set<AssetVersion>()
                .Where(v => v.HistoryId == history.Id && (numbers.Count == 0 || numbers.Contains(v.Number)))
                .Join(
                    db.Set<MediaItem>(),
                    v => v.MediaId,
                    m => m.Id,
                    (v, m) =>
                        new
                        {
                            v.Number,
                            v.MediaId,
                            m.Kind,
                            v.Metadata,
                            v.CreatedAt,
                        }
                )
                .OrderByDescending(v => v.Number)
                .AsNoTracking()
                .ToListAsync();
        return new
        {
            Best = history?.BestNumber,
            Latest = history?.LastNumber,
            Versions = versions.Select(v => new
            {
                v.Number,
                v.MediaId,
                Url = $"/media/{v.MediaId}",
                v.Kind,
                Metadata = JsonNode.Parse(v.Metadata),
                v.CreatedAt,
            }),
        };
    }
}
