using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using AssetLibrary.Web.Versions;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Gallery;

/// <summary>Media become the next versions of an asset: by choosing it in a list, or by dropping them on it.</summary>
[RequestFormLimits(ValueCountLimit = 1100)]
public sealed class LinkPage(LibraryContext db, CurrentViewer viewer, SubjectReadings readings) : PageModel
{
    private const int MostOfARoom = 12;

    public IReadOnlyList<Guid> Ids { get; private set; } = [];
    public IReadOnlyList<LinkTarget> Targets { get; private set; } = [];
    public string? Words { get; private set; }
    public string Sentence { get; private set; } = "";

    [BindProperty(Name = "back", SupportsGet = true)]
    public string? Back { get; set; }

    public string Home => Back is { Length: > 0 } back && Url.IsLocalUrl(back) ? back : "/Gallery";

    public async Task<IActionResult> OnGetAsync(List<Guid> ids, string? q)
    {
        await LoadAsync(ids, q);
        return Page();
    }

    /// <summary>Only the list of assets, for the panel beside the wall.</summary>
    public async Task<IActionResult> OnGetTargetsAsync(string? q)
    {
        await LoadAsync([], q);
        return Partial("_LinkTargets", this);
    }

    /// <param name="ids">The media.</param>
    /// <param name="subject">What they become versions of.</param>
    /// <param name="key">Under which key; reference where none is named.</param>
    /// <param name="like">The version that one of them was made from: it keeps its mark as AI-generated.</param>
    public async Task<IActionResult> OnPostAsync(List<Guid> ids, Guid subject, string? key, int? like)
    {
        try
        {
            var mine = await db.Set<MediaItem>().EditableAsync(db, viewer, ids);
            var (name, last) = await LinkAsync(mine, subject, string.IsNullOrWhiteSpace(key) ? AssetKeys.Reference : key.Trim(), like);
            var said =
                mine.Count == 1
                    ? $"Linked as version {last} of {name}."
                    : $"Linked {mine.Count:N0} files as versions {last - mine.Count + 1} to {last} of {name}.";
            if (Request.IsHtmxPartial())
            {
                Response.Htmx(h => h.Toast(said));
                return StatusCode(StatusCodes.Status204NoContent);
            }

            this.Say(said);
            return Redirect(Home);
        }
        catch (RefusedException refused) when (!Request.IsHtmxPartial())
        {
            (Sentence, Response.StatusCode) = (refused.Message, refused.Status);
            await LoadAsync(ids, null);
            return Page();
        }
    }

    private Task<(string Name, int Last)> LinkAsync(List<Guid> media, Guid id, string key, int? like) =>
        db.WriteAsync(async () =>
        {
            var subject = await db.Set<Subject>().SingleOrDefaultAsync(s => s.Id == id);
            var reading = (await readings.ReadAsync([id])).GetValueOrDefault(id);
            if (subject is null || reading is null)
            {
                throw new RefusedException(StatusCodes.Status404NotFound, "not-found", "This asset is no longer here.");
            }

            if (!await viewer.MayEditAsync(db, subject.ProjectId))
            {
                throw new RefusedException(StatusCodes.Status403Forbidden, "forbidden", "You have view-only access to this project.");
            }

            var isOfModel = like is { } number && await IsOfModelAsync(id, key, number);
            // The oldest first, so that the newest becomes the latest version.
            var inOrder = media.Order().ToList();
            var last = await db.AppendAsync(subject, key, inOrder);
            foreach (var item in await db.Set<MediaItem>().Where(m => inOrder.Contains(m.Id)).ToListAsync())
            {
                if (isOfModel)
                {
                    item.MarkAsOfModel();
                }

                db.Record("media.linked", item.Id, subject.ProjectId, reading.Name);
                db.Announce(Topics.Media, item.Id, item.ProjectId);
            }

            return (reading.Name, last);
        });

    private async Task<bool> IsOfModelAsync(Guid subject, string key, int number) =>
        await db.Set<AssetVersion>()
            .Where(v => v.Number == number && db.Set<History>().Any(h => h.Id == v.HistoryId && h.SubjectId == subject && h.Key == key))
            .Join(db.Set<MediaItem>(), v => v.MediaId, m => m.Id, (_, m) => m)
            .AsNoTracking()
            .FirstOrDefaultAsync()
            is { IsOfModel: true };

    private async Task LoadAsync(List<Guid> ids, string? q)
    {
        (Ids, Words) = ([.. ids.Distinct().Take(Selection.Most)], q);
        var found = await readings.FindAsync(q, MostOfARoom);
        var projects = await db.Set<Project>().Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name);
        var pictures = await db.BestOfAsync(found.ConvertAll(f => f.Id));
        Targets = found.ConvertAll(f => new LinkTarget(
            f.Id,
            f.Name,
            f.AssetType.ToString(),
            f.ProjectId is { } project ? projects.GetValueOrDefault(project, "Project") : "Library",
            pictures.GetValueOrDefault(f.Id)
        ));
    }
}

/// <summary>Something that media can be linked to.</summary>
public sealed record LinkTarget(Guid Id, string Name, string Type, string Where, Picture? Picture);
