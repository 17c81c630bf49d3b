namespace AssetLibrary.Web.Stage5;

internal static class Stage5Setup
{
    public static void AddStage5(this WebApplicationBuilder builder) => builder.Services.AddScoped<ModelChoice>();
}
