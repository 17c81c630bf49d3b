using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Replication.Buckets;
using AssetLibrary.Web.Replication.Peers;

namespace AssetLibrary.Web.Replication;

internal static class ReplicationSetup
{
    public static void AddReplication(this WebApplicationBuilder builder)
    {
        var storage = builder.Configuration.GetSection("Storage");
        builder.Services.AddSingleton(storage.Get<ReplicationOptions>() ?? new());
        builder.Services.AddSingleton(storage.GetSection("S3").Get<BucketOptions>() ?? new());
        builder.Services.AddSingleton(new TrafficLimit(builder.Configuration));
        builder.Services.AddSingleton<RangedDownload>();
        builder.Services.AddSingleton<BucketStore>();
        builder.Services.AddSingleton<BucketDevice>();
        builder.Services.AddSingleton<DiskStore>();
        builder.Services.AddSingleton<ThisServer>();
        builder.Services.AddSingleton<Announcer>();
        builder.Services.AddHostedService(s => s.GetRequiredService<Announcer>());
        builder.Services.AddSingleton<Replicator>();
        builder.Services.AddHostedService(s => s.GetRequiredService<Replicator>());
        builder.Services.AddSingleton<Pairing>();
        builder.Services.AddSingleton<PeerServers>();
        builder.Services.AddScoped<PartHashes>();
        builder.Services.AddScoped<IJobHandler, ReplicateJob>();
    }
}
