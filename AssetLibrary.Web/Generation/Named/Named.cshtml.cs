using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation.Named;

/// <summary>What the form of an order says, of which nothing is ordered here: any form that has a prompt may ask.</summary>
public sealed record NamedPost
{
    [FromForm(Name = "projectId")]
    public Guid? ProjectId { get; init; }

    [FromForm(Name = "subjectId")]
    public Guid? SubjectId { get; init; }

    [FromForm(Name = "ids")]
    public List<Guid> Ids { get; init; } = [];

    [FromForm(Name = "prompt")]
    public string? Prompt { get; init; }

    [FromForm(Name = "description")]
    public string? Description { get; init; }

    [FromForm(Name = "text")]
    public string? Text { get; init; }

    [FromForm(Name = "references")]
    public List<Guid> References { get; init; } = [];

    /// <summary>Of each reference, where the form has roles.</summary>
    [FromForm(Name = "roles")]
    public List<ReferenceRole> Roles { get; init; } = [];

    [FromForm(Name = "goOn")]
    public List<Guid> GoOn { get; init; } = [];

    [FromForm(Name = "maker")]
    public string? Maker { get; init; }

    [FromForm(Name = "makers")]
    public List<string> Makers { get; init; } = [];
}

/// <summary>Who is named in a prompt, asked while it is written.</summary>
[RequestFormLimits(ValueCountLimit = 1100)]
public sealed class NamedPage(LibraryContext db, CurrentViewer viewer, ProviderCatalog catalog, NamedReferences named) : PageModel
{
    private const int MostReferences = 20;

    public NamedInPrompt Named { get; private set; } = NamedInPrompt.Nothing;

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync(NamedPost? post, CancellationToken cancel)
    {
        post ??= new(); // nothing of it could be read
        if (post.References.Count > MostReferences || post.Ids.Count > 1000)
        {
            throw RefusedException.Invalid($"Use at most {MostReferences} references.", "references");
        }

        var first = post.SubjectId ?? (post.Ids.Count > 0 ? post.Ids[0] : null);
        var project = first is { } subject
            ? await db.Set<Subject>().Where(s => s.Id == subject).Select(s => s.ProjectId).SingleOrDefaultAsync(cancel)
            : post.ProjectId;
        if (!await viewer.MayEditAsync(db, project, cancel))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        // Of a language model words are asked, and a clip begins with its picture: nothing goes along as a reference, and none is missed.
        var makers = post.Maker is { Length: > 0 } maker ? [maker] : post.Makers;
        Named = !catalog.MakePictures(makers)
            ? NamedInPrompt.Nothing
            : await named.ReadAsync(
                project,
                first is { } one ? [one, .. post.Ids] : [],
                string.Join('\n', new[] { post.Text, post.Prompt, post.Description }.Where(t => !string.IsNullOrWhiteSpace(t))),
                ReferenceRoles.Sent(post.References, post.Roles),
                catalog.TakesPictures(makers),
                post.GoOn,
                cancel
            );
        return Request.IsHtmxPartial() ? Partial("_Named", Named) : Page();
    }
}
