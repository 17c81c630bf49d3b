using AssetLibrary.Web.Generation.ConceptCards;
using AssetLibrary.Web.Generation.Orders;
using AssetLibrary.Web.Generation.Prompts;
using AssetLibrary.Web.Generation.Providers;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Styles;

namespace AssetLibrary.Web.Generation;

internal static class GenerationSetup
{
    public static void AddGeneration(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(builder.Configuration.GetSection("Generation").Get<GenerationOptions>() ?? new());
        builder.Services.AddSingleton<IConcurrencyRule, ProviderGroups>();
        builder.Services.AddSingleton<IImageProvider, ConceptCardProvider>();
        builder.AddProviders();
        builder.Services.AddSingleton<ProviderCatalog>();
        builder.Services.AddScoped<IJobHandler, GenerationJob>();
        builder.Services.AddSingleton<GenerationTracing>();
        builder.Services.AddSingleton<OrderNews>();
        builder.Services.AddSingleton<OrderBooks>();
        builder.Services.AddSingleton<KeptAnswers>();
        builder.Services.AddSingleton<SentReferences>();
        builder.Services.AddScoped<OrderRunner>();
        builder.Services.AddScoped<IBlobReferences, OrderReferences>();
        builder.Services.AddScoped(services => new OrderAnswer(services));
        builder.Services.AddScoped<PictureReferences>();
        builder.Services.AddScoped<Named.NamedReferences>();
        builder.Services.AddScoped<PictureRequests>();
        builder.Services.AddScoped<PromptSubjects>();
        builder.Services.AddScoped<Staleness>();
        builder.Services.AddScoped<IPicturesInStyle, PicturesInStyle>();
        builder.Services.AddScoped<ReferenceIntake>();
        builder.Services.AddScoped<IJobWatcher, OrderWatcher>();
    }
}

/// <summary>As many pictures at once as a provider takes; as many as there are cores where this machine draws them itself.</summary>
internal sealed class ProviderGroups(IEnumerable<IImageProvider> providers) : IConcurrencyRule
{
    private readonly Lazy<Dictionary<string, int?>> widths = new(() =>
        providers.ToDictionary(p => GenerationJob.GroupOf(p.Info.Name), p => p.Info.MaxParallel, StringComparer.Ordinal)
    );

    public int? WidthOf(string group) => widths.Value.GetValueOrDefault(group);
}
