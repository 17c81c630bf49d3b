using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Styles;

/// <summary>A style capsule, for samples of itself.</summary>
internal sealed class StyleSubjects(LibraryContext db) : ISubjectSource
{
    public async Task<IReadOnlyList<SubjectReading>> ReadAsync(IReadOnlyCollection<Guid> subjects, CancellationToken cancel) =>
        (
            await db.Set<StyleCapsule>()
                .Where(s => subjects.Contains(s.Id))
                .Select(s => new
                {
                    s.Id,
                    s.Revision,
                    s.Name,
                    s.ProjectId,
                })
                .ToListAsync(cancel)
        ).ConvertAll(s => new SubjectReading(SubjectType.StyleCapsule, s.Id, s.Revision, AssetType.Location, s.Name, "")
        {
            ProjectId = s.ProjectId,
            StyleId = s.Id,
            Place = s.ProjectId is { } project
                ? new($"/Projects/{project}/Style", "Project", $"/Projects/{project}")
                : new($"/Library/Styles/{s.Id}", "Styles", "/Library/Styles"),
        });
}

internal static class StylesSetup
{
    public static void AddStyles(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ISubjectSource, StyleSubjects>();
        builder.Services.AddScoped<StyleEditing>();
    }
}
