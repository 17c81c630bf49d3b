using System.Security.Cryptography;
using System.Text.Json;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>
/// The forms that order something carry an idempotency key (<see cref="Shared.IdempotencyKeyTagHelper"/>): whoever sends one again, by a
/// double click, a reload or from a tab that was restored, finds what was ordered the first time and buys nothing twice.
/// </summary>
internal static class IdempotentOrders
{
    /// <returns>Null when this key has ordered already.</returns>
    public static Task<IReadOnlyList<Job>?> SaveOnceAsync(
        this PictureRequests requests,
        LibraryContext db,
        Guid? key,
        PictureRequest request,
        Action<Batch> also,
        CancellationToken cancel = default
    )
    {
        db.ChangeTracker.Clear(); // a collision begins again from nothing
        return db.WriteAsync(
            async () =>
            {
                if (await db.HasOrderedAsync(key, request, cancel))
                {
                    return null;
                }

                var (batch, jobs) = await requests.AddAsync(request, cancel);
                db.NoteOrder(key, request, batch.Id);
                also(batch);
                return jobs;
            },
            cancel
        );
    }

    public static Task<bool> HasOrderedAsync(this LibraryContext db, Guid? key, object order, CancellationToken cancel = default)
    {
        if (key is null)
        {
            return Task.FromResult(false);
        }

        var (user, stored) = (db.ViewerId, StoredKey(key.Value, order));
        return db.Set<RequestKey>().AnyAsync(k => k.UserId == user && k.Key == stored, cancel);
    }

    /// <summary>Of two at the same moment the database lets one through; the other begins again, and finds it.</summary>
    public static void NoteOrder(this LibraryContext db, Guid? key, object order, Guid batchId)
    {
        if (key is not null && db.ViewerId is { } user)
        {
            db.Add(
                new RequestKey
                {
                    UserId = user,
                    Key = StoredKey(key.Value, order),
                    BodyHash = "",
                    BatchId = batchId,
                    At = db.Now,
                }
            );
        }
    }

    // Another order from the same form, as after Back, is not the one that was sent before.
    internal static string StoredKey(Guid key, object order) =>
        $"form:{key:N}:{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(order, order.GetType())))}";
}
