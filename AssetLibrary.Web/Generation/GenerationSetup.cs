using AssetLibrary.Web.Generation.ConceptCards;
using AssetLibrary.Web.Generation.Providers;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation;

internal static class GenerationSetup
{
    public static void AddGeneration(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(builder.Configuration.GetSection("Generation").Get<GenerationOptions>() ?? new());
        builder.Services.AddSingleton<ProviderGates>();
        builder.Services.AddSingleton<IImageProvider, ConceptCardProvider>();
        builder.AddProviders();
        builder.Services.AddScoped<IJobHandler, GenerationJob>();
        builder.Services.AddScoped<PictureRequests>();
        builder.Services.AddScoped<IJobWatcher, GenerationWatcher>();
    }
}
