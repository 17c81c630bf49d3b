using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Merging;

/// <summary>Two library assets side by side before they become one.</summary>
public sealed class MergeLibraryPage(LibraryContext db, CurrentViewer viewer, LibraryMerge merge, Undo undo) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "with")]
    public Guid? WithId { get; set; }

    /// <summary>A merge into this asset that can be taken back.</summary>
    public Decision? Last { get; private set; }

    /// <summary>The name of what was merged into it.</summary>
    public string? LastMerged => Last is null ? null : Decision.Read<LibrarySide>(Last.After).Library![1].Name;

    public MergePreview Preview { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() => await ShowAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(int revision, string? name, string? description)
    {
        if (!await viewer.MayEditAsync(db, null))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        try
        {
            await merge.RunAsync(Id, revision, WithId ?? throw RefusedException.NotFound(), new(name, description));
            return Redirect($"/Library/{Id}/Merge");
        }
        catch (Exception e) when (e is RefusedException { Status: not StatusCodes.Status404NotFound } or DbUpdateConcurrencyException)
        {
            var again = await AgainAsync(e);
            Preview = Preview with { Name = name, Description = description };
            return again;
        }
    }

    public async Task<IActionResult> OnPostUndoAsync(Guid decision)
    {
        if (
            !await viewer.MayEditAsync(db, null)
            || await db.Set<Decision>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == decision && d.Verb == DecisionVerb.MergeLibrary)
                is not { } row
        )
        {
            return NotFound();
        }

        try
        {
            await undo.RunAsync(row.Id);
            return Redirect($"/Library/{Id}");
        }
        catch (RefusedException refused)
        {
            return await AgainAsync(refused);
        }
    }

    private async Task<IActionResult> AgainAsync(Exception e)
    {
        db.ChangeTracker.Clear();
        ModelState.AddModelError(
            "",
            e is RefusedException refused ? refused.Message : "This was changed while you were editing. Check both and merge again."
        );
        Response.StatusCode = e is RefusedException { Status: var status } ? status : StatusCodes.Status409Conflict;
        return await ShowAsync() ? Page() : NotFound();
    }

    private Task<LibraryAsset?> FindAsync(Guid id) =>
        db.Set<LibraryAsset>().Include(a => a.Tags).AsSplitQuery().SingleOrDefaultAsync(a => a.Id == id && a.TrashedAt == null);

    private async Task<bool> ShowAsync()
    {
        if (await FindAsync(Id) is not { } kept)
        {
            return false;
        }

        var other = WithId is { } id ? await FindAsync(id) : null;
        var pictures = await db.BestOfAsync([kept.Id, .. other is null ? Array.Empty<Guid>() : [other.Id]]);
        // Those that read alike first: a library may have thousands.
        var word = kept.NormalizedName.Split(' ')[0];
        var choices = await db.Set<LibraryAsset>()
            .Where(a => a.Type == kept.Type && a.Id != kept.Id && a.TrashedAt == null)
            .OrderByDescending(a => a.NormalizedName.Contains(word))
            .ThenBy(a => a.NormalizedName)
            .Take(200)
            .Select(a => new MergeChoice(a.Id, a.Name))
            .ToListAsync();
        if (other is not null && choices.TrueForAll(c => c.Id != other.Id))
        {
            choices.Insert(0, new(other.Id, other.Name));
        }

        Preview = new(
            await SideAsync(kept),
            other is null ? null : await SideAsync(other),
            choices,
            kept.Revision,
            $"/Library/{Id}/Merge",
            $"/Library/{Id}",
            await viewer.MayEditAsync(db, null)
        );
        Last = await db.Set<Decision>()
            .AsNoTracking()
            .Where(d => d.Verb == DecisionVerb.MergeLibrary && d.UndoneAt == null)
            .OrderByDescending(d => d.Id)
            .Take(20)
            .ToListAsync()
            is { Count: > 0 } merges
            ? merges.Find(m =>
                Decision.Read<LibrarySide>(m.After).Library is [var first, ..] && first.Id == Id && first.Revision == kept.Revision
            )
            : null;
        return true;

        async Task<MergeSide> SideAsync(LibraryAsset a) =>
            new(
                a.Id,
                a.Type,
                a.Name,
                a.Aliases,
                a.Description,
                pictures.GetValueOrDefault(a.Id),
                [
                    (
                        await db.Set<ProjectAsset>()
                            .IgnoreQueryFilters([LibraryContext.Access])
                            .CountAsync(p => p.LibraryAssetId == a.Id && p.TrashedAt == null),
                        "project copy",
                        "project copies"
                    ),
                    (
                        await db.Set<AssetVersion>()
                            .CountAsync(v => db.Set<History>().Any(h => h.Id == v.HistoryId && h.SubjectId == a.Id)),
                        "picture",
                        "pictures"
                    ),
                    (a.Tags.Count, "tag", "tags"),
                ]
            );
    }
}
