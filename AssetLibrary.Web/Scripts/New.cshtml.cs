using System.Text;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AssetLibrary.Web.Scripts;

[Authorize(Policy = Policies.Edit)]
public sealed class NewProjectPage(LibraryContext db, DraftImport import) : PageModel
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Script { get; set; }

    [BindProperty]
    public bool Sample { get; set; }

    public async Task<IActionResult> OnPostAsync(IFormFile? file)
    {
        try
        {
            var (bytes, fileName) = await ScriptUpload.ReadAsync(Script, file, Sample, HttpContext.RequestAborted);
            if (bytes is null && string.IsNullOrWhiteSpace(Name))
            {
                throw RefusedException.Invalid("Enter a name, paste a script or choose a file.");
            }

            // Read once, before anything is locked.
            var screenplay = bytes is null ? null : await DraftImport.ReadAsync(bytes, fileName, cancel: HttpContext.RequestAborted);
            var title = screenplay?.Title;
            var project = await db.WriteAsync(async () =>
            {
                var (made, main) = Project.Make(
                    db,
                    FirstOf(Name, title, fileName is null ? null : Path.GetFileNameWithoutExtension(fileName))
                );
                db.Record("project.created", made.Id, made.Id, made.Name);
                await db.SaveChangesAsync();
                if (bytes is not null)
                {
                    await import.ImportAsync(main, screenplay!, bytes, fileName!, HttpContext.RequestAborted);
                }

                return made;
            });
            return Redirect(bytes is null ? $"/Projects/{project.Id}" : $"/Projects/{project.Id}/Script");
        }
        catch (RefusedException refused)
        {
            if (refused is UnreadableScriptException { Text: { } text })
            {
                ModelState.Remove(nameof(Script));
                Script = text;
            }

            ModelState.AddModelError("", refused.Message);
            Response.StatusCode = refused.Status;
            return Page();
        }
    }

    private static string? FirstOf(params string?[] names) =>
        names.FirstOrDefault(n => !string.IsNullOrWhiteSpace(n)) is { } name && SearchText.Clean(name).ReplaceLineEndings(" ") is var clean
            ? SearchText.Cut(clean, 200)
            : null;
}

/// <summary>A script as a form brings it: pasted, as a file, or the sample.</summary>
internal static class ScriptUpload
{
    private const string SampleName = "sample.fountain";

    public static async Task<(byte[]? Bytes, string? FileName)> ReadAsync(
        string? pasted,
        IFormFile? file,
        bool sample,
        CancellationToken cancel
    )
    {
        if (sample)
        {
            await using var stream = typeof(ScriptUpload).Assembly.GetManifestResourceStream(SampleName)!;
            return ((await stream.ReadWholeAsync(long.MaxValue, cancel))!.Value.ToArray(), SampleName);
        }

        if (file is not null)
        {
            await using var stream = file.OpenReadStream();
            return await stream.ReadWholeAsync(Screenplays.ScriptText.MaxBytes, cancel) is { } bytes
                ? (bytes.ToArray(), file.FileName)
                : throw new RefusedException(StatusCodes.Status413PayloadTooLarge, "too-large", "This script is over the 10 MB limit.");
        }

        return string.IsNullOrWhiteSpace(pasted) ? (null, null) : (Encoding.UTF8.GetBytes(pasted), "pasted.fountain");
    }
}
