using System.Text.Json;
using System.Text.Json.Nodes;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>
/// Orders one picture, waits for it, takes it in and appends it as a version. The version, the item and the job's success are
/// one transaction: killed before it, the next attempt finds the bytes by their address; killed after it, there is nothing left to do.
/// What costs money is marked before it goes out: found again with neither an id nor bytes, it is left to a person.
/// </summary>
public sealed class GenerationJob(LibraryContext db, IEnumerable<IImageProvider> providers, MediaDoor door, BlobStore blobs, CostLedger ledger, GenerationTracing tracing, TimeProvider time) : IJobHandler
{
    public const string KindName = "generation";

    // A picture that was paid for and has arrived is known by its address until its version is stored.
    private const string Here = "here:";

    // Where a provider asks to slow down without saying for how long.
    private static readonly TimeSpan SlowDown = TimeSpan.FromSeconds(5);

    // A picture of some size, its thumbnails, and what the database needs meanwhile.
    private const long LeastFree = 100 * 1024 * 1024;

    public string Kind => KindName;

    public static string LaneOf(string provider) => $"picture:{provider}";

    public async Task RunAsync(JobRun run)
    {
        var request = await db.Set<GenerationRequest>().SingleAsync(r => r.Id == run.Job.Id, run.Cancel);
        if (request.MediaId is not null)
        {
            return;
        }

        var sent = JsonSerializer.Deserialize<Sent>(request.Sent, JsonSerializerOptions.Web)!;
        try
        {
            var file = IsHere(request) ? await KeptAsync(run, request) : await ArriveAsync(run, request, sent);
            try
            {
                await StoreAsync(run, request, sent, file);
            }
            finally
            {
                File.Delete(file);
            }
        }
        catch (JobFailedException e) when (e.Failure.Class == ErrorClass.MaybeCharged)
        {
            request.SubmittedAt = null;     // the job's state says it now, and a person's retry is a decision
            await run.DoubtAsync(e.Failure);
        }
        catch (JobFailedException e)
        {
            await RememberAsync(run, request, e);
            throw;
        }
        catch (OperationCanceledException) when (run.Cancel.IsCancellationRequested && request.ProviderJobId is not null)
        {
            await AbandonAsync(request);
            throw;
        }
        catch (Exception e) when (e is not (OperationCanceledException or DbUpdateConcurrencyException) && request is { SubmittedAt: not null, ProviderJobId: null } && PriceOf(request) != 0)
        {
            // Whatever it was that could not be stored, the order was out, and there is nothing to collect it by.
            throw new JobFailedException(new(FailureStage.Store, ErrorClass.MaybeCharged, "Something went wrong here after the order was out; the log says what. It may have been charged: look there, then try again or cancel."), e);
        }
    }

    /// <summary>It was paid for, and its bytes have arrived: only the version is still to be stored.</summary>
    internal static bool IsHere(GenerationRequest request) => request.ProviderJobId?.StartsWith(Here, StringComparison.Ordinal) == true;

    /// <summary>Only when a person has cancelled it: what is stopped with the app is collected later. Whoever does not say that it was stopped there may have charged it: then its id stays, and a further try collects it.</summary>
    private async Task AbandonAsync(GenerationRequest request)
    {
        if (IsHere(request) || !await db.Set<Job>().AnyAsync(j => j.Id == request.Id && j.CancelAsked, CancellationToken.None) || providers.FirstOrDefault(p => p.Info.Name == request.Provider) is not { } provider)
        {
            return;
        }

        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), time);
            if (!await provider.AbandonAsync(request.ProviderJobId!, patience.Token))
            {
                return;
            }
        }
        catch (Exception e) when (e is JobFailedException or OperationCanceledException)
        {
            return;
        }

        (request.ProviderJobId, request.SubmittedAt) = (null, null);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>What a further try must know: whether there is still something to collect, and how long to leave the provider alone.</summary>
    private async Task RememberAsync(JobRun run, GenerationRequest request, JobFailedException failed)
    {
        if (failed.Failure.Class == ErrorClass.RateLimit)
        {
            await db.CloseLaneAsync(LaneOf(request.Provider), db.Now + (failed.Failure.RetryAfter ?? SlowDown));
        }

        var (stage, kind) = (failed.Failure.Stage, failed.Failure.Class);
        if (stage == FailureStage.Download && kind is ErrorClass.EmptyResult or ErrorClass.Broken && PriceOf(request) is not 0 and var usd)
        {
            // It has answered, or had finished: that is charged, though there is no picture of it. What an answer without one costs, nobody knows.
            db.Add(Entry(run, request, failed is OrderGoneException ? usd : null, failed is OrderGoneException && usd is not null ? CostBasis.Price : CostBasis.Unknown));
        }

        if (failed is OrderGoneException || (stage == FailureStage.Verify && kind == ErrorClass.Broken))
        {
            request.ProviderJobId = null;
        }

        request.SubmittedAt = request.ProviderJobId is null ? null : request.SubmittedAt;
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private async Task<string> KeptAsync(JobRun run, GenerationRequest request)
    {
        var price = PriceOf(request);
        request.Received ??= JsonSerializer.Serialize(new Received(null, null, null, null, price, price is null ? CostBasis.Unknown : CostBasis.Price, 0, null), JsonSerializerOptions.Web);
        if (BlobRef.TryParse(request.ProviderJobId![Here.Length..], out var blob) && blobs.Open(blob) is { } kept)
        {
            await using (kept)
            {
                return await CopyAsync(kept, run.Cancel);
            }
        }

        throw new OrderGoneException(new(FailureStage.Store, ErrorClass.Broken, "The picture had arrived, but its bytes are not here any more."));
    }

    private async Task<string> ArriveAsync(JobRun run, GenerationRequest request, Sent sent)
    {
        var provider = providers.FirstOrDefault(p => p.Info.Name == request.Provider)
            ?? throw new JobFailedException(new(FailureStage.Prepare, ErrorClass.Auth, $"The provider “{request.Provider}” is not configured here any more."));
        var model = provider.Info.Model(request.Model)
            ?? throw new JobFailedException(new(FailureStage.Prepare, ErrorClass.ModelGone, $"{provider.Info.Label} has no model “{request.Model}” here any more."));
        var started = time.GetTimestamp();
        var finished = await OrderAsync(run, request, sent, provider, model);
        var seconds = request.SubmittedAt is { } at ? (db.Now - at).TotalSeconds : time.GetElapsedTime(started).TotalSeconds;
        var (usd, basis) = finished.Receipt?.Usd is { } counted ? (counted, CostBasis.Usage) : (model.UsdPerPicture, model.UsdPerPicture is null ? CostBasis.Unknown : CostBasis.Price);
        request.Received = JsonSerializer.Serialize(new Received(null, null, null, null, usd, basis, Math.Round(seconds, 2), finished.Receipt), JsonSerializerOptions.Web);
        if (model.UsdPerPicture != 0)
        {
            await PaidAsync(run, request, finished.File, usd, basis);
        }

        return finished.File;
    }

    /// <summary>By the table of prices; null where nobody knows, also of a model that is gone.</summary>
    private decimal? PriceOf(GenerationRequest request) => providers.FirstOrDefault(p => p.Info.Name == request.Provider)?.Info.Model(request.Model)?.UsdPerPicture;

    private CostEntry Entry(JobRun run, GenerationRequest request, decimal? usd, CostBasis basis) => new()
    {
        At = db.Now,
        ProjectId = request.ProjectId,
        UserId = run.Job.CreatedBy,
        JobId = request.Id,
        SubjectId = request.SubjectId,
        Provider = request.Provider,
        Model = request.Model,
        MicroUsd = usd is { } known ? Money.Micro(known) : null,
        Basis = basis,
    };

    /// <summary>It has come and was paid: from here on its bytes are known by their address, and what it cost stands in the books.</summary>
    private async Task PaidAsync(JobRun run, GenerationRequest request, string file, decimal? usd, CostBasis basis)
    {
        try
        {
            await using var bytes = File.OpenRead(file);
            var blob = (await blobs.PutAsync(bytes, cancel: CancellationToken.None)).Blob;
            await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
            // Of two who have collected the same, one writes it down.
            if (await db.Set<GenerationRequest>().Where(r => r.Id == request.Id && (r.ProviderJobId == null || !r.ProviderJobId.StartsWith(Here))).ExecuteUpdateAsync(s => s.SetProperty(r => r.ProviderJobId, Here + blob)) == 1)
            {
                db.Add(Entry(run, request, usd, basis));
            }

            await ledger.LetGoAsync([request.Id]);
            request.ProviderJobId = Here + blob;
            await db.SaveChangesAsync(CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
            tracing.Cost(request, usd);
            GenerationEvents.Tell("arrived", request.Id);
        }
        catch (Exception e) when (ErrorPages.IsFullDisk(e))
        {
            File.Delete(file);
            throw request.ProviderJobId is not null ? Full(e)
                : new JobFailedException(new(FailureStage.Store, ErrorClass.MaybeCharged, "The picture came, but the server's disk is full and could not take it: it has probably been charged. Free some space, then try again or cancel."), e);
        }
    }

    private async Task<ProviderStep.Finished> OrderAsync(JobRun run, GenerationRequest request, Sent sent, IImageProvider provider, ModelInfo model)
    {
        if (request is { ProviderJobId: null, SubmittedAt: not null })
        {
            throw new JobFailedException(new(FailureStage.Submit, ErrorClass.MaybeCharged, $"It was interrupted while {provider.Info.Label} was at work on this picture. It may have been charged: look there, then try again or cancel."));
        }

        var started = time.GetTimestamp();
        var step = request.ProviderJobId is { } known
            ? await tracing.CallAsync("collect", request, sent, () => provider.CollectAsync(known, run.Cancel))
            : await SubmitAsync(run, request, new(sent, request.Seed) { References = await ReferencesAsync(sent, run.Cancel) }, provider, model);
        while (step is ProviderStep.Pending pending)
        {
            if (request.ProviderJobId != pending.ProviderJobId)
            {
                request.ProviderJobId = pending.ProviderJobId;
                await db.SaveChangesAsync(CancellationToken.None);
                GenerationEvents.Tell("known", request.Id);
            }

            if (time.GetElapsedTime(started) > provider.Info.Patience)
            {
                throw new JobFailedException(new(FailureStage.Wait, ErrorClass.Temporary, $"{provider.Info.Label} has not finished within {provider.Info.Patience.TotalSeconds:N0} seconds. Its work is not lost: it is looked for again."));
            }

            await Task.Delay(pending.LookAgain, time, run.Cancel);
            step = await tracing.CallAsync("collect", request, sent, () => provider.CollectAsync(pending.ProviderJobId, run.Cancel));
        }

        GenerationEvents.Tell("fetched", request.Id);
        return (ProviderStep.Finished)step;
    }

    private async Task<ProviderStep> SubmitAsync(JobRun run, GenerationRequest request, PictureOrder order, IImageProvider provider, ModelInfo model)
    {
        if (model.UsdPerPicture != 0)
        {
            if (blobs.FreeBytes < LeastFree)
            {
                throw new JobFailedException(new(FailureStage.Prepare, ErrorClass.Temporary, "The server's disk is nearly full: nothing was ordered, for it might not find room. Free some space, then try again.", TimeSpan.FromMinutes(1)));
            }

            request.SubmittedAt = db.Now;
            await db.SaveChangesAsync(run.Cancel);
        }

        GenerationEvents.Tell("ordering", request.Id);
        var step = await tracing.CallAsync("submit", request, order.Sent, () => provider.SubmitAsync(order, run.Cancel));
        GenerationEvents.Tell("answered", request.Id);
        return step;
    }

    private async Task<IReadOnlyList<ReferencePicture>> ReferencesAsync(Sent sent, CancellationToken cancel)
    {
        var pictures = new List<ReferencePicture>();
        foreach (var reference in (sent.References ?? []).Where(r => r.IsSent).OrderBy(r => r.Order))
        {
            await using var bytes = blobs.Open(BlobRef.Parse(reference.Sha256))
                ?? throw new JobFailedException(new(FailureStage.Prepare, ErrorClass.BadRequest, $"Reference picture {reference.Order} is not here any more."));
            var whole = new byte[bytes.Length];
            await bytes.ReadExactlyAsync(whole, cancel);
            pictures.Add(new(reference.Role, reference.ContentType, whole));
        }

        return pictures;
    }

    private async Task StoreAsync(JobRun run, GenerationRequest request, Sent sent, string file)
    {
        await using var bytes = File.OpenRead(file);
        var origin = new MediaOrigin(MediaSource.Generation, sent.Subject?.Name ?? sent.Prompt, null, request.ProjectId)
        {
            Provider = request.Provider,
            Model = request.Model,
            Prompt = sent.Prompt,
            Seed = providers.FirstOrDefault(p => p.Info.Name == request.Provider)?.Info.Model(request.Model)?.TakesSeed == false ? null : request.Seed,
            JobId = request.Id,
            Fit = (request.Width, request.Height),
        };
        var item = await TakeAsync(bytes, origin, run.Cancel);
        var received = JsonSerializer.Deserialize<Received>(request.Received!, JsonSerializerOptions.Web)!;
        request.Received = JsonSerializer.Serialize(received with { Width = item.Width, Height = item.Height, OriginalWidth = item.Original?.Width, OriginalHeight = item.Original?.Height }, JsonSerializerOptions.Web);
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        int? number = null;
        if (request.SubjectId is { } id && await db.Set<Subject>().SingleOrDefaultAsync(s => s.Id == id) is { } subject)
        {
            number = await db.AppendAsync(subject, request.AssetKey, [item.Id]);
            if (subject.Type == SubjectType.ProjectAsset)
            {
                await db.NoteAsync(id, Notes(sent, request.Id));
            }
        }

        if (PriceOf(request) != 0)
        {
            await ledger.LetGoAsync([request.Id], CancellationToken.None);
        }

        request.MediaId = item.Id;
        await run.SucceedAsync(new { mediaId = item.Id, subject = request.SubjectId, key = request.AssetKey, number, costUsd = received.CostUsd });
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>What a project asset remembers of the last picture that was made of it.</summary>
    internal static JsonObject Notes(Sent sent, Guid jobId) => new()
    {
        ["lastJobId"] = jobId.ToString(),
        ["lastStyle"] = sent.Style is null ? null : new JsonObject { ["id"] = sent.Style.Id.ToString(), ["revision"] = sent.Style.Revision, ["name"] = sent.Style.Name },
    };

    private async Task<MediaItem> TakeAsync(Stream bytes, MediaOrigin origin, CancellationToken cancel)
    {
        try
        {
            return await door.TakeAsync(bytes, origin, cancel);
        }
        catch (UnreadableNowException e)
        {
            throw new JobFailedException(new(FailureStage.Verify, ErrorClass.Temporary, $"What came back could not be read just now: {e.Message}"), e);
        }
        catch (RefusedException refused)
        {
            throw new JobFailedException(new(FailureStage.Verify, ErrorClass.Broken, $"What came back cannot be kept: {refused.Message}"), refused);
        }
        catch (IOException e) when (ErrorPages.IsFullDisk(e))
        {
            throw Full(e);
        }
    }

    private static JobFailedException Full(Exception e) => new(new(FailureStage.Store, ErrorClass.Temporary, "The server's disk is full.", TimeSpan.FromMinutes(1)), e);

    private static async Task<string> CopyAsync(Stream bytes, CancellationToken cancel)
    {
        var file = Path.Combine(Path.GetTempPath(), $"assetlibrary-picture-{Guid.NewGuid():N}");
        await using var copy = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        await bytes.CopyToAsync(copy, cancel);
        return file;
    }
}
