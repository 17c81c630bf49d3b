using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Composing;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Storyboard;

/// <summary>Every frame of a kind that is missing, with what it costs and whose pictures are missing, before anything is ordered.</summary>
public sealed class MissingFramesPage(
    LibraryContext db,
    CurrentViewer viewer,
    ProviderCatalog catalog,
    PictureRequests requests,
    SceneFrames frames
) : ProjectPage(db, viewer)
{
    /// <summary>Frames of one order.</summary>
    public const int Most = 200;

    [BindProperty(SupportsGet = true, Name = "key")]
    public string? Key { get; set; }

    [BindProperty(SupportsGet = true, Name = "maker")]
    public string? Chosen { get; set; }

    public IReadOnlyList<FramePlan> Plans { get; private set; } = [];
    public IReadOnlyList<Maker> Makers { get; private set; } = [];
    public Maker Maker { get; private set; } = null!;
    public string? Problem { get; private set; }
    public string Label => Frame.Kinds.First(k => k.Key == Key).Label;

    /// <summary>Scenes in which somebody has no picture.</summary>
    public IReadOnlyList<FramePlan> Lacking => [.. Plans.Where(p => p.Missing.Count > 0)];

    public string Price(int count) =>
        Maker.Model.PriceOf(null) switch
        {
            null => "price unknown",
            0 => "free",
            var usd => Money.Words(Money.Micro(usd.Value) * count),
        };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    /// <param name="lacking">"without": go on in words; "skip": only scenes in which everybody has a picture.</param>
    /// <param name="idempotencyKey">Of the form.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IActionResult> OnPostAsync(string? lacking, Guid? idempotencyKey, CancellationToken cancel)
    {
        if (!User.May(Policies.Generate))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        try
        {
            if (Lacking.Count > 0 && lacking is not ("without" or "skip"))
            {
                throw new RefusedException(
                    StatusCodes.Status409Conflict,
                    "references-missing",
                    "Choose what happens with scenes in which somebody has no picture."
                );
            }

            var ordered = lacking == "skip" ? Plans.Where(p => p.Missing.Count == 0).ToList() : [.. Plans];
            if (ordered.Count == 0)
            {
                throw RefusedException.Invalid("There is no frame to generate.");
            }

            await OrderAsync(ordered, idempotencyKey, cancel);
            this.Say($"Generating {ordered.Count:N0} {(ordered.Count == 1 ? "frame" : "frames")}.");
            return Redirect(Place.At("/Scenes"));
        }
        catch (RefusedException refused)
        {
            Db.ChangeTracker.Clear();
            (Problem, Response.StatusCode) = (refused.Message, refused.Status);
            return Page();
        }
    }

    private async Task OrderAsync(List<FramePlan> plans, Guid? key, CancellationToken cancel)
    {
        var order = new
        {
            Key,
            Maker.Value,
            Scenes = plans.ConvertAll(p => p.Scene.SceneId),
        };
        Db.ChangeTracker.Clear();
        var branch = await BranchAsync();
        await Db.WriteAsync(
            Held.Row<Branch>(branch.Id),
            async () =>
            {
                if (await Db.HasOrderedAsync(key, order, cancel))
                {
                    return;
                }

                // Somebody else may have ordered some of them since they were looked at.
                var ids = plans.ConvertAll(p => p.Scene.SceneId);
                var open = await Board
                    .Scenes(Db, branch.Id, Key)
                    .Where(s => ids.Contains(s.Id))
                    .Where(s =>
                        !Db.Set<GenerationRequest>()
                            .Any(r =>
                                r.SubjectId == s.Id
                                && r.AssetKey == Key
                                && r.MediaId == null
                                && Db.Set<Job>().Any(j => j.Id == r.Id && j.EndedAt == null)
                            )
                    )
                    .Select(s => s.Id)
                    .ToListAsync(cancel);
                plans = plans.FindAll(p => open.Contains(p.Scene.SceneId));
                if (plans.Count == 0)
                {
                    return;
                }

                var batch = new Batch { Name = $"{plans.Count} {Label.ToLowerInvariant()}s", ProjectId = ProjectId };
                Db.Add(batch);
                foreach (var plan in plans)
                {
                    await requests.AddAsync(plan.Wish(Maker.Provider.Name, Maker.Model.Id), batch, cancel);
                    await Db.SaveChangesAsync(cancel); // the next counts its takes and its budget behind this one
                }

                Db.NoteOrder(key, order, batch.Id);
                Db.Record("generation.requested", ProjectId, ProjectId, batch.Name);
            },
            cancel
        );
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        Key ??= AssetKeys.SceneStartFrame;
        if (Key is not (AssetKeys.SceneStartFrame or AssetKeys.SceneEndFrame))
        {
            return false;
        }

        var branch = await BranchAsync();
        Makers = await PictureMakers.LoadAsync(catalog, cancel);
        Maker = Makers.FirstOrDefault(m => m.Value == Chosen) ?? Makers[0];
        var board = await Board.LoadAsync(Db, Board.Scenes(Db, branch.Id, Key), null, Most, cancel);
        var rows = board.Rows.Where(r => r.Frames.First(f => f.Key == Key).Making == 0).ToList();
        Plans = await frames.PlanAsync(branch.Id, rows, Key, Maker.Model, [], cancel);
        return true;
    }
}
