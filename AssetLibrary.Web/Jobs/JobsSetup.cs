namespace AssetLibrary.Web.Jobs;

internal static class JobsSetup
{
    public static void AddJobs(this WebApplicationBuilder builder) => builder.Services.AddScoped<AnotherTry>();
}
