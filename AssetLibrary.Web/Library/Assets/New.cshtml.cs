using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Editing;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AssetLibrary.Web.Library.Assets;

[Authorize(Policy = Policies.Edit)]
public sealed class NewAssetPage(LibraryContext db, MediaIntake intake) : PageModel
{
    [BindProperty]
    public AssetType Type { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Aliases { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public string? Tags { get; set; }

    public async Task<IActionResult> OnPostAsync(IFormFile? file)
    {
        try
        {
            var asset = LibraryAsset.Make(db, Type, Name, TypedText.SplitAliases(Aliases), Description);
            asset.Tags.AddRange(await db.TagsAsync(TypedText.SplitAliases(Tags)));
            MediaItem? picture = null;
            if (file is { Length: > 0 })
            {
                await using var bytes = file.OpenReadStream();
                picture = await intake.TakeAsync(bytes, new(MediaSource.Upload, asset.Name, file.FileName), HttpContext.RequestAborted);
            }

            await db.WriteAsync(async () =>
            {
                await db.SaveAssetAsync(asset, "created");
                if (picture is not null)
                {
                    await db.AppendAsync(asset.Subject, AssetKeys.Reference, [picture.Id]);
                }
            });
            return Redirect($"/Library/{asset.Id}");
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.AddModelError("", refused.Message);
            Response.StatusCode = refused.Status;
            return Page();
        }
    }
}
