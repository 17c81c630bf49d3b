using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AssetLibrary.Web.Library;

[Authorize(Policy = Policies.Edit)]
public sealed class NewAssetPage(LibraryContext db, MediaDoor door) : PageModel
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
            var asset = LibraryAsset.Make(db, Type, Name, AssetText.SplitAliases(Aliases), Description);
            asset.Tags.AddRange(await db.TagsAsync(AssetText.SplitAliases(Tags)));
            MediaItem? picture = null;
            if (file is { Length: > 0 })
            {
                await using var bytes = file.OpenReadStream();
                picture = await door.TakeAsync(bytes, new(MediaSource.Upload, asset.Name, file.FileName), HttpContext.RequestAborted);
            }

            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.SaveAssetAsync(asset, "created");
            if (picture is not null)
            {
                await db.AppendAsync(asset.Subject, AssetKeys.Reference, [picture.Id]);
                await db.SaveChangesAsync();
            }

            await transaction.CommitAsync();
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
