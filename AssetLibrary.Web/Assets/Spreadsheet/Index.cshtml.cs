using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Spreadsheet;

/// <summary>The list of assets as a spreadsheet, and back again: with a look at what would change before anything does.</summary>
public sealed class SpreadsheetPage(LibraryContext db, CurrentViewer viewer) : ProjectPage(db, viewer)
{
    public SheetPlan? Plan { get; private set; }
    public Sheet? Sheet { get; private set; }

    /// <summary>The file as text, to be sent once more with the decision.</summary>
    public string Text { get; private set; } = "";

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancel)
    {
        var branch = await BranchAsync();
        var assets = await Db.Set<ProjectAsset>()
            .AsNoTracking()
            .Where(a => a.BranchId == branch.Id && a.TrashedAt == null)
            .OrderBy(a => a.Type)
            .ThenBy(a => a.NormalizedName)
            .ToListAsync(cancel);
        return Csv.File(
            $"{Project.Name} assets.csv",
            [
                Sheet.Head,
                .. assets.Select(a =>
                    new[]
                    {
                        a.Id.ToString(),
                        a.Type.ToString().ToLowerInvariant(),
                        a.Name,
                        string.Join("; ", a.Aliases),
                        a.Description,
                        string.Join("; ", a.Tags),
                    }
                ),
            ]
        );
    }

    /// <summary>What would come of the file; nothing is changed.</summary>
    public Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken cancel) =>
        ShownAsync(async () =>
        {
            if (file is null or { Length: 0 })
            {
                throw RefusedException.Invalid("Choose a CSV file.", "file");
            }

            if (file.Length > Sheet.MostBytes)
            {
                throw new RefusedException(
                    StatusCodes.Status413PayloadTooLarge,
                    "too-large",
                    $"A spreadsheet can have up to {Sheet.MostBytes / (1024 * 1024)} MB."
                );
            }

            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancel);
            await PlanAsync(Sheet.Decode(bytes.ToArray()), cancel);
            return Page();
        });

    public Task<IActionResult> OnPostApplyAsync(string? text, CancellationToken cancel) =>
        ShownAsync(async () =>
        {
            var (made, changed) = await Db.WriteAsync(() => ApplyAsync(text ?? "", cancel), cancel);
            this.Say($"{made:N0} {(made == 1 ? "asset" : "assets")} added, {changed:N0} changed.");
            return Redirect(Place.At("/Assets"));
        });

    private async Task<(int Made, int Changed)> ApplyAsync(string text, CancellationToken cancel)
    {
        await PlanAsync(text, cancel);
        var branch = await BranchAsync();
        foreach (var planned in Plan!.Rows)
        {
            if (planned.Fate == RowFate.New)
            {
                var made = ProjectAsset.Make(
                    Db,
                    ProjectId,
                    branch.Id,
                    Sheet.TypeOf(planned.Row.Type)!.Value,
                    planned.Row.Name,
                    TypedText.SplitAliases(planned.Row.Aliases),
                    planned.Row.Description
                );
                made.UseTags(Db, TypedText.SplitAliases(planned.Row.Tags));
            }
            else if (planned is { Fate: RowFate.Changed, Asset: { } asset })
            {
                var (name, aliases, description, tags) = SheetPlan.Values(asset, planned.Row);
                asset.Edit(Db, name, aliases, description);
                asset.UseTags(Db, tags);
                if (Sheet.TypeOf(planned.Row.Type) is { } type && type != asset.Type)
                {
                    asset.ChangeType(type);
                }

                Db.Record("asset.edited", asset.Id, ProjectId, asset.Name);
            }
        }

        var (added, changed) = (Plan.Of(RowFate.New), Plan.Of(RowFate.Changed));
        Db.Record("assets.imported", ProjectId, ProjectId, $"{added} new, {changed} changed");
        return (added, changed);
    }

    private async Task PlanAsync(string text, CancellationToken cancel)
    {
        Text = text;
        Sheet = Sheet.Read(text);
        Plan = await SheetPlan.ReadAsync(Db, (await BranchAsync()).Id, Sheet, cancel);
    }

    private async Task<IActionResult> ShownAsync(Func<Task<IActionResult>> verb)
    {
        try
        {
            return await verb();
        }
        catch (RefusedException refused)
        {
            Db.ChangeTracker.Clear();
            Plan = null;
            ModelState.AddModelError(refused.Field ?? "", refused.Message);
            Response.StatusCode = refused.Status;
            return Page();
        }
    }
}
