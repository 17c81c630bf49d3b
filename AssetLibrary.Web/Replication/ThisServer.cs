using System.Security.Cryptography;
using System.Text;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Replication;

/// <summary>
/// This server among the devices: its id lies in its data folder, its name is the machine's or <c>Storage:DeviceName</c>.
/// </summary>
public sealed class ThisServer(DataFolder folder, BlobStore blobs, IConfiguration configuration)
{
    // Whoever was seen within this time is at work still.
    private static readonly TimeSpan AtWork = TimeSpan.FromMinutes(3);

    private readonly string installation = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName} {folder.Root}"))
    );

    public Guid Id => folder.ServerId;

    public string Name { get; } = configuration["Storage:DeviceName"] is { Length: > 0 } given ? given : Environment.MachineName;

    /// <summary>Says that it is there. It is the caller's write.</summary>
    public async Task<Device> SayAsync(LibraryContext db, CancellationToken cancel)
    {
        var device = await db.Set<Device>().SingleOrDefaultAsync(d => d.Id == Id, cancel);
        if (device is null)
        {
            device = new(Id, DeviceKind.Server, Name);
            db.Add(device);
        }

        var other = device.Installation is { } known && known != installation && device.LastSeenAt > db.Now - AtWork;
        device.Rename(Name);
        device.Seen(
            db.Now,
            blobs.FreeBytes,
            other ? $"Two servers use copies of one data folder. Delete {DataFolder.ServerIdName} in one of them and start it again." : null
        );
        device.SpokenForBy(installation);
        return device;
    }
}
