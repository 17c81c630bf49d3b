using AssetLibrary.Web.Generation.ConceptCards;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation;

internal static class GenerationSetup
{
    public static void AddGeneration(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(builder.Configuration.GetSection("Generation").Get<GenerationOptions>() ?? new());
        builder.Services.AddSingleton<IImageProvider, ConceptCardProvider>();
        builder.Services.AddScoped<IJobHandler, GenerationJob>();
        builder.Services.AddScoped<PictureRequests>();
    }
}
