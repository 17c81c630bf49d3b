using System.Text.Json;
using System.Text.Json.Nodes;
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
/// Has one picture made, takes it in and appends it as a version. The version, the item and the job's success are one transaction:
/// killed before it, the next attempt finds the bytes by their address; killed after it, there is nothing left to do.
/// </summary>
public sealed class GenerationJob(LibraryContext db, PictureArrival arrival, IEnumerable<IImageProvider> providers, MediaDoor door, CostLedger ledger, TimeProvider time) : IJobHandler
{
    public const string KindName = "generation";

    // Where a provider asks to slow down without saying for how long.
    private static readonly TimeSpan SlowDown = TimeSpan.FromSeconds(5);

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
            var arrived = await arrival.ComeAsync(run, request, sent);
            try
            {
                await run.LandAsync();
                await StoreAsync(run, request, sent, arrived);
            }
            finally
            {
                arrived.Drop();
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
        catch (Exception e) when (e is not (OperationCanceledException or DbUpdateConcurrencyException) && request is { SubmittedAt: not null, ProviderJobId: null } && arrival.PriceOf(request) != 0)
        {
            // Whatever it was that could not be stored, the order was out, and there is nothing to collect it by.
            throw new JobFailedException(new(FailureStage.Store, ErrorClass.MaybeCharged, "Something went wrong here after the order was out; the log says what. It may have been charged: look there, then try again or cancel."), e);
        }
    }

    /// <summary>Only when a person has cancelled it: what is stopped with the app is collected later. Whoever does not say that it was stopped there may have charged it: then its id stays, and a further try collects it.</summary>
    private async Task AbandonAsync(GenerationRequest request)
    {
        if (PictureArrival.IsHere(request) || !await db.Set<Job>().AnyAsync(j => j.Id == request.Id && j.CancelAsked, CancellationToken.None) || providers.FirstOrDefault(p => p.Info.Name == request.Provider) is not { } provider)
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
        if (stage == FailureStage.Download && kind is ErrorClass.EmptyResult or ErrorClass.Broken && arrival.PriceOf(request) is not 0 and var usd)
        {
            // It has answered, or had finished: that is charged, though there is no picture of it. What an answer without one costs, nobody knows.
            db.Add(arrival.Entry(run, request, failed is OrderGoneException ? usd : null, failed is OrderGoneException && usd is not null ? CostBasis.Price : CostBasis.Unknown));
        }

        if (failed is OrderGoneException || (stage == FailureStage.Verify && kind == ErrorClass.Broken))
        {
            request.ProviderJobId = null;
        }

        request.SubmittedAt = request.ProviderJobId is null ? null : request.SubmittedAt;
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private async Task StoreAsync(JobRun run, GenerationRequest request, Sent sent, Arrived arrived)
    {
        var origin = new MediaOrigin(MediaSource.Generation, sent.Subject?.Name ?? sent.Prompt, null, request.ProjectId)
        {
            Provider = request.Provider,
            Model = request.Model,
            Prompt = sent.Prompt,
            Seed = providers.FirstOrDefault(p => p.Info.Name == request.Provider)?.Info.Model(request.Model)?.TakesSeed == false ? null : request.Seed,
            JobId = request.Id,
            Wanted = request.Seconds is null ? MediaKind.Image : MediaKind.Video,
            Fit = request.Seconds is null ? (request.Width, request.Height) : null,
        };
        var item = await TakeAsync(arrived, origin, run.Cancel);
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

        if (arrival.PriceOf(request) != 0)
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

    private async Task<MediaItem> TakeAsync(Arrived arrived, MediaOrigin origin, CancellationToken cancel)
    {
        try
        {
            return arrived.Blob is not { } blob ? await door.TakeFileAsync(arrived.File!, origin, cancel)
                : await door.TakeKeptAsync(blob, origin, cancel) ?? throw new JobFailedException(new(FailureStage.Store, ErrorClass.Temporary, "The bytes that had come are not on this server's disk just now."));
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
            throw PictureArrival.Full(e);
        }
    }
}
