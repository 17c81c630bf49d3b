using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Prompts;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared.Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

public sealed class GenerateMissingPage(LibraryContext db, CurrentViewer viewer, PictureRequests requests, Staleness staleness)
    : ProjectPage(db, viewer)
{
    public IActionResult OnGet() => Redirect(Place.At("/Assets"));

    [FromQuery(Name = "")]
    public ProjectAssetFilter Filter { get; set; } = new();

    /// <summary>
    /// Without ids: every asset of the branch that has no picture, or, where that is asked for, whose picture is out of date. With them:
    /// one more picture of each.
    /// </summary>
    public async Task<IActionResult> OnPostAsync(List<Guid> ids, string? provider, bool fallback, bool stale, Guid? idempotencyKey)
    {
        if (!User.May(Policies.Generate))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        var (branch, order) = (
            await BranchAsync(),
            new
            {
                ids,
                provider,
                fallback,
                stale,
            }
        );
        if (stale && ids.Count == 0)
        {
            ids = [.. (await ProjectAssetFilter.ToRegenerateAsync(Db, staleness, branch.Id)).Take(1000)];
            if (ids.Count == 0)
            {
                return Redirect(Filter.Url(Place.At("/Assets")));
            }
        }

        // Two clicks at once: the second waits here, and then finds the first one's jobs.
        await Db.WriteAsync(Held.Row<Branch>(branch.Id), async () =>
        {
            if (await Db.HasOrderedAsync(idempotencyKey, order))
            {
                return;
            }

            var missing =
                ids.Count > 0
                    ? await Db.Set<ProjectAsset>()
                        .Where(a => a.BranchId == branch.Id && a.TrashedAt == null && ids.Contains(a.Id))
                        .Select(a => a.Id)
                        .ToListAsync()
                    : await PictureRequests
                        .Missing(
                            Db,
                            Db.Set<ProjectAsset>()
                                .Where(a => a.BranchId == branch.Id && a.TrashedAt == null)
                                .OrderBy(a => a.Type)
                                .ThenBy(a => a.Id)
                                .Select(a => a.Id)
                        )
                        .Take(1000)
                        .ToListAsync();
            if (missing.Count > 0)
            {
                var (batch, _) = await requests.AddAsync(
                    new(missing, Provider: provider) { Fallbacks = fallback ? await requests.OthersAsync(provider) : [] }
                );
                Db.NoteOrder(idempotencyKey, order, batch.Id);
                Db.Record("generation.requested", ProjectId, ProjectId, $"{missing.Count} {(missing.Count == 1 ? "picture" : "pictures")}");
            }
        });
        return Request.IsHtmxPartial()
            ? Partial(
                "_Assets",
                await AssetList.LoadAsync(Db, staleness, Place, branch.Id, Filter, await Db.RememberAsync(HttpContext, null), MayEdit)
            )
            : Redirect(Filter.Url(Place.At("/Assets")));
    }
}
