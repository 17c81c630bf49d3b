using AssetLibrary.Web.Sqlite;

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
        builder.Services.AddSingleton<ForeignPictures>();
        builder.Services.AddSingleton<PdfPages>();
        builder.Services.AddSingleton(s =>
        {
            if (builder.Configuration["Imaging:FontCacheFolder"] is null)
            {
                options.FontCacheFolder = Path.Combine(s.GetRequiredService<DataFolder>().Derived, "fonts");
            }

            return new ImageWorkers(options, s.GetRequiredService<TimeProvider>());
        });
    }
}
