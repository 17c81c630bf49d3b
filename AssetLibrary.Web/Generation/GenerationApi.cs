using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

internal static class GenerationApi
{
    private const int MostReferences = 20;

    public static void MapGenerationApi(this RouteGroupBuilder api)
    {
        api.MapPost("/generations", CreateAsync).RequireAuthorization(Policies.Generate);
        api.MapPost("/generations/estimate", EstimateAsync);
    }

    private sealed record SubjectRef(SubjectType Type, Guid Id);

    private sealed record PictureBody(
        SubjectRef? Subject,
        List<SubjectRef>? Subjects,
        string? AssetKey,
        string? Prompt,
        Guid? StyleId,
        string? Provider,
        string? Model,
        int? Width,
        int? Height,
        List<ReferenceRef>? References,
        int? Count,
        string? IdempotencyKey
    )
    {
        /// <summary>Providers that are asked, one after the other, when the one before fails.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public List<string>? Fallbacks { get; init; }

        /// <summary>image or video; without it as the model is.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Kind { get; init; }

        /// <summary>Of a clip.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public int? Seconds { get; init; }

        /// <summary>In place of the style's negative prompt.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Negative { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public long? Seed { get; init; }
    }

    private sealed record ReferenceRef(Guid? MediaId, string? Url, ReferenceRole? Role);

    private static async Task<IResult> CreateAsync(
        PictureBody body,
        LibraryContext db,
        CurrentViewer viewer,
        ProviderCatalog catalog,
        PictureRequests requests,
        ReferenceIntake intake,
        CancellationToken cancel
    )
    {
        var wish = Read(body);
        await RequireEditAsync(db, viewer, wish.Subjects);
        if (body.IdempotencyKey is not { } key)
        {
            var (batch, jobs) = await AddAsync(db, await FetchedAsync(), requests, intake);
            return await AnswerAsync(db, catalog, batch.Id, jobs);
        }

        if (key.Length is 0 or > 200 || key.Any(char.IsControl)) // empty when nothing of it could be read: then it would be no guard
        {
            throw RefusedException.Invalid("An idempotency key must have 1 to 200 visible characters.");
        }

        var hash = Convert.ToHexStringLower(
            SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(body with { IdempotencyKey = null }, JsonSerializerOptions.Web))
        );
        if (await KnownAsync(db, viewer, catalog, key, hash) is { } known)
        {
            return known;
        }

        try
        {
            var (batch, jobs) = await AddAsync(db, await FetchedAsync(), requests, intake, b => db.Add(
                    new RequestKey
                    {
                        UserId = viewer.Id!.Value,
                        Key = key,
                        BodyHash = hash,
                        BatchId = b.Id,
                        At = db.Now,
                    }
                ));
            return await AnswerAsync(db, catalog, batch.Id, jobs);
        }
        catch (DbUpdateException)
        {
            // Two requests with the same key at the same moment: the database let one through, and its jobs are the answer.
            db.ChangeTracker.Clear();
            if (await KnownAsync(db, viewer, catalog, key, hash) is not { } first)
            {
                throw;
            }

            return first;
        }

        async Task<PictureRequest> FetchedAsync()
        {
            var named = body.References is { Count: > MostReferences }
                ? throw RefusedException.Invalid($"Use at most {MostReferences} references.", "references")
                : (body.References ?? []).ConvertAll(ReadReference);
            if (named.Exists(r => r.Address is not null))
            {
                await requests.RequireAsync(wish, named.ConvertAll(r => r.Role), cancel);
            }

            return wish with
            {
                References = await intake.FetchAsync(wish.Subjects, named, cancel),
            };
        }
    }

    private static async Task<(Batch Batch, IReadOnlyList<Job> Jobs)> AddAsync(
        LibraryContext db,
        PictureRequest wish,
        PictureRequests requests,
        ReferenceIntake intake,
        Action<Batch>? also = null
    )
    {
        return await requests.SaveAsync(
            wish,
            batch =>
            {
                also?.Invoke(batch);
                db.Record("generation.requested", batch.Id, batch.ProjectId, batch.Name);
            },
            before: intake.SaveAsync
        );
    }

    private static async Task<IResult?> KnownAsync(
        LibraryContext db,
        CurrentViewer viewer,
        ProviderCatalog catalog,
        string key,
        string hash
    )
    {
        if (await db.Set<RequestKey>().AsNoTracking().SingleOrDefaultAsync(k => k.UserId == viewer.Id && k.Key == key) is not { } known)
        {
            return null;
        }

        return known.BodyHash == hash
            ? await AnswerAsync(
                db,
                catalog,
                known.BatchId,
                await db.Set<Job>().Where(j => j.BatchId == known.BatchId).OrderBy(j => j.Id).AsNoTracking().ToListAsync()
            )
            : Problem.Of(
                StatusCodes.Status422UnprocessableEntity,
                "idempotency-mismatch",
                "This idempotency key was already used for a different request."
            );
    }

    private static async Task<IResult> EstimateAsync(PictureBody body, LibraryContext db, PictureRequests requests, CostLedger ledger)
    {
        var wish = Read(body);
        var (provider, model) = await requests.ModelOfAsync(wish);
        var price = model.PriceOf(wish.Seconds);
        var visible = await db.Set<Subject>().CountAsync(s => wish.Subjects.Contains(s.Id));
        if (visible != wish.Subjects.Distinct().Count())
        {
            throw RefusedException.NotFound();
        }

        var jobs = Math.Max(1, wish.Subjects.Count) * wish.Count;
        var projects = await db.Set<Subject>().Where(s => wish.Subjects.Contains(s.Id)).Select(s => s.ProjectId).Distinct().ToListAsync();
        var budgets = (await ledger.UsesAsync())
            .Where(u => u.Budget.Covers(projects.Count == 1 ? projects[0] : null, db.ViewerId))
            .Select(u => u.Left)
            .ToList();
        return Results.Ok(
            new
            {
                jobs,
                costUsd = (price ?? 0) * jobs,
                unknown = price is null ? new[] { $"{provider.Name}/{model.Id}" } : [],
                budgetLeftUsd = budgets.Count == 0 ? (decimal?)null : Money.Usd(Math.Max(0, budgets.Min())),
            }
        );
    }

    private static PictureRequest Read(PictureBody body)
    {
        var subjects = (body.Subjects ?? [])
            .Concat(body.Subject is null ? [] : [body.Subject])
            .Select(s => s?.Id ?? throw RefusedException.Invalid("A subject needs a type and an id."))
            .Distinct()
            .ToList();
        return new(
            subjects,
            body.AssetKey is { Length: > 0 } key ? key : null,
            body.Prompt,
            body.StyleId,
            body.Provider,
            body.Model,
            body.Width,
            body.Height,
            body.Count is null or (>= 1 and <= 1000) ? body.Count ?? 1 : throw RefusedException.Invalid("count must be from 1 to 1,000.")
        )
        {
            Kind = body.Kind switch
            {
                null => null,
                "image" => MediaKind.Image,
                "video" => MediaKind.Video,
                _ => throw RefusedException.Invalid("kind must be image or video.", "kind"),
            },
            Seconds = body.Seconds,
            Negative = body.Negative,
            Seed = body.Seed,
            Fallbacks = body.Fallbacks is { Count: > 10 }
                ? throw RefusedException.Invalid("Use at most 10 fallbacks.", "fallbacks")
                : [.. (body.Fallbacks ?? []).Where(f => f is not null).Distinct(StringComparer.Ordinal)],
        };
    }

    private static (Guid? MediaId, Uri? Address, ReferenceRole Role) ReadReference(ReferenceRef? reference)
    {
        var address =
            reference?.Url is { Length: > 0 and <= 4000 } url
            && Uri.TryCreate(url, UriKind.Absolute, out var at)
            && at.Scheme is ("http" or "https")
                ? at
                : null;
        var role = reference?.Role ?? ReferenceRole.Reference;
        return reference?.MediaId is null == address is null
                ? throw RefusedException.Invalid("A reference needs either a mediaId or the http or https url of a picture.", "references")
            : role == ReferenceRole.Style
                ? throw RefusedException.Invalid("Style examples are sent automatically. Set styleId instead.", "references")
            : (reference!.MediaId, address, role);
    }

    private static async Task RequireEditAsync(LibraryContext db, CurrentViewer viewer, IReadOnlyList<Guid> subjects)
    {
        var projects = await db.Set<Subject>().Where(s => subjects.Contains(s.Id)).Select(s => s.ProjectId).Distinct().ToListAsync();
        foreach (var project in projects)
        {
            await db.RequireEditAsync(viewer, project);
        }
    }

    private static async Task<IResult> AnswerAsync(LibraryContext db, ProviderCatalog catalog, Guid batch, IReadOnlyList<Job> jobs)
    {
        var ids = jobs.Select(j => j.Id).ToList();
        var made = await db.Set<GenerationRequest>()
            .AsNoTracking()
            .Where(r => ids.Contains(r.Id))
            .Select(r => new
            {
                r.Id,
                r.Provider,
                r.Model,
                r.Seconds,
            })
            .ToDictionaryAsync(r => r.Id);
        return Results.Accepted(
            (string?)null,
            new
            {
                batchId = batch,
                jobs = jobs.Select(j => new
                {
                    j.Id,
                    j.State,
                    estimatedUsd = made.TryGetValue(j.Id, out var r) ? catalog.PriceOf(r.Provider, r.Model, r.Seconds) : null,
                }),
            }
        );
    }
}
