namespace AssetLibrary.Web.Shared;

/// <summary>
/// Configuration <c>PublicUrl</c>: the address under which others in the network reach this library, such as
/// https://library.example.org. Without it, nothing is lent to providers and none of them calls back.
/// </summary>
public sealed class OwnAddress(Uri? root)
{
    public bool IsKnown => root is not null;

    /// <summary>As a browser sends it; null where there is none.</summary>
    public string? Host => root?.IdnHost;

    /// <summary>An address below it; null where there is none.</summary>
    /// <param name="path">Without a slash before it.</param>
    public Uri? At(string path) => root is null ? null : new(root.AbsoluteUri.TrimEnd('/') + "/" + path);

    /// <summary>What stands behind this library's own address; null for an address of somebody else.</summary>
    public string? PathOf(Uri address) =>
        root is not null
        && address.Scheme == root.Scheme
        && address.Authority == root.Authority
        && address.AbsolutePath.StartsWith(root.AbsolutePath.TrimEnd('/') + "/", StringComparison.Ordinal)
            ? address.AbsolutePath[(root.AbsolutePath.TrimEnd('/').Length + 1)..]
            : null;

    /// <exception cref="InvalidOperationException">It is no web address: a sentence for anyone who has set it.</exception>
    public static OwnAddress Of(string? configured) =>
        string.IsNullOrWhiteSpace(configured) ? new(null)
        : Uri.TryCreate(configured, UriKind.Absolute, out var root)
        && root is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" }
            ? new(root)
        : throw new InvalidOperationException($"PublicUrl must be the http or https address of this library, but is “{configured}”.");
}
