using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation.Providers;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation.Orders;

/// <summary>An order that arrived without a picture in it, with the job and what was asked for.</summary>
public sealed record UnreadOrder(Order Order, Job Job, GenerationRequest Request);

/// <summary>
/// What a person does with an answer in which no picture was found: look into it, and take the picture from it by hand or bring it.
/// Then the job goes on to its end, so that the picture has its whole story. Nothing here orders anything. For editors only.
/// </summary>
public sealed class OrderAnswer
{
    private readonly LibraryContext db;
    private readonly CurrentViewer viewer;
    private readonly KeptAnswers answers;
    private readonly BlobStore blobs;
    private readonly RemoteFiles remote;
    private readonly JobControl control;
    private readonly GenerationOptions options;

    internal OrderAnswer(IServiceProvider services)
    {
        db = services.GetRequiredService<LibraryContext>();
        viewer = services.GetRequiredService<CurrentViewer>();
        answers = services.GetRequiredService<KeptAnswers>();
        blobs = services.GetRequiredService<BlobStore>();
        remote = services.GetRequiredService<RemoteFiles>();
        control = services.GetRequiredService<JobControl>();
        options = services.GetRequiredService<GenerationOptions>();
    }

    /// <summary>Those of the jobs to look at, which are over and in whose place nothing else was ordered.</summary>
    public static IQueryable<Order> ToLookAt(LibraryContext db, IQueryable<Order> orders) =>
        Over(db, orders)
            .Where(o =>
                o.State == OrderState.Arrived
                && o.IsUnread
                && !db.Set<GenerationRequest>()
                    .Any(r =>
                        r.RetryOf == o.Id
                        && db.Set<Job>().Any(n => n.Id == r.Id && n.State != JobState.Failed && n.State != JobState.Cancelled)
                    )
            );

    /// <summary>Those whose picture is here, or can be had from their provider, without another order.</summary>
    public static IQueryable<Order> ToCollect(LibraryContext db, IQueryable<Order> orders) =>
        Over(db, orders).Where(o => o.State == OrderState.CollectedLater || (o.State == OrderState.Arrived && !o.IsUnread));

    /// <exception cref="RefusedException">404 where there is nothing to look at; 403 for those who only read.</exception>
    public async Task<UnreadOrder> FindAsync(Guid id, CancellationToken cancel = default)
    {
        var unread = db.Set<Order>().AsNoTracking().Where(o => o.State == OrderState.Arrived && o.IsUnread);
        var order = await unread.SingleOrDefaultAsync(o => o.Id == id, cancel) ?? throw RefusedException.NotFound();
        await db.RequireEditAsync(viewer, order.ProjectId);
        var request = await db.Set<GenerationRequest>().AsNoTracking().SingleAsync(r => r.Id == id, cancel);
        return new(order, await db.Set<Job>().SingleAsync(j => j.Id == id, cancel), request);
    }

    /// <exception cref="RefusedException">404 not-here.</exception>
    public async Task<ProviderAnswer> OpenAsync(UnreadOrder unread, CancellationToken cancel = default) =>
        await answers.OpenAsync(unread.Order, cancel)
        ?? throw new RefusedException(StatusCodes.Status404NotFound, "not-here", "The response wasn’t saved, or is missing from storage.");

    /// <summary>Takes the picture at this path of the answer.</summary>
    /// <exception cref="RefusedException">422 where there is none; 409 where the job is not over.</exception>
    public async Task TakeAsync(UnreadOrder unread, string path, CancellationToken cancel = default)
    {
        RequireOver(unread);
        var picture = PossiblePicture.In(await OpenAsync(unread, cancel)).FirstOrDefault(p => p.Path == path)
            ?? throw RefusedException.Invalid("Nothing at this path of the response could be a picture.", "path");
        if (picture.Address is { } address)
        {
            var file = await FetchAsync(address, cancel);
            var put = await blobs.PutFileAsync(file, sniffed: RequireShown, cancel: cancel);
            await FoundAsync(unread, put, $"from the response: {path}");
        }
        else
        {
            using var bytes = new MemoryStream(picture.Bytes());
            var put = await blobs.PutAsync(bytes, sniffed: RequireShown, cancel: cancel);
            await FoundAsync(unread, put, $"from the response: {path}");
        }
    }

    /// <summary>The picture is this file, which a person has saved from the answer, or from the provider's own pages.</summary>
    /// <exception cref="RefusedException">422 where it is none; 409 where the job is not over.</exception>
    public async Task BringAsync(UnreadOrder unread, Stream bytes, string fileName, CancellationToken cancel = default)
    {
        RequireOver(unread);
        try
        {
            await FoundAsync(unread, await blobs.PutAsync(bytes, fileName, sniffed: RequireShown, cancel: cancel), "from an uploaded file");
        }
        catch (BlobTooLargeException e)
        {
            var sentence = $"This file is too large. The limit is {e.Limit / (1024 * 1024):N0} MB.";
            throw new RefusedException(StatusCodes.Status413PayloadTooLarge, "too-large", sentence);
        }
    }

    private static IQueryable<Order> Over(LibraryContext db, IQueryable<Order> orders) =>
        orders.Where(o => db.Set<Job>().Any(j => j.Id == o.Id && (j.State == JobState.Failed || j.State == JobState.Cancelled)));

    private async Task<string> FetchAsync(Uri address, CancellationToken cancel)
    {
        try
        {
            return await remote.FetchAsync(address, options.MostReferenceBytes, ReferenceIntake.Rules(options), cancel);
        }
        catch (RefusedException e)
        {
            // That sentence is about a reference picture; what follows its colon says why.
            var why = e.Message[(e.Message.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
            throw RefusedException.Invalid($"The picture couldn’t be downloaded: {why}", "path");
        }
    }

    /// <summary>Killed between the two, it is to be collected: its bytes are here.</summary>
    private async Task FoundAsync(UnreadOrder unread, Put put, string how)
    {
        await db.WriteAsync(
            async () =>
            {
                await OrderBooks.MoveAsync(db, [unread.Order.Id], order =>
                {
                    if (!order.IsUnread)
                    {
                        throw new RefusedException(StatusCodes.Status409Conflict, "found", "Someone else has already added a picture.");
                    }

                    order.Find(put.Blob);
                });
                db.Record("order.picture-found", unread.Job.Id, unread.Job.ProjectId, SearchText.Cut(how, 300));
            },
            CancellationToken.None
        );
        await control.RetryAsync(unread.Job);
    }

    private static void RequireOver(UnreadOrder unread)
    {
        if (!unread.Job.MayRetry)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "not-over", "This response is already being read again.");
        }
    }

    private static void RequireShown(string? type)
    {
        if (type is null || !IsShown(type))
        {
            throw new RefusedException(
                StatusCodes.Status422UnprocessableEntity,
                "broken-media",
                "This file isn’t a supported picture or clip."
            );
        }
    }

    private static bool IsShown(string type) =>
        type.StartsWith("image/", StringComparison.Ordinal) || type.StartsWith("video/", StringComparison.Ordinal);
}
