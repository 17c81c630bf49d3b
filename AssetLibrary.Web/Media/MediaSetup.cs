namespace AssetLibrary.Web.Media;

internal static class MediaSetup
{
    public static void AddMedia(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<MediaDoor>();
        builder.Services.AddSingleton<MediaExport>();
        builder.Services.AddScoped<IBlobReferences, MediaReferences>();
        builder.Services.AddSingleton<Thumbnails>();
        builder.Services.AddSingleton<Lending>();
    }
}
