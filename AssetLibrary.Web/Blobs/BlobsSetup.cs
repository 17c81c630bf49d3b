using AssetLibrary.Web.Sqlite;

namespace AssetLibrary.Web.Blobs;

internal static class BlobsSetup
{
    public static void AddBlobs(this WebApplicationBuilder builder)
    {
        var limit = builder.Configuration.GetValue<long?>("Uploads:MaxBytes") ?? 2L << 30;
        builder.Services.AddSingleton(s => new BlobOptions { Folder = s.GetRequiredService<DataFolder>().Blobs, MaxBytes = limit });
        builder.Services.AddSingleton<BlobIndex>();
        builder.Services.AddSingleton<BlobStore>();
    }
}
