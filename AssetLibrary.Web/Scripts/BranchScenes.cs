using AssetLibrary.Web.Database;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Headings;
using AssetLibrary.Web.Scripts.Scenes;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Scripts;

/// <summary>
/// The scenes of a branch when a draft comes in: each found scene is an old one or a new one, and the rest are gone, which takes nothing
/// from them.
/// </summary>
internal sealed class BranchScenes(LibraryContext db, DraftImport drafts)
{
    /// <summary>
    /// Drafts that are opened for the texts of scenes that went earlier; scenes of drafts before those come back by their unchanged text.
    /// </summary>
    private const int MostOpened = 6;

    /// <summary>
    /// Each scene of the new draft and the old one that it is. Older drafts are opened and compared for it, which takes a moment: before
    /// anything is locked.
    /// </summary>
    public async Task<KnownAgain> KnowAgainAsync(Guid branchId, Screenplay screenplay, CancellationToken cancel)
    {
        var newest = await db.Set<Draft>().Where(d => d.BranchId == branchId).MaxAsync(d => (int?)d.Number, cancel) ?? 0;
        var rows = await db.Set<Scene>().AsNoTracking().Where(s => s.BranchId == branchId).ToListAsync(cancel);
        var known = await KnownAsync(branchId, rows, cancel);
        var found = SceneProse.Of(screenplay).ConvertAll(p => (p.Scene, Hash: p.Hash(), Words: p.Words()));
        var matches = SceneIdentity.Match(known, found.ConvertAll(f => new FoundScene(f.Scene.Number, f.Scene.Heading, f.Hash, f.Words)));
        var eighths = screenplay.SceneEighths();
        return new(newest, rows, [.. found.Select((f, i) => (f.Scene, f.Hash, eighths[i], matches[i]))]);
    }

    /// <summary>Part of the caller's write, which holds the branch, after its draft was saved: a draft has thousands of scenes.</summary>
    public async Task TakeInAsync(Draft draft, KnownAgain known, CancellationToken cancel)
    {
        var (kept, came, texts) = (new List<Scene>(), new List<Scene>(), new List<SceneText>());
        var byId = known.Rows.ToDictionary(s => s.Id);
        foreach (var (read, hash, eighths, match) in known.Scenes)
        {
            var isKept = byId.Remove(match ?? default, out var same);
            var scene = same
                ?? new Scene
                {
                    ProjectId = draft.ProjectId,
                    BranchId = draft.BranchId,
                    FirstDraft = draft.Number,
                };
            (isKept ? kept : came).Add(scene);
            scene.Become(read);
            texts.Add(
                new SceneText
                {
                    SceneId = scene.Id,
                    DraftId = draft.Id,
                    ProjectId = draft.ProjectId,
                    Ordinal = read.Ordinal,
                    Number = read.Number,
                    Heading = read.Heading,
                    FromLine = read.FromLine,
                    ToLine = read.ToLine,
                    Eighths = eighths,
                    Hash = hash,
                }
            );
        }

        var went = byId.Values.Where(s => s.LastDraft is null || s.LastDraft == draft.Number - 1).ToList(); // or so written by a try before
        went.ForEach(s => s.LastDraft = draft.Number - 1);
        var subjects = came.ConvertAll(s => new Subject
        {
            Id = s.Id,
            Type = SubjectType.Scene,
            ProjectId = draft.ProjectId,
        });
        await db.InsertAsync(subjects, cancel);
        await db.InsertAsync(came, cancel);
        await db.UpdateAsync([.. kept, .. went], cancel);
        await db.InsertAsync(texts, cancel);
    }

    private async Task<List<KnownScene>> KnownAsync(Guid branchId, List<Scene> rows, CancellationToken cancel)
    {
        var texts = await (
            from text in db.Set<SceneText>()
            join draft in db.Set<Draft>() on text.DraftId equals draft.Id
            join scene in db.Set<Scene>() on text.SceneId equals scene.Id
            where
                draft.BranchId == branchId
                && draft.Number == (scene.LastDraft ?? db.Set<Draft>().Where(d => d.BranchId == branchId).Max(d => d.Number))
            orderby text.FromLine
            select new
            {
                text.SceneId,
                text.Hash,
                text.FromLine,
                Draft = draft,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancel);
        var prose = new Dictionary<Guid, SceneProse>();
        foreach (var group in texts.GroupBy(t => t.Draft.Number).OrderByDescending(g => g.Key).Take(MostOpened))
        {
            var byLine = (await ProseAsync(group.First().Draft, cancel)).ToLookup(p => p.Scene.FromLine);
            foreach (var text in group)
            {
                if (byLine[text.FromLine].FirstOrDefault() is { } own)
                {
                    prose[text.SceneId] = own;
                }
            }
        }

        var hashes = texts.GroupBy(t => t.SceneId).ToDictionary(g => g.Key, g => g.Last().Hash);
        return rows.ConvertAll(s => new KnownScene(
            s.Id,
            s.Ordinal,
            s.Number,
            s.Heading,
            prose.TryGetValue(s.Id, out var own) ? own.Hash() : hashes.GetValueOrDefault(s.Id, ""),
            own?.Words() ?? [],
            s.LastDraft is not null
        ));
    }

    // A draft whose bytes are on another server, or can no longer be read, only makes its scenes harder to know again.
    private async Task<IReadOnlyList<SceneProse>> ProseAsync(Draft draft, CancellationToken cancel)
    {
        try
        {
            return await drafts.OpenAsync(draft, cancel) is { } screenplay ? SceneProse.Of(screenplay) : [];
        }
        catch (RefusedException)
        {
            return [];
        }
    }
}

/// <summary>The scenes of a draft that comes in, each with its hash and the id of the old one that it is.</summary>
/// <param name="Newest">The number of the newest draft when they were compared; 0 for none.</param>
/// <param name="Rows">The scenes of the branch then, also those that had gone: only a draft that comes in changes them.</param>
/// <param name="Scenes">In their order.</param>
internal sealed record KnownAgain(
    int Newest,
    IReadOnlyList<Scene> Rows,
    IReadOnlyList<(ScreenplayScene Scene, string Hash, int? Eighths, Guid? Id)> Scenes
);
