using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Scripts;

internal static class ScriptsSetup
{
    public static void AddScripts(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReadDrafts>();
        builder.Services.AddScoped<DraftImport>();
        builder.Services.AddScoped<BranchStart>();
        builder.Services.AddScoped<DraftRemoval>();
        builder.Services.AddScoped<IBlobReferences, DraftReferences>();
        builder.Services.AddScoped<IProjectFigures, DraftFigures>();
        builder.Services.AddScoped<ISubjectSource, SceneSubjects>();
    }
}

/// <summary>The scripts themselves lie in the blob store too.</summary>
internal sealed class DraftReferences(LibraryContext db) : IBlobReferences
{
    public async Task<string?> ContentTypeAsync(BlobRef blob, CancellationToken cancel) =>
        await db.Set<Draft>().AnyAsync(d => d.TextSha256 == blob, cancel) ? "text/plain"
        : await db.Set<Draft>().AnyAsync(d => d.SourceSha256 == blob, cancel) ? "application/octet-stream"
        : null;
}

internal sealed class DraftFigures(LibraryContext db) : IProjectFigures
{
    public async Task AddAsync(IReadOnlyList<ProjectCard> cards)
    {
        var ids = cards.Select(c => (Guid?)c.Id).ToList();
        var drafts = await db.Set<Draft>()
            .Where(d => ids.Contains(d.ProjectId))
            .GroupBy(d => d.ProjectId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key!.Value, g => g.Count);
        foreach (var card in cards)
        {
            card.Drafts = drafts.GetValueOrDefault(card.Id);
        }
    }
}
