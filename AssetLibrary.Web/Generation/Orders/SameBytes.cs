using System.Text.Json.Nodes;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation.Orders;

/// <summary>A picture of this provider, made from another prompt, that has the same bytes: probably both are its placeholder.</summary>
/// <param name="Id">The picture.</param>
/// <param name="Metadata">What the version of the new one remembers.</param>
internal sealed record SameBytes(Guid Id, string Metadata)
{
    // Free pictures that were cut to size are known by bytes that no index names: only the newest are looked at.
    private const int NewestLookedAt = 2000;

    /// <summary>
    /// The earliest of all projects; null where there is none. Cards that the app draws by rules are never placeholders.
    /// </summary>
    /// <param name="db">Where to look.</param>
    /// <param name="item">The new picture: the same words may well give the same one.</param>
    /// <param name="sha256">Its bytes as they came from the provider.</param>
    public static async Task<SameBytes?> FindAsync(LibraryContext db, MediaItem item, BlobRef sha256)
    {
        if (item.Provider is null or MediaItem.BuiltIn)
        {
            return null;
        }

        var (provider, prompt) = (item.Provider, item.Prompt);
        var all = db.Set<MediaItem>().IgnoreQueryFilters([LibraryContext.Access]);
        IQueryable<MediaItem> Others(IQueryable<MediaItem> items) =>
            items
                .Where(m =>
                    m.Source == MediaSource.Generation
                    && m.Provider == provider
                    && m.Prompt != null
                    && m.Prompt != prompt
                    && m.Id != item.Id
                )
                .OrderBy(m => m.Id);
        var arrived = db.Set<Order>().IgnoreQueryFilters([LibraryContext.Access]).Where(o => o.ArrivedSha256 == sha256);
        var found = await FirstAsync(Others(all.Where(m => m.Sha256 == sha256)))
            ?? await FirstAsync(Others(arrived.Join(all, o => o.Id, m => m.JobId, (_, m) => m)))
            ?? await FirstAsync(
                Others(all.OrderByDescending(m => m.Id).Take(NewestLookedAt).Where(m => m.Original != null && m.Original.Sha256 == sha256))
            );
        if (found is null)
        {
            return null;
        }

        // Another project's picture is not named: those who read this may not know of it.
        var name = found.ProjectId is null || found.ProjectId == item.ProjectId ? $"“{found.Title}”" : "a picture in another project";
        var note = new JsonObject { [AssetVersion.NoteKey] = $"Identical to {name} – probably a placeholder." };
        return new(found.Id, note.ToJsonString());
    }

    private sealed record Twin(Guid Id, string Title, Guid? ProjectId);

    private static Task<Twin?> FirstAsync(IQueryable<MediaItem> items) =>
        items.Select(m => new Twin(m.Id, m.Title, m.ProjectId)).FirstOrDefaultAsync();
}
