using System.Net;
using System.Net.Sockets;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// The sockets to providers. No redirect is followed automatically, nothing is logged (addresses can hold prompts), and no
/// connection is used twice: on one that died in between, the framework would send the same request again automatically.
/// </summary>
internal sealed class ProviderHttp : IDisposable
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(15);
    private static readonly HttpRequestOptionsKey<Dial> DialKey = new("dial");

    private readonly HttpMessageInvoker calls = Invoker(useProxy: true);

    // A proxy would look up names in our place, and what it finds could not be judged here.
    private readonly HttpMessageInvoker downloads = Invoker(useProxy: false);

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Dial dial, CancellationToken cancel)
    {
        request.Options.Set(DialKey, dial);
        return await (dial.PublicOnly ? downloads : calls).SendAsync(request, cancel);
    }

    public void Dispose()
    {
        calls.Dispose();
        downloads.Dispose();
    }

    private static HttpMessageInvoker Invoker(bool useProxy) =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = useProxy,
                UseCookies = false,
                ActivityHeadersPropagator = null,
                PooledConnectionLifetime = TimeSpan.Zero,
                ConnectCallback = ConnectAsync,
                MaxResponseHeadersLength = 64,
            }
        );

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var dial = context.InitialRequestMessage.Options.TryGetValue(DialKey, out var known) ? known : new Dial(publicOnly: true);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(ConnectWithin);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var host = context.DnsEndPoint.Host.Trim('[', ']');
            var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, patience.Token);
            var usable = dial.PublicOnly ? [.. addresses.Where(PublicAddress.IsPublic)] : addresses;
            if (usable.Length == 0)
            {
                throw new SocketException((int)SocketError.HostNotFound);
            }

            await socket.ConnectAsync(usable, context.DnsEndPoint.Port, patience.Token);
            dial.Connected = true;
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException e) when (dial.PublicOnly && e.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData)
        {
            socket.Dispose();
            throw new ForbiddenAddressException();
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>One call: where it may go, and whether it got there.</summary>
internal sealed class Dial(bool publicOnly)
{
    public bool PublicOnly => publicOnly;

    /// <summary>From here on, nobody knows what the other side has received.</summary>
    public bool Connected { get; set; }
}
