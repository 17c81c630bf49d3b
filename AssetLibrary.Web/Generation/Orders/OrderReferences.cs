using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation.Orders;

/// <summary>What has arrived, and answers that are kept, are for editors of the project: nobody has looked into them yet.</summary>
internal sealed class OrderReferences(LibraryContext db, CurrentViewer viewer) : IBlobReferences
{
    public async Task<string?> ContentTypeAsync(BlobRef blob, CancellationToken cancel)
    {
        var projects = await db.Set<Order>()
            .Where(o => o.ArrivedSha256 == blob || o.AnswerSha256 == blob)
            .Select(o => o.ProjectId)
            .Distinct()
            .ToListAsync(cancel);
        foreach (var project in projects)
        {
            if (await viewer.MayEditAsync(db, project, cancel))
            {
                return "application/octet-stream";
            }
        }

        return null;
    }
}
