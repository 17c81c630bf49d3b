using System.Security.Cryptography;
using System.Text.Json;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>
/// The forms that order something carry a one-time key (<see cref="Shared.OnceTagHelper"/>): whoever sends one again, by a double click, a
/// reload or from a tab that was restored, finds what it ordered the first time and buys nothing twice.
/// </summary>
internal static class OneTimeOrders
{
    /// <returns>Null when this key has ordered already.</returns>
    public static Task<IReadOnlyList<Job>?> SaveOnceAsync(
        this PictureRequests requests,
        LibraryContext db,
        Guid? once,
        PictureRequest request,
        Action<Batch> also,
        CancellationToken cancel = default
    )
    {
        db.ChangeTracker.Clear(); // a collision begins again from nothing
        return db.WriteAsync(
            async () =>
            {
                if (await db.HasOrderedAsync(once, request, cancel))
                {
                    return null;
                }

                var (batch, jobs) = await requests.AddAsync(request, cancel);
                db.NoteOrder(once, request, batch);
                also(batch);
                return jobs;
            },
            cancel
        );
    }

    public static Task<bool> HasOrderedAsync(this LibraryContext db, Guid? once, object order, CancellationToken cancel = default)
    {
        if (once is null)
        {
            return Task.FromResult(false);
        }

        var (user, key) = (db.ViewerId, KeyOf(once.Value, order));
        return db.Set<RequestKey>().AnyAsync(k => k.UserId == user && k.Key == key, cancel);
    }

    /// <summary>Of two at the same moment the database lets one through; the other begins again, and finds it.</summary>
    public static void NoteOrder(this LibraryContext db, Guid? once, object order, Batch batch)
    {
        if (once is not null && db.ViewerId is { } user)
        {
            db.Add(
                new RequestKey
                {
                    UserId = user,
                    Key = KeyOf(once.Value, order),
                    BodyHash = "",
                    BatchId = batch.Id,
                    At = db.Now,
                }
            );
        }
    }

    // Another order from the same form, as after Back, is not the one that was sent before.
    private static string KeyOf(Guid once, object order) =>
        $"once:{once:N}:{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(order, order.GetType())))}";
}
