using System.Text.Json;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Replication.Peers;

/// <summary>
/// What servers ask each other: to be paired, for bytes, for their manifest; and what they tell of theirs. Who asks says the secret of the
/// pairing: <c>Authorization: Peer …</c>.
/// </summary>
internal static class PeerApi
{
    private const int MostAnnounced = 1000;

    public static void MapPeers(this WebApplication app)
    {
        app.MapPost("/peers/pair", PairAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapMethods("/peers/blobs/{sha256}", ["GET", "HEAD"], BlobAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/peers/blobs/{sha256}/parts", PartsAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/api/v1/blobs/announce", AnnounceAsync).AllowAnonymous();
    }

    private static async Task<IResult> PairAsync(
        HttpRequest request,
        Pairing pairing,
        OwnAddress address,
        LibraryContext db,
        CurrentViewer viewer,
        CancellationToken cancel
    )
    {
        if (await ReadAsync<Introduction>(request, cancel) is not { } other || !pairing.Take(other.Code))
        {
            return Problem.Of(
                StatusCodes.Status403Forbidden,
                "wrong-code",
                "This pairing code is wrong or has expired. Show a new one on the other server."
            );
        }

        viewer.WorkFor(null);
        var mine = pairing.Introduce(code: null, address.At(""));
        await db.WriteAsync(
            async () =>
            {
                var device = await pairing.RememberAsync(db, other, mine, url: null, cancel);
                db.Record("server.paired", device.Id, null, device.Name);
            },
            cancel
        );
        return Results.Ok(mine);
    }

    private static async Task<T?> ReadAsync<T>(HttpRequest request, CancellationToken cancel)
        where T : class
    {
        try
        {
            return request.HasJsonContentType() ? await request.ReadFromJsonAsync<T>(cancel) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<IResult> BlobAsync(
        string sha256,
        HttpRequest request,
        LibraryContext db,
        CurrentViewer viewer,
        BlobStore blobs,
        CancellationToken cancel
    ) =>
        await PeerOfAsync(request, db, viewer, cancel) is null ? Stranger()
        : BlobRef.TryParse(sha256, out var blob) && blobs.Open(blob) is { } bytes
            ? Results.Stream(bytes, "application/octet-stream", enableRangeProcessing: true)
        : Problem.NotFound();

    private static async Task<IResult> PartsAsync(
        string sha256,
        HttpRequest request,
        LibraryContext db,
        CurrentViewer viewer,
        PartHashes parts,
        CancellationToken cancel
    ) =>
        await PeerOfAsync(request, db, viewer, cancel) is null ? Stranger()
        : BlobRef.TryParse(sha256, out var blob) && await parts.OfAsync(blob, cancel) is { } manifest ? Results.Ok(manifest)
        : Problem.NotFound();

    /// <summary>One line of what a server tells of its bytes.</summary>
    internal sealed record Announcement(
        string? Sha256,
        long? Bytes,
        string? ContentType,
        string? FileName,
        long? MtimeMs,
        BlobHealth? Health
    );

    private static async Task<IResult> AnnounceAsync(HttpRequest request, LibraryContext db, CurrentViewer viewer, CancellationToken cancel)
    {
        if (await PeerOfAsync(request, db, viewer, cancel) is not { } peer)
        {
            return Stranger();
        }

        // Not before: a stranger is told so, whatever he sends.
        var body = await ReadAsync<List<Announcement>>(request, cancel) ?? throw RefusedException.Invalid("Send a list of files as JSON.");
        if (body.Count > MostAnnounced)
        {
            throw RefusedException.Invalid($"Announce at most {MostAnnounced:N0} files at once.");
        }

        var (here, gone) = (new Dictionary<BlobRef, IndexedBlob>(), new HashSet<BlobRef>());
        foreach (var line in body)
        {
            if (!BlobRef.TryParse(line.Sha256, out var blob) || line.Bytes is null or < 0)
            {
                throw RefusedException.Invalid("Each file needs a sha256 of 64 lowercase hexadecimal digits, and its bytes.");
            }

            if (line.Health == BlobHealth.Missing)
            {
                here.Remove(blob);
                gone.Add(blob);
                continue;
            }

            gone.Remove(blob);
            here[blob] = new(
                blob,
                line.Bytes.Value,
                line.ContentType is { } type ? SearchText.Cut(SearchText.Clean(type), 100) : null,
                line.FileName is { } name ? SearchText.Clean(name) : null,
                db.Now,
                null,
                line.Health ?? BlobHealth.Ok
            );
        }

        await db.WriteAsync(
            async () =>
            {
                var device = await db.Set<Device>().SingleAsync(d => d.Id == peer, cancel);
                device.Seen(db.Now, device.FreeBytes);
                await db.TellAsync(peer, here.Values, gone, cancel);
            },
            cancel
        );
        return Results.Ok(new { announced = here.Count, removed = gone.Count });
    }

    private static IResult Stranger() =>
        Problem.Of(StatusCodes.Status401Unauthorized, "not-paired", "This server doesn’t know you. Pair the two servers again.");

    private static async Task<Guid?> PeerOfAsync(HttpRequest request, LibraryContext db, CurrentViewer viewer, CancellationToken cancel)
    {
        const string Scheme = "Peer ";
        var said = request.Headers.Authorization.ToString();
        if (!said.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return null;
        }

        viewer.WorkFor(null);
        var hash = Pairing.Hash(said[Scheme.Length..].Trim());
        return await db.Set<Device>()
            .Where(d => d.KnownBy == hash && d.Kind == DeviceKind.Server)
            .Select(d => (Guid?)d.Id)
            .SingleOrDefaultAsync(cancel);
    }
}
