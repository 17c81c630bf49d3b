using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>Project assets and their looks, in their project's style and sizes.</summary>
internal sealed class AssetSubjects(LibraryContext db) : ISubjectSource
{
    public async Task<IReadOnlyList<SubjectReading>> ReadAsync(IReadOnlyCollection<Guid> subjects, CancellationToken cancel)
    {
        var assets = await db.Set<ProjectAsset>()
            .Where(a => subjects.Contains(a.Id) && a.TrashedAt == null)
            .Join(db.Set<Project>(), a => a.ProjectId, p => p.Id, (a, p) => new { Asset = a, Project = p })
            .AsNoTracking()
            .ToListAsync(cancel);
        var looks = await db.Set<Look>()
            .Where(l => subjects.Contains(l.Id) && l.TrashedAt == null)
            .Join(
                db.Set<ProjectAsset>().Where(a => a.TrashedAt == null),
                l => l.ProjectAssetId,
                a => a.Id,
                (l, a) => new { Look = l, Asset = a }
            )
            .Join(
                db.Set<Project>(),
                r => r.Asset.ProjectId,
                p => p.Id,
                (r, p) =>
                    new
                    {
                        r.Look,
                        r.Asset,
                        Project = p,
                    }
            )
            .AsNoTracking()
            .ToListAsync(cancel);
        return
        [
            .. assets.Select(r =>
                In(r.Project, new(SubjectType.ProjectAsset, r.Asset.Id, r.Asset.Revision, r.Asset.Type, r.Asset.Name, r.Asset.Description))
            ),
            .. looks.Select(r =>
                In(
                    r.Project,
                    SubjectReading.OfLook(
                        SubjectType.Look,
                        r.Look.Id,
                        r.Look.Revision,
                        r.Asset.Type,
                        (r.Asset.Name, r.Asset.Description),
                        (r.Look.Name, r.Look.Description)
                    )
                )
            ),
        ];
    }

    public async Task<IReadOnlyList<Guid>> FindAsync(string? words, int most, CancellationToken cancel)
    {
        var assets = db.Set<ProjectAsset>().Where(a => a.TrashedAt == null);
        assets = string.IsNullOrWhiteSpace(words) ? assets : assets.Holding(a => a.NormalizedName, words);
        return await assets.OrderByDescending(a => a.Id).Select(a => a.Id).Take(most).ToListAsync(cancel);
    }

    private static SubjectReading In(Project project, SubjectReading reading) =>
        reading with
        {
            ProjectId = project.Id,
            Place = new(
                $"/Projects/{project.Id}/{(reading.Type == SubjectType.Look ? "Looks" : "Assets")}/{reading.Id}",
                project.Name,
                $"/Projects/{project.Id}"
            ),
            StyleId = project.StyleId,
            Size = project.SizeOf(reading.AssetType) is { } own ? (own.Width, own.Height) : null,
        };
}
