namespace AssetLibrary.Web.Imaging;

internal static class ImagingSetup
{
    public static void AddImaging(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("Imaging").Get<ImagingOptions>() ?? new();
        if (options.Complaint() is { } complaint)
        {
            throw new InvalidOperationException(complaint);
        }

        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<ClipReader>();
        builder.Services.AddSingleton(s => new ImageWorkers(options, s.GetRequiredService<TimeProvider>()));
    }
}
