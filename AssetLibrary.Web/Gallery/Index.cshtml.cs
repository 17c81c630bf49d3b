using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using AssetLibrary.Web.Versions;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AssetLibrary.Web.Gallery;

public sealed class GalleryPage(LibraryContext db, SubjectReadings readings, MediaIntake intake) : PageModel
{
    private const int PageSize = 60;
    private const int MostShown = 600;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    [BindProperty(SupportsGet = true, Name = "kind")]
    public MediaKind? Kind { get; set; }

    public Wall Wall { get; private set; } = null!;

    public bool MayEdit => User.May(Policies.Edit);

    public async Task<IActionResult> OnGetAsync(string? after, int? shown)
    {
        Wall = await LoadAsync(Cursor.Read(after), Math.Clamp(shown ?? PageSize, PageSize, MostShown));
        if (Request.IsHtmx() && after is null)
        {
            Response.Htmx(h => h.ReplaceUrl(Address(null)));
        }

        return after is not null && Request.IsHtmxPartial() ? Partial("_Shots", Wall) : Page();
    }

    public async Task<IActionResult> OnPostAsync(List<IFormFile> files)
    {
        var (taken, problems) = (0, new List<string>());
        foreach (var file in files)
        {
            try
            {
                await using var bytes = file.OpenReadStream();
                await intake.TakeAsync(
                    bytes,
                    new(MediaSource.Upload, Path.GetFileNameWithoutExtension(file.FileName), file.FileName),
                    HttpContext.RequestAborted
                );
                await db.SaveChangesAsync();
                taken++;
            }
            catch (RefusedException refused)
            {
                problems.Add($"{SearchText.Clean(file.FileName)}: {refused.Message}");
            }
        }

        if (files.Count == 0)
        {
            problems.Add("Choose a file to upload.");
        }

        problems.ForEach(p => ModelState.AddModelError("", p));
        if (problems.Count > 0)
        {
            Response.StatusCode = taken > 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        }
        else if (!Request.IsHtmxPartial())
        {
            return Redirect("/Gallery");
        }

        if (taken > 0)
        {
            Response.Htmx(h => h.Toast(taken == 1 ? "1 file saved." : $"{taken} files saved."));
        }

        Wall = await LoadAsync(null, PageSize);
        return Request.IsHtmxPartial() ? Partial("_Upload", this) : Page();
    }

    private async Task<Wall> LoadAsync(Cursor? after, int count)
    {
        var items = db.Set<MediaItem>().AsQueryable();
        if (Kind is { } kind)
        {
            items = items.Where(m => m.Kind == kind);
        }

        if (!string.IsNullOrWhiteSpace(Query))
        {
            items = items.Holding(m => m.SearchText, Query);
        }

        if (after is { } cursor)
        {
            items = items.Where(m => m.Id.CompareTo(cursor.Id) < 0);
        }

        var shots = await Shots.LoadAsync(db, readings, items.OrderByDescending(m => m.Id).Take(count + 1));
        var more = shots.Count > count ? new Cursor("", shots[count - 1].Id).ToString() : null;
        return new([.. shots.Take(count)], more is null ? null : Address(more), after is null ? null : DateOnly.MaxValue);
    }

    /// <summary>This page's address without where a list goes on.</summary>
    public string Here => Address(null);

    private string Address(string? after) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(
            "/Gallery",
            new Dictionary<string, string?>
            {
                ["q"] = Query,
                ["kind"] = Kind?.ToString().ToLowerInvariant(),
                ["after"] = after,
            }.Where(p => !string.IsNullOrEmpty(p.Value))
        );
}

/// <summary>A stretch of the wall; a later one does not repeat the day that the one before ended with.</summary>
public sealed record Wall(IReadOnlyList<Shot> Shots, string? More, DateOnly? Before);
