using System.Text.Json;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>A picture or clip that has come: a file that is still to be put, or bytes that are stored already.</summary>
public sealed record Arrived(string? File, BlobRef? Blob)
{
    /// <summary>What was not put is not wanted any more.</summary>
    public void Drop()
    {
        if (File is not null)
        {
            System.IO.File.Delete(File);
        }
    }
}

/// <summary>
/// The way of a picture from the order to a file here, once. What costs money is marked before it goes out: found again with neither
/// an id nor bytes, it is left to a person. What was paid and has arrived is put away by its address before anything is made of it.
/// </summary>
public sealed class PictureArrival(LibraryContext db, IEnumerable<IImageProvider> providers, BlobStore blobs, CostLedger ledger, GenerationTracing tracing, Lending lending, OrderNews news, TimeProvider time)
{
    // A picture that was paid for and has arrived is known by its address until its version is stored.
    private const string Here = "here:";

    // A picture of some size, its thumbnails, and what the database needs meanwhile.
    private const long LeastFree = 100 * 1024 * 1024;

    /// <summary>It was paid for, and its bytes have arrived: only the version is still to be stored.</summary>
    public static bool IsHere(GenerationRequest request) => request.ProviderJobId?.StartsWith(Here, StringComparison.Ordinal) == true;

    /// <summary>From here where it has arrived before, else from its provider; the caller puts it or drops it.</summary>
    /// <exception cref="JobFailedException">With stage and class; maybeCharged where nobody can know.</exception>
    public async Task<Arrived> ComeAsync(JobRun run, GenerationRequest request, Sent sent) => IsHere(request) ? Kept(request) : await ArriveAsync(run, request, sent);

    private Arrived Kept(GenerationRequest request)
    {
        var price = PriceOf(request);
        request.Received ??= JsonSerializer.Serialize(new Received(null, null, null, null, price, price is null ? CostBasis.Unknown : CostBasis.Price, 0, null), JsonSerializerOptions.Web);
        return BlobRef.TryParse(request.ProviderJobId![Here.Length..], out var blob) && blobs.Has(blob) ? new(null, blob)
            : throw new JobFailedException(new(FailureStage.Store, ErrorClass.Temporary, "It had arrived, but its bytes are not on this server's disk just now."));
    }

    private async Task<Arrived> ArriveAsync(JobRun run, GenerationRequest request, Sent sent)
    {
        var provider = providers.FirstOrDefault(p => p.Info.Name == request.Provider)
            ?? throw new JobFailedException(new(FailureStage.Prepare, ErrorClass.Auth, $"The provider “{request.Provider}” is not configured here any more."));
        var model = provider.Info.Model(request.Model)
            ?? throw new JobFailedException(new(FailureStage.Prepare, ErrorClass.ModelGone, $"{provider.Info.Label} has no model “{request.Model}” here any more."));
        var started = time.GetTimestamp();
        ProviderStep.Finished finished;
        try
        {
            finished = await OrderAsync(run, request, sent, provider, model);
        }
        catch (IOException e) when (ErrorPages.IsFullDisk(e) && request.SubmittedAt is not null)
        {
            throw NoRoom(request, e);
        }

        var seconds = request.SubmittedAt is { } at ? (db.Now - at).TotalSeconds : time.GetElapsedTime(started).TotalSeconds;
        var (usd, basis) = finished.Receipt?.Usd is { } counted ? (counted, CostBasis.Usage) : (model.PriceOf(request.Seconds), model.PriceOf(request.Seconds) is null ? CostBasis.Unknown : CostBasis.Price);
        request.Received = JsonSerializer.Serialize(new Received(null, null, null, null, usd, basis, Math.Round(seconds, 2), finished.Receipt), JsonSerializerOptions.Web);
        return model.PriceOf(request.Seconds) == 0 ? new(finished.File, null) : new(null, await PaidAsync(run, request, finished.File, usd, basis));
    }

    /// <summary>By the table of prices; null where nobody knows, also of a model that is gone.</summary>
    public decimal? PriceOf(GenerationRequest request) => providers.FirstOrDefault(p => p.Info.Name == request.Provider)?.Info.Model(request.Model)?.PriceOf(request.Seconds);

    public CostEntry Entry(JobRun run, GenerationRequest request, decimal? usd, CostBasis basis) => new()
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
    private async Task<BlobRef> PaidAsync(JobRun run, GenerationRequest request, string file, decimal? usd, CostBasis basis)
    {
        try
        {
            var blob = (await blobs.PutFileAsync(file, cancel: CancellationToken.None)).Blob;
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
            return blob;
        }
        catch (Exception e) when (ErrorPages.IsFullDisk(e))
        {
            throw NoRoom(request, e);
        }
    }

    private static JobFailedException NoRoom(GenerationRequest request, Exception e) => request.ProviderJobId is not null ? Full(e)
        : new(new(FailureStage.Store, ErrorClass.MaybeCharged, "The picture came, but the server's disk is full and could not take it: it has probably been charged. Free some space, then try again or cancel."), e);

    private async Task<ProviderStep.Finished> OrderAsync(JobRun run, GenerationRequest request, Sent sent, IImageProvider provider, ModelInfo model)
    {
        if (request is { ProviderJobId: null, SubmittedAt: not null })
        {
            throw new JobFailedException(new(FailureStage.Submit, ErrorClass.MaybeCharged, $"It was interrupted while {provider.Info.Label} was at work on this picture. It may have been charged: look there, then try again or cancel."));
        }

        var started = time.GetTimestamp();
        using var listener = news.Listen(request.Id);
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

            var patience = model.MakesVideo ? provider.Info.ClipPatience : provider.Info.Patience;
            if (time.GetElapsedTime(started) > patience)
            {
                throw new JobFailedException(new(FailureStage.Wait, ErrorClass.Temporary, $"{provider.Info.Label} has not finished within {patience.TotalSeconds:N0} seconds. Its work is not lost: it is looked for again."));
            }

            await listener.WaitAsync(pending.LookAgain, run.Cancel);
            step = await tracing.CallAsync("collect", request, sent, () => provider.CollectAsync(pending.ProviderJobId, run.Cancel));
        }

        GenerationEvents.Tell("fetched", request.Id);
        return (ProviderStep.Finished)step;
    }

    private async Task<ProviderStep> SubmitAsync(JobRun run, GenerationRequest request, PictureOrder order, IImageProvider provider, ModelInfo model)
    {
        if (model.PriceOf(request.Seconds) != 0)
        {
            if (blobs.FreeBytes < LeastFree)
            {
                throw new JobFailedException(new(FailureStage.Prepare, ErrorClass.Temporary, "The server's disk is nearly full: nothing was ordered, for it might not find room. Free some space, then try again.", TimeSpan.FromMinutes(1)));
            }

            await MarkAsync(run, request);
        }

        GenerationEvents.Tell("ordering", request.Id);
        var step = await tracing.CallAsync("submit", request, order.Sent, () => provider.SubmitAsync(order, run.Cancel));
        GenerationEvents.Tell("answered", request.Id);
        return step;
    }

    /// <summary>That it goes out now: by who holds the job, and once.</summary>
    private async Task MarkAsync(JobRun run, GenerationRequest request)
    {
        var (now, lease) = (db.Now, run.Job.LeaseOwner);
        await using var transaction = await db.Database.BeginTransactionAsync(run.Cancel);
        var marked = await db.Set<GenerationRequest>().Where(r => r.Id == request.Id && r.SubmittedAt == null && db.Set<Job>().Any(j => j.Id == r.Id && j.LeaseOwner == lease && j.State == JobState.Running))
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.SubmittedAt, now), run.Cancel);
        await transaction.CommitAsync(run.Cancel);
        if (marked != 1)
        {
            throw new DbUpdateConcurrencyException("Another worker has this job.");
        }

        var mark = db.Entry(request).Property(r => r.SubmittedAt);
        (mark.CurrentValue, mark.OriginalValue, mark.IsModified) = (now, now, false);
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
            pictures.Add(new(reference.Role, reference.ContentType, whole) { Address = lending.AddressOf(reference.MediaId, reference.Sha256, reference.ContentType) });
        }

        return pictures;
    }

    public static JobFailedException Full(Exception e) => new(new(FailureStage.Store, ErrorClass.Temporary, "The server's disk is full.", TimeSpan.FromMinutes(1)), e);
}
