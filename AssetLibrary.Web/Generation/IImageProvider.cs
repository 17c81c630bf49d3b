using AssetLibrary.Web.Imaging;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation;

/// <summary>Where a model wants to hear what should not be seen; in the prompt, where it has no place of its own for it.</summary>
public enum NegativePrompts
{
    Ignored,
    OwnField,
    InPrompt,
}

/// <summary>What a model can do, and what it asks for it.</summary>
/// <param name="Id">As the provider calls it.</param>
/// <param name="UsdPerPicture">Null when nobody knows. Of a clip: where it has one price whatever its length.</param>
/// <param name="Sizes">What it can be asked for.</param>
public sealed record ModelInfo(string Id, decimal? UsdPerPicture, PictureSizes Sizes)
{
    public int MaxReferences { get; init; }
    public bool TakesSeed { get; init; }
    public NegativePrompts Negative { get; init; } = NegativePrompts.InPrompt;

    /// <summary>What it can be asked for, where it makes clips; null where it makes pictures.</summary>
    public ClipLimits? Clip { get; init; }

    public bool MakesVideo => Clip is not null;

    /// <summary>What one picture costs, or a clip of so many seconds; null when nobody knows.</summary>
    public decimal? PriceOf(int? seconds) => UsdPerPicture ?? (Clip?.UsdPerSecond * (seconds ?? Clip?.Usual));

    /// <summary>US dollars for a million tokens, where the provider counts them: what was really paid is told by them.</summary>
    public decimal? UsdPerMillionInput { get; init; }
    public decimal? UsdPerMillionOutput { get; init; }

    /// <summary>What so many tokens cost; null where their prices are not known.</summary>
    public decimal? Price(TokenCount? tokens) =>
        tokens is null || UsdPerMillionOutput is not { } output
            ? null
            : ((tokens.Input * (UsdPerMillionInput ?? 0)) + (tokens.Output * output)) / 1_000_000;
}

/// <summary>What a model of clips can be asked for.</summary>
/// <param name="Seconds">The lengths it makes, rising.</param>
/// <param name="Usual">The length that is taken when none is named.</param>
/// <param name="UsdPerSecond">Null when nobody knows.</param>
/// <param name="MaxFrames">0: from words alone. 1: a start frame can go along. 2: an end frame as well.</param>
public sealed record ClipLimits(IReadOnlyList<int> Seconds, int Usual, decimal? UsdPerSecond, int MaxFrames)
{
    /// <summary>It has no field for the length: the prompt says it.</summary>
    public bool SecondsInPrompt { get; init; }

    /// <summary>It fetches frames from an address, so this library must have one that the provider can reach.</summary>
    public bool FetchesFrames { get; init; }

    public int Nearest(int? seconds) => seconds is { } wanted ? Seconds.MinBy(s => Math.Abs(s - wanted)) : Usual;
}

/// <summary>A provider and its models; of pictures and of clips, the first is the one that is taken when none is named.</summary>
public sealed record ProviderInfo(string Name, string Label, IReadOnlyList<ModelInfo> Models)
{
    /// <summary>Jobs at once from this process; null means as many as there are workers.</summary>
    public int? MaxParallel { get; init; }

    /// <summary>How long one picture may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one clip may take.</summary>
    public TimeSpan ClipPatience { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>What it takes of a reference picture.</summary>
    public ReferenceLimits References { get; init; } = new(["image/jpeg", "image/png", "image/webp"], 2048, 20 * 1024 * 1024);

    public ModelInfo DefaultModel => Models.FirstOrDefault(m => !m.MakesVideo) ?? Models[0];

    /// <summary>Null where it makes no clips.</summary>
    public ModelInfo? DefaultClipModel => Models.FirstOrDefault(m => m.MakesVideo);

    public bool TakesReferences => DefaultModel.MaxReferences > 0;

    public decimal? UsdPerPicture => DefaultModel.UsdPerPicture;

    public ModelInfo? Model(string id) => Models.FirstOrDefault(m => m.Id == id);
}

/// <summary>Where a provider's key comes from.</summary>
public enum KeySource
{
    None,
    SetHere,
    Configuration,
    Unreadable,
}

/// <param name="Missing">A sentence that says what is to be set before it can be used; null when it can.</param>
/// <param name="Endpoint">Its address; null when none is known.</param>
/// <param name="Key">Where its key comes from.</param>
public sealed record ProviderStanding(string? Missing, string? Endpoint, KeySource Key);

/// <summary>One picture or clip to be made.</summary>
public sealed record PictureOrder(RequestSnapshot Sent, long Seed)
{
    /// <summary>Only what may leave the house, in order.</summary>
    public IReadOnlyList<ReferencePicture> References { get; init; } = [];
}

/// <summary>A copy that was made for this order: the stored bytes never leave the house.</summary>
public sealed record ReferencePicture(ReferenceRole Role, string ContentType, byte[] Bytes)
{
    /// <summary>Where a provider can fetch it for a while; null where this library has no address in the network.</summary>
    public Uri? Address { get; init; }
}

/// <summary>What a provider answered, as it came, without keys: kept until a picture has been taken from it.</summary>
/// <param name="Body">Its bytes, or the part of them that was read.</param>
/// <param name="ContentType">As the provider calls it; null where it says nothing.</param>
/// <param name="Shape">The names in it and the kinds of their values, without any value: "data[].url: text".</param>
public sealed record ProviderAnswer(ReadOnlyMemory<byte> Body, string? ContentType, string Shape);

/// <summary>It was answered, and may have been paid, but no picture was found in the answer: it is never ordered again for that.</summary>
public sealed class UnreadAnswerException(JobFailure failure, ProviderAnswer answer) : JobFailedException(failure)
{
    public ProviderAnswer Answer => answer;
}

/// <summary>Where an order stands at its provider.</summary>
public abstract record ProviderStep
{
    private ProviderStep() { }

    /// <summary>The answer that led here, where it is worth keeping.</summary>
    public ProviderAnswer? Answer { get; init; }

    /// <summary>With what came along, where the picture is there.</summary>
    public ProviderStep With(Receipt receipt) => this is Finished finished ? finished with { Receipt = receipt } : this;

    /// <summary>The picture is in this file, which the caller takes over and deletes.</summary>
    public sealed record Finished(string File) : ProviderStep
    {
        /// <summary>What came with it; null where the provider says nothing.</summary>
        public Receipt? Receipt { get; init; }
    }

    /// <summary>Not yet: its id there, and when to look again.</summary>
    public sealed record Pending(string ProviderJobId, TimeSpan LookAgain) : ProviderStep;
}

/// <summary>What was ordered will never come from this id: a further try has to order again.</summary>
public sealed class OrderGoneException(JobFailure failure) : JobFailedException(failure);

/// <summary>
/// Makes pictures. <see cref="SubmitAsync"/> hands the order over, once; a provider that answers at once is finished with
/// that. Otherwise the caller stores the id and asks <see cref="CollectAsync"/> until it is finished: after a crash too, which
/// must not order again. Failures are <see cref="JobFailedException"/>s with stage and class; the caller retries, never the
/// provider. Where money may have been spent and there is no id to collect by, the class is maybeCharged. Neither keys nor
/// prompts are in a sentence or in a log.
/// </summary>
public interface IImageProvider
{
    ProviderInfo Info { get; }

    Task<ProviderStanding> StandingAsync(CancellationToken cancel = default) =>
        Task.FromResult(new ProviderStanding(null, null, KeySource.None));

    /// <summary>Asks for something that costs nothing, and says what it heard.</summary>
    Task<string> TryAsync(CancellationToken cancel) => Task.FromResult($"{Info.Label} needs no setup.");

    Task<ProviderStep> SubmitAsync(PictureOrder order, CancellationToken cancel);

    Task<ProviderStep> CollectAsync(string providerJobId, CancellationToken cancel);

    /// <summary>Looks for a picture in an answer that was kept. Null where there is none that can be found.</summary>
    Task<ProviderStep?> ReadAsync(ProviderAnswer answer, CancellationToken cancel) => Task.FromResult<ProviderStep?>(null);

    /// <summary>
    /// Nobody wants it any more: stops the work there, where that can be done. True when the provider has said that it is stopped.
    /// </summary>
    Task<bool> AbandonAsync(string providerJobId, CancellationToken cancel) => Task.FromResult(false);
}

/// <summary>Section <c>Generation</c>.</summary>
public sealed class GenerationOptions
{
    /// <summary>Width and height in pixels of a type's pictures.</summary>
    public Dictionary<AssetType, PictureSize> Sizes { get; init; } =
        new()
        {
            [AssetType.Character] = new(512, 768),
            [AssetType.Location] = new(1024, 576),
            [AssetType.Prop] = new(512, 512),
        };

    /// <summary>Width and height in pixels of a clip without a start frame.</summary>
    public PictureSize ClipSize { get; set; } = new(1280, 720);

    /// <summary>Pictures of one request at most.</summary>
    public int MostAtOnce { get; set; } = 1000;

    /// <summary>
    /// Hosts in private networks from which pictures are fetched by address: "host" at any port, or "host:port". Default: none.
    /// </summary>
    public List<string> TrustedHosts { get; init; } = [];

    /// <summary>Bytes that all references of one picture may have together. Default 40 MB.</summary>
    public long MostReferenceBytes { get; set; } = 40 * 1024 * 1024;
}

public sealed record PictureSize(int Width, int Height);
