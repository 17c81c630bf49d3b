using System.Text.Json;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation.Orders;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>
/// Has one picture made, takes it in and appends it as a version. The version, the item, the order's end and the job's success are one
/// transaction: killed before it, the next attempt finds the bytes by their address; killed after it, there is nothing left to do.
/// </summary>
public sealed class GenerationJob(
    LibraryContext db,
    OrderRunner runner,
    ProviderCatalog catalog,
    MediaIntake intake,
    BlobStore blobs,
    IEnumerable<IPictureMade> rooms,
    TimeProvider time
) : IJobHandler
{
    public const string KindName = "generation";

    // Where a provider asks to slow down without saying for how long.
    private static readonly TimeSpan SlowDown = TimeSpan.FromSeconds(5);

    public string Kind => KindName;

    public static string GroupOf(string provider) => $"picture:{provider}";

    public async Task RunAsync(JobRun run)
    {
        var request = await db.Set<GenerationRequest>().SingleAsync(r => r.Id == run.Job.Id, run.Cancel);
        if (request.MediaId is not null)
        {
            return;
        }

        var sent = JsonSerializer.Deserialize<RequestSnapshot>(request.Sent, JsonSerializerOptions.Web)!;
        try
        {
            var arrived = await runner.RunAsync(run, request, sent);
            try
            {
                await run.ReleaseSlotAsync();
                await StoreAsync(run, request, sent, arrived);
            }
            finally
            {
                arrived.Drop();
            }
        }
        catch (UnreadAnswerException e)
        {
            await runner.KeepUnreadAsync(request, e.Answer);
            await RememberAsync(request, e);
            throw;
        }
        catch (JobFailedException e) when (e.Failure.Class == ErrorClass.MaybeCharged)
        {
            await LeaveUnknownAsync();
            throw;
        }
        catch (JobFailedException e)
        {
            await RememberAsync(request, e);
            throw;
        }
        catch (OperationCanceledException) when (run.Cancel.IsCancellationRequested && runner.Order.State == OrderState.Submitted)
        {
            await AbandonAsync(request, runner.Order.ProviderJobId!);
            throw;
        }
        catch (Exception e)
            when (runner.Order.State == OrderState.Submitting && e is not (OperationCanceledException or DbUpdateConcurrencyException))
        {
            // Whatever it was that could not be stored, the order was out, and there is nothing to collect it by.
            await LeaveUnknownAsync();
            throw new JobFailedException(
                new(
                    FailureStage.Store,
                    ErrorClass.MaybeCharged,
                    "Something went wrong after the order was sent. See the server log. "
                        + "It may have been charged. Check with the provider, then retry or cancel."
                ),
                e
            );
        }
    }

    private Task LeaveUnknownAsync() =>
        runner.Order.State == OrderState.Submitting ? runner.MoveAsync(o => o.LeaveChargeUnknown()) : Task.CompletedTask;

    /// <summary>
    /// Only when a person has cancelled it: what is stopped with the app is collected later. A provider that does not say that it has
    /// stopped may have charged it: then its id stays, and a further try collects it.
    /// </summary>
    private async Task AbandonAsync(GenerationRequest request, string id)
    {
        if (
            !await db.Set<Job>().AnyAsync(j => j.Id == request.Id && j.CancelAsked, CancellationToken.None)
            || catalog.Find(request.Provider) is not { } provider
        )
        {
            return;
        }

        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), time);
            if (!await provider.AbandonAsync(id, patience.Token))
            {
                return;
            }
        }
        catch (Exception e) when (e is JobFailedException or OperationCanceledException)
        {
            return;
        }

        await runner.MoveAsync(o => o.ComeToNothing());
    }

    /// <summary>
    /// What a further try must know: whether there is still something to collect, and how long to leave the provider alone.
    /// </summary>
    private async Task RememberAsync(GenerationRequest request, JobFailedException failed)
    {
        var (stage, kind) = (failed.Failure.Stage, failed.Failure.Class);
        if (kind == ErrorClass.RateLimit)
        {
            await db.CloseGroupAsync(GroupOf(request.Provider), db.Now + (failed.Failure.RetryAfter ?? SlowDown));
        }

        var isUnusable = kind == ErrorClass.Broken && stage == FailureStage.Verify;
        if (runner.Order is { State: OrderState.Arrived } arrived)
        {
            if (isUnusable && !arrived.IsUnread)
            {
                await runner.MoveAsync(o => o.CannotBeRead("application/octet-stream", "a picture that can’t be decoded"));
            }
        }
        else if (stage == FailureStage.Download && kind is ErrorClass.EmptyResult or ErrorClass.Broken && runner.Order.IsPaidFor)
        {
            // It has answered, or had finished: that is charged, though there is no picture of it. What an answer without one costs,
            // nobody knows.
            var price = failed is OrderGoneException ? catalog.PriceOf(request) : null;
            var lost = Charge.Of(price, CostBasis.Price);
            if (failed is OrderGoneException || runner.Order.State == OrderState.Submitting)
            {
                await runner.MoveAsync(o => o.ComeToNothing(lost));
            }
        }
        else if (failed is OrderGoneException || isUnusable || runner.Order.State == OrderState.Submitting)
        {
            await runner.MoveAsync(o => o.ComeToNothing());
        }
    }

    private async Task StoreAsync(JobRun run, GenerationRequest request, RequestSnapshot sent, Arrived arrived)
    {
        var origin = new MediaOrigin(MediaSource.Generation, sent.Subject?.Name ?? sent.Prompt, null, request.ProjectId)
        {
            Provider = request.Provider,
            Model = request.Model,
            Prompt = sent.Prompt,
            Seed = catalog.ModelOf(request)?.TakesSeed == false ? null : request.Seed,
            JobId = request.Id,
            ConversationId = request.ConversationId,
            SessionId = request.SessionId,
            Wanted = request.Seconds is null ? MediaKind.Image : MediaKind.Video,
            Fit = request.Seconds is null ? (request.Width, request.Height) : null,
        };
        var item = await TakeAsync(arrived, origin, run.Cancel);
        var received = JsonSerializer.Deserialize<GenerationResult>(request.Received!, JsonSerializerOptions.Web)!;
        request.Received = JsonSerializer.Serialize(
            received with
            {
                Width = item.Width,
                Height = item.Height,
                OriginalWidth = item.Original?.Width,
                OriginalHeight = item.Original?.Height,
            },
            JsonSerializerOptions.Web
        );
        BlobRef? answer = null;
        try
        {
            await db.WriteAsync(Held.Row<Order>(request.Id), async () =>
            {
                var subject = await SubjectAsync(request);
                var twin = await SameBytes.FindAsync(db, item, arrived.Blob ?? item.Original?.Sha256 ?? item.Sha256);
                int? number = subject is null
                    ? null
                    : await db.AppendAsync(subject, request.AssetKey, [item.Id], twin?.Metadata ?? "{}", mayBeBest: twin is null);
                foreach (var room in subject is null ? [] : rooms)
                {
                    await room.MadeAsync(subject!, sent, request.Id);
                }

                await OrderBooks.MoveAsync(db, [request.Id], order =>
                {
                    if (order.State == OrderState.Arrived)
                    {
                        answer = order.AnswerSha256;
                        order.Store();
                    }
                    else
                    {
                        order.StoreFree();
                    }
                });
                request.MediaId = item.Id;
                var (subjectId, key, costUsd) = (request.SubjectId, request.AssetKey, received.CostUsd);
                await run.SucceedAsync(
                    new
                    {
                        mediaId = item.Id,
                        subject = subjectId,
                        key,
                        number,
                        costUsd,
                    }
                );
            });
        }
        catch (DbUpdateException e) when (e is not DbUpdateConcurrencyException && DatabaseErrors.MayRepeat(e))
        {
            throw new JobFailedException(new(FailureStage.Store, ErrorClass.Temporary, "Someone else saved at the same time."), e);
        }

        // It has served, and may hold the picture once more: who erases that must find every copy.
        if (answer is { } served && !await NamedBlobs.AreNamedAsync(db, served))
        {
            blobs.Delete(served);
        }
    }

    private Task<Subject?> SubjectAsync(GenerationRequest request) =>
        request.SubjectId is { } id ? db.Set<Subject>().SingleOrDefaultAsync(s => s.Id == id) : Task.FromResult<Subject?>(null);

    private async Task<MediaItem> TakeAsync(Arrived arrived, MediaOrigin origin, CancellationToken cancel)
    {
        try
        {
            return arrived.Blob is not { } blob
                ? await intake.TakeFileAsync(arrived.File!, origin, cancel)
                : await intake.TakeKeptAsync(blob, origin, cancel)
                    ?? throw new JobFailedException(
                        new(FailureStage.Store, ErrorClass.Temporary, "The received file is missing from storage.")
                    );
        }
        catch (UnreadableNowException e)
        {
            throw new JobFailedException(
                new(FailureStage.Verify, ErrorClass.Temporary, $"The result couldn’t be read right now. {e.Message}"),
                e
            );
        }
        catch (RefusedException refused)
        {
            throw new JobFailedException(
                new(FailureStage.Verify, ErrorClass.Broken, $"The result can’t be used. {refused.Message}"),
                refused
            );
        }
        catch (IOException e) when (DatabaseErrors.IsFullDisk(e))
        {
            throw OrderRunner.Full(e);
        }
    }
}
