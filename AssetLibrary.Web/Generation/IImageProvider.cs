using AssetLibrary.Web.Library;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation;

/// <summary>What a provider can do, and what it asks for it.</summary>
public sealed record ProviderInfo(string Name, string Label, IReadOnlyList<string> Models, bool TakesSeed, bool TakesReferences, bool TakesNegativePrompt, decimal? UsdPerPicture)
{
    public string DefaultModel => Models[0];
}

/// <summary>One picture to be made.</summary>
public sealed record PictureOrder(Sent Sent, long Seed);

/// <summary>Where an order stands at its provider.</summary>
public abstract record ProviderStep
{
    private ProviderStep() { }

    /// <summary>The picture is in this file, which the caller takes over and deletes.</summary>
    public sealed record Finished(string File) : ProviderStep;

    /// <summary>Not yet: its id there, and when to look again.</summary>
    public sealed record Pending(string ProviderJobId, TimeSpan LookAgain) : ProviderStep;
}

/// <summary>
/// Makes pictures. <see cref="SubmitAsync"/> hands the order over, once; a provider that answers at once is finished with
/// that. Otherwise the caller stores the id and asks <see cref="CollectAsync"/> until it is finished: after a crash too, which
/// must not order anew. Failures are <see cref="JobFailedException"/>s with stage and class; the caller retries, never the provider.
/// </summary>
public interface IImageProvider
{
    ProviderInfo Info { get; }

    Task<ProviderStep> SubmitAsync(PictureOrder order, CancellationToken cancel);

    Task<ProviderStep> CollectAsync(string providerJobId, CancellationToken cancel);
}

/// <summary>Section <c>Generation</c>.</summary>
public sealed class GenerationOptions
{
    /// <summary>Width and height in pixels of a type's pictures.</summary>
    public Dictionary<AssetType, PictureSize> Sizes { get; init; } = new()
    {
        [AssetType.Character] = new(512, 768),
        [AssetType.Location] = new(1024, 576),
        [AssetType.Prop] = new(512, 512),
    };

    /// <summary>Pictures of one request at most.</summary>
    public int MostAtOnce { get; set; } = 1000;
}

public sealed record PictureSize(int Width, int Height);
