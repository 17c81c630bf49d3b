using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>What all providers have in common: their settings, their keys, and the line to their servers.</summary>
internal sealed class ProviderGateway(
    IReadOnlyDictionary<string, ProviderOptions> options,
    ProviderKeys keys,
    ProviderHttp http,
    Fetching fetching,
    BlobStore blobs,
    TimeProvider time
)
{
    public ProviderOptions OptionsOf(ProviderProfile profile) => options.TryGetValue(profile.Name, out var set) ? set : new();

    public async Task<ProviderStanding> StandingAsync(ProviderProfile profile, CancellationToken cancel)
    {
        var (key, source) = await KeyAsync(profile, cancel);
        return new(Missing(profile, key, source), EndpointOf(profile), source);
    }

    /// <summary>A line to the provider for one step of one order.</summary>
    /// <param name="profile">To whom.</param>
    /// <param name="info">Its limits.</param>
    /// <param name="errand">What it is about.</param>
    /// <exception cref="JobFailedException">It is not configured.</exception>
    public async Task<ProviderCall> OpenAsync(ProviderProfile profile, ProviderInfo info, Errand errand, CancellationToken cancel)
    {
        var (key, source) = await KeyAsync(profile, cancel);
        if (Missing(profile, key, source) is { } missing)
        {
            throw new JobFailedException(new(FailureStage.Prepare, ErrorClass.Auth, missing));
        }

        var patience = errand.OfClip == true ? info.ClipPatience : info.Patience;
        var mostBytes = OptionsOf(profile).MaxMegabytes * 1024L * 1024;
        var endpoint = new Uri(EndpointOf(profile)!, UriKind.Absolute);
        return new(http, fetching, profile, endpoint, key, patience, mostBytes, errand, () => blobs.NewFile(), time);
    }

    private async Task<(string? Key, KeySource Source)> KeyAsync(ProviderProfile profile, CancellationToken cancel)
    {
        var (key, source) = await keys.FindAsync(profile.Name, cancel);
        return source == KeySource.None && OptionsOf(profile).ApiKey is { Length: > 0 } configured
            ? (configured, KeySource.Configuration)
            : (key, source);
    }

    private string? EndpointOf(ProviderProfile profile) =>
        OptionsOf(profile).Endpoint is { Length: > 0 } set ? set.TrimEnd('/') : profile.Endpoint;

    private string? Missing(ProviderProfile profile, string? key, KeySource source)
    {
        if (source == KeySource.Unreadable)
        {
            return $"The key for {profile.Label} can’t be read any more because the data folder’s keys have changed. " + "Enter it again.";
        }

        var own = OptionsOf(profile).Endpoint is not { Length: > 0 } set || set.TrimEnd('/') == profile.Endpoint;
        return EndpointOf(profile) is null ? $"{profile.Label} is not set up: it has no address. Set Providers:{profile.Section}:Endpoint."
            : key is null && (profile.Key == KeyRule.Always || (profile.Key == KeyRule.AtItsOwnAddress && own))
                ? $"{profile.Label} is not set up: it has no key. An admin can enter one under Admin → Providers."
            : null;
    }
}
