using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Gallery;

/// <summary>What was deleted from the gallery, until it is deleted permanently.</summary>
public sealed class GalleryTrashPage(LibraryContext db, MediaRemoval removal, GalleryOptions options) : PageModel
{
    private const int PageSize = 120;

    public IReadOnlyList<TrashedMedium> Items { get; private set; } = [];
    public int Count { get; private set; }
    public int Days => options.TrashDays;
    public bool MayErase => User.May(Policies.Admin);
    public bool MayEdit => User.May(Policies.Edit);

    public async Task OnGetAsync()
    {
        Count = await removal.Trashed().CountAsync();
        Items = await removal
            .Trashed()
            .OrderByDescending(m => m.TrashedAt)
            .ThenBy(m => m.Id)
            .Take(PageSize)
            .Select(m => new TrashedMedium(
                m.Id,
                m.Title,
                m.Kind,
                m.DominantColor,
                m.TrashedAt!.Value,
                db.Set<User>().Where(u => u.Id == m.TrashedBy).Select(u => u.UserName).FirstOrDefault()
            ))
            .ToListAsync();
    }
}

public sealed record TrashedMedium(Guid Id, string Title, MediaKind Kind, string? Color, DateTimeOffset At, string? By);
