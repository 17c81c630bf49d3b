using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction.Model;
using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Extraction;

/// <summary>Whether a language model can read the newest draft, and what that would take.</summary>
public sealed class ModelChoice(LibraryContext db, DraftImport drafts, LanguageModelOptions options, IServiceProvider services)
{
    public string? Model => options.IsConfigured ? options.Model : null;

    /// <summary>Null where no model is configured, or the draft's bytes are not here.</summary>
    public async Task<ExtractionEstimate?> EstimateAsync(Guid branchId)
    {
        if (
            !options.IsConfigured
            || await db.Set<Draft>()
                .AsNoTracking()
                .Where(d => d.BranchId == branchId)
                .OrderByDescending(d => d.Number)
                .FirstOrDefaultAsync()
                is not { } draft
        )
        {
            return null;
        }

        try
        {
            // The extractor is asked for here and not above: without a model its libraries are never loaded.
            return await drafts.OpenAsync(draft) is { } screenplay
                ? await services.GetRequiredService<LanguageModelExtractor>().EstimateAsync(screenplay)
                : null;
        }
        catch (RefusedException)
        {
            return null; // it could be read when it came, but not here and now: the run will say why
        }
    }
}
