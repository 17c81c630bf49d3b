using System.Globalization;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Storyboard;

/// <summary>Somebody or something in a scene, as it looks there.</summary>
/// <param name="AssetId">The asset.</param>
/// <param name="Subject">Whose picture shows it: the asset, or its look.</param>
/// <param name="Picture">The best one; a look without one is shown by its asset.</param>
public sealed record InScene(Guid AssetId, Guid Subject, AssetType Type, string Name, string? Look, int Count, Picture? Picture)
{
    public string Called => Look is null ? Name : $"{Name} ({Look})";
}

/// <summary>One of the three pictures of a scene.</summary>
/// <param name="Key">Its history.</param>
/// <param name="Picture">The best one.</param>
/// <param name="Versions">How many there are.</param>
/// <param name="Making">How many are on their way.</param>
/// <param name="Error">Why the last try failed, where none is here.</param>
public sealed record Frame(string Key, Picture? Picture, int Versions, int Making, string? Error)
{
    public static readonly IReadOnlyList<(string Key, string Label)> Kinds =
    [
        (AssetKeys.SceneStartFrame, "Start frame"),
        (AssetKeys.SceneEndFrame, "End frame"),
        (AssetKeys.SceneVideo, "Clip"),
    ];

    public string Label => Kinds.First(k => k.Key == Key).Label;

    public bool IsClip => Key == AssetKeys.SceneVideo;
}

/// <summary>A scene of the current draft with its frames, its clip, and who and what appears.</summary>
public sealed record BoardRow(
    Guid SceneId,
    int Ordinal,
    string Number,
    string Heading,
    IReadOnlyList<Frame> Frames,
    IReadOnlyList<InScene> Cast
)
{
    public Picture? PictureOf(string key) => Frames.First(f => f.Key == key).Picture;
}

/// <summary>The scenes of a branch as a storyboard. A fixed number of queries, however many scenes are asked for.</summary>
/// <param name="Rows">In the order of the script.</param>
/// <param name="After">Behind which scene it goes on; null at the end.</param>
public sealed record Board(IReadOnlyList<BoardRow> Rows, int? After)
{
    /// <summary>Scenes of the current draft; only those that lack a picture under a key, where one is named.</summary>
    public static IQueryable<Scene> Scenes(LibraryContext db, Guid branchId, string? missing)
    {
        var scenes = db.Set<Scene>().Where(s => s.BranchId == branchId && s.LastDraft == null);
        return missing is null
            ? scenes
            : scenes.Where(s => !db.Set<History>().Any(h => h.SubjectId == s.Id && h.Key == missing && h.BestNumber != null));
    }

    public static async Task<Board> LoadAsync(
        LibraryContext db,
        IQueryable<Scene> scenes,
        int? after,
        int count,
        CancellationToken cancel = default
    )
    {
        var shown = await scenes
            .Where(s => after == null || s.Ordinal > after)
            .OrderBy(s => s.Ordinal)
            .Take(count + 1)
            .Select(s => new
            {
                s.Id,
                s.Ordinal,
                s.Number,
                s.Heading,
            })
            .ToListAsync(cancel);
        var more = shown.Count > count;
        shown = [.. shown.Take(count)];
        var ids = shown.ConvertAll(s => s.Id);
        var frames = await FramesAsync(db, ids, cancel);
        var cast = await CastAsync(db, ids, cancel);
        return new(
            shown.ConvertAll(s => new BoardRow(
                s.Id,
                s.Ordinal,
                s.Number ?? s.Ordinal.ToString(CultureInfo.InvariantCulture),
                s.Heading,
                [.. Frame.Kinds.Select(k => frames.GetValueOrDefault((s.Id, k.Key)) ?? new Frame(k.Key, null, 0, 0, null))],
                [
                    .. cast[s.Id]
                        .OrderBy(c => c.Type)
                        .ThenByDescending(c => c.Count)
                        .ThenBy(c => c.Name, StringComparer.CurrentCultureIgnoreCase),
                ]
            )),
            more ? shown[^1].Ordinal : null
        );
    }

    private static async Task<Dictionary<(Guid, string), Frame>> FramesAsync(LibraryContext db, List<Guid> scenes, CancellationToken cancel)
    {
        var keys = Frame.Kinds.Select(k => k.Key).ToList();
        var best = await (
            from history in db.Set<History>()
            where scenes.Contains(history.SubjectId) && keys.Contains(history.Key)
            join version in db.Set<AssetVersion>()
                on new { HistoryId = history.Id, Number = history.BestNumber ?? 0 } equals new { version.HistoryId, version.Number }
            join item in db.Set<MediaItem>() on version.MediaId equals item.Id
            select new
            {
                history.SubjectId,
                history.Key,
                history.LastNumber,
                Picture = new Picture(item.Id, version.Number, item.Kind, item.Title, item.Width, item.Height, item.DominantColor),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancel);
        var jobs = await db.Set<GenerationRequest>()
            .Where(r => r.SubjectId != null && scenes.Contains(r.SubjectId.Value) && keys.Contains(r.AssetKey) && r.MediaId == null)
            .Join(
                db.Set<Job>(),
                r => r.Id,
                j => j.Id,
                (r, j) =>
                    new
                    {
                        r.Id,
                        SubjectId = r.SubjectId!.Value,
                        r.AssetKey,
                        j.State,
                        j.Error,
                        IsOver = j.EndedAt != null,
                    }
            )
            .ToListAsync(cancel);
        var open = jobs.Where(j => !j.IsOver).GroupBy(j => (j.SubjectId, j.AssetKey)).ToDictionary(g => g.Key, g => g.Count());
        var failed = jobs.Where(j => j.State == JobState.Failed)
            .GroupBy(j => (j.SubjectId, j.AssetKey))
            .ToDictionary(g => g.Key, g => g.MaxBy(j => j.Id)!.Error);
        var found = best.ToDictionary(b => (b.SubjectId, b.Key));
        return found
            .Keys.Union(open.Keys)
            .Union(failed.Keys)
            .ToDictionary(
                k => k,
                k => new Frame(
                    k.Item2,
                    found.GetValueOrDefault(k)?.Picture,
                    found.GetValueOrDefault(k)?.LastNumber ?? 0,
                    open.GetValueOrDefault(k),
                    found.ContainsKey(k) || open.ContainsKey(k) ? null : failed.GetValueOrDefault(k)
                )
            );
    }

    private static async Task<ILookup<Guid, InScene>> CastAsync(LibraryContext db, List<Guid> scenes, CancellationToken cancel)
    {
        var rows = await db.Set<Appearance>()
            .Where(p => scenes.Contains(p.SceneId))
            .Join(
                db.Set<ProjectAsset>().Where(a => a.TrashedAt == null),
                p => p.ProjectAssetId,
                a => a.Id,
                (p, a) =>
                    new
                    {
                        p.SceneId,
                        a.Id,
                        a.Type,
                        a.Name,
                        p.Count,
                        p.LookId,
                        Look = db.Set<Look>().Where(l => l.Id == p.LookId && l.TrashedAt == null).Select(l => l.Name).FirstOrDefault(),
                    }
            )
            .AsNoTracking()
            .ToListAsync(cancel);
        var pictures = await db.BestOfAsync(
            [.. rows.Select(r => r.Id).Concat(rows.Select(r => r.LookId).OfType<Guid>()).Distinct()],
            cancel: cancel
        );
        return rows.ToLookup(
            r => r.SceneId,
            r =>
            {
                var look = r.Look is null ? null : r.LookId;
                var subject = look is { } named && pictures.ContainsKey(named) ? named : r.Id;
                return new InScene(r.Id, subject, r.Type, r.Name, r.Look, r.Count, pictures.GetValueOrDefault(subject));
            }
        );
    }
}
