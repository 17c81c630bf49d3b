using System.Text.Json;
using System.Text.Json.Nodes;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Versions;

/// <summary>Versions of many subjects at once: appended with an outcome for each, and read in two queries however many they are.</summary>
internal static class ManyVersions
{
    /// <summary>Subjects, or appends, of one request.</summary>
    public const int Most = 1000;

    private const int MostKeys = 20,
        MostUrls = 50,
        MostVersions = 10_000;

    public static void MapManyVersionsApi(this RouteGroupBuilder api)
    {
        api.MapPost("/versions/batch", BatchAsync).ForEditors();
        api.MapPost("/versions/query", QueryAsync);
        api.MapGet("/projects/{id:guid}/best", BestOfProjectAsync);
    }

    private sealed record NamedSubject(SubjectType? Type, Guid Id);

    private sealed record Append(
        NamedSubject? Subject,
        string? Key,
        List<Guid>? MediaIds,
        List<string?>? Urls,
        JsonElement? Metadata,
        bool? SetBest
    );

    private sealed record Asked(List<NamedSubject?>? Subjects, List<string?>? Keys, string? Which);

    // Each is a write of its own: what is wrong with one leaves the others saved.
    private static async Task<IResult> BatchAsync(
        List<Append?> body,
        LibraryContext db,
        CurrentViewer viewer,
        MediaIntake intake,
        IRemoteIntake remote,
        CancellationToken cancel
    )
    {
        if (body.Count is 0 or > Most)
        {
            throw RefusedException.Invalid($"Send 1 to {Most:N0} items.");
        }

        if (body.Sum(i => (long)(i?.Urls?.Count ?? 0)) > MostUrls)
        {
            throw RefusedException.Invalid($"One call can name up to {MostUrls} addresses.", "urls");
        }

        var results = new List<object>();
        foreach (var item in body)
        {
            try
            {
                results.Add(new { ok = true, versions = await AppendAsync(item, db, viewer, intake, remote, cancel) });
            }
            catch (RefusedException refused)
            {
                db.ChangeTracker.Clear();
                results.Add(
                    new
                    {
                        ok = false,
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

        return Results.Ok(new { results });
    }

    private static async Task<IReadOnlyList<int>> AppendAsync(
        Append? item,
        LibraryContext db,
        CurrentViewer viewer,
        MediaIntake intake,
        IRemoteIntake remote,
        CancellationToken cancel
    )
    {
        if (item is null)
        {
            throw RefusedException.Invalid("An item is an object.");
        }

        var (subjectId, type) = (item.Subject?.Id ?? Guid.Empty, item.Subject?.Type);
        var subject = await db.Set<Subject>().SingleOrDefaultAsync(s => s.Id == subjectId && s.Type == type, cancel)
            ?? throw RefusedException.NotFound();
        if (!await viewer.MayEditAsync(db, subject.ProjectId, cancel))
        {
            throw new RefusedException(StatusCodes.Status403Forbidden, "forbidden", "You have view-only access to this project.");
        }

        return await new NewVersions(item.MediaIds, item.Urls, item.Metadata, item.SetBest).AppendAsync(
            db,
            intake,
            remote,
            subject,
            item.Key ?? AssetKeys.Reference,
            cancel
        );
    }

    private static async Task<IResult> QueryAsync(Asked body, LibraryContext db)
    {
        var (subjects, keys) = (body.Subjects ?? [], body.Keys is { Count: > 0 } named ? named : [AssetKeys.Reference]);
        if (subjects.Count is 0 or > Most || subjects.Contains(null) || keys.Count > MostKeys || keys.Contains(null))
        {
            throw RefusedException.Invalid($"Name 1 to {Most:N0} subjects and at most {MostKeys} keys.");
        }

        var ids = subjects.ConvertAll(s => s!.Id);
        var which = body.Which switch
        {
            "best" or "latest" or "all" => body.Which,
            null => "best",
            _ => throw RefusedException.Invalid("which must be best, latest or all.", "which"),
        };
        return Results.Ok(
            new { items = await ReadAsync(db, db.Set<History>().Where(h => ids.Contains(h.SubjectId) && keys.Contains(h.Key)), which) }
        );
    }

    /// <summary>The best version of every subject of a project, under one key or several, in the order the histories were begun.</summary>
    private static async Task<IResult> BestOfProjectAsync(Guid id, string[]? key, string? after, int? limit, LibraryContext db)
    {
        var count = limit is null or (>= 1 and <= Most)
            ? limit ?? Most
            : throw RefusedException.Invalid($"limit must be from 1 to {Most:N0}.");
        if (!await db.Set<Subject>().AnyAsync(s => s.Id == id && s.Type == SubjectType.Project))
        {
            return Problem.NotFound();
        }

        if (key?.Length > MostKeys)
        {
            throw RefusedException.Invalid($"Name at most {MostKeys} keys.", "key");
        }

        var keys = key is { Length: > 0 } named ? named : [AssetKeys.Reference];
        var histories = db.Set<History>().Where(h => h.ProjectId == id && h.LastNumber > 0 && keys.Contains(h.Key));
        if (Cursor.Read(after) is { } cursor)
        {
            histories = histories.Where(h => h.Id.CompareTo(cursor.Id) > 0);
        }

        var page = ListPage.Of(await histories.OrderBy(h => h.Id).Select(h => h.Id).Take(count + 1).ToListAsync(), count, last =>
            new("", last)
        );
        var items = await ReadAsync(db, db.Set<History>().Where(h => page.Items.Contains(h.Id)), "best");
        return Results.Ok(new { items, next = page.Next });
    }

    // One query of histories with their subjects, one of versions.
    private static async Task<List<object>> ReadAsync(LibraryContext db, IQueryable<History> histories, string which)
    {
        var rows = await histories
            .Where(h => h.LastNumber > 0)
            .Join(db.Set<Subject>(), h => h.SubjectId, s => s.Id, (h, s) => new { History = h, s.Type })
            .OrderBy(r => r.History.Id)
            .AsNoTracking()
            .ToListAsync();
        var versions = (
            await db.Set<AssetVersion>()
                .Join(histories, v => v.HistoryId, h => h.Id, (v, h) => new { Version = v, History = h })
                .Where(r => which == "all" || r.Version.Number == (which == "latest" ? r.History.LastNumber : r.History.BestNumber))
                .Join(
                    db.Set<MediaItem>(),
                    r => r.Version.MediaId,
                    m => m.Id,
                    (r, m) =>
                        new
                        {
                            r.Version.HistoryId,
                            r.Version.Number,
                            r.Version.MediaId,
                            m.Kind,
                            r.Version.Metadata,
                            r.Version.CreatedAt,
                        }
                )
                .AsNoTracking()
                .Take(MostVersions + 1)
                .ToListAsync()
        ).ToLookup(v => v.HistoryId);
        if (versions.Sum(v => v.Count()) > MostVersions)
        {
            throw RefusedException.Invalid($"These have more than {MostVersions:N0} versions. Name fewer subjects.", "subjects");
        }

        return rows.ConvertAll(r =>
            (object)
                new
                {
                    subject = new { r.Type, Id = r.History.SubjectId },
                    r.History.Key,
                    best = r.History.BestNumber,
                    latest = r.History.LastNumber,
                    versions = versions[r.History.Id]
                        .OrderByDescending(v => v.Number)
                        .Select(v => new
                        {
                            v.Number,
                            v.MediaId,
                            Url = $"/media/{v.MediaId}",
                            v.Kind,
                            Metadata = JsonNode.Parse(v.Metadata),
                            v.CreatedAt,
                        }),
                }
        );
    }
}
