using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Assets.Merging;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Inbox;

/// <summary>Candidates that became an asset, and proposals that name one, follow when it is merged into another.</summary>
internal sealed class AssetMentions(LibraryContext db) : IAssetMentions
{
    public async Task<MovedNames> MoveAsync(Guid from, Guid to, CancellationToken cancel)
    {
        var moved = new MovedNames(
            from,
            await db.Set<Candidate>().Where(c => c.ProjectAssetId == from).Select(c => c.Id).ToListAsync(cancel),
            await db.Set<Proposal>().Where(p => p.ProjectAssetId == from).Select(p => p.CandidateId).ToListAsync(cancel)
        );
        await NameAsync(moved, from, to, cancel);
        return moved;
    }

    // Only what still names the one that stayed: what was decided otherwise since is left as it is.
    public Task MoveBackAsync(MovedNames moved, Guid kept, CancellationToken cancel) => NameAsync(moved, kept, moved.AssetId, cancel);

    public async Task<IReadOnlyList<Guid>> OfLibraryAsync(Guid libraryAsset, CancellationToken cancel) =>
        await db.Set<Proposal>()
            .IgnoreQueryFilters([LibraryContext.Access])
            .Where(p => p.LibraryAssetId == libraryAsset)
            .Select(p => p.CandidateId)
            .ToListAsync(cancel);

    public Task FollowAsync(IReadOnlyList<Guid> mentions, Guid from, Guid to, CancellationToken cancel) =>
        db.Set<Proposal>()
            .IgnoreQueryFilters([LibraryContext.Access])
            .Where(p => mentions.Contains(p.CandidateId) && p.LibraryAssetId == from)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.LibraryAssetId, to), cancel);

    private async Task NameAsync(MovedNames moved, Guid from, Guid to, CancellationToken cancel)
    {
        await db.Set<Candidate>()
            .Where(c => moved.Candidates.Contains(c.Id) && c.ProjectAssetId == from)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.ProjectAssetId, to), cancel);
        await db.Set<Proposal>()
            .Where(p => moved.Proposals.Contains(p.CandidateId) && p.ProjectAssetId == from)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.ProjectAssetId, to), cancel);
    }
}
