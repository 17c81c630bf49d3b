using System.Text.Json;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation.Orders;
using AssetLibrary.Web.Generation.Prompts;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Styles;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>A wish → a batch of jobs. The rows are added to the caller's save; nothing is sent before that has committed.</summary>
public sealed class PictureRequests(
    LibraryContext db,
    ProviderCatalog catalog,
    PictureReferences references,
    PromptSubjects subjects,
    IReferenceRule rule,
    GenerationOptions options
)
{
    /// <summary>Adds the rows; the caller saves them, in a transaction that was open before: budgets are locked in it.</summary>
    /// <exception cref="RefusedException">404 for a subject that is not there, 409 style-required, 422 for what does not fit.</exception>
    public Task<(Batch Batch, IReadOnlyList<Job> Jobs)> AddAsync(PictureRequest wish, CancellationToken cancel = default) =>
        AddAsync(wish, into: null, cancel);

    /// <summary>As <see cref="AddAsync(PictureRequest, CancellationToken)"/>, to a batch that is there already.</summary>
    public async Task<(Batch Batch, IReadOnlyList<Job> Jobs)> AddAsync(PictureRequest wish, Batch? into, CancellationToken cancel = default)
    {
        var (provider, model) = await ModelOfAsync(wish, cancel);
        if (wish.Count < 1 || (long)wish.Count * Math.Max(1, wish.Subjects.Count) > options.MostAtOnce)
        {
            throw RefusedException.Invalid($"Request 1 to {options.MostAtOnce:N0} pictures at once.");
        }

        if (wish.AssetKey is not null && !AssetKeys.IsValid(wish.AssetKey))
        {
            throw RefusedException.Invalid("An asset key can have up to 64 characters: letters, digits, _ and -.");
        }

        foreach (var fallback in wish.Fallbacks)
        {
            await ModelOfAsync(new([], Provider: fallback) { Kind = KindOf(model.MakesVideo) }, cancel);
        }

        if (wish.Seconds is not null && model.Clip?.Seconds.Contains(wish.Seconds.Value) != true)
        {
            throw RefusedException.Invalid(
                model.Clip is { } limits
                    ? $"{provider.Label} ({model.Id}) generates clips of {Lengths(limits)} seconds."
                    : $"{provider.Label} ({model.Id}) generates pictures. A length is only for clips.",
                "seconds"
            );
        }

        if (wish.Seed is not null && !model.TakesSeed)
        {
            throw RefusedException.Invalid($"{provider.Label} ({model.Id}) doesn’t support a seed.", "seed");
        }

        if (wish.Seed is < 0 or > int.MaxValue)
        {
            throw RefusedException.Invalid($"A seed is a number from 0 to {int.MaxValue:N0}.", "seed");
        }

        if (new[] { wish.Prompt, wish.Description, wish.Negative }.FirstOrDefault(t => t?.Length > TypedText.MaxDescription) is not null)
        {
            throw RefusedException.Invalid($"A part of a prompt can have up to {TypedText.MaxDescription:N0} characters.", "prompt");
        }

        var sentAlong = await references.ReadAsync(wish.References, provider, model, cancel);
        var drawn = wish.Subjects.Count > 0 ? await subjects.ReadAsync(wish.Subjects, cancel) : [Free(wish)];
        foreach (var project in drawn.Select(d => d.ProjectId).Distinct())
        {
            var sent = (sentAlong ?? []).Where(r => r is { IsSent: true, IsFrame: false }).Select(r => r.MediaId).Distinct().ToList();
            if (await rule.RefusalAsync(project, sent, cancel) is { } refusal)
            {
                throw RefusedException.Invalid(refusal, "references");
            }
        }

        wish = wish with
        {
            AssetKey = wish.AssetKey
                ?? (
                    !model.MakesVideo ? AssetKeys.Reference
                    : drawn.TrueForAll(d => d.Subject?.Type == SubjectType.Scene) ? AssetKeys.SceneVideo
                    : AssetKeys.Clip
                ),
        };
        if (model.MakesVideo && wish is { Width: null, Height: null } && sentAlong?.FirstOrDefault(r => r.IsFrame) is { } frame)
        {
            // As it begins.
            var shape = await db.Set<MediaItem>()
                .Where(m => m.Id == frame.MediaId)
                .Select(m => new { m.Width, m.Height })
                .SingleAsync(cancel);
            wish = shape is { Width: >= 64 and <= 4096, Height: >= 64 and <= 4096 }
                ? wish with
                {
                    Width = shape.Width,
                    Height = shape.Height,
                }
                : wish;
        }

        var styles = await StylesAsync(drawn, wish.StyleId, cancel);
        var examples =
            model.MaxReferences > (sentAlong?.Count(r => r.IsSent) ?? 0) && sentAlong?.Any(r => r.IsFrame) != true
                ? await subjects.StyleExamplesAsync(
                    [.. styles.Keys],
                    options.MostReferenceBytes - (sentAlong?.Where(r => r.IsSent).Sum(r => r.Bytes) ?? 0),
                    cancel
                )
                : [];
        var projectId = drawn.Select(d => d.ProjectId).Distinct().Count() == 1 ? drawn[0].ProjectId : null;
        var batch = into
            ?? new Batch
            {
                Name =
                    drawn.Count == 1 ? Title(drawn[0], model) : $"{drawn.Count * wish.Count} {(model.MakesVideo ? "clips" : "pictures")}",
                ProjectId = projectId,
            };
        if (into is null)
        {
            db.Add(batch);
        }

        var composed = drawn.ConvertAll(d =>
            PromptParts.Compose(
                options,
                d,
                d.StyleId is { } id ? styles[id] : null,
                wish,
                provider,
                model,
                PictureReferences.WithExample(d, sentAlong, examples)
            )
        );
        var takes = await TakesAsync(composed.ConvertAll(s => s.Hash), cancel);
        var jobs = new List<Job>();
        for (var i = 0; i < drawn.Count; i++)
        {
            for (var n = 0; n < wish.Count; n++)
            {
                var take = takes[composed[i].Hash] = takes.GetValueOrDefault(composed[i].Hash) + 1;
                jobs.Add(Add(drawn[i], composed[i].What, composed[i].Hash, take, wish with { Seed = wish.Seed + n }, model, batch));
            }
        }

        await ReserveAsync(jobs, model, wish.Seconds, cancel);
        db.Announce(Topics.Batch, batch.Id, batch.ProjectId);
        return (batch, jobs);
    }

    /// <summary>Adds the jobs' orders. What would exceed a budget is parked; the rest is reserved against it.</summary>
    private async Task ReserveAsync(IReadOnlyList<Job> jobs, ModelInfo model, int? seconds, CancellationToken cancel)
    {
        var orders = jobs.Select(j => Order.Plan(j.Id, j.ProjectId)).ToList();
        db.AddRange(orders);
        if (model.PriceOf(seconds) == 0)
        {
            return;
        }

        var estimate = Estimate(model, seconds);
        var planned = orders
            .Zip(jobs, (o, j) => (o, new PlannedCost(j.Id, j.ProjectId, j.CreatedBy ?? db.ViewerId, estimate, model.Id)))
            .ToList();
        var answers = await OrderBooks.ReserveAsync(db, planned, cancel);
        foreach (var (job, why) in jobs.Zip(answers))
        {
            if (why is not null)
            {
                job.Park($"{why}.");
            }
        }
    }

    /// <summary>Adds the wish and saves it; when somebody asked for the same take at the same moment, the next take is ours.</summary>
    /// <param name="wish">What is asked for.</param>
    /// <param name="also">Further rows of the same save.</param>
    /// <param name="before">Rows that the wish names, saved before it is read, at each attempt.</param>
    public Task<(Batch Batch, IReadOnlyList<Job> Jobs)> SaveAsync(
        PictureRequest wish,
        Action<Batch> also,
        Func<Task>? before = null,
        CancellationToken cancel = default
    )
    {
        // What the caller has read is not changed here, and must not stand in the way of another attempt.
        db.ChangeTracker.Clear();
        return db.WriteAsync(
            async () =>
            {
                // Budgets stay locked from the moment they are looked at until the jobs are in.
                await (before?.Invoke() ?? Task.CompletedTask);
                var added = await AddAsync(wish, cancel);
                also(added.Batch);
                return added;
            },
            cancel
        );
    }

    /// <summary>The same picture from another provider: a new job in the same batch, which remembers which one it stands for.</summary>
    /// <param name="job">The job that failed.</param>
    /// <param name="provider">Who is asked now.</param>
    /// <param name="isFallback">Nobody decided it: it is a fallback.</param>
    /// <exception cref="RefusedException">422: it cannot take this order.</exception>
    public async Task<Job> AnotherAsync(Job job, string provider, bool isFallback, CancellationToken cancel = default)
    {
        var from = await db.Set<GenerationRequest>().AsNoTracking().SingleAsync(r => r.Id == job.Id, cancel);
        var (info, model) = await ModelOfAsync(new([], Provider: provider) { Kind = KindOf(from.Seconds is not null) }, cancel);
        var was = JsonSerializer.Deserialize<RequestSnapshot>(from.Sent, JsonSerializerOptions.Web)!;
        if (was.References?.Count(r => r.IsSent) > model.MaxReferences && was.References.Any(r => r.Role == ReferenceRole.Style))
        {
            // The words alone tell the style where there is no room for its example.
            was = was with
            {
                References = was.References.Where(r => r.Role != ReferenceRole.Style).ToList() is { Count: > 0 } rest ? rest : null,
                Parts = was.Parts?.Where(p => p.Kind != PartKind.StyleExample).ToList(),
            };
        }

        PictureReferences.RequireRoom(was.References ?? [], info, model, "provider");
        var (what, hash) = Composition.Of(was, info, model, from.AssetKey, from.ProjectId);
        var take = (await TakesAsync([hash], cancel)).GetValueOrDefault(hash) + 1;
        var another = db.Enqueue(
            new Job(GenerationJob.KindName, job.Title, job.ProjectId, job.BatchId)
            {
                CreatedBy = isFallback ? job.CreatedBy : db.ViewerId,
                ConcurrencyGroup = GenerationJob.GroupOf(info.Name),
            }
        );
        db.Add(
            new GenerationRequest
            {
                Id = another.Id,
                ProjectId = from.ProjectId,
                InputsHash = hash,
                Take = take,
                SubjectId = from.SubjectId,
                ConversationId = from.ConversationId,
                SessionId = from.SessionId,
                AssetKey = from.AssetKey,
                Provider = info.Name,
                Model = model.Id,
                Sent = JsonSerializer.Serialize(what, JsonSerializerOptions.Web),
                Width = from.Width,
                Height = from.Height,
                Seed = Composition.Seed(hash, take),
                Seconds = what.Seconds,
                EstimateMicroUsd = Estimate(model, what.Seconds),
                RetryOf = isFallback ? null : job.Id,
                FallbackOf = isFallback ? job.Id : null,
                Fallbacks = string.Join(',', from.Fallbacks.Split(',').SkipWhile(f => f != info.Name).Skip(1)),
                CreatedBy = isFallback ? from.CreatedBy : db.ViewerId,
            }
        );
        await ReserveAsync([another], model, what.Seconds, cancel);
        return another;
    }

    /// <summary>The other providers that can be asked, without the built-in cards: they take the place of no picture.</summary>
    public async Task<IReadOnlyList<string>> OthersAsync(string? than, CancellationToken cancel = default)
    {
        var others = await catalog.ReadyAsync(cancel, p => p.Name != than && p.Name != ConceptCards.ConceptCardProvider.Name);
        return others.ConvertAll(o => o.Name);
    }

    /// <summary>What would be reserved for it now; a model that is gone has no price.</summary>
    public PlannedCost Planned(GenerationRequest request) =>
        new(request.Id, request.ProjectId, request.CreatedBy, catalog.PriceOf(request) is { } usd ? Money.Micro(usd) : null, request.Model);

    /// <summary>The assets among these that have no picture and for which none is on its way.</summary>
    public static IQueryable<Guid> Missing(LibraryContext db, IQueryable<Guid> subjects) =>
        subjects
            .Where(id => !db.Set<History>().Any(h => h.SubjectId == id && h.Key == AssetKeys.Reference))
            .Where(id =>
                !db.Set<GenerationRequest>()
                    .Any(r => r.SubjectId == id && r.MediaId == null && db.Set<Job>().Any(j => j.Id == r.Id && j.EndedAt == null))
            );

    private static long? Estimate(ModelInfo model, int? seconds) => model.PriceOf(seconds) is { } usd ? Money.Micro(usd) : null;

    private static MediaKind KindOf(bool clip) => clip ? MediaKind.Video : MediaKind.Image;

    private static string Title(PromptSubject drawn, ModelInfo model) =>
        $"{(model.MakesVideo ? "Clip" : "Picture")} of {Short(drawn.Title)}";

    private static string Lengths(ClipLimits limits) =>
        limits.Seconds is [var one] ? $"{one}"
        : limits.Seconds[^1] - limits.Seconds[0] == limits.Seconds.Count - 1 ? $"{limits.Seconds[0]} to {limits.Seconds[^1]}"
        : $"{string.Join(", ", limits.Seconds.SkipLast(1))} or {limits.Seconds[^1]}";

    private Job Add(PromptSubject drawn, RequestSnapshot what, string hash, int take, PictureRequest wish, ModelInfo model, Batch batch)
    {
        var job = db.Enqueue(
            new Job(GenerationJob.KindName, Title(drawn, model), drawn.ProjectId, batch.Id)
            {
                ConcurrencyGroup = GenerationJob.GroupOf(what.Provider),
            }
        );
        db.Add(
            new GenerationRequest
            {
                Id = job.Id,
                ProjectId = drawn.ProjectId,
                InputsHash = hash,
                Take = take,
                SubjectId = drawn.Subject?.Id,
                AssetKey = wish.AssetKey!,
                ConversationId = wish.ConversationId,
                SessionId = wish.SessionId,
                Seconds = what.Seconds,
                EstimateMicroUsd = Estimate(model, what.Seconds),
                Fallbacks = string.Join(',', wish.Fallbacks),
                Provider = what.Provider,
                Model = what.Model,
                Sent = JsonSerializer.Serialize(what, JsonSerializerOptions.Web),
                Width = what.Width,
                Height = what.Height,
                Seed = wish.Seed ?? Composition.Seed(hash, take),
            }
        );
        return job;
    }

    /// <exception cref="RefusedException">422: there is none of that name, it is not configured, or it has no such model.</exception>
    public async Task<(ProviderInfo Provider, ModelInfo Model)> ModelOfAsync(PictureRequest wish, CancellationToken cancel = default)
    {
        var name =
            wish.Provider is { Length: > 0 } asked ? asked
            : wish.Kind == MediaKind.Video ? await ClipMakerAsync(cancel)
            : ConceptCards.ConceptCardProvider.Name;
        var provider = catalog.Find(name)
            ?? throw RefusedException.Invalid($"Unknown provider “{name}”. Available: {string.Join(", ", catalog.Names)}.", "provider");
        if ((await provider.StandingAsync(cancel)).Missing is { } missing)
        {
            throw RefusedException.Invalid(missing, "provider");
        }

        var info = provider.Info;
        if (wish.Model is not { Length: > 0 } named)
        {
            return (
                info,
                wish.Kind == MediaKind.Video
                    ? info.DefaultClipModel ?? throw RefusedException.Invalid($"{info.Label} has no video model.", "provider")
                : info.DefaultModel.MakesVideo ? throw RefusedException.Invalid($"{info.Label} has no picture model.", "provider")
                : info.DefaultModel
            );
        }

        var model = info.Model(named)
            ?? throw RefusedException.Invalid(
                $"{info.Label} has no model “{named}”. Available: {string.Join(", ", info.Models.Select(m => m.Id))}.",
                "model"
            );
        return wish.Kind is null || wish.Kind == KindOf(model.MakesVideo)
            ? (info, model)
            : throw RefusedException.Invalid(
                $"{info.Label} ({model.Id}) generates {(model.MakesVideo ? "clips, not pictures" : "pictures, not clips")}.",
                "model"
            );
    }

    /// <summary>The first provider that can be asked for clips.</summary>
    private async Task<string> ClipMakerAsync(CancellationToken cancel) =>
        await catalog.ReadyAsync(cancel, p => p.DefaultClipModel is not null) is [var first, ..]
            ? first.Name
            : throw RefusedException.Invalid("No video provider is set up. An admin can add one under Admin → Providers.", "provider");

    /// <summary>What can be refused before references are fetched that are named by an address.</summary>
    /// <exception cref="RefusedException">As when it is added.</exception>
    public async Task RequireAsync(PictureRequest wish, IReadOnlyList<ReferenceRole> roles, CancellationToken cancel)
    {
        var (provider, model) = await ModelOfAsync(wish, cancel);
        PictureReferences.RequireRoom(
            [.. roles.Select((role, i) => new SentReference(Guid.Empty, role, i + 1, default, "", 0))],
            provider,
            model,
            "references"
        );
        if (await db.Set<Subject>().CountAsync(s => wish.Subjects.Contains(s.Id), cancel) != wish.Subjects.Distinct().Count())
        {
            throw RefusedException.NotFound();
        }
    }

    private static PromptSubject Free(PictureRequest wish) =>
        SearchText.Clean(wish.Prompt) is { Length: > 0 } prompt
            ? new(null, prompt, wish.ProjectId, null)
            : throw RefusedException.Invalid("Choose a subject or enter a prompt.");

    private async Task<Dictionary<Guid, StyleCapsule>> StylesAsync(List<PromptSubject> drawn, Guid? asked, CancellationToken cancel)
    {
        for (var i = 0; asked is not null && i < drawn.Count; i++)
        {
            drawn[i] = drawn[i] with { StyleId = asked };
        }

        var ids = drawn.Select(d => d.StyleId).OfType<Guid>().Distinct().ToList();
        var styles = await db.Set<StyleCapsule>().Where(s => ids.Contains(s.Id)).AsNoTracking().ToDictionaryAsync(s => s.Id, cancel);
        return styles.Count == ids.Count ? styles : throw RefusedException.NotFound();
    }

    private async Task<Dictionary<string, int>> TakesAsync(List<string> hashes, CancellationToken cancel) =>
        await db.Set<GenerationRequest>()
            .IgnoreQueryFilters([LibraryContext.Access])
            .Where(r => hashes.Contains(r.InputsHash))
            .GroupBy(r => r.InputsHash)
            .Select(g => new { g.Key, Last = g.Max(r => r.Take) })
            .ToDictionaryAsync(g => g.Key, g => g.Last, cancel);

    private static string Short(string text) => text.Length > 80 ? SearchText.Cut(text, 80) + "…" : text;
}
