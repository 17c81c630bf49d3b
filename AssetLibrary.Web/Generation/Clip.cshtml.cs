using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation.Prompts;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>Asking for a clip of a subject: from words, or from one of its pictures.</summary>
public sealed class ClipPage(
    LibraryContext db,
    CurrentViewer viewer,
    PictureRequests requests,
    ProviderCatalog catalog,
    OwnAddress address,
    PromptSubjects subjects
) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid SubjectId { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Start { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? End { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Seconds { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Prompt { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Provider { get; set; }

    public string Name { get; private set; } = "";
    public IReadOnlyList<ProviderInfo> Providers { get; private set; } = [];
    public ProviderInfo? Chosen { get; private set; }

    /// <summary>What it can begin and end with: the subject's own pictures, newest first.</summary>
    public IReadOnlyList<VersionView> Pictures { get; private set; } = [];

    /// <summary>Why no picture can go along; null when one can.</summary>
    public string? FramesMissing =>
        Chosen?.DefaultClipModel?.Clip switch
        {
            { MaxFrames: 0 } => $"{Chosen.Label} generates clips from a prompt only.",
            { FetchesFrames: true } when !address.IsKnown =>
                $"{Chosen.Label} can’t download frames from this server because PublicUrl is not set. " + "Clips use the prompt only.",
            _ => null,
        };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await RefuseAsync(cancel) is { } refused)
        {
            return refused;
        }

        Providers = await catalog.ReadyAsync(cancel, p => p.DefaultClipModel is not null);
        Chosen = Providers.FirstOrDefault(p => p.Name == Provider) ?? (Providers.Count > 0 ? Providers[0] : null);
        var history = await db.HistoryViewAsync(SubjectId, Name, mayEdit: true, cancel: cancel);
        Pictures = [.. history.Versions.Where(v => v.Kind == MediaKind.Image)];
        Start ??= Request.Query.ContainsKey("start") ? null : history.Current?.MediaId;
        return Request.IsHtmxPartial() ? Partial("_Clip", this) : Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? idempotencyKey, CancellationToken cancel)
    {
        if (await RefuseAsync(cancel) is { } refused)
        {
            return refused;
        }

        var frames = new[] { (Id: Start, Role: ReferenceRole.StartFrame), (Id: End, Role: ReferenceRole.EndFrame) }
            .Where(f => f.Id is not null)
            .Select(f => new RequestedReference(f.Id!.Value, f.Role));
        var wish = new PictureRequest([SubjectId], Prompt: Prompt, Provider: Provider)
        {
            Kind = MediaKind.Video,
            Seconds = Seconds,
            References = [.. frames],
        };
        await requests.SaveOnceAsync(
            db,
            idempotencyKey,
            wish,
            b => db.Record("generation.requested", SubjectId, b.ProjectId, b.Name),
            cancel
        );
        return Request.IsHtmxPartial() ? Partial("_SubjectJobs", await SubjectJobs.OfAsync(db, SubjectId)) : Redirect("/Jobs");
    }

    private async Task<IActionResult?> RefuseAsync(CancellationToken cancel)
    {
        if (await db.Set<Subject>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == SubjectId, cancel) is not { } subject)
        {
            return NotFound();
        }

        if (!User.May(Policies.Generate) || !await viewer.MayEditAsync(db, subject.ProjectId, cancel))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Name = (await subjects.ReadAsync([SubjectId], cancel))[0].Title;
        return null;
    }
}
