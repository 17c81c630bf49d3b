using System.Text.Json;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Styles;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation.Prompts;

internal sealed class PicturesInStyle(LibraryContext db, ProviderCatalog catalog) : IPicturesInStyle
{
    public async Task<StyleUse> UseOfAsync(StyleCapsule style, CancellationToken cancel)
    {
        var rows = await (
            from history in db.Set<History>()
            where history.ProjectId == style.ProjectId
            join version in db.Set<AssetVersion>()
                on new { HistoryId = history.Id, Number = history.BestNumber ?? 0 } equals new { version.HistoryId, version.Number }
            join item in db.Set<MediaItem>() on version.MediaId equals item.Id
            join request in db.Set<GenerationRequest>() on item.JobId equals request.Id
            select request
        )
            .AsNoTracking()
            .ToListAsync(cancel);
        var (pictures, cost) = (0, (long?)0);
        foreach (var request in rows)
        {
            var sent = JsonSerializer.Deserialize<RequestSnapshot>(request.Sent, JsonSerializerOptions.Web)!;
            if (sent.Style?.Id != style.Id || sent.Style.Prompt != style.Prompt || sent.Style.Negative != style.Negative)
            {
                continue; // made in another style, or out of date already
            }

            pictures++;
            cost += catalog.PriceOf(request) is { } usd ? Money.Micro(usd) : null;
        }

        return new(
            pictures,
            cost switch
            {
                null => "an unknown amount",
                0 => "nothing",
                { } micro => $"about {Money.Words(micro)}",
            }
        );
    }
}
