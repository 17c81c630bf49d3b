using AssetLibrary.Web.Database;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>Subjects that go for good, with their histories and reviews. Their pictures and what those cost stay.</summary>
public static class SubjectRemoval
{
    private const int AtOnce = 100;

    /// <summary>In small parts of a write each: others wait for none of them for long.</summary>
    public static async Task RemoveSubjectsAsync(this LibraryContext db, IReadOnlyList<Guid> ids, CancellationToken cancel = default)
    {
        foreach (var part in ids.Chunk(AtOnce))
        {
            await db.WriteAsync(
                async () =>
                {
                    await db.Set<GenerationRequest>()
                        .Where(r => r.SubjectId != null && part.Contains(r.SubjectId.Value))
                        .ExecuteUpdateAsync(set => set.SetProperty(r => r.SubjectId, (Guid?)null), cancel);
                    await db.Set<Subject>().Where(s => part.Contains(s.Id)).ExecuteDeleteAsync(cancel);
                },
                cancel
            );
        }
    }
}
