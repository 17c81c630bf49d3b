namespace AssetLibrary.Web.Styles;

/// <summary>A room above that knows which pictures were made in a style.</summary>
public interface IPicturesInStyle
{
    /// <summary>
    /// Best pictures that were made with the style's words as they read now, and would be out of date after a change of them.
    /// </summary>
    Task<StyleUse> UseOfAsync(StyleCapsule style, CancellationToken cancel);
}

/// <param name="Pictures">How many.</param>
/// <param name="Price">What the same providers would take to make them again, in words: "nothing", "about $1.20".</param>
public sealed record StyleUse(int Pictures, string Price);
