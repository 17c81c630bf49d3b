using AssetLibrary.Web.LanguageModels.Tracing;

namespace AssetLibrary.Web.LanguageModels;

internal static class LanguageModelsSetup
{
    public static void AddLanguageModels(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("LanguageModel").Get<LanguageModelOptions>() ?? new();
        var otlp = builder.Configuration.GetSection("Otlp").Get<OtlpOptions>() ?? new();
        if ((options.Complaint() ?? otlp.Complaint()) is { } complaint)
        {
            throw new InvalidOperationException(complaint);
        }

        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(otlp);
        builder.Services.AddSingleton<ModelTracing>();
        builder.Services.AddSingleton<LanguageModel>();
    }
}
