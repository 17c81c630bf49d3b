using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Gallery;

/// <summary>One medium, large, with its story and its neighbours in time.</summary>
public sealed class LightboxPage(LibraryContext db, SubjectReadings readings, MediaExport export) : PageModel
{
    public MediaItem Item { get; private set; } = null!;
    public Shot Shot { get; private set; } = null!;
    public string? By { get; private set; }

    /// <summary>Content Credentials are in it; nobody has verified them.</summary>
    public bool HasCredentials { get; private set; }
    public Guid? Newer { get; private set; }
    public Guid? Older { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var items = db.Set<MediaItem>();
        if (await items.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id) is not { } item)
        {
            return NotFound();
        }

        Item = item;
        Shot = (await Shots.LoadAsync(db, readings, items.Where(m => m.Id == id)))[0];
        HasCredentials = await export.HasCredentialsAsync(item);
        By = await db.NameOfUserAsync(item.CreatedBy);
        Newer = await items.Where(m => m.Id.CompareTo(id) > 0).OrderBy(m => m.Id).Select(m => (Guid?)m.Id).FirstOrDefaultAsync();
        Older = await items.Where(m => m.Id.CompareTo(id) < 0).OrderByDescending(m => m.Id).Select(m => (Guid?)m.Id).FirstOrDefaultAsync();
        return Page();
    }
}
