using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Projects;

/// <summary>The current draft to read, and the place where the next one comes in.</summary>
public sealed class ScriptPage(LibraryContext db, CurrentViewer viewer, DraftImport import) : ProjectPage(db, viewer)
{
    /// <summary>Paragraphs shown at once; a feature has some 4,000.</summary>
    public const int MostElements = 8000;

    public Draft? Draft { get; private set; }
    public Screenplay? Screenplay { get; private set; }
    public string? Pasted { get; private set; }

    public async Task OnGetAsync()
    {
        Draft = await CurrentDraftAsync((await BranchAsync()).Id);
        Screenplay = Draft is null ? null : await import.OpenAsync(Draft);
    }

    public async Task<IActionResult> OnPostAsync(string? script, IFormFile? file, bool sample)
    {
        try
        {
            var (bytes, fileName) = await ScriptUpload.ReadAsync(script, file, sample, HttpContext.RequestAborted);
            if (bytes is null)
            {
                throw RefusedException.Invalid("Paste a script or choose a file.");
            }

            await import.ImportAsync(await BranchAsync(), bytes, fileName!, HttpContext.RequestAborted);
            return Redirect($"/Projects/{ProjectId}/Script");
        }
        catch (RefusedException refused)
        {
            Db.ChangeTracker.Clear();
            ModelState.AddModelError("", refused.Message);
            Pasted = script;
            Response.StatusCode = refused.Status;
            await OnGetAsync();
            return Page();
        }
    }
}
