using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>Taking back what was last done to an asset with the library or with another asset.</summary>
public sealed class AssetUndoPage(LibraryContext db, CurrentViewer viewer, Undo undo) : ProjectPage(db, viewer)
{
    public string Sentence { get; private set; } = "";

    public IActionResult OnGet(Guid assetId) => Redirect(Place.At($"/Assets/{assetId}"));

    public async Task<IActionResult> OnPostAsync(Guid assetId, Guid decision, bool list)
    {
        if (await Db.Set<Decision>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == decision && d.ProjectId == ProjectId) is not { } row)
        {
            return NotFound();
        }

        try
        {
            await undo.RunAsync(row.Id);
            var isThere = await Db.Set<ProjectAsset>().AnyAsync(a => a.Id == assetId && a.TrashedAt == null);
            return Redirect(isThere && !list ? Place.At($"/Assets/{assetId}") : Place.At("/Assets"));
        }
        catch (RefusedException refused)
        {
            (Sentence, Response.StatusCode) = (refused.Message, refused.Status);
            return Page();
        }
    }
}

internal static class AssetUndo
{
    /// <summary>The newest sync, match or merge that touched the asset, as long as nobody edited it since.</summary>
    public static async Task<LastDecision?> LastAsync(LibraryContext db, ProjectAsset asset)
    {
        var recent = await db.Set<Decision>()
            .AsNoTracking()
            .Where(d =>
                d.BranchId == asset.BranchId
                && d.UndoneAt == null
                && (d.Verb == DecisionVerb.Sync || d.Verb == DecisionVerb.Match || d.Verb == DecisionVerb.MergeAssets)
            )
            .OrderByDescending(d => d.Id)
            .Take(10)
            .Select(d => new
            {
                d.Id,
                d.Verb,
                d.After,
            })
            .ToListAsync();
        return
            recent.Find(d =>
                Decision.Read<AssetSide>(d.After).Assets.Any(a => a.Id == asset.Id && a.Revision == asset.Revision && !a.Trashed)
            )
                is { } last
            ? new(
                last.Id,
                last.Verb switch
                {
                    DecisionVerb.Sync => "the sync",
                    DecisionVerb.Match => "the link to the library",
                    _ => "the merge",
                }
            )
            : null;
    }
}
