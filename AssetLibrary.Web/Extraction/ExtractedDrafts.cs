using AssetLibrary.Web.Database;
using AssetLibrary.Web.Scripts;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Extraction;

/// <summary>The lines that prove candidates and assets are those of the draft that they were found in.</summary>
internal sealed class ExtractedDrafts(LibraryContext db) : IDraftUse
{
    public async Task<string?> WhyKeptAsync(Draft draft, CancellationToken cancel) =>
        await db.Set<ExtractionRun>().AnyAsync(r => r.DraftId == draft.Id, cancel)
            ? $"Draft {draft.Number} was extracted, and assets quote its lines. To go back, import the earlier file again."
            : null;
}
