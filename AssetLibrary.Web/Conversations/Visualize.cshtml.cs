using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Composing;
using AssetLibrary.Web.Generation.Named;
using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Conversations;

/// <summary>What the form of Visualize sends.</summary>
public sealed record VisualizePost
{
    [FromForm(Name = "prompt")]
    public string? Prompt { get; init; }

    /// <summary>Each "provider|model".</summary>
    [FromForm(Name = "makers")]
    public List<string> Makers { get; init; } = [];

    [FromForm(Name = "count")]
    public int? Count { get; init; }

    [FromForm(Name = "references")]
    public List<Guid> References { get; init; } = [];

    [FromForm(Name = "projectId")]
    public Guid? ProjectId { get; init; }

    [FromForm(Name = "inStyle")]
    public bool InStyle { get; init; }

    /// <summary>Assets that are named and have no picture, and without which it is made.</summary>
    [FromForm(Name = "goOn")]
    public List<Guid> GoOn { get; init; } = [];
}

/// <summary>One prompt over several models at once, a column for each. What is made in one run shares a session.</summary>
public sealed class VisualizePage(
    LibraryContext db,
    CurrentViewer viewer,
    ProviderCatalog catalog,
    LanguageModel model,
    NamedReferences named,
    PictureRequests requests
) : PageModel
{
    public const int MostModels = 8,
        MostOfAModel = 4;

    private const int MostSessions = 24;

    public VisualizePost Post { get; private set; } = new();
    public IReadOnlyList<Maker> Makers { get; private set; } = [];
    public IReadOnlyList<(Guid Id, string Name)> Projects { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Titles { get; private set; } = new Dictionary<Guid, string>();
    public string? Problem { get; private set; }

    /// <summary>Who is named in the prompt.</summary>
    public NamedInPrompt Named { get; private set; } = NamedInPrompt.Nothing;

    /// <summary>The run that is looked at.</summary>
    public Guid? Session { get; private set; }
    public IReadOnlyList<(string Model, IReadOnlyList<Asked> Asked)> Columns { get; private set; } = [];

    /// <summary>Earlier runs, newest first, with a picture of each.</summary>
    public IReadOnlyList<(Guid Session, string Prompt, DateTimeOffset At, Guid? MediaId)> Sessions { get; private set; } = [];

    public bool MayEdit => User.May(Policies.Generate);

    public async Task<IActionResult> OnGetAsync(Guid? session, CancellationToken cancel)
    {
        if (session is { } run)
        {
            var asked = await Asked.ReadAsync(db, db.Set<GenerationRequest>().Where(r => r.SessionId == run), cancel);
            if (asked.Count == 0)
            {
                return NotFound();
            }

            Session = run;
            Columns =
            [
                .. asked
                    .GroupBy(a => a.Asked.Model, a => a.Asked, StringComparer.Ordinal)
                    .Select(g => (g.Key, (IReadOnlyList<Asked>)[.. g])),
            ];
            Post = await AgainAsync(run, cancel);
        }

        await LoadAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(VisualizePost? post, Guid? idempotencyKey, CancellationToken cancel)
    {
        post ??= new(); // nothing of it could be read
        if (!MayEdit || !await viewer.MayEditAsync(db, post.ProjectId, cancel))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        try
        {
            return Redirect($"/Visualize/{await BeginAsync(post, idempotencyKey, cancel)}");
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            (Post, Problem, Response.StatusCode) = (post, refused.Message, refused.Status);
            await LoadAsync(cancel);
            return Page();
        }
    }

    // All models or none: what one of them refuses is said before anything is ordered.
    private async Task<Guid> BeginAsync(VisualizePost post, Guid? key, CancellationToken cancel)
    {
        var makers = post.Makers.Where(m => !string.IsNullOrEmpty(m)).Distinct(StringComparer.Ordinal).ToList();
        if (makers.Count is 0 or > MostModels)
        {
            throw RefusedException.Invalid($"Choose 1 to {MostModels} models.", "makers");
        }

        if (post.Count is < 1 or > MostOfAModel)
        {
            throw RefusedException.Invalid($"Generate 1 to {MostOfAModel} pictures with each model.", "count");
        }

        if (post.References.Count > Talk.MostReferences)
        {
            throw RefusedException.Invalid($"Use at most {Talk.MostReferences} references.", "references");
        }

        var inPrompt = await NamedAsync(post, cancel);
        inPrompt.Require();
        db.ChangeTracker.Clear();
        return await db.WriteAsync(
            async () =>
            {
                var (user, stored) = (db.ViewerId, IdempotentOrders.StoredKey(key ?? Guid.Empty, post));
                var known = key is null
                    ? null
                    : await db.Set<RequestKey>()
                        .Where(k => k.UserId == user && k.Key == stored)
                        .Select(k => (Guid?)k.BatchId)
                        .SingleOrDefaultAsync(cancel);
                if (known is { } already)
                {
                    return already;
                }

                var session = Ids.New();
                foreach (var maker in makers)
                {
                    await OrderAsync(post, maker.Split('|'), session, inPrompt.Shown, cancel);
                }

                if (key is not null && user is { } person)
                {
                    db.Add(
                        new RequestKey
                        {
                            UserId = person,
                            Key = stored,
                            BodyHash = "",
                            BatchId = session,
                            At = db.Now,
                        }
                    );
                }

                db.Record("visualize.requested", session, post.ProjectId);
                return session;
            },
            cancel
        );
    }

    private Task<NamedInPrompt> NamedAsync(VisualizePost post, CancellationToken cancel) =>
        !catalog.MakePictures(post.Makers)
            ? Task.FromResult(NamedInPrompt.Nothing)
            : named.ReadAsync(post.ProjectId, [], post.Prompt, post.References, catalog.TakesPictures(post.Makers), post.GoOn, cancel);

    private async Task OrderAsync(
        VisualizePost post,
        string[] maker,
        Guid session,
        IReadOnlyDictionary<Guid, string> shown,
        CancellationToken cancel
    )
    {
        var style = post is { InStyle: true, ProjectId: { } project }
            ? await db.Set<Project>().Where(p => p.Id == project).Select(p => p.StyleId).SingleOrDefaultAsync(cancel)
            : null;
        await requests.AddAsync(
            new([], null, post.Prompt, style, maker[0], maker.Length > 1 ? maker[1] : null, Count: post.Count ?? 1)
            {
                ProjectId = post.ProjectId,
                SessionId = session,
                Shown = shown,
                References =
                [
                    .. post.References.Select(r => new RequestedReference(
                        r,
                        catalog.ModelOf(maker[0], maker.Length > 1 ? maker[1] : "")?.MakesVideo == true
                            ? ReferenceRole.StartFrame
                            : ReferenceRole.Reference
                    )),
                ],
            },
            cancel
        );
        // The next model counts its takes and its budget behind these.
        await db.SaveChangesAsync(cancel);
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var choices = await ModelChoices.LoadAsync(catalog, model, cancel);
        Makers = [.. choices.Pictures, .. choices.Clips];
        Projects = await db.EditableProjectsAsync(viewer, cancel);
        Titles = await db.TitlesAsync(Post.References, cancel);
        Named = await NamedAsync(Post, cancel);
        var runs = await db.Set<GenerationRequest>()
            .Where(r => r.SessionId != null)
            .GroupBy(r => r.SessionId!.Value)
            .Select(g => new { Session = g.Key, At = g.Max(r => r.CreatedAt) })
            .OrderByDescending(r => r.At)
            .Take(MostSessions)
            .ToListAsync(cancel);
        var ids = runs.ConvertAll(r => r.Session);
        var rows = await db.Set<GenerationRequest>()
            .Where(r => r.SessionId != null && ids.Contains(r.SessionId.Value))
            .OrderBy(r => r.Id)
            .Select(r => new
            {
                Session = r.SessionId!.Value,
                r.Sent,
                MediaId = db.Set<MediaItem>()
                    .Where(m => m.Id == r.MediaId && m.Kind == MediaKind.Image)
                    .Select(m => (Guid?)m.Id)
                    .FirstOrDefault(),
            })
            .AsNoTracking()
            .ToListAsync(cancel);
        var of = rows.ToLookup(r => r.Session);
        Sessions = runs.ConvertAll(r =>
            (r.Session, TypedIn(of[r.Session].First().Sent), r.At, of[r.Session].Select(m => m.MediaId).FirstOrDefault(m => m is not null))
        );
    }

    /// <summary>The form as the run was asked for.</summary>
    private async Task<VisualizePost> AgainAsync(Guid session, CancellationToken cancel)
    {
        var rows = await db.Set<GenerationRequest>()
            .AsNoTracking()
            .Where(r => r.SessionId == session)
            .OrderBy(r => r.Id)
            .ToListAsync(cancel);
        var sent = System.Text.Json.JsonSerializer.Deserialize<RequestSnapshot>(rows[0].Sent, System.Text.Json.JsonSerializerOptions.Web)!;
        return new()
        {
            Prompt = TypedIn(rows[0].Sent),
            Makers = [.. rows.Select(r => $"{r.Provider}|{r.Model}").Distinct(StringComparer.Ordinal)],
            Count = Math.Clamp(rows.GroupBy(r => (r.Provider, r.Model)).Max(g => g.Count()), 1, MostOfAModel),
            References = [.. (sent.References ?? []).Where(r => r.Role != ReferenceRole.Style).Select(r => r.MediaId)],
            ProjectId = rows[0].ProjectId,
            InStyle = sent.Style is not null,
        };
    }

    private static string TypedIn(string sent)
    {
        var what = System.Text.Json.JsonSerializer.Deserialize<RequestSnapshot>(sent, System.Text.Json.JsonSerializerOptions.Web)!;
        return what.Parts?.FirstOrDefault(p => p.Kind == PartKind.Typed)?.Text ?? what.Prompt;
    }
}
