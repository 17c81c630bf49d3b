using System.Data.Common;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Queue;

/// <summary>A job that is ours to run.</summary>
internal readonly record struct Claim(Guid Job, Guid Lease, string? ConcurrencyGroup);

/// <summary>
/// Who may run which row. A claim is one conditional update, so of any number of processes exactly one gets the row. What waits for
/// a further try goes first; of the rest each project has its turn, however many jobs another has put in line before. These are the
/// statements that run most of all, so they are written by hand and prepared once.
/// </summary>
internal sealed class JobClaims(
    IServiceScopeFactory scopes,
    RawDatabase database,
    ConcurrencyGroups groups,
    TimeProvider time,
    QueueOptions options,
    DataFolder folder
) : IAsyncDisposable
{
    private const string Due = """("NotBefore" IS NULL OR "NotBefore" <= @now)""";
    private const string Left = """("State" = 'Running' AND "LeaseUntil" < @now)""";
    private const string Queued = $"""("State" = 'Queued' AND {Due})""";
    private const string Again = $"""(("State" = 'Waiting' AND {Due}) OR {Left})""";
    private const string Ours = """("ServerId" IS NULL OR "ServerId" = @here)""";
    private const string InTurn = """ORDER BY "ProjectId", "Priority" DESC, "CreatedAt", "Id" """;

    // For a worker that looks every few seconds whether there is anything at all.
    private const string AnyClaimable = $"""SELECT 1 FROM "Jobs" WHERE ({Queued} OR {Again}) AND {Ours} LIMIT 1""";

    private const string Closed = """SELECT "ConcurrencyGroup" FROM "ClosedGroups" WHERE "Until" > @now""";

    private const string Take = $"""
        UPDATE "Jobs" SET "State" = 'Running', "LeaseOwner" = @lease, "LeaseUntil" = @until, "AttemptCount" = "AttemptCount" + 1, "NotBefore" = NULL
        WHERE "Id" = @id AND (((("State" = 'Queued' OR "State" = 'Waiting') AND {Due}) OR {Left}))
        """;

    // A few at once: when another process is faster with the first, the second is tried without a further look.
    private const int AtOnce = 8;

    // Where to look, one after the other: what has waited; the projects behind the last one; the studio's own; all others.
    private static readonly (string Where, string Order)[] Lines =
    [
        (Again, """ORDER BY "NotBefore", "Id" """),
        ($"""{Queued} AND "ProjectId" > @turn""", InTurn),
        ($"""{Queued} AND "ProjectId" IS NULL""", """ORDER BY "Priority" DESC, "CreatedAt", "Id" """),
        ($"""{Queued} AND "ProjectId" IS NOT NULL""", InTurn),
    ];

    private readonly RawSession session = new(database);

    // The project whose job was claimed last; empty for the studio's own.
    private Guid turn;

    // Where there was one there mostly is another: it is not asked first whether there is any.
    private bool found;

    /// <summary>Claims at most so many jobs, and enters their groups. Only one caller at a time.</summary>
    public async Task<IReadOnlyList<Claim>> ClaimAsync(int most, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // On a connection that is closed again: a server that idles holds none.
        if (!found && !await database.AnyAsync(AnyClaimable, cancel, ("@now", now), ("@here", folder.ServerId)))
        {
            await session.DisposeAsync();
            return [];
        }

        var closed = await session.ReadAsync(Closed, r => r.GetString(0), cancel, ("@now", now));
        if (!found && (await NextAsync(now, closed, taking: false, cancel)).Count == 0)
        {
            return []; // all of it is in groups that are full or closed: nobody's turn to write is taken for that
        }

        found = false;
        var (claims, before) = (new List<Claim>(), turn);
        try
        {
            await session.WriteAsync(
                async () =>
                {
                    // Not before it is our turn: a lease begins now.
                    var begun = time.GetUtcNow();
                    while (claims.Count < most && await ClaimAsync(begun, closed, cancel) is { } claim)
                    {
                        groups.Enter(claim.ConcurrencyGroup);
                        claims.Add(claim);
                    }

                    return claims.Count;
                },
                cancel
            );
        }
        catch
        {
            turn = before;
            claims.ForEach(c => groups.Leave(c.ConcurrencyGroup));
            throw;
        }

        found = claims.Count > 0;
        claims.ForEach(c => QueueEvents.Tell("claimed", c.Job));
        return claims;
    }

    /// <summary>False when the lease is lost, or when the job is to be cancelled.</summary>
    public async Task<bool> RenewAsync(Guid job, Guid lease, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        var until = db.Now + options.Lease;
        return await Jobs(db)
                .Where(j => j.Id == job && j.LeaseOwner == lease && !j.CancelAsked)
                .ExecuteUpdateAsync(s => s.SetProperty(j => j.LeaseUntil, until), cancel) == 1;
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    internal static IQueryable<Job> Jobs(LibraryContext db) => db.Set<Job>().IgnoreQueryFilters([LibraryContext.Access]);

    private async Task<Claim?> ClaimAsync(DateTimeOffset now, IReadOnlyList<string> closed, CancellationToken cancel)
    {
        foreach (var (id, group, project) in await NextAsync(now, closed, taking: true, cancel))
        {
            var lease = Ids.New();
            if (
                await session.ChangeAsync(Take, cancel, ("@id", id), ("@lease", lease), ("@until", now + options.Lease), ("@now", now)) == 1
            )
            {
                turn = project;
                return new(id, lease, group);
            }
        }

        // Where another process was faster with all of them, the next bell comes soon.
        return null;
    }

    /// <summary>Some jobs of the project whose turn it is, of the first line in which there are any.</summary>
    private async Task<IReadOnlyList<(Guid Id, string? ConcurrencyGroup, Guid Project)>> NextAsync(
        DateTimeOffset now,
        IReadOnlyList<string> closed,
        bool taking,
        CancellationToken cancel
    )
    {
        // Several servers that claim at once pass by each other's rows instead of waiting for them.
        var (most, passing) = taking && database.LocksRows ? (1, " FOR UPDATE SKIP LOCKED") : (AtOnce, "");
        var shut = groups.Full().Concat(closed).Distinct(StringComparer.Ordinal).ToList();
        var open =
            shut.Count == 0
                ? ""
                : $"""AND ("ConcurrencyGroup" IS NULL OR "ConcurrencyGroup" NOT IN ({string.Join(", ", shut.Select((_, i) => $"@shut{i}"))}))""";
        foreach (var (where, order) in Lines)
        {
            List<(string, object)> values =
            [
                ("@now", now),
                ("@here", folder.ServerId),
                ("@most", most),
                .. shut.Select((group, i) => ($"@shut{i}", (object)group)),
            ];
            if (where.Contains("@turn", StringComparison.Ordinal))
            {
                values.Add(("@turn", turn));
            }

            var next = await session.ReadAsync(
                $"""SELECT "Id", "ConcurrencyGroup", "ProjectId" FROM "Jobs" WHERE {where} AND {Ours} {open} {order} LIMIT @most{passing}""",
                Row,
                cancel,
                [.. values]
            );
            if (next.Count > 0)
            {
                return [.. next.TakeWhile(j => j.Project == next[0].Project)];
            }
        }

        return [];
    }

    private static (Guid Id, string? ConcurrencyGroup, Guid Project) Row(DbDataReader row) =>
        (row.GetGuid(0), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? Guid.Empty : row.GetGuid(2));
}
