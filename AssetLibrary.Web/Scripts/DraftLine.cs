using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Scripts;

/// <summary>Scenes against the draft before: how many came, went and read otherwise.</summary>
public sealed record DraftChanges(int Added, int Removed, int Changed);

/// <summary>A draft as the list of drafts shows it. Changes is null for the first.</summary>
public sealed record DraftLine(
    Guid Id,
    int Number,
    string FileName,
    string Format,
    string Encoding,
    string? Title,
    int SceneCount,
    DraftChanges? Changes,
    string? By,
    DateTimeOffset CreatedAt
);

public static class DraftLines
{
    public static Task<Draft?> CurrentDraftAsync(this LibraryContext db, Guid branchId) =>
        db.Set<Draft>().AsNoTracking().Where(d => d.BranchId == branchId).OrderByDescending(d => d.Number).FirstOrDefaultAsync();

    /// <summary>Newest first; two queries, however many drafts and scenes there are.</summary>
    public static async Task<List<DraftLine>> DraftLinesAsync(this LibraryContext db, Guid branchId, CancellationToken cancel = default)
    {
        var drafts = await db.Set<Draft>()
            .AsNoTracking()
            .Where(d => d.BranchId == branchId)
            .OrderByDescending(d => d.Number)
            .Select(d => new { Draft = d, By = db.Set<User>().Where(u => u.Id == d.CreatedBy).Select(u => u.UserName).FirstOrDefault() })
            .ToListAsync(cancel);
        var kept = await (
            from draft in db.Set<Draft>()
            where draft.BranchId == branchId
            join before in db.Set<Draft>()
                on new { draft.BranchId, Number = draft.Number - 1 } equals new { before.BranchId, before.Number }
            join text in db.Set<SceneText>() on draft.Id equals text.DraftId
            join old in db.Set<SceneText>() on new { DraftId = before.Id, text.SceneId } equals new { old.DraftId, old.SceneId }
            group text.Hash != old.Hash ? 1 : 0 by draft.Number into same
            select new
            {
                same.Key,
                Count = same.Count(),
                Changed = same.Sum(),
            }
        ).ToDictionaryAsync(s => s.Key, cancel);
        var counts = drafts.ToDictionary(d => d.Draft.Number, d => d.Draft.SceneCount);
        return drafts.ConvertAll(d =>
        {
            var (draft, same) = (d.Draft, kept.GetValueOrDefault(d.Draft.Number));
            var changes = counts.TryGetValue(draft.Number - 1, out var before)
                ? new DraftChanges(draft.SceneCount - (same?.Count ?? 0), before - (same?.Count ?? 0), same?.Changed ?? 0)
                : null;
            return new DraftLine(
                draft.Id,
                draft.Number,
                draft.FileName,
                draft.Format,
                draft.Encoding,
                draft.Title,
                draft.SceneCount,
                changes,
                d.By,
                draft.CreatedAt
            );
        });
    }
}
