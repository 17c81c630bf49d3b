using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Library.Styles;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Projects.Looks;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>Something that a picture is to be made of, as it reads now.</summary>
internal sealed record Drawn(SentSubject? Subject, string Title, Guid? ProjectId, Guid? StyleId)
{
    /// <summary>The project's own size for this type; null where it has none.</summary>
    public PixelSize? Size { get; init; }
}

internal static class DrawnSubjects
{
    /// <summary>
    /// The picture that shows each of these styles, where a person has brought one or chosen it as best; samples that nobody has
    /// chosen are none, nor is what has more than so many bytes.
    /// </summary>
    public static async Task<Dictionary<Guid, SentReference>> StyleExamplesAsync(this LibraryContext db, IReadOnlyList<Guid> styles, long mostBytes, CancellationToken cancel) => (await (
        from history in db.Set<History>()
        where styles.Contains(history.SubjectId) && history.Key == AssetKeys.Reference
        join version in db.Set<AssetVersion>() on new { HistoryId = history.Id, Number = history.BestNumber ?? 0 } equals new { version.HistoryId, version.Number }
        join item in db.Set<MediaItem>() on version.MediaId equals item.Id
        where item.Bytes <= mostBytes && (history.BestChosenAt != null || item.Source == MediaSource.Upload) && (item.ContentType == "image/png" || item.ContentType == "image/jpeg" || item.ContentType == "image/webp")
        select new { history.SubjectId, item.Id, item.Sha256, item.ContentType, item.Bytes }).AsNoTracking().ToListAsync(cancel))
        .ToDictionary(e => e.SubjectId, e => new SentReference(e.Id, ReferenceRole.Style, 0, e.Sha256, e.ContentType, e.Bytes));

    /// <summary>In the order they were named.</summary>
    /// <exception cref="RefusedException">404 where one is not there; 409 style-required for one of a project without a style.</exception>
    public static async Task<List<Drawn>> DrawnAsync(this LibraryContext db, IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        var wanted = ids.Distinct().ToList();
        var mine = await db.Set<ProjectAsset>().Where(a => wanted.Contains(a.Id) && a.TrashedAt == null)
            .Join(db.Set<Project>(), a => a.ProjectId, p => p.Id, (a, p) => new { Asset = a, Project = p }).AsNoTracking().ToListAsync(cancel);
        var shared = await db.Set<LibraryAsset>().Where(a => wanted.Contains(a.Id) && a.TrashedAt == null).AsNoTracking().ToListAsync(cancel);
        var looks = await db.Set<Look>().Where(l => wanted.Contains(l.Id) && l.TrashedAt == null).Join(db.Set<ProjectAsset>().Where(a => a.TrashedAt == null), l => l.ProjectAssetId, a => a.Id, (l, a) => new { Look = l, Asset = a })
            .Join(db.Set<Project>(), r => r.Asset.ProjectId, p => p.Id, (r, p) => new { r.Look, r.Asset, Project = p }).AsNoTracking().ToListAsync(cancel);
        var sharedLooks = await db.Set<LibraryLook>().Where(l => wanted.Contains(l.Id) && l.TrashedAt == null).Join(db.Set<LibraryAsset>().Where(a => a.TrashedAt == null), l => l.LibraryAssetId, a => a.Id, (l, a) => new { Look = l, Asset = a }).AsNoTracking().ToListAsync(cancel);
        var scenes = await db.Set<Scene>().Where(s => wanted.Contains(s.Id)).Join(db.Set<Project>(), s => s.ProjectId, p => p.Id, (s, p) => new { Scene = s, Project = p }).AsNoTracking().ToListAsync(cancel);
        var capsules = await db.Set<StyleCapsule>().Where(s => wanted.Contains(s.Id)).AsNoTracking().ToListAsync(cancel);
        var studioStyle = shared.Count + sharedLooks.Count == 0 ? null : await db.Set<Studio>().Select(s => s.DefaultStyleId).SingleOrDefaultAsync(cancel);
        var drawn = mine.ConvertAll(r => new Drawn(new(SubjectType.ProjectAsset, r.Asset.Id, r.Asset.Revision, r.Asset.Type, r.Asset.Name, r.Asset.Description), r.Asset.Name, r.Asset.ProjectId, r.Project.RequireStyle()) { Size = r.Project.SizeOf(r.Asset.Type) })
            .Concat(shared.ConvertAll(a => new Drawn(new(SubjectType.LibraryAsset, a.Id, a.Revision, a.Type, a.Name, a.Description), a.Name, null, studioStyle)))
            .Concat(looks.ConvertAll(r => new Drawn(OfLook(SubjectType.Look, r.Look.Id, r.Look.Revision, r.Asset.Type, TextOfLook(r.Asset.Name, r.Asset.Description, r.Look.Name, r.Look.Description)) with { Look = r.Look.Description }, $"{r.Asset.Name}, {r.Look.Name}", r.Look.ProjectId, r.Project.RequireStyle()) { Size = r.Project.SizeOf(r.Asset.Type) }))
            .Concat(scenes.ConvertAll(r => new Drawn(OfScene(r.Scene), OfScene(r.Scene).Name, r.Scene.ProjectId, r.Project.RequireStyle())))
            .Concat(capsules.ConvertAll(s => new Drawn(new(SubjectType.StyleCapsule, s.Id, s.Revision, AssetType.Location, s.Name, ""), s.Name, s.ProjectId, s.Id)))
            .Concat(sharedLooks.ConvertAll(r => new Drawn(OfLook(SubjectType.LibraryLook, r.Look.Id, r.Look.Revision, r.Asset.Type, TextOfLook(r.Asset.Name, r.Asset.Description, r.Look.Name, r.Look.Description)) with { Look = r.Look.Description }, $"{r.Asset.Name}, {r.Look.Name}", null, studioStyle)))
            .ToDictionary(d => d.Subject!.Id);
        return drawn.Count == wanted.Count ? wanted.ConvertAll(id => drawn[id]) : throw RefusedException.NotFound();
    }

    /// <summary>How a look is told to a provider: the asset, and then what is special about the look.</summary>
    internal static (string Name, string Description) TextOfLook(string asset, string description, string look, string own) =>
        ($"{asset}, {look}", string.Join('\n', new[] { description, own }.Where(d => d.Length > 0)));

    // A scene has no revision of its own; what it reads is its heading and who is in it.
    private static SentSubject OfScene(Scene scene) => new(SubjectType.Scene, scene.Id, scene.FirstDraft, AssetType.Location, $"{scene.Number ?? scene.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture)} {scene.Heading}",
        scene.Characters.Count == 0 ? "" : $"With {string.Join(", ", scene.Characters)}.");

    private static SentSubject OfLook(SubjectType type, Guid id, int revision, AssetType of, (string Name, string Description) text) => new(type, id, revision, of, text.Name, text.Description);
}
