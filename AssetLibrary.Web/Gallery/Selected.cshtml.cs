using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Gallery;

/// <summary>What is done to several media at once. It says what was done on the page that it came from.</summary>
[RequestFormLimits(ValueCountLimit = 1100)]
public sealed class SelectedPage(
    LibraryContext db,
    CurrentViewer viewer,
    SubjectReadings readings,
    MediaRemoval removal,
    MediaExport export
) : PageModel
{
    /// <summary>Why nothing was done; empty while the page asks.</summary>
    public string Sentence { get; private set; } = "";

    /// <summary>What to delete, once that is confirmed.</summary>
    public IReadOnlyList<Guid> Ids { get; private set; } = [];

    /// <summary>They are in the trash, and would be gone for good.</summary>
    public bool IsForGood { get; private set; }

    /// <summary>What they are pictures of.</summary>
    public IReadOnlyList<string> Used { get; private set; } = [];

    [FromForm(Name = "back")]
    public string? Back { get; set; }

    /// <summary>Where it came from; never out of the app.</summary>
    public string Home => Back is { Length: > 0 } back && Url.IsLocalUrl(back) ? back : "/Gallery";

    public IActionResult OnGet() => Redirect("/Gallery");

    public Task<IActionResult> OnPostTagAsync(List<Guid> ids, string? tags, bool remove) =>
        ChangeAsync(
            ids,
            TypedText.SplitAliases(tags),
            wanted => wanted.Length == 0 ? "Enter a tag." : null,
            (item, wanted) => item.Describe(null, null, null, remove ? item.Tags.Except(wanted) : item.Tags.Concat(wanted)),
            remove ? "untagged" : "tagged"
        );

    public Task<IActionResult> OnPostRateAsync(List<Guid> ids, int rating) =>
        ChangeAsync(ids, rating, _ => null, (item, stars) => item.Describe(null, stars, null, null), "rated");

    public Task<IActionResult> OnPostMoveAsync(List<Guid> ids, Guid? project) =>
        DoAsync(async () =>
        {
            if (project is not null && !(await db.Set<Project>().AnyAsync(p => p.Id == project) && await viewer.MayEditAsync(db, project)))
            {
                throw new RefusedException(StatusCodes.Status403Forbidden, "forbidden", "You can’t add files to this project.");
            }

            var mine = await db.Set<MediaItem>().EditableAsync(db, viewer, ids);
            await EachAsync(mine, item => item.MoveTo(project), "media.moved");
            return Told(mine.Count, "moved");
        });

    public Task<IActionResult> OnPostTrashAsync(List<Guid> ids, bool confirmed) =>
        DoAsync(async () =>
        {
            var mine = await db.Set<MediaItem>().EditableAsync(db, viewer, ids);
            var use = await MediaUse.ReadAsync(db, viewer, readings, mine);
            use.CheckMine();
            if (use.Subjects.Count > 0 && !confirmed)
            {
                (Ids, Used) = (mine, use.Subjects);
                return Page();
            }

            return Told(await removal.TrashAsync(mine), "moved to the trash");
        });

    public Task<IActionResult> OnPostRestoreAsync(List<Guid> ids) =>
        DoAsync(async () => Told(await removal.RestoreAsync(await removal.Trashed().EditableAsync(db, viewer, ids)), "restored"));

    public Task<IActionResult> OnPostEraseAsync(List<Guid> ids, bool confirmed) =>
        DoAsync(async () =>
        {
            if (!User.May(Policies.Admin))
            {
                return Forbid();
            }

            var mine = await removal.Trashed().EditableAsync(db, viewer, ids);
            (await MediaUse.ReadAsync(db, viewer, readings, mine)).CheckMine();
            if (!confirmed)
            {
                (Ids, IsForGood) = (mine, true);
                return Page();
            }

            return Told(await removal.EraseAsync(mine), "permanently deleted");
        });

    /// <summary>As a ZIP file, with what each of them is.</summary>
    public Task<IActionResult> OnPostExportAsync(List<Guid> ids, CancellationToken cancel) =>
        DoAsync(async () =>
        {
            if (ids.Count is 0 or > Selection.Most)
            {
                throw RefusedException.Invalid($"Select between 1 and {Selection.Most:N0} files.", "ids");
            }

            var items = await db.Set<MediaItem>()
                .AsNoTracking()
                .Where(m => ids.Contains(m.Id))
                .OrderByDescending(m => m.Id)
                .ToListAsync(cancel);
            return items.Count == 0
                ? NotFound()
                : File(
                    await export.ZipAsync(items.ConvertAll(m => new Exported(m, m.Title)), new(), cancel),
                    "application/zip",
                    "gallery.zip"
                );
        });

    private Task<IActionResult> ChangeAsync<T>(
        List<Guid> ids,
        T wanted,
        Func<T, string?> wrong,
        Action<MediaItem, T> change,
        string done
    ) =>
        DoAsync(async () =>
        {
            if (wrong(wanted) is { } sentence)
            {
                throw RefusedException.Invalid(sentence);
            }

            var mine = await db.Set<MediaItem>().EditableAsync(db, viewer, ids);
            await EachAsync(mine, item => change(item, wanted), "media.described");
            return Told(mine.Count, done);
        });

    private Task<bool> EachAsync(List<Guid> ids, Action<MediaItem> change, string verb) =>
        db.WriteAsync(async () =>
        {
            foreach (var item in await db.Set<MediaItem>().Where(m => ids.Contains(m.Id)).ToListAsync())
            {
                change(item);
                db.Record(verb, item.Id, item.ProjectId, item.Title);
                db.Announce(Topics.Media, item.Id, item.ProjectId);
            }

            return true;
        });

    private RedirectResult Told(int count, string done)
    {
        this.Say($"{count:N0} {(count == 1 ? "file" : "files")} {done}.");
        return Redirect(Home);
    }

    private async Task<IActionResult> DoAsync(Func<Task<IActionResult>> verb)
    {
        if (!User.May(Policies.Edit))
        {
            return Forbid();
        }

        try
        {
            return await verb();
        }
        catch (RefusedException refused)
        {
            (Sentence, Response.StatusCode) = (refused.Message, refused.Status);
            return Page();
        }
    }
}
