using System.Text.Json;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Inbox;

internal static class CandidatesApi
{
    public static void MapCandidatesApi(this RouteGroupBuilder api)
    {
        api.MapGet("/projects/{id:guid}/candidates", ListAsync);
        api.MapPatch("/candidates/{id:guid}", PatchAsync).ForEditors();
        api.MapPost("/projects/{id:guid}/candidates/accept", AcceptAsync).ForEditors();
        api.MapPost("/projects/{id:guid}/candidates/reject", RejectAsync).ForEditors();
        api.MapPost("/projects/{id:guid}/candidates/merge", MergeAsync).ForEditors();
        api.MapPost("/projects/{id:guid}/candidates/split", SplitAsync).ForEditors();
        api.MapPost("/projects/{id:guid}/candidates/looks", LooksAsync).ForEditors();
    }

    private sealed record Chosen(List<Guid>? Ids, bool All, bool AsNew, List<string>? Aliases, Guid? AssetId);

    private static async Task<IResult> ListAsync(
        Guid id,
        Guid? branch,
        Choice<CandidateState>? state,
        string? after,
        int? limit,
        LibraryContext db
    )
    {
        var count = Cursor.Limit(limit);
        var (_, on) = await db.BranchAsync(id, branch);
        var wanted = state?.Value ?? CandidateState.Open;
        var rows = db.Set<Candidate>().AsNoTracking().Where(c => c.BranchId == on.Id && c.State == wanted);
        if (
            Cursor.Read(after) is { } cursor
            && int.TryParse(cursor.Key, System.Globalization.CultureInfo.InvariantCulture, out var ordinal)
        )
        {
            rows = rows.Where(c => c.Ordinal > ordinal || (c.Ordinal == ordinal && c.Id.CompareTo(cursor.Id) > 0));
        }

        var page = ListPage.Of(await rows.OrderBy(c => c.Ordinal).ThenBy(c => c.Id).Take(count + 1).ToListAsync(), count, c =>
            new(c.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture), c.Id)
        );
        return Results.Ok(new { items = await ViewsAsync(db, page.Items), next = page.Next });
    }

    private static async Task<IResult> PatchAsync(Guid id, JsonElement body, LibraryContext db, CurrentViewer viewer, Decisions decisions)
    {
        var patch = new PatchBody(body);
        if (await db.Set<Candidate>().SingleOrDefaultAsync(c => c.Id == id) is not { } candidate)
        {
            return Problem.NotFound();
        }

        await db.RequireEditAsync(viewer, candidate.ProjectId);
        await decisions.EditAsync(
            candidate,
            patch.Choice("type", candidate.Type),
            patch.Text("name", candidate.Name),
            patch.Texts("aliases", candidate.Aliases),
            patch.Text("description", candidate.Description)
        );
        return Results.Ok((await ViewsAsync(db, [candidate]))[0]);
    }

    private static async Task<IResult> AcceptAsync(
        Guid id,
        Guid? branch,
        Chosen body,
        LibraryContext db,
        CurrentViewer viewer,
        Decisions decisions
    )
    {
        var (decision, assets) = await decisions.AcceptAsync(await ChosenAsync(db, viewer, id, branch, body), body.AsNew);
        return Results.Ok(
            new
            {
                assets = assets.Select(a => new
                {
                    a.Id,
                    a.Revision,
                    a.Type,
                    a.Name,
                }),
                decisionId = decision?.Id,
            }
        );
    }

    private static async Task<IResult> RejectAsync(
        Guid id,
        Guid? branch,
        Chosen body,
        LibraryContext db,
        CurrentViewer viewer,
        Decisions decisions
    )
    {
        var decision = await decisions.RejectAsync(await ChosenAsync(db, viewer, id, branch, body));
        return Results.Ok(new { assets = Array.Empty<object>(), decisionId = decision?.Id });
    }

    // YOUNG EDWARD and OLD EDWARD become Edward, with a look for each.
    private static async Task<IResult> LooksAsync(
        Guid id,
        Guid? branch,
        Chosen body,
        LibraryContext db,
        CurrentViewer viewer,
        Decisions decisions
    )
    {
        var (decision, asset, _) = await decisions.AcceptAsLooksAsync(
            await ChosenAsync(db, viewer, id, branch, body with { All = false }),
            body.AssetId
        );
        return Results.Ok(
            new
            {
                assets = new[]
                {
                    new
                    {
                        asset.Id,
                        asset.Revision,
                        asset.Type,
                        asset.Name,
                    },
                },
                decisionId = decision.Id,
            }
        );
    }

    // The first of the ids is the one that the others go into.
    private static async Task<IResult> MergeAsync(
        Guid id,
        Guid? branch,
        Chosen body,
        LibraryContext db,
        CurrentViewer viewer,
        Grouping grouping
    )
    {
        var order = body.Ids ?? [];
        var chosen = await ChosenAsync(db, viewer, id, branch, body with { All = false });
        var decision = await grouping.MergeAsync([.. chosen.OrderBy(c => order.IndexOf(c.Id))]);
        return Results.Ok(
            new
            {
                assets = Array.Empty<object>(),
                decisionId = decision.Id,
                candidates = await ViewsAsync(db, [chosen.Single(c => c.Id == order[0])]),
            }
        );
    }

    // Without aliases, every alias stands on its own again.
    private static async Task<IResult> SplitAsync(
        Guid id,
        Guid? branch,
        Chosen body,
        LibraryContext db,
        CurrentViewer viewer,
        Grouping grouping
    )
    {
        if (await ChosenAsync(db, viewer, id, branch, body with { All = false }) is not [var whole])
        {
            throw RefusedException.Invalid("Send exactly one candidate to split.", "ids");
        }

        var (decision, parts) = await grouping.SplitAsync(whole, body.Aliases ?? [.. whole.Aliases]);
        return Results.Ok(
            new
            {
                assets = Array.Empty<object>(),
                decisionId = decision.Id,
                candidates = await ViewsAsync(db, [whole, .. parts]),
            }
        );
    }

    private static async Task<List<Candidate>> ChosenAsync(LibraryContext db, CurrentViewer viewer, Guid id, Guid? branch, Chosen body)
    {
        await db.EditableAsync(viewer, id);
        var (_, on) = await db.BranchAsync(id, branch);
        var ids = body.Ids ?? [];
        var open = db.Set<Candidate>().Where(c => c.BranchId == on.Id && (body.All ? c.State == CandidateState.Open : ids.Contains(c.Id)));
        var found = await open.OrderBy(c => c.Ordinal).ToListAsync();
        return body.All || found.Count == ids.Distinct().Count() ? found : throw RefusedException.NotFound();
    }

    private static async Task<List<object>> ViewsAsync(LibraryContext db, IReadOnlyList<Candidate> candidates)
    {
        var ids = candidates.Select(c => c.Id).ToList();
        var evidence = (
            await db.Set<Evidence>().AsNoTracking().Where(e => ids.Contains(e.CandidateId)).OrderBy(e => e.Line).ToListAsync()
        ).ToLookup(e => e.CandidateId);
        var proposals = await db.Set<Proposal>()
            .AsNoTracking()
            .Where(p => ids.Contains(p.CandidateId))
            .ToDictionaryAsync(p => p.CandidateId);
        return
        [
            .. candidates.Select(c => new
            {
                c.Id,
                c.Type,
                c.Name,
                c.Aliases,
                c.Description,
                c.Confidence,
                c.Doubt,
                c.State,
                c.ProjectAssetId,
                Evidence = evidence[c.Id]
                    .Select(e => new
                    {
                        e.SceneId,
                        e.SceneNumber,
                        e.Line,
                        e.Quote,
                    }),
                Proposal = proposals.TryGetValue(c.Id, out var p)
                    ? new
                    {
                        p.Action,
                        p.ProjectAssetId,
                        p.LibraryAssetId,
                        p.Score,
                        p.Reasons,
                    }
                    : null,
            }),
        ];
    }
}
