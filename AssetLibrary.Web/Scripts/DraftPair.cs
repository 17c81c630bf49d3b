using AssetLibrary.Web.Database;
using AssetLibrary.Web.Screenplays;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Scripts;

/// <summary>Two drafts of a branch, opened. A screenplay is null when its bytes are not on this server.</summary>
public sealed record DraftPair(
    Draft From,
    Draft To,
    Screenplay? Old,
    Screenplay? New,
    IReadOnlyList<Guid?> OldIds,
    IReadOnlyList<Guid?> NewIds
)
{
    /// <summary>
    /// Without numbers the newest and the one before; null when there is no such draft, or no two of them. Asked for the wrong
    /// way round they are turned: what changed is told forwards in time.
    /// </summary>
    public static async Task<DraftPair?> OpenAsync(
        LibraryContext db,
        DraftImport import,
        Guid branchId,
        int? from,
        int? to,
        CancellationToken cancel = default
    )
    {
        (from, to) = from > to ? (to, from) : (from, to);
        to ??= await db.Set<Draft>().Where(d => d.BranchId == branchId).MaxAsync(d => (int?)d.Number, cancel);
        from ??= to - 1;
        var drafts = await db.Set<Draft>()
            .AsNoTracking()
            .Where(d => d.BranchId == branchId && (d.Number == from || d.Number == to))
            .OrderBy(d => d.Number)
            .ToListAsync(cancel);
        if (drafts is not [var old, var now])
        {
            return null;
        }

        var ids = (
            await db.Set<SceneText>()
                .Where(t => t.DraftId == old.Id || t.DraftId == now.Id)
                .Select(t => new
                {
                    t.DraftId,
                    t.FromLine,
                    t.SceneId,
                })
                .ToListAsync(cancel)
        ).ToLookup(t => t.DraftId);
        IReadOnlyList<Guid?> Ids(Draft draft, Screenplay? play)
        {
            var byLine = ids[draft.Id].ToDictionary(t => t.FromLine, t => t.SceneId);
            return [.. (play?.Scenes ?? []).Select(s => byLine.TryGetValue(s.FromLine, out var id) ? id : (Guid?)null)];
        }

        var (before, after) = (await import.OpenAsync(old, cancel), await import.OpenAsync(now, cancel));
        return new(old, now, before, after, Ids(old, before), Ids(now, after));
    }

    /// <summary>Null when one of the texts is not here.</summary>
    public IReadOnlyList<SceneDiff>? Compare() => Old is null || New is null ? null : ScriptDiff.Compare(Old, OldIds, New, NewIds);
}
