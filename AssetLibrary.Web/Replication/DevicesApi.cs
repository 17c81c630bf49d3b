using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Replication.Peers;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Replication;

/// <summary>A device as the API and the pages show it.</summary>
public sealed record DeviceView(
    Guid Id,
    DeviceKind Kind,
    string Name,
    string? Url,
    bool IsThisServer,
    bool IsPaired,
    DateTimeOffset LastSeenAt,
    long? FreeBytes,
    string? Trouble,
    long Blobs,
    long Bytes
)
{
    /// <summary>All of them, this server first.</summary>
    public static async Task<IReadOnlyList<DeviceView>> AllAsync(LibraryContext db, Guid here, CancellationToken cancel)
    {
        var counts = await db.Copies()
            .Join(db.Set<BlobMeta>(), p => p.Sha256, b => b.Sha256, (p, b) => new { p.DeviceId, b.Bytes })
            .GroupBy(p => p.DeviceId)
            .Select(g => new
            {
                Device = g.Key,
                Blobs = g.LongCount(),
                Bytes = g.Sum(p => p.Bytes),
            })
            .ToDictionaryAsync(g => g.Device, cancel);
        var devices = await db.Set<Device>().AsNoTracking().ToListAsync(cancel);
        return
        [
            .. devices
                .OrderByDescending(d => d.Id == here)
                .ThenBy(d => d.Kind)
                .ThenBy(d => d.Name, StringComparer.OrdinalIgnoreCase)
                .Select(d => new DeviceView(
                    d.Id,
                    d.Kind,
                    d.Name,
                    d.Url,
                    d.Id == here,
                    d.KnownBy is not null,
                    d.LastSeenAt,
                    d.FreeBytes,
                    d.Trouble,
                    d.KeptFiles ?? counts.GetValueOrDefault(d.Id)?.Blobs ?? 0,
                    d.KeptBytes ?? counts.GetValueOrDefault(d.Id)?.Bytes ?? 0
                )),
        ];
    }
}

internal static class DevicesApi
{
    public static void MapDevicesApi(this RouteGroupBuilder api)
    {
        api.MapGet("/devices", ListAsync);
        api.MapPost("/devices", PairAsync).RequireAuthorization(Policies.Admin);
        api.MapPost("/devices/code", Code).RequireAuthorization(Policies.Admin);
        api.MapDelete("/devices/{id:guid}", ForgetAsync).RequireAuthorization(Policies.Admin);
    }

    private static async Task<IResult> ListAsync(LibraryContext db, ThisServer server, CancellationToken cancel) =>
        Results.Ok(new { items = await DeviceView.AllAsync(db, server.Id, cancel) });

    private sealed record Wish(string? Url, string? Code);

    private static async Task<IResult> PairAsync(Wish body, LibraryContext db, PeerServers peers, CancellationToken cancel)
    {
        var device = await peers.PairAsync(db, body.Url, body.Code, cancel);
        return Results.Ok(new { device.Id, device.Name });
    }

    private static IResult Code(Pairing pairing)
    {
        var (code, until) = pairing.Show();
        return Results.Ok(new { code, until });
    }

    private static async Task<IResult> ForgetAsync(Guid id, LibraryContext db, ThisServer server, CancellationToken cancel) =>
        await Devices.ForgetAsync(db, id, server.Id, cancel) ? Results.NoContent() : Problem.NotFound();
}

/// <summary>Verbs on devices.</summary>
public static class Devices
{
    /// <summary>The device and what was known of its copies; its bytes stay where they are. It can be paired, or seen, again.</summary>
    /// <returns>False when it is not there.</returns>
    /// <exception cref="RefusedException">It is this server.</exception>
    public static Task<bool> ForgetAsync(LibraryContext db, Guid id, Guid here, CancellationToken cancel) =>
        id == here
            ? throw RefusedException.Invalid("This server can’t be removed from its own library.", "id")
            : db.WriteAsync(
                async () =>
                {
                    if (await db.Set<Device>().SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } device)
                    {
                        return false;
                    }

                    await db.Set<ReplicationRequest>().Where(r => r.DeviceId == id).ExecuteDeleteAsync(cancel);
                    await db.Set<DevicePresence>().Where(p => p.DeviceId == id).ExecuteDeleteAsync(cancel);
                    db.Record("server.forgotten", id, null, device.Name);
                    db.Remove(device);
                    return true;
                },
                cancel
            );
}
