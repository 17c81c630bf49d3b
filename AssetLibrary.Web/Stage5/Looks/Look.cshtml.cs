using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Projects.Looks;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Stage5.Looks;

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

    public Look Look { get; private set; } = null!;
    public ProjectAsset Asset { get; private set; } = null!;
    public HistoryView History { get; private set; } = null!;
    public Look? Theirs { get; private set; }
    public IReadOnlyList<LookScene> AllScenes { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync())
        {
            return NotFound();
        }

        (Name, Description) = (Look.Name, Look.Description);
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync(bool remove)
    {
        if (!await LoadAsync())
        {
            return NotFound();
        }

        try
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
            return Redirect(Place.At(remove ? $"/Assets/{Asset.Id}" : $"/Looks/{LookId}"));
        }
        catch (Exception e) when (e is StaleRevisionException or DbUpdateConcurrencyException)
        {
            Db.ChangeTracker.Clear();
            await LoadAsync();
            (Theirs, Response.StatusCode) = (Look, StatusCodes.Status409Conflict);
            return await ShowAsync();
        }
        catch (RefusedException refused)
        {
            Db.ChangeTracker.Clear();
            await LoadAsync();
            ModelState.AddModelError("", refused.Message);
            Response.StatusCode = refused.Status;
            return await ShowAsync();
        }
    }

    private async Task<bool> LoadAsync()
    {
        if (await Db.Set<Look>().SingleOrDefaultAsync(l => l.Id == LookId && l.ProjectId == ProjectId && l.TrashedAt == null) is not { } look || await Db.Set<ProjectAsset>().SingleOrDefaultAsync(a => a.Id == look.ProjectAssetId && a.TrashedAt == null) is not { } asset)
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
        History = await Db.HistoryViewAsync(Look.Id, $"{Asset.Name}, {Look.Name}", MayEdit);
        AllScenes = await (
            from appearance in Db.Set<Appearance>()
            where appearance.ProjectAssetId == Asset.Id
            join scene in Db.Set<Scene>() on appearance.SceneId equals scene.Id
            orderby scene.Ordinal
            select new LookScene(scene.Id, scene.Ordinal, scene.Number, scene.Heading, appearance.LookId == LookId, appearance.LookId != null && appearance.LookId != LookId)).ToListAsync();
        if (HttpMethods.IsPost(Request.Method))
        {
            AllScenes = [.. AllScenes.Select(s => s with { IsWorn = Scenes.Contains(s.Id) })];      // as ticked: the save was refused
        }

        return Page();
    }
}

public sealed record LookScene(Guid Id, int Ordinal, string? Number, string Heading, bool IsWorn, bool WearsAnother);
