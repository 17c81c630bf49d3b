using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared.Htmx;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Extraction;

public sealed class ExtractPage(LibraryContext db, CurrentViewer viewer, ExtractionStart extractions, ModelChoice models)
    : ProjectPage(db, viewer)
{
    public IActionResult OnGet() => Redirect(Place.At("/Inbox"));

    public async Task<IActionResult> OnPostAsync(string? extractor, bool fallback)
    {
        var branch = await BranchAsync();
        await extractions.BeginAsync(Project, branch, extractor, fallback);
        return Request.IsHtmxPartial()
            ? Partial("_Run", await RunState.LoadAsync(Db, Place, models, Project, branch.Id, MayEdit))
            : Redirect(Place.At("/Inbox"));
    }
}
