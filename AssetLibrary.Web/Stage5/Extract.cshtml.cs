using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared.Htmx;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Stage5;

public sealed class ExtractPage(LibraryContext db, CurrentViewer viewer, IEnumerable<IExtractor> extractors, ModelChoice models) : ProjectPage(db, viewer)
{
    public IActionResult OnGet() => Redirect(Place.At("/Stage5"));

    public async Task<IActionResult> OnPostAsync(string? extractor, bool fallback)
    {
        var branch = await BranchAsync();
        await using var transaction = await Db.Database.BeginTransactionAsync();
        await ExtractionJob.RequestAsync(Db, Project, branch, extractors, extractor, fallback);
        Db.Record("extraction.requested", ProjectId, ProjectId);
        await Db.SaveChangesAsync();
        await transaction.CommitAsync();
        return Request.IsHtmxPartial() ? Partial("_Run", await RunState.LoadAsync(Db, Place, models, Project, branch.Id, MayEdit)) : Redirect(Place.At("/Stage5"));
    }
}
