namespace AssetLibrary.Web.Generation;

/// <summary>
/// Who makes pictures and clips here: a name → its provider, its models and their prices. The only place that looks them up.
/// </summary>
public sealed class ProviderCatalog(IEnumerable<IImageProvider> providers)
{
    public IReadOnlyList<IImageProvider> All { get; } = [.. providers];

    /// <summary>In the order in which they were registered.</summary>
    public IEnumerable<string> Names => All.Select(p => p.Info.Name);

    /// <summary>Null where none of that name is configured here, or not any more.</summary>
    public IImageProvider? Find(string? name) => All.FirstOrDefault(p => p.Info.Name == name);

    /// <summary>Null where the provider or its model is gone.</summary>
    public ModelInfo? ModelOf(string provider, string model) => Find(provider)?.Info.Model(model);

    public ModelInfo? ModelOf(GenerationRequest request) => ModelOf(request.Provider, request.Model);

    /// <summary>US dollars for a picture, or a clip of so many seconds; null when nobody knows, also of a model that is gone.</summary>
    public decimal? PriceOf(string provider, string model, int? seconds) => ModelOf(provider, model)?.PriceOf(seconds);

    public decimal? PriceOf(GenerationRequest request) => PriceOf(request.Provider, request.Model, request.Seconds);

    /// <summary>One of these ("provider|model") makes pictures, or nobody is named.</summary>
    public bool MakePictures(IReadOnlyCollection<string> makers) =>
        !makers.Any(m => !string.IsNullOrEmpty(m)) || Models(makers).Any(m => !m.MakesVideo);

    /// <summary>One of these ("provider|model") takes reference pictures.</summary>
    public bool TakesPictures(IEnumerable<string> makers) => Models(makers).Any(m => m is { MakesVideo: false, MaxReferences: > 0 });

    private IEnumerable<ModelInfo> Models(IEnumerable<string> makers) =>
        makers
            .Where(m => !string.IsNullOrEmpty(m))
            .Select(m => m.Split('|'))
            .Select(m => m.Length > 1 ? ModelOf(m[0], m[1]) : Find(m[0])?.Info.DefaultModel)
            .OfType<ModelInfo>();

    /// <summary>Those that can be asked now.</summary>
    public async Task<List<ProviderInfo>> ReadyAsync(CancellationToken cancel, Func<ProviderInfo, bool>? wanted = null)
    {
        var ready = new List<ProviderInfo>();
        foreach (var provider in All.Where(p => wanted?.Invoke(p.Info) != false))
        {
            if ((await provider.StandingAsync(cancel)).Missing is null)
            {
                ready.Add(provider.Info);
            }
        }

        return ready;
    }
}
