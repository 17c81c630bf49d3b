using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.ConceptCards;
using AssetLibrary.Web.Matching;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Stage5.FromLibrary;

/// <summary>A library asset beside what it stands for here, and how name, description and picture are settled. Nothing is applied unseen.</summary>
public sealed class MatchPage(LibraryContext db, CurrentViewer viewer, Match match, IEnumerable<IImageProvider> providers) : ProjectPage(db, viewer)
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

    /// <summary>The merged text as it stands in the form; empty as long as nobody saw one.</summary>
    [BindProperty]
    public string? MergedText { get; set; }

    /// <summary>keep, library or new.</summary>
    [BindProperty]
    public string? Picture { get; set; }

    public MatchPreview Preview { get; private set; } = null!;
    public IReadOnlyDictionary<Guid, Picture> Pictures { get; private set; } = new Dictionary<Guid, Picture>();
    public IReadOnlyList<(Guid Id, string Name)> Here { get; private set; } = [];
    public bool TakesReferences { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        await ShowAsync(Wish());
        return Page();
    }

    /// <summary>What the form as it stands would make. It reads only; a text does not fit into an address.</summary>
    public async Task<IActionResult> OnPostPreviewAsync()
    {
        await ShowAsync(Name == NameStrategy.Custom && string.IsNullOrWhiteSpace(CustomName) ? Wish() with { Name = NameStrategy.Library } : Wish());
        return Request.IsHtmxPartial() ? Partial("_Outcome", this) : Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            var (asset, _, _) = await match.RunAsync(await BranchAsync(), Wish());
            return Redirect(Place.At($"/Assets/{asset.Id}"));
        }
        catch (RefusedException refused) when (refused.Status != StatusCodes.Status404NotFound)
        {
            Db.ChangeTracker.Clear();
            ModelState.AddModelError("", refused.Message);
            Response.StatusCode = refused.Status;
            await ShowAsync(new MatchWish(LibraryId, AssetId, CandidateId));
            return Page();
        }
    }

    private MatchWish Wish() => new(LibraryId, AssetId, CandidateId)
    {
        Name = Name,
        CustomName = CustomName,
        Description = Text,
        DescriptionText = Text == DescriptionStrategy.Merged && !string.IsNullOrWhiteSpace(MergedText) ? MergedText : null,
        TakePicture = Picture == "library",
        Regenerate = Picture == "new",
    };

    private async Task ShowAsync(MatchWish wish)
    {
        var branch = await BranchAsync();
        Preview = await match.PreviewAsync(branch, wish);
        Pictures = await Db.BestOfAsync([LibraryId, .. AssetId is { } id ? new[] { id } : []]);
        TakesReferences = providers.Any(p => p.Info is { Name: ConceptCardProvider.Name, TakesReferences: true });     // the one that would draw it
        if (AssetId is null && CandidateId is null)
        {
            Here = (await Db.Set<ProjectAsset>().Where(a => a.BranchId == branch.Id && a.TrashedAt == null && a.Type == Preview.Library.Type).OrderBy(a => a.NormalizedName).Select(a => new { a.Id, a.Name }).Take(500).ToListAsync()).ConvertAll(a => (a.Id, a.Name));
        }
    }
}
