namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// It leads to where nothing is fetched from, or to nothing at all: which of the two is not told, for that would tell what names a
/// private network has.
/// </summary>
internal sealed class ForbiddenAddressException() : IOException("This address isn’t allowed.")
{
    public const string Sentence =
        "the address isn’t allowed or doesn’t exist. "
        + "Only public http and https addresses are allowed. Add exceptions for private networks to Generation:TrustedHosts.";
}

/// <summary>
/// Goes to an address that somebody else has named, the one way there is: http and https only, without a user's name, over at most
/// five redirects each of which is looked at again, into the public network and to hosts that are trusted by configuration.
/// </summary>
internal sealed class Fetching(ProviderHttp http, GenerationOptions options)
{
    public const int MostRedirects = 5;

    /// <summary>What the last address of all answers, whatever its status.</summary>
    /// <param name="address">Where to begin.</param>
    /// <param name="own">A server of ours or one that we have configured: its own scheme, host and port may be private. Null for
    /// none.</param>
    /// <param name="sign">Puts in what this address, and maybe no other, may know.</param>
    /// <param name="mostRedirects">More are not followed.</param>
    /// <exception cref="ForbiddenAddressException">Maybe inside an <see cref="HttpRequestException"/>.</exception>
    public async Task<HttpResponseMessage> GetAsync(
        Uri address,
        Uri? own,
        Action<HttpRequestMessage>? sign,
        CancellationToken cancel,
        int mostRedirects = MostRedirects
    )
    {
        for (var (at, hops) = (address, 0); ; hops++)
        {
            if (at.Scheme is not ("http" or "https") || at.UserInfo.Length > 0 || hops > mostRedirects)
            {
                throw new ForbiddenAddressException();
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            sign?.Invoke(request);
            var response = await http.SendAsync(
                request,
                new Dial(publicOnly: !(own is not null && at.IsOfOrigin(own)) && !IsTrusted(at)),
                cancel
            );
            if ((int)response.StatusCode is < 300 or >= 400 || response.Headers.Location is not { } next)
            {
                return response;
            }

            using (response)
            {
                at = Uri.TryCreate(at, next.OriginalString, out var further) ? further : throw new ForbiddenAddressException();
            }
        }
    }

    /// <summary>By "host", at any port, or by "host:port".</summary>
    private bool IsTrusted(Uri at) =>
        options.TrustedHosts.Exists(h =>
            h.Equals(at.IdnHost, StringComparison.OrdinalIgnoreCase)
            || h.Equals($"{at.IdnHost}:{at.Port}", StringComparison.OrdinalIgnoreCase)
        );
}

internal static class Origins
{
    /// <summary>The same scheme, host and port.</summary>
    public static bool IsOfOrigin(this Uri address, Uri other) =>
        address.Scheme == other.Scheme
        && address.Port == other.Port
        && string.Equals(address.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
