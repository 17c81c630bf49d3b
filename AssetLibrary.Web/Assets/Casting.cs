using System.Globalization;
using AssetLibrary.Web.Assets.Syncing;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Scripts;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>Who and what is in which scene of the current draft. Five queries, however long the film is.</summary>
public sealed record Casting(IReadOnlyList<CastingScene> Scenes, IReadOnlyList<CastingRow> Rows)
{
    public static async Task<Casting> LoadAsync(LibraryContext db, Guid branchId, AssetType? type = null)
    {
        var draft = await db.Set<Draft>()
            .Where(d => d.BranchId == branchId)
            .OrderByDescending(d => d.Number)
            .Select(d => (Guid?)d.Id)
            .FirstOrDefaultAsync();
        var scenes = await db.Set<Scene>()
            .Where(s => s.BranchId == branchId && s.LastDraft == null)
            .Join(
                db.Set<SceneText>().Where(t => t.DraftId == draft),
                s => s.Id,
                t => t.SceneId,
                (s, t) =>
                    new
                    {
                        Scene = s,
                        t.FromLine,
                        t.ToLine,
                        t.Eighths,
                    }
            )
            .OrderBy(r => r.Scene.Ordinal)
            .AsNoTracking()
            .ToListAsync();
        var places = scenes.Select((s, i) => (s.Scene.Id, i)).ToDictionary(p => p.Id, p => p.i);
        var assets = await db.Set<ProjectAsset>()
            .Where(a => a.BranchId == branchId && a.TrashedAt == null && (type == null || a.Type == type))
            .Select(a => new
            {
                a.Id,
                a.Type,
                a.Name,
            })
            .ToListAsync();
        var cells = (
            await db.Set<Appearance>()
                .Where(p => db.Set<ProjectAsset>().Any(a => a.Id == p.ProjectAssetId && a.BranchId == branchId && a.TrashedAt == null))
                .Select(p => new
                {
                    p.ProjectAssetId,
                    p.SceneId,
                    p.Speaks,
                    p.Count,
                })
                .ToListAsync()
        ).ToLookup(p => p.ProjectAssetId);
        var states = await db.SyncStatesOf(
                db.Set<ProjectAsset>().Where(a => a.BranchId == branchId && a.TrashedAt == null && a.LibraryAssetId != null)
            )
            .ToDictionaryAsync(s => s.Id, s => s.State);
        var rows = assets.Select(a => new CastingRow(
            a.Id,
            a.Type,
            a.Name,
            states.GetValueOrDefault(a.Id),
            [
                .. cells[a.Id]
                    .Where(c => places.ContainsKey(c.SceneId))
                    .Select(c => new CastingCell(places[c.SceneId], c.Speaks, c.Count))
                    .OrderBy(c => c.Place),
            ]
        ));
        return new(
            [
                .. scenes.Select(s => new CastingScene(
                    s.Scene.Id,
                    s.Scene.Number ?? s.Scene.Ordinal.ToString(CultureInfo.InvariantCulture),
                    s.Scene.Heading,
                    s.Scene.IntExt,
                    s.Scene.Location,
                    s.Scene.TimeOfDay,
                    s.FromLine,
                    s.ToLine,
                    s.Eighths
                )),
            ],
            [
                .. rows.OrderBy(r => r.Type)
                    .ThenByDescending(r => r.Cells.Sum(c => c.Count))
                    .ThenBy(r => r.Name, StringComparer.CurrentCultureIgnoreCase),
            ]
        );
    }

    /// <summary>How many of the rows are in the scene at each place.</summary>
    public int[] PerScene()
    {
        var counts = new int[Scenes.Count];
        foreach (var cell in Rows.SelectMany(r => r.Cells))
        {
            counts[cell.Place]++;
        }

        return counts;
    }

    public IEnumerable<IEnumerable<string>> Table()
    {
        yield return ["Type", "Name", .. Scenes.Select(s => $"{s.Number} {s.Heading}")];
        foreach (var row in Rows)
        {
            var at = row.Cells.ToDictionary(c => c.Place);
            yield return
            [
                row.Type.ToString(),
                row.Name,
                .. Scenes.Select((_, i) => at.TryGetValue(i, out var cell) ? cell.Count.ToString(CultureInfo.InvariantCulture) : ""),
            ];
        }
    }
}

public sealed record CastingScene(
    Guid Id,
    string Number,
    string Heading,
    string? IntExt,
    string? Location,
    string? TimeOfDay,
    int FromLine,
    int ToLine,
    int? CountedEighths
)
{
    /// <summary>Lines of a page in a screenplay's usual layout.</summary>
    private const double LinesOfPage = 55;

    /// <summary>
    /// Its length as production offices count it: eighths of a page, at least one. As the file counts them, else an estimate from the
    /// lines of the text.
    /// </summary>
    public int Eighths => CountedEighths ?? Math.Max(1, (int)Math.Round((ToLine - FromLine + 1) / LinesOfPage * 8));

    public string Pages =>
        (Eighths / 8, Eighths % 8) switch
        {
            (0, var e) => $"{e}/8",
            (var p, 0) => $"{p}",
            var (p, e) => $"{p} {e}/8",
        };
}

public sealed record CastingRow(Guid Id, AssetType Type, string Name, SyncState Sync, IReadOnlyList<CastingCell> Cells);

/// <summary>Place: 0-based among the scenes.</summary>
public sealed record CastingCell(int Place, bool Speaks, int Count);
