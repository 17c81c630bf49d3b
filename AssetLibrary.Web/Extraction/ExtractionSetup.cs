using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Extraction.Model;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Extraction;

internal static class ExtractionSetup
{
    public static void AddExtraction(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<IJobHandler, ExtractionJob>();
        builder.Services.AddScoped<IExtractor, BuiltInExtractor>();
        builder.Services.AddScoped<LanguageModelExtractor>();
        builder.Services.AddScoped<IExtractor>(s => s.GetRequiredService<LanguageModelExtractor>());
    }
}
