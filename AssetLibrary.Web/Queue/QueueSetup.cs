namespace AssetLibrary.Web.Queue;

internal static class QueueSetup
{
    public static void AddQueue(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(builder.Configuration.GetSection("Queue").Get<QueueOptions>() ?? new());
        builder.Services.AddSingleton<JobClaims>();
        builder.Services.AddSingleton<ConcurrencyGroups>();
        builder.Services.AddSingleton<RunningJobs>();
        builder.Services.AddHostedService<Worker>();
        builder.Services.AddScoped<JobControl>();
    }
}
