using System.Text.Json;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared.Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>What was really sent for a picture, and what came back: a fragment that the histories hold.</summary>
public sealed class SentPage(LibraryContext db, MediaExport export) : PageModel
{
    public MediaItem Item { get; private set; } = null!;
    public GenerationRequest? Asked { get; private set; }
    public RequestSnapshot? Sent { get; private set; }
    public GenerationResult? Received { get; private set; }

    /// <summary>The reference pictures that the viewer may still see, by id, with how much the result looks like them.</summary>
    public IReadOnlyDictionary<Guid, (string Title, Likeness? Likeness)> References { get; private set; } =
        new Dictionary<Guid, (string, Likeness?)>();

    /// <summary>Content Credentials are in the picture as it came; nobody has verified them.</summary>
    public bool HasCredentials { get; private set; }

    /// <summary>Who was asked before, where this one stands for another.</summary>
    public string? Chain { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid mediaId, CancellationToken cancel)
    {
        if (await db.Set<MediaItem>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == mediaId, cancel) is not { } item)
        {
            return NotFound();
        }

        Item = item;
        // A picture that went from the library into a project is seen there with its story: anyone who may see the picture may see that.
        Asked = item.JobId is { } job
            ? await db.Set<GenerationRequest>()
                .IgnoreQueryFilters([LibraryContext.Access])
                .AsNoTracking()
                .SingleOrDefaultAsync(r => r.Id == job, cancel)
            : null;
        if (Asked is { } request)
        {
            Sent = JsonSerializer.Deserialize<RequestSnapshot>(request.Sent, JsonSerializerOptions.Web);
            Received = request.Received is null
                ? null
                : JsonSerializer.Deserialize<GenerationResult>(request.Received, JsonSerializerOptions.Web);
            var ids = (Sent?.References ?? []).Select(r => r.MediaId).ToList();
            References = await db.Set<MediaItem>()
                .Where(m => ids.Contains(m.Id))
                .Select(m => new
                {
                    m.Id,
                    m.Title,
                    m.DHash,
                    m.DominantColor,
                })
                .ToDictionaryAsync(
                    m => m.Id,
                    m => (m.Title, Likeness.Of((item.DHash, item.DominantColor), (m.DHash, m.DominantColor))),
                    cancel
                );
            Chain = await db.Set<GenerationRequest>()
                .IgnoreQueryFilters([LibraryContext.Access])
                .Where(r => r.Id == (request.RetryOf ?? request.FallbackOf))
                .Select(r => r.Provider)
                .FirstOrDefaultAsync(cancel);
        }

        HasCredentials = await export.HasCredentialsAsync(item, cancel);
        return Request.IsHtmxPartial() ? Partial("_Sent", this) : Page();
    }
}
