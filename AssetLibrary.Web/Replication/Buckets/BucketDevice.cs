using System.Security.Cryptography;
using System.Text;
using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Replication.Buckets;

/// <summary>The bucket among the devices: every server that is set to it means the same one.</summary>
public sealed class BucketDevice(BucketOptions options, BucketStore store)
{
    public bool IsSet => options.IsSet;

    public BucketStore Store => store;

    public Guid Id { get; } =
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Endpoint?.Authority} {options.Bucket} {options.Prefix}")).AsSpan(0, 16));

    private string Name => options.Prefix.Length > 0 ? $"{options.Bucket}/{options.Prefix.TrimEnd('/')}" : options.Bucket;

    /// <summary>Enters it among the devices.</summary>
    public async Task SayAsync(LibraryContext db, CancellationToken cancel)
    {
        if (!await db.Set<Device>().AnyAsync(d => d.Id == Id, cancel))
        {
            var device = new Device(Id, DeviceKind.Bucket, Name) { Url = options.Endpoint?.AbsoluteUri };
            await db.WriteAsync(() => db.InsertMissingAsync([device], cancel), cancel);
        }
    }

    /// <summary>What came of asking it; in the caller's write.</summary>
    public async Task NoteAsync(LibraryContext db, string? trouble, CancellationToken cancel)
    {
        if (await db.Set<Device>().SingleOrDefaultAsync(d => d.Id == Id, cancel) is { } device)
        {
            if (trouble is null)
            {
                device.Seen(db.Now, freeBytes: null);
            }
            else
            {
                device.Lost(trouble);
            }
        }
    }
}
