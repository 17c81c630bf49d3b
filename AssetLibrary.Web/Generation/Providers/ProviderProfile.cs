using AssetLibrary.Web.Imaging;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>Whether a provider can be used without a key.</summary>
internal enum KeyRule
{
    /// <summary>Never.</summary>
    Always,

    /// <summary>At an address of one's own the server there decides.</summary>
    AtItsOwnAddress,

    /// <summary>Only where the server asks for one.</summary>
    Optional,
}

/// <summary>
/// What is known of a provider before anything is configured. Ids and prices change twice a year: all of it can be configured.
/// </summary>
/// <param name="Name">As it is in requests.</param>
/// <param name="Section">As it is in the configuration.</param>
/// <param name="Label">For people.</param>
/// <param name="Endpoint">Its own address, or none.</param>
/// <param name="Key">Whether it wants one.</param>
/// <param name="MaxParallel">Jobs at once.</param>
/// <param name="Known">Its models; the first is the default.</param>
/// <param name="Typical">What a model is that is not known: of its id.</param>
/// <param name="TypicalClip">The same of one that makes clips; null where the provider makes none.</param>
internal sealed record ProviderProfile(
    string Name,
    string Section,
    string Label,
    string? Endpoint,
    KeyRule Key,
    int MaxParallel,
    IReadOnlyList<ModelInfo> Known,
    Func<string, ModelInfo> Typical,
    Func<string, ModelInfo>? TypicalClip = null
)
{
    private static readonly string[] GeminiRatios = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];
    private static readonly string[] ClipRatios = ["16:9", "9:16"];
    private static readonly string[] CommonRatios = ["1:1", "16:9", "21:9", "3:2", "2:3", "4:5", "5:4", "3:4", "4:3", "9:16", "9:21"];

    public static readonly ProviderProfile Gemini = new(
        "gemini",
        "Gemini",
        "Google Gemini",
        "https://generativelanguage.googleapis.com",
        KeyRule.Always,
        4,
        [
            OfGemini("gemini-nano-banana-2.1", 0.0336m) with
            {
                UsdPerMillionInput = 1.5m,
                UsdPerMillionOutput = 30,
            },
            OfGemini("gemini-3-pro-image", 0.134m) with
            {
                UsdPerMillionInput = 2,
                UsdPerMillionOutput = 120,
            },
            OfGemini("gemini-2.5-flash-image", 0.039m),
            ClipOfGemini("gemini-omni-1.1-flash") with
            {
                UsdPerMillionInput = 1.5m,
                UsdPerMillionOutput = 17.5m,
            },
        ],
        id => OfGemini(id, null),
        ClipOfGemini
    )
    {
        // All of a request together has a limit there; it looks at tiles of 768 pixels, four beside each other at most.
        References = new(["image/jpeg", "image/png", "image/webp"], 3072, 4 * 1024 * 1024),
    };

    public static readonly ProviderProfile OpenAI = new(
        "openai",
        "OpenAI",
        "OpenAI Images",
        "https://api.openai.com/v1",
        KeyRule.AtItsOwnAddress,
        4,
        [OfOpenAI("gpt-image-2", 0.041m), OfOpenAI("gpt-image-1.5", 0.05m), OfOpenAI("gpt-image-1-mini", 0.011m)],
        id => OfOpenAI(id, null)
    );

    public static readonly ProviderProfile Pollinations = new(
        "pollinations",
        "Pollinations",
        "Pollinations",
        "https://gen.pollinations.ai",
        KeyRule.AtItsOwnAddress,
        4,
        [
            OfPollinations("tongyi-mai/z-image-turbo", 0.0002m) with
            {
                MaxReferences = 0,
            },
            OfPollinations("black-forest-labs/flux.1-schnell", 0.00012m) with
            {
                MaxReferences = 0,
            },
            OfPollinations("black-forest-labs/flux.1-kontext-pro", 0.04m) with
            {
                MaxReferences = 1,
            },
            ClipOfPollinations("google/veo-3.1-fast", [4, 6, 8], 0.15m),
            ClipOfPollinations("bytedance/seedance-1-pro-fast", [.. Enumerable.Range(2, 9)], null),
        ],
        id => OfPollinations(id, null),
        id => ClipOfPollinations(id, [4, 5, 6, 8, 10], null)
    )
    {
        // It hands them on to makers of many kinds, not all of which read WebP.
        References = new(["image/jpeg", "image/png"], 2048, 10 * 1024 * 1024),
    };

    public static readonly ProviderProfile Replicate = new(
        "replicate",
        "Replicate",
        "Replicate",
        "https://api.replicate.com/v1",
        KeyRule.Always,
        4,
        [
            OfReplicate("black-forest-labs/flux-schnell", 0.003m),
            OfReplicate("black-forest-labs/flux-1.1-pro", 0.04m),
            OfReplicate("black-forest-labs/flux-kontext-pro", 0.04m) with
            {
                MaxReferences = 1,
            },
            ClipOfReplicate("bytedance/seedance-1-pro"),
        ],
        id => OfReplicate(id, null),
        ClipOfReplicate
    );

    public static readonly ProviderProfile ComfyUI = new(
        "comfyui",
        "ComfyUI",
        "ComfyUI",
        null,
        KeyRule.Optional,
        1,
        [OfComfy("v1-5-pruned-emaonly-fp16.safetensors")],
        OfComfy
    );

    public static readonly ProviderProfile StableDiffusion = new(
        "stable-diffusion",
        "StableDiffusion",
        "Stable Diffusion",
        null,
        KeyRule.Optional,
        1,
        [OfStableDiffusion(StableDiffusionProvider.Loaded)],
        OfStableDiffusion
    );

    public static readonly IReadOnlyList<ProviderProfile> All = [Gemini, OpenAI, Pollinations, Replicate, ComfyUI, StableDiffusion];

    /// <summary>What it takes of a reference picture; larger ones cost time and are made smaller there.</summary>
    public ReferenceLimits References { get; init; } = new(["image/jpeg", "image/png", "image/webp"], 2048, 20 * 1024 * 1024);

    /// <summary>The provider as it is configured.</summary>
    public ProviderInfo Info(ProviderOptions options)
    {
        var models = options.Models.Count > 0 ? options.Models.ConvertAll(Read) : [.. Known];
        if (options.Model.Length > 0)
        {
            // The default comes first; it need not stand among the others.
            models = [models.Find(m => m.Id == options.Model) ?? Typical(options.Model), .. models.Where(m => m.Id != options.Model)];
        }

        if (options.PriceUsd is { } price)
        {
            models[0] = models[0] with { UsdPerPicture = price, UsdPerMillionInput = null, UsdPerMillionOutput = null };
        }

        return new(Name, Label, models)
        {
            MaxParallel = options.MaxParallel ?? MaxParallel,
            References = References,
            Patience = TimeSpan.FromSeconds(options.TimeoutSeconds),
            ClipPatience = TimeSpan.FromSeconds(options.ClipTimeoutSeconds),
        };
    }

    private ModelInfo Read(ModelOptions model)
    {
        var known = Known.FirstOrDefault(m => m.Id == model.Id) ?? (model.Kinds.Contains("video") ? TypicalClip! : Typical)(model.Id);
        return known with
        {
            UsdPerPicture = model.PriceUsd ?? known.UsdPerPicture,

            // A price of one's own is what counts; one for tokens says more than one for a picture.
            UsdPerMillionInput = model.UsdPerMillionInput ?? (model.PriceUsd is null ? known.UsdPerMillionInput : null),
            UsdPerMillionOutput = model.UsdPerMillionOutput ?? (model.PriceUsd is null ? known.UsdPerMillionOutput : null),
            // These two know frames only: anything else would become one.
            MaxReferences = known.MakesVideo && Name is ("pollinations" or "replicate") ? 0 : model.MaxReferences ?? known.MaxReferences,
            TakesSeed = model.TakesSeed ?? known.TakesSeed,
            Clip = known.Clip is not { } limits
                ? null
                : limits with
                {
                    Seconds = model.Seconds.Count > 0 ? [.. model.Seconds.Order()] : limits.Seconds,
                    Usual = model.Seconds.Count > 0 && !model.Seconds.Contains(limits.Usual) ? model.Seconds[0] : limits.Usual,
                    UsdPerSecond = model.UsdPerSecond ?? limits.UsdPerSecond,
                    MaxFrames = model.MaxFrames ?? limits.MaxFrames,
                },
            Sizes = model.KnownSizes() ?? known.Sizes,
        };
    }

    // Of the two that know one scale only, it must not be named.
    private static ModelInfo OfGemini(string id, decimal? price)
    {
        var old = id.Contains("2.5-flash-image", StringComparison.Ordinal);
        return new(
            id,
            price,
            new PictureSizes.Ratios(GeminiRatios, old || id.Contains("lite-image", StringComparison.Ordinal) ? null : "1K")
        )
        {
            MaxReferences = old ? 3 : 14,
            TakesSeed = true,
        };
    }

    // It hears the length in the prompt alone, knows no seed and no negative prompt. Sources: Google's guide and price list of autumn 2026.
    private static ModelInfo ClipOfGemini(string id) =>
        new(id, null, new PictureSizes.Ratios(ClipRatios, "720p"))
        {
            MaxReferences = 3,
            Clip = new([.. Enumerable.Range(3, 8)], 5, 0.10m, 2) { SecondsInPrompt = true },
        };

    private static ModelInfo ClipOfPollinations(string id, IReadOnlyList<int> seconds, decimal? price) =>
        new(id, null, new PictureSizes.Ratios(ClipRatios))
        {
            Clip = new(seconds, seconds.Contains(4) ? 4 : seconds[0], price, 2) { FetchesFrames = true },
        };

    private static ModelInfo ClipOfReplicate(string id) =>
        new(id, null, new PictureSizes.Ratios(["16:9", "4:3", "1:1", "3:4", "9:16", "21:9"], "720p"))
        {
            TakesSeed = true,
            Clip = new([.. Enumerable.Range(2, 11)], 5, null, 2),
        };

    private static ModelInfo OfOpenAI(string id, decimal? price) =>
        new(
            id,
            price,
            id switch
            {
                _ when ImageDialect.LastPart(id).StartsWith("gpt-image-1", StringComparison.Ordinal)
                        || ImageDialect.LastPart(id).StartsWith("chatgpt-image", StringComparison.Ordinal) => new PictureSizes.OneOf([
                    new(1024, 1024),
                    new(1536, 1024),
                    new(1024, 1536),
                ]),
                "dall-e-3" => new PictureSizes.OneOf([new(1024, 1024), new(1792, 1024), new(1024, 1792)]),
                "dall-e-2" => new PictureSizes.OneOf([new(256, 256), new(512, 512), new(1024, 1024)]),
                _ when ImageDialect.IsOpenAIs(id) => new PictureSizes.Window(655_360, 8_294_400, 3),
                _ => new PictureSizes.Any(8),
            }
        )
        {
            MaxReferences = id.StartsWith("dall-e", StringComparison.Ordinal) ? 0 : 16,
        };

    private static ModelInfo OfPollinations(string id, decimal? price) =>
        new(id, price, new PictureSizes.Any())
        {
            MaxReferences = 4,
            TakesSeed = true,
            Negative = NegativePrompts.OwnField,
        };

    private static ModelInfo OfReplicate(string id, decimal? price) =>
        new(id, price, new PictureSizes.Ratios(CommonRatios)) { TakesSeed = true };

    private static ModelInfo OfComfy(string id) =>
        new(id, 0, new PictureSizes.Any(8)) { TakesSeed = true, Negative = NegativePrompts.OwnField };

    private static ModelInfo OfStableDiffusion(string id) =>
        new(id, 0, new PictureSizes.Any(8))
        {
            MaxReferences = 1,
            TakesSeed = true,
            Negative = NegativePrompts.OwnField,
        };
}
