using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Sqlite;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Gallery;

/// <summary>Before a picture that must not exist is erased: where it is, what looks like it, and what stays out of reach.</summary>
[Authorize(Policy = Policies.Admin)]
public sealed class ErasePage(LibraryContext db, MediaRemoval removal, SubjectReadings readings, CurrentViewer viewer, DataFolder folder)
    : PageModel
{
    private const int MostSimilar = 24,
        MostAlso = 100;

    public ErasedMedium Item { get; private set; } = null!;

    /// <summary>Entries of the library with the same bytes.</summary>
    public int Copies { get; private set; }

    /// <summary>What shows it, by name.</summary>
    public IReadOnlyList<string> Uses { get; private set; } = [];
    public IReadOnlyList<Thumb> Similar { get; private set; } = [];
    public IReadOnlyList<string> Backups { get; private set; } = [];
    public string? Problem { get; private set; }
    public string Back => Item.IsTrashed ? "/Gallery/Trash" : $"/Gallery/{Item.Id}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, List<Guid> also, bool sure, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        if (!sure || also.Count > MostAlso)
        {
            (Problem, Response.StatusCode) = (
                sure ? $"Choose at most {MostAlso} similar pictures." : "Confirm that it is to be erased for good.",
                StatusCodes.Status422UnprocessableEntity
            );
            return Page();
        }

        // Not ended with the request: half of it would leave bytes that nobody looks for any more.
        var erased = await removal.EraseEverywhereAsync([id, .. also], CancellationToken.None);
        this.Say(erased == 1 ? "1 file erased everywhere." : $"{erased} files erased everywhere.");
        return Redirect("/Gallery");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        var found = await removal
            .All()
            .Where(m => m.Id == id)
            .Select(m => new
            {
                Shown = new ErasedMedium(m.Id, m.Title, m.Kind, m.DominantColor, m.Provider, m.TrashedAt != null),
                m.Sha256,
                m.DHash,
                m.CreatedAt,
            })
            .SingleOrDefaultAsync(cancel);
        if (found is null)
        {
            return false;
        }

        Item = found.Shown;
        var same = await removal.All().Where(m => m.Sha256 == found.Sha256).Select(m => m.Id).ToListAsync(cancel);
        Copies = same.Count;
        Uses = (await MediaUse.ReadAsync(db, viewer, readings, same)).Subjects;
        var near = found.DHash is null
            ? []
            : (await SimilarPictures.NearAsync(db, found.DHash, SimilarPictures.Alike, MostSimilar, cancel)).ConvertAll(n => n.Id);
        Similar = await db.Set<MediaItem>()
            .Where(m => near.Contains(m.Id) && !same.Contains(m.Id))
            .Select(m => new Thumb(m.Id, m.Title))
            .ToListAsync(cancel);
        Backups = Directory.Exists(folder.Backups)
            ?
            [
                .. new DirectoryInfo(folder.Backups)
                    .EnumerateFiles()
                    .Where(f => f.LastWriteTimeUtc >= found.CreatedAt.UtcDateTime)
                    .Select(f => f.Name)
                    .Order(StringComparer.Ordinal),
            ]
            : [];
        return true;
    }
}

public sealed record ErasedMedium(Guid Id, string Title, MediaKind Kind, string? Color, string? Provider, bool IsTrashed)
{
    /// <summary>There is something to be seen of it.</summary>
    public bool IsShown => MediaItem.IsShown(Kind, Color);
}
