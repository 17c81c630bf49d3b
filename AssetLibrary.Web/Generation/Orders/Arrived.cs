using AssetLibrary.Web.Blobs;

namespace AssetLibrary.Web.Generation.Orders;

/// <summary>A picture or clip that has come: a file that is still to be put, or bytes that are stored already.</summary>
public sealed record Arrived(string? File, BlobRef? Blob)
{
    /// <summary>What was not put is not wanted any more.</summary>
    public void Drop()
    {
        if (File is not null)
        {
            System.IO.File.Delete(File);
        }
    }
}
