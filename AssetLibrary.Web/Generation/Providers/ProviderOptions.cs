namespace AssetLibrary.Web.Generation.Providers;

/// <summary>Section <c>Providers:{name}</c>: Gemini, OpenAI, Pollinations, Replicate, ComfyUI, StableDiffusion.</summary>
public sealed class ProviderOptions
{
    /// <summary>The server's address. Default: the provider's own; none for ComfyUI and StableDiffusion.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>For StableDiffusion "name:password", where it asks for one. A key entered on the admin page wins.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>The model that is taken when none is named. Default: the provider's first.</summary>
    public string Model { get; set; } = "";

    /// <summary>What a picture of the default model costs, in US dollars.</summary>
    public decimal? PriceUsd { get; set; }

    /// <summary>In place of the models that are known here.</summary>
    public List<ModelOptions> Models { get; init; } = [];

    /// <summary>Jobs at once, from this process. Default: 4; 1 for a machine of one's own.</summary>
    public int? MaxParallel { get; set; }

    /// <summary>How long one picture may take, in seconds. Default 300.</summary>
    public int TimeoutSeconds { get; set; } = 300;

    /// <summary>How long one clip may take, in seconds. Default 900.</summary>
    public int ClipTimeoutSeconds { get; set; } = 900;

    /// <summary>The largest answer that is read, in megabytes. Default 64.</summary>
    public int MaxMegabytes { get; set; } = 64;

    /// <summary>Replicate: what its calls are signed with (whsec_…). Default: it is asked for it.</summary>
    public string WebhookSecret { get; set; } = "";

    /// <summary>ComfyUI: a file with a workflow in API format whose values hold slots such as {{prompt}}; or the workflow itself.</summary>
    public string Workflow { get; set; } = "";

    /// <summary>What a person has to correct, or null.</summary>
    public string? Complaint(string section) =>
        this switch
        {
            { Endpoint.Length: > 0 } when !IsWebAddress(Endpoint) =>
                $"Providers:{section}: Endpoint must be an http or https address, not “{Endpoint}”.",
            { PriceUsd: < 0 } => $"Providers:{section}: PriceUsd must not be negative.",
            { MaxParallel: < 1 or > 256 } => $"Providers:{section}: MaxParallel must be between 1 and 256.",
            { TimeoutSeconds: < 1 or > 7200 } => $"Providers:{section}: TimeoutSeconds must be between 1 and 7200.",
            { ClipTimeoutSeconds: < 1 or > 7200 } => $"Providers:{section}: ClipTimeoutSeconds must be between 1 and 7200.",
            _ when section is not ("Gemini" or "Pollinations" or "Replicate") && Models.Exists(m => m.Kinds.Contains("video")) =>
                $"Providers:{section}:Models: this provider has no video models. Use Gemini, Pollinations or Replicate.",
            { MaxMegabytes: < 1 or > 1024 } => $"Providers:{section}: MaxMegabytes must be between 1 and 1024.",
            _ => Models.Select(m => m.Complaint(section)).FirstOrDefault(c => c is not null),
        };

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
}

/// <summary>One model; what is not said is as the provider's models mostly are.</summary>
public sealed class ModelOptions
{
    public string Id { get; set; } = "";
    public decimal? PriceUsd { get; set; }

    /// <summary>
    /// US dollars for a million tokens, where the provider counts them with the picture: then what was really used is paid.
    /// </summary>
    public decimal? UsdPerMillionInput { get; set; }
    public decimal? UsdPerMillionOutput { get; set; }

    /// <summary>What it makes: image, video.</summary>
    public List<string> Kinds { get; init; } = [];
    public int? MaxReferences { get; set; }
    public bool? TakesSeed { get; set; }

    /// <summary>Ratios ("2:3"), or pixels ("1024x1536"), or "any".</summary>
    public List<string> Sizes { get; init; } = [];

    /// <summary>Of a model of clips: the lengths that it makes, in seconds.</summary>
    public List<int> Seconds { get; init; } = [];

    /// <summary>Of a model of clips: what a second costs, in US dollars.</summary>
    public decimal? UsdPerSecond { get; set; }

    /// <summary>Of a model of clips: 0 for none, 1 for a start frame, 2 for an end frame as well.</summary>
    public int? MaxFrames { get; set; }

    /// <summary>
    /// Replicate, of a model of clips: the inputs that take frames and length. Default image, last_frame_image, duration.
    /// </summary>
    public string StartFrameInput { get; set; } = "image";
    public string EndFrameInput { get; set; } = "last_frame_image";
    public string SecondsInput { get; set; } = "duration";

    /// <summary>Replicate: the input that takes reference pictures, such as input_images; a name in the singular takes one.</summary>
    public string ReferenceInput { get; set; } = "";

    /// <summary>ComfyUI: this model's own workflow.</summary>
    public string Workflow { get; set; } = "";

    internal string? Complaint(string section) =>
        this switch
        {
            { Id: "" } => $"Providers:{section}:Models: every model needs an Id.",
            { Id.Length: > 128 } => $"Providers:{section}:Models: an Id can have at most 128 characters.",
            { UsdPerMillionInput: < 0 } or { UsdPerMillionOutput: < 0 } =>
                $"Providers:{section}:Models: prices of “{Id}” must not be negative.",
            { PriceUsd: < 0 } => $"Providers:{section}:Models: PriceUsd of “{Id}” must not be negative.",
            { UsdPerSecond: < 0 } => $"Providers:{section}:Models: UsdPerSecond of “{Id}” must not be negative.",
            { MaxFrames: < 0 or > 2 } => $"Providers:{section}:Models: MaxFrames of “{Id}” must be 0, 1 or 2.",
            _ when Seconds.Exists(s => s is < 1 or > 600) => $"Providers:{section}:Models: Seconds of “{Id}” must be between 1 and 600.",
            _ when Kinds.Exists(k => k is not ("image" or "video")) =>
                $"Providers:{section}:Models: Kinds of “{Id}” must be image or video.",
            { MaxReferences: < 0 } => $"Providers:{section}:Models: MaxReferences of “{Id}” must not be negative.",
            _ when Sizes.Any(s => !IsSize(s)) =>
                $"Providers:{section}:Models: Sizes of “{Id}” must be ratios (2:3), pixels (1024x1536) or any.",
            _ => null,
        };

    internal PictureSizes? KnownSizes() =>
        Sizes switch
        {
            [] => null,
            _ when Sizes.Contains("any") => new PictureSizes.Any(),
            _ when Sizes.Exists(s => s.Contains(':')) => new PictureSizes.Ratios([.. Sizes.Where(s => s.Contains(':'))]),
            _ => new PictureSizes.OneOf([
                .. Sizes.Select(s => s.Split('x')).Select(s => new PictureSize(int.Parse(s[0], null), int.Parse(s[1], null))),
            ]),
        };

    private static bool IsSize(string text) =>
        text == "any"
        || text.Split(text.Contains(':') ? ':' : 'x') is { Length: 2 } sides
            && sides.All(s => s.Length is > 0 and < 6 && s.All(char.IsAsciiDigit) && int.Parse(s, null) > 0);
}
