using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
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

/// <summary>The wall of everything, newest first.</summary>
public sealed class GalleryPage(LibraryContext db, SubjectReadings readings, MediaIntake intake) : PageModel
{
    private const int PageSize = 60;
    private const int MostShown = 600;
    private const int Newest = 30;

    [FromQuery(Name = "")]
    public GalleryFilter Filter { get; set; } = new();

    public Wall Wall { get; private set; } = null!;

    /// <summary>Only read for a whole page: what the filter can be set to.</summary>
    public GalleryChoices Choices { get; private set; } = GalleryChoices.None;

    /// <summary>Uploaded files whose bytes are here already.</summary>
    public IReadOnlyList<KnownFile> Known { get; private set; } = [];

    /// <summary>Uploaded pictures that look like a version of something.</summary>
    public IReadOnlyList<LikePicture> Like { get; private set; } = [];

    public bool HasTrash { get; private set; }

    /// <summary>The filter is written out in the page.</summary>
    [FromQuery(Name = "filters")]
    public bool IsWhole { get; set; }

    public bool MayEdit => User.May(Policies.Edit);

    /// <summary>This page's address without where a list goes on.</summary>
    public string Here => Filter.Url();

    public async Task<IActionResult> OnGetAsync(string? after, int? shown)
    {
        Wall = await LoadAsync(Cursor.Read(after), Math.Clamp(shown ?? PageSize, PageSize, MostShown));
        if (Request.IsHtmx() && after is null)
        {
            Response.Htmx(h => h.ReplaceUrl(Here));
        }

        if (after is not null && Request.IsHtmxPartial())
        {
            return Partial("_Shots", Wall);
        }

        await LoadChoicesAsync();
        return Page();
    }

    /// <summary>What the filter can be set to, and where files can be moved: asked for when somebody opens it.</summary>
    public async Task<IActionResult> OnGetFiltersAsync()
    {
        Choices = await GalleryChoices.LoadAsync(db);
        return Partial("_Filters", this);
    }

    public async Task<IActionResult> OnGetMovesAsync()
    {
        Choices = await GalleryChoices.LoadAsync(db);
        return Partial("_Moves", this);
    }

    // All of it where there are no scripts to ask for it later; else only what chips say.
    private async Task LoadChoicesAsync()
    {
        HasTrash = await db.Set<MediaItem>().IgnoreQueryFilters([MediaItemTable.Trash]).AnyAsync(m => m.TrashedAt != null);
        Choices =
            IsWhole ? await GalleryChoices.LoadAsync(db)
            : Filter is { Project: null, By: null } ? GalleryChoices.None
            : await GalleryChoices.NamesAsync(db, Filter);
    }

    /// <summary>A few of the newest, to drag from.</summary>
    public async Task<IActionResult> OnGetNewestAsync() =>
        Partial(
            "_Similar",
            await db.Set<MediaItem>()
                .Where(m => m.Kind == MediaKind.Image || (m.Kind == MediaKind.Video && m.DominantColor != null))
                .OrderByDescending(m => m.Id)
                .Take(Newest)
                .Select(m => new Thumb(m.Id, m.Title))
                .AsNoTracking()
                .ToListAsync()
        );

    public async Task<IActionResult> OnPostAsync(List<IFormFile> files)
    {
        var (taken, problems, known) = (0, new List<string>(), new List<KnownFile>());
        var hashes = new Dictionary<Guid, string>();
        foreach (var file in files)
        {
            try
            {
                await using var bytes = file.OpenReadStream();
                var item = await intake.TakeAsync(
                    bytes,
                    new(MediaSource.Upload, Path.GetFileNameWithoutExtension(file.FileName), file.FileName),
                    HttpContext.RequestAborted
                );
                if (await TwinOfAsync(item) is { } twin)
                {
                    known.Add(new(SearchText.Clean(file.FileName), item.Original?.Sha256 ?? item.Sha256, twin.Id, twin.Title));
                    db.ChangeTracker.Clear();
                    continue;
                }

                await db.SaveChangesAsync();
                taken++;
                if (item.DHash is not null)
                {
                    hashes[item.Id] = item.DHash;
                }
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

        if (hashes.Count > 0)
        {
            var like = await SimilarPictures.VersionsLikeAsync(db, readings, hashes, HttpContext.RequestAborted);
            var ids = like.Keys.ToList();
            var names = await db.Set<MediaItem>().Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.FileName ?? m.Title);
            Like = [.. like.Select(l => new LikePicture(l.Key, names[l.Key], l.Value))];
        }

        return await AnswerAsync(taken, problems, known);
    }

    /// <summary>A file whose bytes are here already becomes an item of its own all the same.</summary>
    public async Task<IActionResult> OnPostBothAsync(string? sha256, string? fileName)
    {
        var name = SearchText.Clean(fileName ?? "");
        if (
            !BlobRef.TryParse(sha256, out var blob)
            || !await db.Set<MediaItem>().AnyAsync(m => m.Sha256 == blob || (m.Original != null && m.Original.Sha256 == blob))
            || await intake.TakeKeptAsync(
                blob,
                new(MediaSource.Upload, Path.GetFileNameWithoutExtension(name), name.Length > 0 ? name : null),
                HttpContext.RequestAborted
            )
                is null
        )
        {
            return NotFound();
        }

        await db.SaveChangesAsync();
        return await AnswerAsync(1, [], []);
    }

    private async Task<IActionResult> AnswerAsync(int taken, List<string> problems, List<KnownFile> known)
    {
        Known = known;
        problems.ForEach(p => ModelState.AddModelError("", p));
        if (problems.Count > 0)
        {
            Response.StatusCode = taken + known.Count > 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        }
        else if (!Request.IsHtmxPartial() && known.Count == 0 && Like.Count == 0)
        {
            return Redirect("/Gallery");
        }

        if (taken > 0)
        {
            Response.Htmx(h => h.Toast(taken == 1 ? "1 file saved." : $"{taken} files saved."));
        }

        if (Request.IsHtmxPartial())
        {
            return Partial("_Upload", this);
        }

        Wall = await LoadAsync(null, PageSize);
        await LoadChoicesAsync();
        return Page();
    }

    private async Task<(Guid Id, string Title)?> TwinOfAsync(MediaItem item)
    {
        var twin = await db.Set<MediaItem>().TwinsOf(item).OrderBy(m => m.Id).Select(m => new { m.Id, m.Title }).FirstOrDefaultAsync();
        return twin is null ? null : (twin.Id, twin.Title);
    }

    private async Task<Wall> LoadAsync(Cursor? after, int count)
    {
        var items = Filter.Apply(db);
        if (after is { } cursor)
        {
            items = items.Where(m => m.Id.CompareTo(cursor.Id) < 0);
        }

        var shots = await Shots.LoadAsync(db, readings, items.OrderByDescending(m => m.Id).Take(count + 1));
        var more = shots.Count > count ? new Cursor("", shots[count - 1].Id).ToString() : null;
        return new(
            [.. shots.Take(count)],
            more is null ? null : Filter.Url(more: ("after", more)),
            after is null ? null : DateOnly.MaxValue,
            MayEdit
        );
    }
}

/// <summary>A stretch of the wall; a later one does not repeat the day that the one before ended with.</summary>
public sealed record Wall(IReadOnlyList<Shot> Shots, string? More, DateOnly? Before, bool MayPick);

/// <summary>A small picture that leads to its medium.</summary>
public sealed record Thumb(Guid Id, string Title);

/// <summary>An uploaded file whose bytes an item has already.</summary>
public sealed record KnownFile(string FileName, BlobRef Sha256, Guid Id, string Title);

/// <summary>What the gallery can be narrowed to.</summary>
/// <param name="Models">Models and providers that have made something.</param>
/// <param name="Projects">Those that the viewer sees.</param>
/// <param name="People">Who has made or uploaded something.</param>
/// <param name="Tags">In alphabetical order.</param>
public sealed record GalleryChoices(
    IReadOnlyList<string> Models,
    IReadOnlyList<(Guid Id, string Name)> Projects,
    IReadOnlyList<(Guid Id, string Name)> People,
    IReadOnlyList<string> Tags
)
{
    /// <summary>Choices of one list.</summary>
    private const int MostChoices = 1000;

    public static readonly GalleryChoices None = new([], [], [], []);

    /// <summary>Only the names that the filter's chips say.</summary>
    public static async Task<GalleryChoices> NamesAsync(LibraryContext db, GalleryFilter filter)
    {
        var projects = await db.Set<Project>().Where(p => p.Id == filter.Project).Select(p => new { p.Id, p.Name }).ToListAsync();
        var people = await db.Set<User>().Where(u => u.Id == filter.By).Select(u => new { u.Id, u.UserName }).ToListAsync();
        return None with { Projects = projects.ConvertAll(p => (p.Id, p.Name)), People = people.ConvertAll(p => (p.Id, p.UserName ?? "")) };
    }

    public static async Task<GalleryChoices> LoadAsync(LibraryContext db)
    {
        var projects = await db.Set<Project>().OrderBy(p => p.Name).Select(p => new { p.Id, p.Name }).Take(MostChoices).ToListAsync();
        var people = await db.Set<User>().OrderBy(u => u.UserName).Select(u => new { u.Id, u.UserName }).Take(MostChoices).ToListAsync();
        var tags = await db.Set<MediaItem>().Where(m => m.Tags.Count > 0).Select(m => m.Tags).Distinct().Take(MostChoices).ToListAsync();
        return new(
            await db.Set<MediaItem>()
                .Where(m => m.Provider != null)
                .Select(m => m.Model ?? m.Provider!)
                .Distinct()
                .OrderBy(m => m)
                .Take(MostChoices)
                .ToListAsync(),
            projects.ConvertAll(p => (p.Id, p.Name)),
            people.ConvertAll(p => (p.Id, p.UserName ?? "")),
            [.. tags.SelectMany(t => t).Distinct(StringComparer.Ordinal).Order(StringComparer.CurrentCultureIgnoreCase).Take(MostChoices)]
        );
    }
}
