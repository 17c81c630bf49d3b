using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Prompts;
using AssetLibrary.Web.Library.Editing;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Syncing;

/// <summary>An asset beside its source in the library: field by field what was, what is there, what is here, and what is to be.</summary>
public sealed class SyncAssetPage(LibraryContext db, CurrentViewer viewer, Sync sync, ProviderCatalog catalog, Staleness staleness)
    : ProjectPage(db, viewer)
{
    [BindProperty(SupportsGet = true)]
    public Guid AssetId { get; set; }

    [BindProperty]
    public int Revision { get; set; }

    public SyncPreview Preview { get; private set; } = null!;
    public StalePrice Stale { get; private set; } = StalePrice.None;

    /// <summary>The library has something new, though nothing of it differs from what stands here.</summary>
    public bool IsAhead { get; private set; }
    public bool IsLate { get; private set; }
    public IReadOnlyDictionary<Guid, Picture> Pictures { get; private set; } = new Dictionary<Guid, Picture>();

    /// <summary>What there is to decide on; where nothing is open, all fields for looking.</summary>
    public IEnumerable<FieldPreview> Open => Preview.Fields.Where(f => f.IsOpen);

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() is { } asset ? await ShowAsync(asset) : NotFound();

    public async Task<IActionResult> OnPostAsync(bool plain, int libraryRevision, Guid? libraryPicture)
    {
        if (await LoadAsync() is not { } asset)
        {
            return NotFound();
        }

        try
        {
            asset.Expect(Revision);
            await sync.RunAsync(asset, plain ? null : Choices(), new(libraryRevision, libraryPicture));
            return Redirect(Place.At($"/Assets/{AssetId}"));
        }
        catch (Exception e) when (e is StaleRevisionException or DbUpdateConcurrencyException)
        {
            Db.ChangeTracker.Clear();
            (IsLate, Response.StatusCode) = (true, StatusCodes.Status409Conflict);
            return await LoadAsync() is { } now ? await ShowAsync(now) : NotFound();
        }
        catch (RefusedException refused) when (refused.Status == StatusCodes.Status422UnprocessableEntity)
        {
            Db.ChangeTracker.Clear();
            ModelState.AddModelError("", refused.Message);
            Response.StatusCode = refused.Status;
            return await LoadAsync() is { } now ? await ShowAsync(now) : NotFound();
        }
    }

    private Dictionary<SyncField, SyncChoice> Choices()
    {
        var blends = LateEdit.Fields(Request, "Blend");
        var choices = new Dictionary<SyncField, SyncChoice>();
        foreach (var (field, word) in LateEdit.Fields(Request, "Take"))
        {
            var take =
                Enum.TryParse<SyncTake>(word, out var known) && Enum.IsDefined(known)
                    ? known
                    : throw RefusedException.Invalid("This form couldn’t be read. Reload the page and try again.");
            choices.Choose(field, new(take, take == SyncTake.Merged ? blends.GetValueOrDefault(field)?.ReplaceLineEndings("\n") : null));
        }

        return choices;
    }

    private Task<ProjectAsset?> LoadAsync() =>
        Db.Set<ProjectAsset>().SingleOrDefaultAsync(a => a.Id == AssetId && a.ProjectId == ProjectId && a.TrashedAt == null);

    private async Task<IActionResult> ShowAsync(ProjectAsset asset)
    {
        ModelState.Remove(nameof(Revision));
        Preview = await sync.PreviewAsync(asset);
        Revision = asset.Revision;
        if (Preview.Fields.Any(f => f is { IsOpen: true, Field: SyncField.Name or SyncField.Description or SyncField.Looks }))
        {
            Stale = (await StalePrice.OfAsync(Db, staleness, [asset], catalog))[asset.Id];
        }

        IsAhead =
            await Db.SyncStatesOf(Db.Set<ProjectAsset>().Where(a => a.Id == asset.Id)).Select(s => s.State).SingleAsync()
                is SyncState.LibraryAhead
                    or SyncState.Both;
        Pictures = await Db.BestOfAsync([asset.Id, Preview.Library.Id]);
        return Page();
    }
}
