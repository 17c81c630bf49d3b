namespace AssetLibrary.Web.LanguageModels;

internal static class LanguageModelsSetup
{
    public static void AddLanguageModels(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("LanguageModel").Get<LanguageModelOptions>() ?? new();
        if (options.Complaint() is { } complaint)
        {
            throw new InvalidOperationException(complaint);
        }

        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<ModelTracing>();
        builder.Services.AddSingleton<LanguageModel>();
        builder.Services.AddSingleton<ModelSpending>();
    }
}
