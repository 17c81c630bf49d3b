namespace AssetLibrary.Web.Telemetry;

/// <summary>
/// Section <c>Otlp</c>: where the story of each call to a language model or a provider of pictures is sent, and how many there were.
/// Without an endpoint, nowhere.
/// </summary>
public sealed class OtlpOptions
{
    /// <summary>A collector's address for OTLP over HTTP, without <c>/v1/traces</c> (with it is understood too). Default: none.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>Headers sent along: <c>name=value,name=value</c>, values as in a URL where they hold commas.</summary>
    public string Headers { get; set; } = "";

    /// <summary>Prompts and answers too, and so the script's text. Keys never. Default: no.</summary>
    public bool IncludeContent { get; set; }

    public bool IsConfigured => Endpoint.Length > 0;

    public Uri Traces => new(Root + "/v1/traces");

    public Uri Metrics => new(Root + "/v1/metrics");

    private string Root =>
        Endpoint.TrimEnd('/') is var given && given.EndsWith("/v1/traces", StringComparison.Ordinal)
            ? given[..^"/v1/traces".Length]
            : given;

    /// <summary>What a person has to correct, or null.</summary>
    public string? Complaint() =>
        this switch
        {
            { Endpoint: "" } => null,
            _ when !Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") =>
                $"Otlp: Endpoint must be an http or https address such as http://localhost:4318, but is “{Endpoint}”.",
            _ when Headers
                    .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Any(h => h.IndexOf('=', StringComparison.Ordinal) < 1) => "Otlp: Headers must have the form name=value,name=value.",
            _ => null,
        };
}
