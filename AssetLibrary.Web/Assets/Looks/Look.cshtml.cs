using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Editing;
using AssetLibrary.Web.Library.Looks;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Looks;

/// <summary>A look of a project asset: its text, its pictures, and the scenes in which it is worn.</summary>
public sealed class LookPage(LibraryContext db, CurrentViewer viewer) : ProjectPage(db, viewer)
{
    [BindProperty(SupportsGet = true)]
    public Guid LookId { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public int Revision { get; set; }

    [BindProperty]
    public List<Guid> Scenes { get; set; } = [];

    /// <summary>The scenes that were ticked when the page was opened.</summary>
    [BindProperty]
    public List<Guid> WasScenes { get; set; } = [];

    public Look Look { get; private set; } = null!;
    public ProjectAsset Asset { get; private set; } = null!;
    public HistoryView History { get; private set; } = null!;
    public LookForm Form { get; private set; } = null!;
    public bool IsLate { get; private set; }
    public string? ChangedBy { get; private set; }
    public IReadOnlyList<LookScene> AllScenes { get; private set; } = [];

    /// <summary>The scenes it is worn in as stored, whatever is ticked on the page.</summary>
    public IReadOnlyList<Guid> WornNow { get; private set; } = [];

    public LookNews News =>
        new(
            Place.At($"/Looks/{LookId}", ("handler", "News"), ("revision", Revision)),
            $"project-asset:{Asset.Id}",
            Place.At($"/Looks/{LookId}"),
            Revision < Look.Revision,
            ChangedBy,
            Look.ChangedAt
        );

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync())
        {
            return NotFound();
        }

        (Name, Description) = (Look.Name, Look.Description);
        return await ShowAsync();
    }

    /// <summary>A line that says who changed the look since this revision; nothing while it is the newest.</summary>
    public async Task<IActionResult> OnGetNewsAsync(int revision)
    {
        if (!await LoadAsync())
        {
            return NotFound();
        }

        Revision = revision;
        ChangedBy = await Db.NameOfUserAsync(Look.ChangedBy);
        return Partial("/Library/Looks/_LookNews.cshtml", News);
    }

    public async Task<IActionResult> OnPostAsync(bool remove)
    {
        if (!await LoadAsync())
        {
            return NotFound();
        }

        (Name, Description) = LookForm.Picked(Request, Name, Description);
        return await this.TrySaveAsync(Db, () => SaveAsync(remove)) is { } unsaved
            ? await AgainAsync(unsaved)
            : Redirect(Place.At(remove ? $"/Assets/{Asset.Id}" : $"/Looks/{LookId}"));
    }

    private async Task SaveAsync(bool remove)
    {
        if (remove)
        {
            await Look.WearInAsync(Db, []);
            Look.Trash(Db);
        }
        else
        {
            Look.Expect(Revision);
            Look.Describe(Db, Name, Description);
            await Look.WearInAsync(Db, Scenes);
        }

        Db.Record(remove ? "look.removed" : "look.edited", Look.Id, ProjectId, $"{Asset.Name}, {Look.Name}");
        await Db.SaveChangesAsync();
    }

    private async Task<IActionResult> AgainAsync(Unsaved unsaved)
    {
        (Response.StatusCode, IsLate) = (unsaved.Status, unsaved.IsLate);
        return await LoadAsync() ? await ShowAsync() : NotFound();
    }

    private async Task<bool> LoadAsync()
    {
        if (
            await Db.Set<Look>().SingleOrDefaultAsync(l => l.Id == LookId && l.ProjectId == ProjectId && l.TrashedAt == null)
                is not { } look
            || await Db.Set<ProjectAsset>().SingleOrDefaultAsync(a => a.Id == look.ProjectAssetId && a.TrashedAt == null) is not { } asset
        )
        {
            return false;
        }

        (Look, Asset) = (look, asset);
        return true;
    }

    private async Task<IActionResult> ShowAsync()
    {
        ModelState.Remove(nameof(Revision));
        Revision = Look.Revision;
        Form = IsLate
            ? LookForm.Settle(Request, Name, Description, Revision, Look.Name, Look.Description)
            : new(Name, Description, Revision, Look.Name, Look.Description);
        ChangedBy = await Db.NameOfUserAsync(Look.ChangedBy);
        History = await Db.HistoryViewAsync(Look.Id, $"{Asset.Name}, {Look.Name}", MayEdit);
        AllScenes = await (
            from appearance in Db.Set<Appearance>()
            where appearance.ProjectAssetId == Asset.Id
            join scene in Db.Set<Scene>() on appearance.SceneId equals scene.Id
            orderby scene.Ordinal
            select new LookScene(
                scene.Id,
                scene.Ordinal,
                scene.Number,
                scene.Heading,
                appearance.LookId == LookId,
                appearance.LookId != null && appearance.LookId != LookId
            )
        ).ToListAsync();
        WornNow = [.. AllScenes.Where(s => s.IsWorn).Select(s => s.Id)];
        if (HttpMethods.IsPost(Request.Method))
        {
            // As ticked, for the save was refused; where it came too late, a scene I left alone is as they ticked it.
            AllScenes =
            [
                .. AllScenes.Select(s =>
                    IsLate && Scenes.Contains(s.Id) == WasScenes.Contains(s.Id) ? s : s with { IsWorn = Scenes.Contains(s.Id) }
                ),
            ];
        }

        return Page();
    }
}

public sealed record LookScene(Guid Id, int Ordinal, string? Number, string Heading, bool IsWorn, bool WearsAnother);
