using System.Text.Json;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation.Orders;

/// <summary>
/// The way of a picture from the order to a file here, in one attempt of its job. What costs money is marked before it goes out, and
/// what was paid and has arrived is put away by its address before anything is made of it: see <see cref="Order"/>.
/// </summary>
public sealed class OrderRunner(
    OrderBooks books,
    KeptAnswers answers,
    SentReferences references,
    ProviderCatalog catalog,
    BlobStore blobs,
    GenerationTracing tracing,
    OrderNews news,
    TimeProvider time
)
{
    // A picture of some size, its thumbnails, and what the database needs meanwhile.
    private const long LeastFree = 100 * 1024 * 1024;

    private const string LookThere = "It may have been charged. Check with the provider, then retry or cancel.";

    private Order? current;

    /// <summary>As this attempt has left it; null before it was looked up.</summary>
    public Order Order => current ?? throw new InvalidOperationException("The order has not been looked up yet.");

    /// <summary>From here where it has arrived before, else from its provider; the caller puts it or drops it.</summary>
    /// <exception cref="JobFailedException">With stage and class; maybeCharged where nobody can know.</exception>
    public async Task<Arrived> RunAsync(JobRun run, GenerationRequest request, RequestSnapshot sent)
    {
        current = await books.FindAsync(request.Id, run.Cancel);
        return Order.State switch
        {
            OrderState.Planned or OrderState.Submitted => await OrderAsync(run, request, sent),
            OrderState.Arrived when Order.IsUnread => await ReadAgainAsync(run, request, sent),
            OrderState.Arrived => Here(request),
            OrderState.Submitting or OrderState.ChargeUnknown => throw Failed(
                FailureStage.Submit,
                ErrorClass.MaybeCharged,
                $"Interrupted while {LabelOf(request)} was working on this picture. " + LookThere
            ),
            var state => throw new InvalidOperationException($"The job of an order that is {state} must not run."),
        };
    }

    /// <summary>One of the order's verbs, saved.</summary>
    public async Task MoveAsync(Action<Order> verb) => current = await books.MoveAsync(Order.Id, verb);

    /// <summary>An answer in which no picture was found: it is paid and kept, and is never ordered again for that.</summary>
    public async Task KeepUnreadAsync(GenerationRequest request, ProviderAnswer answer)
    {
        if (Order is { State: OrderState.Arrived } or { IsPaidFor: false })
        {
            return;
        }

        var (submission, now) = (Order.Submissions, time.GetUtcNow());
        var received = Write(new(null, null, null, null, null, CostBasis.Unknown, Seconds(now), null));
        var kept = await answers.KeepAsync(answer);
        current = await books.MoveAsync(
            Order.Id,
            o => o.ArriveUnread(submission, kept, Charge.Unknown, now),
            also: db => ReceiveAsync(db, request, received)
        );
    }

    public static JobFailedException Full(Exception e) =>
        new(new(FailureStage.Store, ErrorClass.Temporary, "The server’s disk is full.", TimeSpan.FromMinutes(1)), e);

    private static JobFailedException Failed(FailureStage stage, ErrorClass kind, string sentence, TimeSpan? later = null) =>
        new(new(stage, kind, sentence, later));

    private string LabelOf(GenerationRequest request) => catalog.Find(request.Provider)?.Info.Label ?? request.Provider;

    private (IImageProvider Provider, ModelInfo Model) ProviderOf(GenerationRequest request)
    {
        var provider = catalog.Find(request.Provider)
            ?? throw Failed(FailureStage.Prepare, ErrorClass.Auth, $"The provider “{request.Provider}” is no longer configured.");
        var model = provider.Info.Model(request.Model)
            ?? throw Failed(
                FailureStage.Prepare,
                ErrorClass.ModelGone,
                $"{provider.Info.Label} no longer has the model “{request.Model}”."
            );
        return (provider, model);
    }

    /// <summary>It has arrived before.</summary>
    private Arrived Here(GenerationRequest request)
    {
        var (usd, basis) = Order.PaidMicroUsd is { } paid ? ((decimal?)Money.Usd(paid), CostBasis.Price) : (null, CostBasis.Unknown);
        request.Received ??= Write(new(null, null, null, null, usd, basis, 0, null));
        return Order.ArrivedSha256 is { } blob && blobs.Has(blob)
            ? new(null, blob)
            : throw Failed(FailureStage.Store, ErrorClass.Temporary, "The picture arrived, but it is missing from storage.");
    }

    private async Task<Arrived> OrderAsync(JobRun run, GenerationRequest request, RequestSnapshot sent)
    {
        var (provider, model) = ProviderOf(request);
        var started = time.GetTimestamp();
        ProviderStep.Finished finished;
        try
        {
            using var listener = news.Listen(request.Id);
            var step = Order is { State: OrderState.Submitted, ProviderJobId: { } known }
                ? await tracing.CallAsync("collect", request, sent, () => provider.CollectAsync(known, run.Cancel))
                : await SubmitAsync(run, request, sent, provider, model);
            finished = await WaitAsync(run, request, sent, provider, model, step, listener, AcknowledgeAsync);
        }
        catch (IOException e) when (DatabaseErrors.IsFullDisk(e) && Order.IsPaidFor)
        {
            throw NoRoom(e);
        }

        var seconds = Order.IsPaidFor ? Seconds(time.GetUtcNow()) : Math.Round(time.GetElapsedTime(started).TotalSeconds, 2);
        var price = model.PriceOf(request.Seconds);
        var (usd, basis) = finished.Receipt?.Usd is { } counted
            ? (counted, CostBasis.Usage)
            : (price, price is null ? CostBasis.Unknown : CostBasis.Price);
        request.Received = Write(new(null, null, null, null, usd, basis, seconds, finished.Receipt));
        return Order.IsPaidFor ? new(null, await ArriveAsync(request, finished, Charge.Of(usd, basis))) : new(finished.File, null);
    }

    private async Task<ProviderStep> SubmitAsync(
        JobRun run,
        GenerationRequest request,
        RequestSnapshot sent,
        IImageProvider provider,
        ModelInfo model
    )
    {
        var lends = model.Clip is { FetchesFrames: true };
        var copies = await references.ReadAsync(sent, provider.Info.References, lends, run.Cancel);
        var order = new PictureOrder(sent, request.Seed) { References = copies };
        Task RememberAsync(LibraryContext db) =>
            copies.Count == 0 ? Task.CompletedTask : SendAsync(db, request, sent with { Copies = SentReferences.Copies(sent, copies) });
        if (model.PriceOf(request.Seconds) != 0)
        {
            if (blobs.FreeBytes < LeastFree)
            {
                throw Failed(
                    FailureStage.Prepare,
                    ErrorClass.Temporary,
                    "The server’s disk is nearly full, so nothing was ordered. Free some space, then retry.",
                    TimeSpan.FromMinutes(1)
                );
            }

            var now = time.GetUtcNow();
            current = await books.MoveAsync(Order.Id, o => o.Submit(now), run.Job.LeaseOwner, RememberAsync);
        }
        else if (copies.Count > 0)
        {
            current = await books.MoveAsync(Order.Id, _ => { }, run.Job.LeaseOwner, RememberAsync);
        }

        GenerationEvents.Tell("ordering", request.Id);
        var step = await tracing.CallAsync("submit", request, sent, () => provider.SubmitAsync(order, run.Cancel));
        GenerationEvents.Tell("answered", request.Id);
        return step;
    }

    /// <summary>The id is stored before it is waited for.</summary>
    private async Task AcknowledgeAsync(string providerJobId)
    {
        if (Order.ProviderJobId != providerJobId)
        {
            await MoveAsync(o => o.Acknowledge(providerJobId));
            GenerationEvents.Tell("known", Order.Id);
        }
    }

    private async Task<ProviderStep.Finished> WaitAsync(
        JobRun run,
        GenerationRequest request,
        RequestSnapshot sent,
        IImageProvider provider,
        ModelInfo model,
        ProviderStep step,
        OrderNews.Listener listener,
        Func<string, Task> named
    )
    {
        var (started, answer) = (time.GetTimestamp(), step.Answer);
        while (step is ProviderStep.Pending pending)
        {
            await named(pending.ProviderJobId);
            var patience = model.MakesVideo ? provider.Info.ClipPatience : provider.Info.Patience;
            if (time.GetElapsedTime(started) > patience)
            {
                throw Failed(
                    FailureStage.Wait,
                    ErrorClass.Temporary,
                    $"{provider.Info.Label} didn’t finish within {patience.TotalSeconds:N0} seconds. "
                        + "The next attempt checks for the same order."
                );
            }

            await listener.WaitAsync(pending.LookAgain, run.Cancel);
            step = await tracing.CallAsync("collect", request, sent, () => provider.CollectAsync(pending.ProviderJobId, run.Cancel));
            answer = step.Answer ?? answer;
        }

        GenerationEvents.Tell("fetched", request.Id);
        return (ProviderStep.Finished)step with { Answer = answer };
    }

    /// <summary>It has come and is paid: from here on its bytes are known by their address, and what it cost is in the books.</summary>
    private async Task<BlobRef> ArriveAsync(GenerationRequest request, ProviderStep.Finished finished, Charge charge)
    {
        try
        {
            var (submission, now, received) = (Order.Submissions, time.GetUtcNow(), request.Received!);
            var blob = (await blobs.PutFileAsync(finished.File, cancel: CancellationToken.None)).Blob;
            var kept = finished.Answer is { } answer ? await answers.KeepAsync(answer) : null;
            current = await books.MoveAsync(
                Order.Id,
                o => o.Arrive(submission, blob, charge, kept, now),
                also: db => ReceiveAsync(db, request, received)
            );
            GenerationTracing.Cost(request, charge.MicroUsd is { } paid ? Money.Usd(paid) : null);
            GenerationEvents.Tell("arrived", request.Id);
            return blob;
        }
        catch (Exception e) when (DatabaseErrors.IsFullDisk(e))
        {
            throw NoRoom(e);
        }
    }

    /// <summary>Looks for a picture in what arrived: in the kept answer, at the provider, in the bytes. Nothing is ordered.</summary>
    private async Task<Arrived> ReadAgainAsync(JobRun run, GenerationRequest request, RequestSnapshot sent)
    {
        var (provider, model) = ProviderOf(request);
        using var listener = news.Listen(request.Id);
        var answer = Order.AnswerSha256 == Order.ArrivedSha256 ? null : await answers.OpenAsync(Order, run.Cancel);
        var step = answer is null ? null : await ReadAsync(provider, answer, run.Cancel);
        if (step is null && Order.ProviderJobId is { } known)
        {
            step = await tracing.CallAsync("collect", request, sent, () => provider.CollectAsync(known, run.Cancel));
        }

        if (step is null)
        {
            return Order.ArrivedSha256 is not null
                ? Here(request)
                : throw Failed(
                    FailureStage.Download,
                    ErrorClass.EmptyResult,
                    $"No picture was found in the saved response from {provider.Info.Label}. Nothing was ordered again. "
                        + "Review the response under Jobs → Needs review."
                );
        }

        var finished = await WaitAsync(run, request, sent, provider, model, step, listener, _ => Task.CompletedTask);
        try
        {
            var blob = (await blobs.PutFileAsync(finished.File, cancel: CancellationToken.None)).Blob;
            await MoveAsync(o => o.Find(blob));
            return Here(request);
        }
        catch (Exception e) when (DatabaseErrors.IsFullDisk(e))
        {
            throw Full(e);
        }
    }

    private static async Task<ProviderStep?> ReadAsync(IImageProvider provider, ProviderAnswer answer, CancellationToken cancel)
    {
        try
        {
            return await provider.ReadAsync(answer, cancel);
        }
        catch (UnreadAnswerException)
        {
            return null;
        }
    }

    private JobFailedException NoRoom(Exception e) =>
        Order.State is not OrderState.Submitting
            ? Full(e)
            : new(
                new(
                    FailureStage.Store,
                    ErrorClass.MaybeCharged,
                    "The picture arrived but couldn’t be saved because the server’s disk is full. "
                        + "It has probably been charged. Free some space, then retry or cancel."
                ),
                e
            );

    private double Seconds(DateTimeOffset now) => Order.SubmittedAt is { } at ? Math.Round((now - at).TotalSeconds, 2) : 0;

    private static string Write(GenerationResult received) => JsonSerializer.Serialize(received, JsonSerializerOptions.Web);

    private static Task<int> SendAsync(LibraryContext db, GenerationRequest request, RequestSnapshot sent)
    {
        var written = JsonSerializer.Serialize(sent, JsonSerializerOptions.Web);
        return db.Set<GenerationRequest>()
            .IgnoreQueryFilters([LibraryContext.Access])
            .Where(r => r.Id == request.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Sent, written));
    }

    private static Task<int> ReceiveAsync(LibraryContext db, GenerationRequest request, string received) =>
        db.Set<GenerationRequest>()
            .IgnoreQueryFilters([LibraryContext.Access])
            .Where(r => r.Id == request.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Received, received));
}
