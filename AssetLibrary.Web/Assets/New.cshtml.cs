using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Assets;

/// <summary>An asset that no extraction found. Ones that it may be are shown before a second of the same is made.</summary>
public sealed class NewAssetPage(LibraryContext db, CurrentViewer viewer) : ProjectPage(db, viewer)
{
    [BindProperty]
    public AssetType Type { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Aliases { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    /// <summary>Assets that are here and may be the same, with the reason.</summary>
    public IReadOnlyList<(Guid Id, string Name, string Why)> Alike { get; private set; } = [];

    public IActionResult OnGet() => MayEdit ? Page() : StatusCode(StatusCodes.Status403Forbidden);

    public async Task<IActionResult> OnPostAsync(bool isAnother)
    {
        try
        {
            var (branch, aliases) = (await BranchAsync(), TypedText.SplitAliases(Aliases));
            Alike = isAnother ? [] : await Duplicates.OfAsync(Db, branch.Id, Type, TypedText.Name(Name), aliases);
            if (Alike.Count > 0)
            {
                Response.StatusCode = StatusCodes.Status409Conflict;
                return Page();
            }

            var asset = ProjectAsset.Make(Db, ProjectId, branch.Id, Type, Name, aliases, Description);
            Db.Record("asset.created", asset.Id, ProjectId, asset.Name);
            await Db.SaveChangesAsync();
            return Redirect(Place.At($"/Assets/{asset.Id}"));
        }
        catch (RefusedException refused)
        {
            Db.ChangeTracker.Clear();
            ModelState.AddModelError(refused.Field ?? "", refused.Message);
            Response.StatusCode = refused.Status;
            return Page();
        }
    }
}
