using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Editing;
using AssetLibrary.Web.Library.Looks;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Styles;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Assets;

/// <summary>A library asset's page, which is its edit form as well.</summary>
public sealed class LibraryAssetPage(LibraryContext db, CurrentViewer viewer, IEnumerable<ILibraryDependents> dependents) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Aliases { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public string? Tags { get; set; }

    [BindProperty]
    public int Revision { get; set; }

    /// <summary>How each field reads now: sent along, so that a save that comes too late is settled field by field.</summary>
    public Dictionary<string, string?> Was { get; private set; } = [];

    public IReadOnlyList<EditClash> Clashes { get; private set; } = [];
    public bool IsLate { get; private set; }
    public IReadOnlyList<LibraryLook> Looks { get; private set; } = [];
    public IReadOnlyDictionary<Guid, Picture> LookPictures { get; private set; } = new Dictionary<Guid, Picture>();
    public IReadOnlyList<StyleChoice> Styles { get; private set; } = [];
    public int Hidden { get; private set; }

    public LibraryAsset Asset { get; private set; } = null!;
    public HistoryView History { get; private set; } = null!;
    public string? ChangedBy { get; private set; }
    public bool MayEdit { get; private set; }
    public IReadOnlyList<LibraryUse> UsedIn { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is not { } asset)
        {
            return NotFound();
        }

        (Name, Aliases, Description, Tags) = Fields(asset);
        await ShowAsync(asset);
        return Page();
    }

    /// <summary>A line that says who changed the asset since this revision; nothing while it is the newest.</summary>
    public async Task<IActionResult> OnGetNewsAsync(int revision)
    {
        if (await LoadAsync() is not { } asset)
        {
            return NotFound();
        }

        (Asset, Revision) = (asset, revision);
        ChangedBy = await db.NameOfUserAsync(asset.ChangedBy);
        return Partial("_News", this);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is not { TrashedAt: null } asset)
        {
            return NotFound();
        }

        (Name, Aliases, Description, Tags) = (
            LateEdit.Picked(Request, "Name", Name),
            LateEdit.Picked(Request, "Aliases", Aliases),
            LateEdit.Picked(Request, "Description", Description),
            LateEdit.Picked(Request, "Tags", Tags)
        );
        return await this.TrySaveAsync(db, () => SaveAsync(asset)) is { } unsaved ? await AgainAsync(unsaved) : Redirect($"/Library/{Id}");
    }

    private async Task SaveAsync(LibraryAsset asset)
    {
        asset.Expect(Revision);
        asset.Describe(Name, TypedText.SplitAliases(Aliases), Description);
        asset.Tags.Clear();
        asset.Tags.AddRange(await db.TagsAsync(TypedText.SplitAliases(Tags)));
        await db.SaveAssetAsync(asset, "edited");
    }

    private async Task<IActionResult> AgainAsync(Unsaved unsaved)
    {
        Response.StatusCode = unsaved.Status;
        if (await LoadAsync() is not { } asset)
        {
            return NotFound();
        }

        if (unsaved.IsLate)
        {
            Settle(asset);
        }

        await ShowAsync(asset);
        return Page();
    }

    private void Settle(LibraryAsset asset)
    {
        var (late, theirs, was) = (new LateEdit(), Fields(asset), LateEdit.Fields(Request, "Was"));
        Name = late.Settle("Name", "Name", was.GetValueOrDefault("Name"), Name, theirs.Name);
        Aliases = late.Settle("Aliases", "Aliases", was.GetValueOrDefault("Aliases"), Aliases, theirs.Aliases);
        Description = late.Settle("Description", "Description", was.GetValueOrDefault("Description"), Description, theirs.Description);
        Tags = late.Settle("Tags", "Tags", was.GetValueOrDefault("Tags"), Tags, theirs.Tags);
        (Clashes, IsLate) = (late.Clashes, true);
    }

    private static (string Name, string Aliases, string Description, string Tags) Fields(LibraryAsset asset) =>
        (
            asset.Name,
            string.Join(", ", asset.Aliases),
            asset.Description,
            string.Join(", ", asset.Tags.Select(t => t.Name).Order(StringComparer.OrdinalIgnoreCase))
        );

    private Task<LibraryAsset?> LoadAsync() =>
        db.Set<LibraryAsset>().Include(a => a.Tags).AsSplitQuery().SingleOrDefaultAsync(a => a.Id == Id);

    private async Task ShowAsync(LibraryAsset asset)
    {
        (Asset, Revision) = (asset, asset.Revision);
        var (name, aliases, description, tags) = Fields(asset);
        Was = new(StringComparer.Ordinal)
        {
            ["Name"] = name,
            ["Aliases"] = aliases,
            ["Description"] = description,
            ["Tags"] = tags,
        };
        ModelState.Remove(nameof(Revision));
        MayEdit = asset.TrashedAt is null && await viewer.MayEditAsync(db, null);
        History = await db.HistoryViewAsync(asset.Id, asset.Name, MayEdit);
        ChangedBy = await db.NameOfUserAsync(asset.ChangedBy);
        Looks = await db.Set<LibraryLook>()
            .AsNoTracking()
            .Where(l => l.LibraryAssetId == asset.Id && l.TrashedAt == null)
            .OrderBy(l => l.Id)
            .ToListAsync();
        LookPictures = await db.BestOfAsync([.. Looks.Select(l => l.Id)]);
        Styles = await StyleChoice.OfStudioAsync(db);
        foreach (var room in dependents)
        {
            UsedIn = [.. UsedIn, .. await room.UsesAsync(asset.Id)];
            Hidden += await room.CountAsync(asset.Id);
        }

        Hidden -= UsedIn.Count;
    }
}
