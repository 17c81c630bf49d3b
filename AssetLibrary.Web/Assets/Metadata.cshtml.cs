using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>An asset's metadata as keys and values.</summary>
public sealed class MetadataPage(LibraryContext db, CurrentViewer viewer) : ProjectPage(db, viewer)
{
    [BindProperty(SupportsGet = true)]
    public Guid AssetId { get; set; }

    public ProjectAsset Asset { get; private set; } = null!;
    public IReadOnlyList<KeyValuePair<string, string>> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is not { } asset)
        {
            return NotFound();
        }

        (Asset, Lines) = (asset, AssetMetadata.Lines(asset.Metadata));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(
        int revision,
        List<string?> keys,
        List<string?> values,
        List<string?> wasKeys,
        List<string?> was
    )
    {
        if (await LoadAsync() is not { } asset)
        {
            return NotFound();
        }

        var (typed, before) = (Pairs(keys, values), Pairs(wasKeys, was));
        try
        {
            asset.Expect(revision);
            asset.ReplaceMetadata(AssetMetadata.Parse(asset.Metadata, before, typed));
            Db.Record("asset.metadata", asset.Id, ProjectId, asset.Name);
            Db.Announce(Topics.ProjectAsset, asset.Id, ProjectId);
            await Db.SaveChangesAsync();
            return Redirect(Place.At($"/Assets/{AssetId}/Metadata"));
        }
        catch (Exception e) when (e is RefusedException or DbUpdateConcurrencyException)
        {
            Db.ChangeTracker.Clear();
            Asset = (await LoadAsync())!;
            Lines = [.. typed.Where(p => p.Key.Length > 0)];
            ModelState.AddModelError(
                "",
                e is RefusedException refused and not StaleRevisionException
                    ? refused.Message
                    : $"This was changed while you were editing. The form has your text. The saved metadata is now: {Asset.Metadata}. "
                        + "Save again to replace it with yours."
            );
            Response.StatusCode = e is RefusedException { Status: var status } ? status : StatusCodes.Status409Conflict;
            return Page();
        }
    }

    private static List<KeyValuePair<string, string>> Pairs(List<string?> keys, List<string?> values) =>
        [.. keys.Zip(values, (k, v) => KeyValuePair.Create(k ?? "", v ?? ""))];

    private Task<ProjectAsset?> LoadAsync() =>
        Db.Set<ProjectAsset>().SingleOrDefaultAsync(a => a.Id == AssetId && a.ProjectId == ProjectId && a.TrashedAt == null);
}
