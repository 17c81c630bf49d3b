using System.Globalization;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Scripts;

/// <summary>Scenes by their heading and who is in them; a scene has no revision of its own.</summary>
internal sealed class SceneSubjects(LibraryContext db) : ISubjectSource
{
    public async Task<IReadOnlyList<SubjectReading>> ReadAsync(IReadOnlyCollection<Guid> subjects, CancellationToken cancel)
    {
        var scenes = await db.Set<Scene>()
            .AsNoTracking()
            .Where(s => subjects.Contains(s.Id))
            .Join(
                db.Set<Project>(),
                s => s.ProjectId,
                p => p.Id,
                (s, p) =>
                    new
                    {
                        Scene = s,
                        p.StyleId,
                        p.Name,
                    }
            )
            .ToListAsync(cancel);
        return scenes.ConvertAll(r =>
            Read(r.Scene) with
            {
                ProjectId = r.Scene.ProjectId,
                StyleId = r.StyleId,
                Place = new($"/Projects/{r.Scene.ProjectId}/Scenes#scene-{r.Scene.Id}", r.Name, $"/Projects/{r.Scene.ProjectId}"),
            }
        );
    }

    private static SubjectReading Read(Scene scene) =>
        new(
            SubjectType.Scene,
            scene.Id,
            scene.FirstDraft,
            AssetType.Location,
            $"{scene.Number ?? scene.Ordinal.ToString(CultureInfo.InvariantCulture)} {scene.Heading}",
            scene.Characters.Count == 0 ? "" : $"With {string.Join(", ", scene.Characters)}."
        );
}
