using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Projects.Deletion;
using AssetLibrary.Web.Versions;
using AssetLibrary.Web.Versions.Reviewing;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Projects;

/// <summary>Where a project says so, only pictures that somebody has approved go along as references.</summary>
internal sealed class ApprovedReferences(LibraryContext db) : IReferenceRule
{
    public async Task<string?> RefusalAsync(Guid? projectId, IReadOnlyCollection<Guid> media, CancellationToken cancel)
    {
        if (media.Count == 0 || !await db.Set<Project>().AnyAsync(p => p.Id == projectId && p.OnlyApprovedReferences, cancel))
        {
            return null;
        }

        var approved = await db.Set<AssetVersion>()
            .Where(v => media.Contains(v.MediaId))
            .Where(v =>
                db.Set<VersionReview>().Any(r => r.HistoryId == v.HistoryId && r.Number == v.Number && r.State == ReviewState.Approved)
            )
            .Select(v => v.MediaId)
            .Distinct()
            .CountAsync(cancel);
        return approved == media.Count ? null : "This project uses only approved pictures as references. Approve them first.";
    }
}

internal static class ProjectsSetup
{
    public static void AddProjects(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<IReferenceRule, ApprovedReferences>();
        builder.Services.AddScoped<ProjectDeletion>();
        builder.Services.AddSingleton<ProjectDeletions>();
        builder.Services.AddHostedService(p => p.GetRequiredService<ProjectDeletions>());
    }
}
