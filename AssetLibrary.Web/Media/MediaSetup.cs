using AssetLibrary.Web.Replication;

namespace AssetLibrary.Web.Media;

internal static class MediaSetup
{
    public static void AddMedia(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<MediaIntake>();
        builder.Services.AddSingleton<MediaProof.Reader>();
        builder.Services.AddSingleton<MediaExport>();
        builder.Services.AddScoped<IBlobReferences, MediaReferences>();
        builder.Services.AddSingleton<Thumbnails>();
        builder.Services.AddSingleton<DocumentPages>();
        builder.Services.AddSingleton<SignedUrls>();
        builder.Services.AddSingleton<DeliveryCounts>();
        builder.Services.AddScoped<StorageReport>();
        builder.Services.AddScoped<IUnneededBytes, UnneededBytes>();
        builder.Services.AddSingleton<OrphanSweep>();
        builder.Services.AddHostedService(s => s.GetRequiredService<OrphanSweep>());
    }
}
