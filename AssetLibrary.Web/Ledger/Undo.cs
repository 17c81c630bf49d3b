using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Ledger;

/// <summary>
/// Replays a decision backwards in one transaction, every room its own part; refused with the reason when later work builds on it.
/// </summary>
public sealed class Undo(LibraryContext db, IEnumerable<IUndo> rooms)
{
    /// <exception cref="RefusedException">404 when there is no such decision, 409 built-upon.</exception>
    public Task RunAsync(Guid id, CancellationToken cancel = default) =>
        db.WriteAsync(
            async () =>
            {
                var decision = await db.Set<Decision>().SingleOrDefaultAsync(d => d.Id == id, cancel) ?? throw RefusedException.NotFound();
                if (decision.UndoneAt is not null)
                {
                    return;
                }

                // The uppermost room first: what it holds of the rooms below is released before these go back.
                foreach (var room in rooms.Reverse())
                {
                    await room.UndoAsync(decision, cancel);
                }

                decision.Undo(db.Now);
            },
            cancel
        );

    public static RefusedException BuiltUpon(string why) =>
        new(StatusCodes.Status409Conflict, "built-upon", $"This can no longer be undone: {why}");
}

/// <summary>What can be taken back now, in words.</summary>
public sealed record LastDecision(Guid Id, string What);

internal static class LedgerSetup
{
    public static void AddLedger(this WebApplicationBuilder builder) => builder.Services.AddScoped<Undo>();
}
