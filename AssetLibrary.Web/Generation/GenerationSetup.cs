using AssetLibrary.Web.Generation.ConceptCards;
using AssetLibrary.Web.Generation.Providers;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation;

internal static class GenerationSetup
{
    public static void AddGeneration(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(builder.Configuration.GetSection("Generation").Get<GenerationOptions>() ?? new());
        builder.Services.AddSingleton<ILaneRule, ProviderLanes>();
        builder.Services.AddSingleton<IImageProvider, ConceptCardProvider>();
        builder.AddProviders();
        builder.Services.AddScoped<IJobHandler, GenerationJob>();
        builder.Services.AddSingleton<GenerationTracing>();
        builder.Services.AddSingleton<OrderNews>();
        builder.Services.AddScoped<PictureArrival>();
        builder.Services.AddScoped<PictureReferences>();
        builder.Services.AddScoped<PictureRequests>();
        builder.Services.AddScoped<ReferenceIntake>();
        builder.Services.AddScoped<IJobWatcher, GenerationWatcher>();
    }
}

/// <summary>As many pictures at once as a provider takes; as many as there are cores where this machine draws them itself.</summary>
internal sealed class ProviderLanes(IEnumerable<IImageProvider> providers) : ILaneRule
{
    private readonly Lazy<Dictionary<string, int?>> widths = new(() => providers.ToDictionary(p => GenerationJob.LaneOf(p.Info.Name), p => p.Info.MaxParallel, StringComparer.Ordinal));

    public int? WidthOf(string lane) => widths.Value.GetValueOrDefault(lane);
}
