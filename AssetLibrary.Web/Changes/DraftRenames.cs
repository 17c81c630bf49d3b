using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Inbox;
using AssetLibrary.Web.Scripts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace AssetLibrary.Web.Changes;

/// <summary>Names that changed between the two newest drafts.</summary>
internal sealed class DraftRenames(LibraryContext db, DraftImport import, CastReadings readings) : IDraftRenames
{
    public async Task<RenamedAsset?> OfAsync(Candidate candidate, CancellationToken cancel)
    {
        var newest = await db.Set<Draft>()
            .Where(d => d.BranchId == candidate.BranchId)
            .OrderByDescending(d => d.Number)
            .Select(d => d.Id)
            .Take(2)
            .ToListAsync(cancel);
        if (newest.Count < 2)
        {
            return null;
        }

        var changes = await readings.BetweenAsync(newest[1], newest[0], async () =>
            await DraftPair.OpenAsync(db, import, candidate.BranchId, null, null, cancel)
        );
        var name = SearchText.Normalize(candidate.Name);
        if (
            changes.FirstOrDefault(c =>
                c.State == CastState.Renamed && c.Type == candidate.Type && SearchText.Normalize(c.NewName!) == name
            )
            is not { } renamed
        )
        {
            return null;
        }

        var work = await HangingWork.LoadAsync(db, candidate.BranchId, [], cancel);
        return work.AssetOf(renamed) is { } asset && SearchText.Normalize(asset.Name) != name
            ? new(renamed.Name, asset.Id, asset.Name)
            : null;
    }
}

/// <summary>What changed between two drafts, of the pairs that were read last: drafts never change.</summary>
internal sealed class CastReadings : IDisposable
{
    private const int MostPairs = 16;

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = MostPairs });

    public async Task<IReadOnlyList<CastChange>> BetweenAsync(Guid from, Guid to, Func<Task<DraftPair?>> open)
    {
        if (known.Get<IReadOnlyList<CastChange>>((from, to)) is { } read)
        {
            return read;
        }

        if (await open() is not { Old: not null, New: not null } pair)
        {
            return [];
        }

        return known.Set<IReadOnlyList<CastChange>>(
            (from, to),
            CastChange.Between(pair),
            new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(10) }
        );
    }

    public void Dispose() => known.Dispose();
}
