using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Extraction;

internal static class ExtractionSetup
{
    public static void AddExtraction(this WebApplicationBuilder builder) => builder.Services.AddScoped<IJobHandler, ExtractionJob>();
}
