using AssetLibrary.Web.Media;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Delivery;

internal static class DeliverySetup
{
    public static void AddDelivery(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MissingBytes>();
        builder.Services.AddSingleton<IMissingBytes>(s => s.GetRequiredService<MissingBytes>());
        // In the order in which they are asked.
        builder.Services.AddSingleton<IBytePlace, RemoteUrlPlace>();
        builder.Services.AddSingleton<IBytePlace, BucketPlace>();
        builder.Services.AddSingleton<IBytePlace, PeersPlace>();
        builder.Services.AddSingleton<Fetcher>();
        builder.Services.AddScoped<IJobHandler, FetchJob>();
        builder.Services.AddScoped<IJobHandler, VerifyJob>();
        builder.Services.AddSingleton<DeliveryUpkeep>();
        builder.Services.AddHostedService(s => s.GetRequiredService<DeliveryUpkeep>());
    }
}
