using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Assets;

/// <summary>A sheet for each scene with who and what it needs, made to be printed.</summary>
public sealed class BreakdownPage(LibraryContext db, CurrentViewer viewer) : ProjectPage(db, viewer)
{
    public Casting Casting { get; private set; } = null!;
    public Draft? Draft { get; private set; }
    public IReadOnlyList<SceneSheet> Sheets { get; private set; } = [];

    /// <summary>Every length is as the file counts it; else they are estimates.</summary>
    public bool IsCounted => Sheets.All(s => s.Scene.CountedEighths is not null);

    public async Task OnGetAsync()
    {
        var branch = await BranchAsync();
        Draft = await Db.CurrentDraftAsync(branch.Id);
        Casting = await Casting.LoadAsync(Db, branch.Id);
        Sheets = SceneSheet.Of(Casting);
    }

    public async Task<IActionResult> OnGetCsvAsync()
    {
        var sheets = SceneSheet.Of(await Casting.LoadAsync(Db, (await BranchAsync()).Id));
        string[] head = ["Scene", "Heading", "Int/Ext", "Location", "Time", "Pages", "Eighths", "Characters", "Locations", "Props"];
        return Csv.File("breakdown.csv", [head, .. sheets.Select(s => s.Cells())]);
    }
}

/// <summary>What one scene needs, most often first.</summary>
public sealed record SceneSheet(CastingScene Scene, IReadOnlyList<SheetItem> Items)
{
    public IEnumerable<SheetItem> Of(AssetType type) => Items.Where(i => i.Asset.Type == type);

    public static IReadOnlyList<SceneSheet> Of(Casting casting)
    {
        var items = casting.Scenes.Select(_ => new List<SheetItem>()).ToList();
        foreach (var row in casting.Rows)
        {
            foreach (var cell in row.Cells)
            {
                items[cell.Place].Add(new(row, cell));
            }
        }

        return
        [
            .. casting.Scenes.Zip(items, (scene, list) =>
                new SceneSheet(scene, [.. list.OrderByDescending(i => i.Cell.Speaks).ThenByDescending(i => i.Cell.Count)])
            ),
        ];
    }

    public IEnumerable<string> Cells() =>
        [
            Scene.Number,
            Scene.Heading,
            Scene.IntExt ?? "",
            Scene.Location ?? "",
            Scene.TimeOfDay ?? "",
            Scene.Pages,
            Scene.Eighths.ToString(System.Globalization.CultureInfo.InvariantCulture),
            .. Enum.GetValues<AssetType>().Select(t => string.Join("; ", Of(t).Select(i => i.Asset.Name))),
        ];
}

public sealed record SheetItem(CastingRow Asset, CastingCell Cell);
