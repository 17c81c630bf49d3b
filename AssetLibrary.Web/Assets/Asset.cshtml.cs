using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Assets.Syncing;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation.Prompts;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Editing;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using AssetLibrary.Web.Versions;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>A project asset: its panel by its own address, and its edit form.</summary>
public sealed class AssetPage(LibraryContext db, CurrentViewer viewer, Staleness staleness) : ProjectPage(db, viewer)
{
    [BindProperty(SupportsGet = true)]
    public Guid AssetId { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Aliases { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public string? Tags { get; set; }

    /// <summary>Null: as it is.</summary>
    [BindProperty]
    public AssetType? Type { get; set; }

    [BindProperty]
    public int Revision { get; set; }

    /// <summary>The list that it was opened from.</summary>
    [FromQuery(Name = "")]
    public ProjectAssetFilter Filter { get; set; } = new();

    /// <summary>Its neighbours in that list.</summary>
    public (Guid? Previous, Guid? Next) Neighbours { get; private set; }

    /// <summary>Every scene of the newest draft, and how the asset is in it.</summary>
    public IReadOnlyList<StripScene> Strip { get; private set; } = [];

    /// <summary>What was done to it, newest first.</summary>
    public IReadOnlyList<(DateTimeOffset At, string By, string Did)> Activity { get; private set; } = [];

    /// <summary>How each field reads now: sent along, so that a save that comes too late is settled field by field.</summary>
    public Dictionary<string, string?> Was { get; private set; } = [];

    public IReadOnlyList<EditClash> Clashes { get; private set; } = [];
    public bool IsLate { get; private set; }
    public IReadOnlyList<LookLine> Looks { get; private set; } = [];
    public MadePicture? Made { get; private set; }
    public LastDecision? Last { get; private set; }

    public ProjectAsset Asset { get; private set; } = null!;
    public string? ChangedBy { get; private set; }
    public string? LibraryName { get; private set; }
    public SyncState Sync { get; private set; }
    public HistoryView History { get; private set; } = null!;
    public IReadOnlyList<SceneLine> Scenes { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is not { } asset)
        {
            return NotFound();
        }

        (Name, Aliases, Description, Tags) = Fields(asset);
        return await ShowAsync(asset);
    }

    /// <summary>A line that says who changed the asset since this revision; nothing while it is the newest.</summary>
    public async Task<IActionResult> OnGetNewsAsync(int revision)
    {
        if (await LoadAsync() is not { } asset)
        {
            return NotFound();
        }

        Asset = asset;
        Revision = revision;
        ChangedBy = await Db.NameOfUserAsync(asset.ChangedBy);
        return Partial("_PanelNews", this);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is not { } asset)
        {
            return NotFound();
        }

        (Name, Aliases, Description, Tags) = (
            LateEdit.Picked(Request, "Name", Name),
            LateEdit.Picked(Request, "Aliases", Aliases),
            LateEdit.Picked(Request, "Description", Description),
            LateEdit.Picked(Request, "Tags", Tags)
        );
        if (await this.TrySaveAsync(Db, () => SaveAsync(asset)) is { } unsaved)
        {
            return await AgainAsync(unsaved);
        }

        if (!Request.IsHtmxPartial())
        {
            return Redirect(Filter.Url(Place.At($"/Assets/{AssetId}")));
        }

        Response.Htmx(h => h.Toast("Saved."));
        return await ShowAsync(asset);
    }

    /// <summary>The scenes it is in, as a person says: all that are chosen, and no others of the newest draft.</summary>
    public async Task<IActionResult> OnPostScenesAsync(List<Guid> scenes)
    {
        if (await LoadAsync() is not { } asset)
        {
            return NotFound();
        }

        var all = await Db.Set<Scene>().Where(s => s.BranchId == asset.BranchId && s.LastDraft == null).Select(s => s.Id).ToListAsync();
        await Db.WriteAsync(async () =>
        {
            await Db.CastAsync(asset, all.ToDictionary(id => id, scenes.Contains));
            Db.Record("asset.scenes", asset.Id, ProjectId, asset.Name);
        });
        if (!Request.IsHtmxPartial())
        {
            return Redirect(Filter.Url(Place.At($"/Assets/{AssetId}")));
        }

        Response.Htmx(h => h.Toast("Scenes saved."));
        (Name, Aliases, Description, Tags) = Fields(asset);
        return await ShowAsync(asset);
    }

    /// <summary>A new draft calls it otherwise: the new name, with the old one as an alias.</summary>
    public async Task<IActionResult> OnPostRenameAsync(string? to)
    {
        if (await LoadAsync() is not { } asset)
        {
            return NotFound();
        }

        asset.Edit(Db, to, [asset.Name, .. asset.Aliases], asset.Description);
        Db.Record("asset.edited", asset.Id, ProjectId, asset.Name);
        await Db.SaveChangesAsync();
        return LocalRedirect(Request.PageOr(Place.At($"/Assets/{AssetId}")));
    }

    private async Task SaveAsync(ProjectAsset asset)
    {
        asset.Expect(Revision);
        asset.Edit(Db, Name, TypedText.SplitAliases(Aliases), Description);
        if (Request.Form.ContainsKey("Tags"))
        {
            asset.UseTags(Db, TypedText.SplitAliases(Tags));
        }

        if (Type is { } type)
        {
            asset.ChangeType(type);
        }

        Db.Record("asset.edited", asset.Id, ProjectId, asset.Name);
        await Db.SaveChangesAsync();
    }

    private async Task<IActionResult> AgainAsync(Unsaved unsaved)
    {
        if (await LoadAsync() is not { } asset)
        {
            return NotFound();
        }

        if (unsaved.IsLate)
        {
            Settle(asset);
        }

        // htmx puts no 409 into the page: to it the conflict is a form to be filled in again, as any 422.
        Response.StatusCode = Request.IsHtmxPartial() ? StatusCodes.Status422UnprocessableEntity : unsaved.Status;
        return await ShowAsync(asset);
    }

    private void Settle(ProjectAsset asset)
    {
        var (late, theirs, was) = (new LateEdit(), Fields(asset), LateEdit.Fields(Request, "Was"));
        Name = late.Settle("Name", "Name", was.GetValueOrDefault("Name"), Name, theirs.Name);
        Aliases = late.Settle("Aliases", "Aliases", was.GetValueOrDefault("Aliases"), Aliases, theirs.Aliases);
        Description = late.Settle("Description", "Description", was.GetValueOrDefault("Description"), Description, theirs.Description);
        Tags = late.Settle("Tags", "Tags", was.GetValueOrDefault("Tags"), Tags, theirs.Tags);
        (Clashes, IsLate) = (late.Clashes, true);
    }

    private static (string Name, string Aliases, string Description, string Tags) Fields(ProjectAsset asset) =>
        (asset.Name, string.Join(", ", asset.Aliases), asset.Description, string.Join(", ", asset.Tags));

    private async Task<(Guid? Previous, Guid? Next)> NeighboursAsync(ProjectAsset asset)
    {
        var filter = await Filter.ResolvedAsync(Db, staleness, asset.BranchId);
        var ids = await filter.Order(Db, filter.Apply(Db, asset.BranchId)).Select(a => a.Id).ToListAsync();
        var at = ids.IndexOf(asset.Id);
        return (at > 0 ? ids[at - 1] : null, at >= 0 && at + 1 < ids.Count ? ids[at + 1] : null);
    }

    private Task<ProjectAsset?> LoadAsync() =>
        Db.Set<ProjectAsset>().SingleOrDefaultAsync(a => a.Id == AssetId && a.ProjectId == ProjectId && a.TrashedAt == null);

    private async Task<IActionResult> ShowAsync(ProjectAsset asset)
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
        Sync = await Db.SyncStatesOf(Db.Set<ProjectAsset>().Where(a => a.Id == asset.Id)).Select(s => s.State).SingleAsync();
        History = await Db.HistoryViewAsync(asset.Id, asset.Name, MayEdit);
        ChangedBy = await Db.NameOfUserAsync(asset.ChangedBy);
        LibraryName = await Db.Set<LibraryAsset>().Where(a => a.Id == asset.LibraryAssetId).Select(a => a.Name).SingleOrDefaultAsync();
        Scenes = await Db.Set<Appearance>()
            .Where(a => a.ProjectAssetId == asset.Id)
            .Join(Db.Set<Scene>(), a => a.SceneId, s => s.Id, (a, s) => new { a, s })
            .OrderBy(r => r.s.Ordinal)
            .Select(r => new SceneLine(
                r.s.Id,
                r.s.Ordinal,
                r.s.Number,
                r.s.Heading,
                r.a.Speaks,
                r.a.Count,
                Db.Set<Look>().Where(l => l.Id == r.a.LookId).Select(l => l.Name).FirstOrDefault()
            ))
            .ToListAsync();
        var looks = await Db.Set<Look>()
            .Where(l => l.ProjectAssetId == asset.Id && l.TrashedAt == null)
            .OrderBy(l => l.Id)
            .Select(l => new { l.Id, l.Name })
            .ToListAsync();
        var pictures = await Db.BestOfAsync([.. looks.Select(l => l.Id)]);
        Looks = looks.ConvertAll(l => new LookLine(l.Id, l.Name, pictures.GetValueOrDefault(l.Id)));
        var worn = Scenes.ToDictionary(s => s.Id);
        Strip =
        [
            .. (
                await Db.Set<Scene>()
                    .Where(s => s.BranchId == asset.BranchId && s.LastDraft == null)
                    .OrderBy(s => s.Ordinal)
                    .Select(s => new
                    {
                        s.Id,
                        s.Number,
                        s.Ordinal,
                        s.Heading,
                    })
                    .ToListAsync()
            ).Select(s => new StripScene(
                s.Id,
                s.Number ?? s.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture),
                s.Heading,
                worn.GetValueOrDefault(s.Id)
            )),
        ];
        var lines = await Db.Set<AuditEntry>()
            .AsNoTracking()
            .Where(e => e.SubjectId == asset.Id)
            .OrderByDescending(e => e.Id)
            .Take(30)
            .Select(e => new
            {
                e.At,
                e.Verb,
                By = Db.Set<User>().Where(u => u.Id == e.UserId).Select(u => u.UserName).FirstOrDefault(),
            })
            .ToListAsync();
        Activity = lines.ConvertAll(l => (l.At, l.By ?? "AssetLibrary", AuditWords.OfAsset(l.Verb)));
        Neighbours = await NeighboursAsync(asset);
        Made = (await staleness.MadePicturesAsync([asset.Id])).GetValueOrDefault(asset.Id);
        Last = MayEdit ? await AssetUndo.LastAsync(Db, asset) : null;
        return Request.IsHtmxPartial() ? Partial("_Panel", this) : Page();
    }
}

public sealed record SceneLine(Guid Id, int Ordinal, string? Number, string Heading, bool Speaks, int Count, string? Look);

/// <summary>A scene of the newest draft; <paramref name="Here"/> is null where the asset is not in it.</summary>
public sealed record StripScene(Guid Id, string Number, string Heading, SceneLine? Here);

public sealed record LookLine(Guid Id, string Name, Picture? Picture);
