using System.Globalization;
using System.Numerics;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Replication;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Gallery;

/// <summary>One medium, large, with its story and its neighbours in time.</summary>
public sealed class LightboxPage(
    LibraryContext db,
    CurrentViewer viewer,
    SubjectReadings readings,
    MediaExport export,
    BlobStore blobs,
    ThisServer server
) : PageModel
{
    private const int MostSimilar = 12;

    public MediaItem Item { get; private set; } = null!;
    public Shot Shot { get; private set; } = null!;
    public string? By { get; private set; }

    /// <summary>Content Credentials are in it; nobody has verified them.</summary>
    public bool HasCredentials { get; private set; }
    public Guid? Newer { get; private set; }
    public Guid? Older { get; private set; }

    /// <summary>Other items with the same bytes.</summary>
    public IReadOnlyList<Thumb> Duplicates { get; private set; } = [];

    /// <summary>What the file says of itself.</summary>
    public IReadOnlyList<FileWord> Says { get; private set; } = [];

    /// <summary>What was typed and not saved.</summary>
    public TypedDetails? Typed { get; private set; }

    /// <summary>Where its bytes lie, this server first.</summary>
    public IReadOnlyList<Place> Places { get; private set; } = [];

    /// <summary>Its bytes are on this server.</summary>
    public bool IsHere { get; private set; }

    public bool MayEdit { get; private set; }
    public bool MayErase => User.May(Policies.Admin);

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var items = db.Set<MediaItem>();
        if (await items.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id) is not { } item)
        {
            return NotFound();
        }

        Item = item;
        if (await Shots.LoadAsync(db, readings, items.Where(m => m.Id == id)) is not [var shot])
        {
            return NotFound(); // gone meanwhile
        }

        Shot = shot;
        HasCredentials = await export.HasCredentialsAsync(item);
        await using (var file = item.Kind == MediaKind.Image ? blobs.Open(item.Original?.Sha256 ?? item.Sha256) : null)
        {
            Says = file is null ? [] : await FileWords.ReadAsync(file, HttpContext.RequestAborted);
        }

        IsHere = blobs.Has(item.Sha256);
        Places = await Place.OfAsync(db, item.Sha256, server.Id);
        By = await db.NameOfUserAsync(item.CreatedBy);
        MayEdit = await viewer.MayEditAsync(db, item.ProjectId);
        Newer = await items.Where(m => m.Id.CompareTo(id) > 0).OrderBy(m => m.Id).Select(m => (Guid?)m.Id).FirstOrDefaultAsync();
        Older = await items.Where(m => m.Id.CompareTo(id) < 0).OrderByDescending(m => m.Id).Select(m => (Guid?)m.Id).FirstOrDefaultAsync();
        Duplicates = await items
            .Where(m => m.Sha256 == item.Sha256 && m.Id != id)
            .OrderByDescending(m => m.Id)
            .Take(MostSimilar)
            .Select(m => new Thumb(m.Id, m.Title))
            .ToListAsync();
        return Page();
    }

    /// <summary>Has the file fetched to this server from where it lies.</summary>
    public async Task<IActionResult> OnPostFetchAsync(Guid id, [FromServices] IMissingBytes missing, CancellationToken cancel)
    {
        if (!await db.Set<MediaItem>().AnyAsync(m => m.Id == id, cancel))
        {
            return NotFound();
        }

        this.Say(
            await missing.AskAsync(id, cancel)
                ? "The file is being fetched. It appears here when it has come."
                : "No other place is known for this file, or it was asked for a moment ago."
        );
        return Redirect($"/Gallery/{id}");
    }

    /// <summary>The pages of a document, drawn as they come into view.</summary>
    public async Task<IActionResult> OnGetPagesAsync(Guid id, [FromServices] DocumentPages pages, CancellationToken cancel)
    {
        var item = await db.Set<MediaItem>()
            .Where(m => m.Id == id && m.Kind == MediaKind.Document)
            .Select(m => new
            {
                m.Sha256,
                m.ContentType,
                m.Width,
                m.Height,
            })
            .SingleOrDefaultAsync(cancel);
        return item is null
            ? NotFound()
            : Partial(
                "_Pages",
                new DocumentView(
                    id,
                    item.ContentType == "application/pdf" ? await pages.CountAsync(item.Sha256, cancel) : 0,
                    item.Width,
                    item.Height
                )
            );
    }

    /// <summary>Pictures that look like it, the nearest first.</summary>
    public async Task<IActionResult> OnGetSimilarAsync(Guid id, CancellationToken cancel)
    {
        var item = await db.Set<MediaItem>().Where(m => m.Id == id).Select(m => new { m.DHash, m.Sha256 }).SingleOrDefaultAsync(cancel);
        if (item is null)
        {
            return NotFound();
        }

        var near = item.DHash is null
            ? []
            : (await SimilarPictures.NearAsync(db, item.DHash, SimilarPictures.Alike, MostSimilar, cancel)).ConvertAll(n => n.Id);
        var shots = await Shots.LoadAsync(
            db,
            readings,
            db.Set<MediaItem>().Where(m => near.Contains(m.Id) && m.Id != id && m.Sha256 != item.Sha256)
        );
        var like = item.DHash is null
            ? null
            : (
                await SimilarPictures.VersionsLikeAsync(db, readings, new Dictionary<Guid, string> { [id] = item.DHash }, cancel)
            ).GetValueOrDefault(id);
        return Partial(
            "_SimilarTo",
            new SimilarTo(
                [.. shots.OrderBy(s => near.IndexOf(s.Id)).Select(s => new Thumb(s.Id, s.Title))],
                like is null || !User.May(Policies.Edit) ? null : new LikePicture(id, null, like)
            )
        );
    }

    /// <param name="id">The file.</param>
    /// <param name="title">As typed, like those that follow.</param>
    /// <param name="rating">0 for none.</param>
    /// <param name="tags">Separated by commas.</param>
    /// <param name="note">Words.</param>
    /// <param name="was">How it read for who edited it: 409 with both when somebody else has changed it since.</param>
    public async Task<IActionResult> OnPostAsync(Guid id, string? title, int? rating, string? tags, string? note, string? was)
    {
        if (!User.May(Policies.Edit))
        {
            return Forbid();
        }

        try
        {
            var mine = await db.Set<MediaItem>().EditableAsync(db, viewer, [id]);
            await db.WriteAsync(Held.Row<MediaItem>(id), async () =>
            {
                var item = await db.Set<MediaItem>().SingleOrGoneAsync(m => mine.Contains(m.Id));
                var found = item.DetailsMark;
                item.Describe(title, rating ?? 0, note ?? "", TypedText.SplitAliases(tags));
                if (!string.IsNullOrEmpty(was) && was != found && item.DetailsMark != found)
                {
                    throw new RefusedException(
                        StatusCodes.Status409Conflict,
                        "conflict",
                        "Somebody else changed this while you were editing. What they saved is shown below; save again to replace it with yours."
                    );
                }

                db.Record("media.described", item.Id, item.ProjectId, item.Title);
                db.Announce(Topics.Media, item.Id, item.ProjectId);
                return true;
            });
            this.Say("Saved.");
            return Redirect($"/Gallery/{id}");
        }
        catch (RefusedException refused) when (refused.Status is StatusCodes.Status422UnprocessableEntity or StatusCodes.Status409Conflict)
        {
            db.ChangeTracker.Clear();
            ModelState.AddModelError("", refused.Message);
            Response.StatusCode = refused.Status;
            Typed = new(title ?? "", rating ?? 0, tags ?? "", note ?? "", was ?? "", refused.Status == StatusCodes.Status409Conflict);
            return await OnGetAsync(id);
        }
    }
}

/// <param name="Title">Like the others: as typed.</param>
/// <param name="Rating">0 for none.</param>
/// <param name="Tags">Separated by commas.</param>
/// <param name="Note">Words.</param>
/// <param name="Was">How it read for who typed.</param>
/// <param name="IsLate">Somebody else has saved something else meanwhile.</param>
public sealed record TypedDetails(string Title, int Rating, string Tags, string Note, string Was, bool IsLate);

/// <summary>A document to be looked through; the sides are those of its first page.</summary>
public sealed record DocumentView(Guid Id, int Pages, int? Width, int? Height);

/// <summary>What looks like a picture, and the version that it may be a changed one of.</summary>
public sealed record SimilarTo(IReadOnlyList<Thumb> Pictures, LikePicture? Like);

/// <summary>A picture that looks like a version of something.</summary>
/// <param name="Id">The picture.</param>
/// <param name="FileName">To name it by, where several are told.</param>
/// <param name="Like">What it looks like.</param>
public sealed record LikePicture(Guid Id, string? FileName, LikeVersion Like);
