using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Merging;

/// <summary>Two assets of a project side by side before they become one: a preview, and a choice per field.</summary>
public sealed class MergeAssetsPage(LibraryContext db, CurrentViewer viewer, AssetMerge merge) : ProjectPage(db, viewer)
{
    [BindProperty(SupportsGet = true)]
    public Guid AssetId { get; set; }

    [BindProperty(SupportsGet = true, Name = "with")]
    public Guid? WithId { get; set; }

    public MergePreview Preview { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() => await ShowAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(int revision, string? name, string? description)
    {
        if (await FindAsync(AssetId) is not { } kept || WithId is null || await FindAsync(WithId.Value) is not { } other)
        {
            return NotFound();
        }

        try
        {
            await merge.RunAsync(kept.Id, revision, other.Id, new(name, description));
            return Redirect(Place.At($"/Assets/{kept.Id}"));
        }
        catch (Exception e) when (e is RefusedException or DbUpdateConcurrencyException)
        {
            Db.ChangeTracker.Clear();
            ModelState.AddModelError(
                "",
                e is RefusedException refused ? refused.Message : "This was changed while you were editing. Check both and merge again."
            );
            Response.StatusCode = e is RefusedException { Status: var status } ? status : StatusCodes.Status409Conflict;
            if (!await ShowAsync())
            {
                return NotFound();
            }

            Preview = Preview with { Name = name, Description = description };
            return Page();
        }
    }

    private Task<ProjectAsset?> FindAsync(Guid id) =>
        Db.Set<ProjectAsset>().SingleOrDefaultAsync(a => a.Id == id && a.ProjectId == ProjectId && a.TrashedAt == null);

    private async Task<bool> ShowAsync()
    {
        if (await FindAsync(AssetId) is not { } kept)
        {
            return false;
        }

        var other = WithId is { } id ? await FindAsync(id) : null;
        var pictures = await Db.BestOfAsync([kept.Id, .. other is null ? Array.Empty<Guid>() : [other.Id]]);
        var branch = await BranchAsync();
        var choices = await Db.Set<ProjectAsset>()
            .Where(a => a.BranchId == kept.BranchId && a.Type == kept.Type && a.Id != kept.Id && a.TrashedAt == null)
            .OrderBy(a => a.NormalizedName)
            .Take(500)
            .Select(a => new MergeChoice(a.Id, a.Name))
            .ToListAsync();
        Preview = new(
            await SideAsync(kept),
            other is null ? null : await SideAsync(other),
            choices,
            kept.Revision,
            Place.At($"/Assets/{kept.Id}/Merge"),
            Place.At($"/Assets/{kept.Id}"),
            MayEdit,
            Place.Branch
        );
        return true;

        async Task<MergeSide> SideAsync(ProjectAsset a) =>
            new(
                a.Id,
                a.Type,
                a.Name,
                a.Aliases,
                a.Description,
                pictures.GetValueOrDefault(a.Id),
                [
                    (await Db.Set<Appearance>().CountAsync(p => p.ProjectAssetId == a.Id), "scene", "scenes"),
                    (
                        await Db.Set<AssetVersion>()
                            .CountAsync(v => Db.Set<History>().Any(h => h.Id == v.HistoryId && h.SubjectId == a.Id)),
                        "picture",
                        "pictures"
                    ),
                ]
            );
    }
}
