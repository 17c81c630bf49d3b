using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets.Merging;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.ConceptCards;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Matching;

/// <summary>
/// A library asset beside what it stands for here, and how name, description and picture are settled. Nothing is applied unseen.
/// </summary>
public sealed class MatchPage(LibraryContext db, CurrentViewer viewer, AssetMatch match, DescriptionMerge merging, ProviderCatalog catalog)
    : ProjectPage(db, viewer)
{
    [BindProperty(SupportsGet = true, Name = "library")]
    public Guid LibraryId { get; set; }

    [BindProperty(SupportsGet = true, Name = "asset")]
    public Guid? AssetId { get; set; }

    [BindProperty(SupportsGet = true, Name = "candidate")]
    public Guid? CandidateId { get; set; }

    [BindProperty]
    public NameStrategy? Name { get; set; }

    [BindProperty]
    public string? CustomName { get; set; }

    [BindProperty]
    public DescriptionStrategy? Text { get; set; }

    /// <summary>The merged text as it is in the form; empty as long as nobody saw one.</summary>
    [BindProperty]
    public string? MergedText { get; set; }

    /// <summary>keep, library or new.</summary>
    [BindProperty]
    public string? Picture { get; set; }

    /// <summary>The counterpart's revision when the form was opened.</summary>
    [BindProperty]
    public int? Revision { get; set; }

    public MatchPreview Preview { get; private set; } = null!;
    public IReadOnlyDictionary<Guid, Picture> Pictures { get; private set; } = new Dictionary<Guid, Picture>();
    public IReadOnlyList<(Guid Id, string Name)> Here { get; private set; } = [];

    /// <summary>A language model can be asked for the merged text; only when somebody presses for it.</summary>
    public bool HasModel => MayEdit && merging.Missing is null;

    public bool TakesReferences { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        await ShowAsync(Wish());
        return Page();
    }

    /// <summary>What the form as it stands would make. It reads only; a text does not fit into an address.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(bool ask)
    {
        await ShowAsync(
            ask ? Showable() with { DescriptionText = null, Description = DescriptionStrategy.Merged, AskModel = true } : Showable()
        );
        return Request.IsHtmxPartial() ? Partial("_Outcome", this) : Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            if (Picture == "new" && !User.May(Policies.Generate))
            {
                return StatusCode(StatusCodes.Status403Forbidden);
            }

            var (asset, _, _) = await match.RunAsync(await BranchAsync(), Wish() with { AskModel = true });
            return Redirect(CandidateId is null ? Place.At($"/Assets/{asset.Id}") : Place.At("/Inbox"));
        }
        catch (Exception e) when (e is DbUpdateConcurrencyException or RefusedException { Status: not StatusCodes.Status404NotFound })
        {
            Db.ChangeTracker.Clear();
            var late = e is DbUpdateConcurrencyException or StaleRevisionException;
            ModelState.AddModelError(
                "",
                late
                    ? "This was changed while you were editing. The form shows the latest version with your choices. Check it and "
                        + "save again."
                    : e.Message
            );
            Response.StatusCode = e is RefusedException refused ? refused.Status : StatusCodes.Status409Conflict;
            await ShowAsync(Showable());
            return Page();
        }
    }

    // What was typed stays in the form; what cannot be shown as it is falls back on what can.
    private MatchRequest Showable() =>
        (Wish() with { Revision = null }) is var wish
        && Name == NameStrategy.Custom
        && (string.IsNullOrWhiteSpace(CustomName) || CustomName.Length > TypedText.MaxName / 2)
            ? wish with
            {
                Name = NameStrategy.Library,
                DescriptionText = Short(wish.DescriptionText),
            }
            : wish with
            {
                DescriptionText = Short(wish.DescriptionText),
            };

    private static string? Short(string? text) => text is null ? null : SearchText.Cut(text, TypedText.MaxDescription);

    private MatchRequest Wish() =>
        new(LibraryId, AssetId, CandidateId)
        {
            Revision = Revision,
            Name = Name,
            CustomName = CustomName,
            Description = Text,
            DescriptionText = Text == DescriptionStrategy.Merged && !string.IsNullOrWhiteSpace(MergedText) ? MergedText : null,
            TakePicture = Picture == "library",
            Regenerate = Picture == "new",
        };

    private async Task ShowAsync(MatchRequest wish)
    {
        var branch = await BranchAsync();
        Preview = await match.PreviewAsync(branch, wish);
        ModelState.Remove(nameof(Revision));
        Revision = AssetId is { } counterpart
            ? await Db.Set<ProjectAsset>().Where(a => a.Id == counterpart).Select(a => (int?)a.Revision).SingleOrDefaultAsync()
            : null;
        Pictures = await Db.BestOfAsync([LibraryId, .. AssetId is { } id ? new[] { id } : []]);
        TakesReferences = catalog.Find(ConceptCardProvider.Name)?.Info.TakesReferences == true; // the one that would draw it
        if (AssetId is null && CandidateId is null)
        {
            Here = (
                await Db.Set<ProjectAsset>()
                    .Where(a => a.BranchId == branch.Id && a.TrashedAt == null && a.Type == Preview.Library.Type)
                    .OrderBy(a => a.NormalizedName)
                    .Select(a => new { a.Id, a.Name })
                    .Take(500)
                    .ToListAsync()
            ).ConvertAll(a => (a.Id, a.Name));
        }
    }
}
