using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Replication.Peers;

/// <summary>Speaks to the servers that this one is paired with.</summary>
public sealed class PeerServers(Pairing pairing, OwnAddress address, ILogger<PeerServers> logger) : IDisposable
{
    private readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        }
    )
    {
        Timeout = TimeSpan.FromMinutes(5),
    };

    /// <summary>Asks the server at an address to be paired, with the code that it shows.</summary>
    /// <exception cref="RefusedException">422: a sentence that says what does not work.</exception>
    public async Task<Device> PairAsync(LibraryContext db, string? url, string? code, CancellationToken cancel)
    {
        if (!Uri.TryCreate(url?.Trim().TrimEnd('/') + "/", UriKind.Absolute, out var root) || root.Scheme is not ("http" or "https"))
        {
            throw RefusedException.Invalid("Enter the other server’s address, such as https://library.example.org.", "url");
        }

        var mine = pairing.Introduce(code, address.At(""));
        Introduction? other;
        try
        {
            using var answer = await http.PostAsJsonAsync(new Uri(root, "peers/pair"), mine, cancel);
            if (answer.StatusCode == HttpStatusCode.Forbidden)
            {
                throw RefusedException.Invalid("The pairing code is wrong or has expired. Show a new one on the other server.", "code");
            }

            if (!answer.IsSuccessStatusCode)
            {
                throw RefusedException.Invalid(await SentenceAsync(answer, cancel), "url");
            }

            other = await answer.Content.ReadFromJsonAsync<Introduction>(cancel);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            throw RefusedException.Invalid($"{root.Authority} can’t be reached, or is no AssetLibrary: {e.Message}", "url");
        }

        return other is { Token.Length: > 0 }
            ? await db.WriteAsync(() => pairing.RememberAsync(db, other, mine, root, cancel), cancel)
            : throw RefusedException.Invalid($"{root.Authority} gave no answer that an AssetLibrary gives.", "url");
    }

    /// <summary>All that can be asked for bytes.</summary>
    public async Task<IReadOnlyList<Peer>> AllAsync(LibraryContext db, CancellationToken cancel)
    {
        var devices = await db.Set<Device>()
            .AsNoTracking()
            .Where(d => d.Kind == DeviceKind.Server && d.Url != null && d.Secret != null)
            .ToListAsync(cancel);
        return
        [
            .. devices
                .Select(d => (Device: d, Secret: pairing.SecretFor(d)))
                .Where(d => d.Secret is not null)
                .Select(d => new Peer(http, d.Device, d.Secret!)),
        ];
    }

    public Task<bool> AnyAsync(LibraryContext db, CancellationToken cancel) =>
        db.Set<Device>().AnyAsync(d => d.Kind == DeviceKind.Server && d.Url != null && d.Secret != null, cancel);

    /// <summary>
    /// Tells all of them what lies here and what does not any more. Whoever cannot be reached now hears it with the next backfill; until
    /// then it is asked when bytes are looked for.
    /// </summary>
    public async Task TellAsync(LibraryContext db, IReadOnlyList<IndexedBlob> here, IReadOnlyList<BlobRef> gone, CancellationToken cancel)
    {
        foreach (var peer in await AllAsync(db, cancel))
        {
            try
            {
                await peer.AnnounceAsync(here, gone, cancel);
            }
            catch (StoreTroubleException e)
            {
                PeerLog.NotTold(logger, peer.Device.Name, e.Message);
            }
        }
    }

    public void Dispose() => http.Dispose();

    internal static async Task<string> SentenceAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
            return problem.TryGetProperty("title", out var title) && title.GetString() is { Length: > 0 } sentence
                ? sentence
                : $"It answered HTTP {(int)answer.StatusCode}.";
        }
        catch (JsonException)
        {
            return $"It answered HTTP {(int)answer.StatusCode}.";
        }
    }
}

internal static partial class PeerLog
{
    [LoggerMessage(LogLevel.Information, "Could not tell {Name} what is on this server: {Why}")]
    public static partial void NotTold(ILogger logger, string name, string why);
}

/// <summary>A server that this one is paired with.</summary>
public sealed class Peer(HttpClient http, Device device, string secret) : IBlobSource
{
    private static readonly JsonSerializerOptions Words = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public Device Device => device;

    /// <summary>What it says of these bytes; null when it does not have them.</summary>
    public Task<PartManifest?> PartsAsync(BlobRef blob, CancellationToken cancel) =>
        AskAsync(
            new(HttpMethod.Get, At($"peers/blobs/{blob}/parts")),
            answer => answer.Content.ReadFromJsonAsync<PartManifest>(cancel),
            cancel
        );

    public async Task<Stream?> OpenAsync(BlobRef blob, long from = 0, long? count = null, CancellationToken cancel = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, At($"peers/blobs/{blob}"));
        if (from > 0 || count is not null)
        {
            request.Headers.Range = new(from, count is { } most ? from + most - 1 : null);
        }

        return await AskAsync(request, async answer => (Stream?)await answer.Content.ReadAsStreamAsync(cancel), cancel, keep: true);
    }

    public Task AnnounceAsync(IReadOnlyList<IndexedBlob> here, IReadOnlyList<BlobRef> gone, CancellationToken cancel)
    {
        var lines = here.Select(b => new PeerApi.Announcement(b.Blob.ToString(), b.Bytes, b.ContentType, b.FileName, null, b.Health))
            .Concat(gone.Select(b => new PeerApi.Announcement(b.ToString(), 0, null, null, null, BlobHealth.Missing)));
        return AskAsync<object>(
            new(HttpMethod.Post, At("api/v1/blobs/announce")) { Content = JsonContent.Create(lines.ToList(), options: Words) },
            _ => Task.FromResult<object?>(null),
            cancel
        );
    }

    private Uri At(string path) => new(new Uri(device.Url!), path);

    private async Task<T?> AskAsync<T>(
        HttpRequestMessage request,
        Func<HttpResponseMessage, Task<T?>> read,
        CancellationToken cancel,
        bool keep = false
    )
        where T : class
    {
        HttpResponseMessage? answer = null;
        try
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Peer", secret);
            answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (answer.StatusCode == HttpStatusCode.NotFound)
            {
                keep = false;
                return null;
            }

            if (!answer.IsSuccessStatusCode)
            {
                keep = false;
                var isTemporary = answer.StatusCode >= HttpStatusCode.InternalServerError;
                throw new StoreTroubleException($"{device.Name}: {await PeerServers.SentenceAsync(answer, cancel)}", isTemporary);
            }

            return await read(answer);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException or TaskCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            throw new StoreTroubleException($"{device.Name} can’t be reached: {e.Message}", isTemporary: true, e);
        }
        finally
        {
            // A stream that is handed on closes its answer itself.
            if (!keep)
            {
                answer?.Dispose();
            }

            request.Dispose();
        }
    }
}
