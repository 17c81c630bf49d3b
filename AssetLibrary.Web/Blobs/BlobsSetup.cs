using AssetLibrary.Web.Sqlite;

namespace AssetLibrary.Web.Blobs;

internal static class BlobsSetup
{
    public static void AddBlobs(this WebApplicationBuilder builder)
    {
        var limit = builder.Configuration.GetValue<long?>("Uploads:MaxBytes") ?? 2L << 30;
        var grace = builder.Configuration.GetValue<double?>("Blobs:OrphanGraceHours") ?? 24;
        builder.Services.AddSingleton(s => new BlobOptions
        {
            Folder = s.GetRequiredService<DataFolder>().Blobs,
            MaxBytes = limit,
            QuarantineTime = TimeSpan.FromDays(builder.Configuration.GetValue<double?>("Blobs:QuarantineDays") ?? 30),
            OrphanGrace = grace > 0 ? TimeSpan.FromHours(grace) : null,
        });
        builder.Services.AddSingleton<IncomingFiles>();
        builder.Services.AddSingleton<BlobIndex>();
        builder.Services.AddSingleton<BlobStore>();
    }
}
