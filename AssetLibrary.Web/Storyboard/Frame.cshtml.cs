using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Composing;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Storyboard;

/// <summary>
/// One frame of a scene, before it is ordered: its words, whose pictures go along and in which order, and who has none. Who has none
/// stops the order until somebody has said that it goes on without.
/// </summary>
public sealed class FramePage(
    LibraryContext db,
    CurrentViewer viewer,
    ProviderCatalog catalog,
    PictureRequests requests,
    SceneFrames frames
) : ProjectPage(db, viewer)
{
    [BindProperty(SupportsGet = true)]
    public Guid SceneId { get; set; }

    [BindProperty(SupportsGet = true, Name = "key")]
    public string? Key { get; set; }

    /// <summary>Left out, of those who appear.</summary>
    [BindProperty(SupportsGet = true, Name = "without")]
    public List<Guid> Without { get; set; } = [];

    /// <summary>"provider|model".</summary>
    [BindProperty(SupportsGet = true, Name = "maker")]
    public string? Chosen { get; set; }

    public FramePlan Plan { get; private set; } = null!;
    public BoardRow Scene { get; private set; } = null!;
    public IReadOnlyList<Maker> Makers { get; private set; } = [];
    public Maker Maker { get; private set; } = null!;
    public string Label => Frame.Kinds.First(k => k.Key == Key).Label;
    public string? Problem { get; private set; }

    /// <summary>As somebody has changed it.</summary>
    public string? Description { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? description, bool goOn, int? count, Guid? idempotencyKey, CancellationToken cancel)
    {
        if (!User.May(Policies.Generate))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        Description = description;
        try
        {
            if (Plan.Missing.Count > 0 && !goOn)
            {
                throw new RefusedException(
                    StatusCodes.Status409Conflict,
                    "references-missing",
                    $"{string.Join(", ", Plan.Missing.Select(m => m.Called))} {(Plan.Missing.Count == 1 ? "has" : "have")} no picture yet. "
                        + "Generate it first, leave it out, or go on without."
                );
            }

            var wish = Plan.Wish(Maker.Provider.Name, Maker.Model.Id);
            wish = wish with
            {
                Description = string.IsNullOrWhiteSpace(description) ? wish.Description : description.Trim(),
                Count = count is null or (>= 1 and <= ComposerForm.MostPictures)
                    ? count ?? 1
                    : throw RefusedException.Invalid($"Generate 1 to {ComposerForm.MostPictures} pictures at once.", "count"),
            };
            await requests.SaveOnceAsync(
                Db,
                idempotencyKey,
                wish,
                b => Db.Record("generation.requested", SceneId, b.ProjectId, b.Name),
                cancel
            );
            return Redirect(Place.At($"/Scenes#scene-{SceneId}"));
        }
        catch (RefusedException refused)
        {
            Db.ChangeTracker.Clear();
            (Problem, Response.StatusCode) = (refused.Message, refused.Status);
            return Page();
        }
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        var branch = await BranchAsync();
        Key ??= AssetKeys.SceneStartFrame;
        if (Key is not (AssetKeys.SceneStartFrame or AssetKeys.SceneEndFrame))
        {
            return false;
        }

        var one = Board.Scenes(Db, branch.Id, null).Where(s => s.Id == SceneId);
        if ((await Board.LoadAsync(Db, one, null, 1, cancel)).Rows is not [var scene])
        {
            return false;
        }

        Makers = await PictureMakers.LoadAsync(catalog, cancel);
        Maker = Makers.FirstOrDefault(m => m.Value == Chosen) ?? Makers[0];
        Scene = scene;
        Plan = (await frames.PlanAsync(branch.Id, [scene], Key, Maker.Model, Without, cancel))[0];
        return true;
    }
}

internal static class PictureMakers
{
    /// <summary>Models of pictures that can be asked now; the built-in cards are always among them.</summary>
    public static async Task<IReadOnlyList<Maker>> LoadAsync(ProviderCatalog catalog, CancellationToken cancel) =>
        [
            .. (await catalog.ReadyAsync(cancel)).SelectMany(p =>
                p.Models.Where(m => !m.MakesVideo).OrderByDescending(m => m == p.DefaultModel).Select(m => new Maker(p, m))
            ),
        ];
}
