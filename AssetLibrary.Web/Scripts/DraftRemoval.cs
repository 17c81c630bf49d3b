using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Scripts;

/// <summary>A room above that has built on a draft.</summary>
public interface IDraftUse
{
    /// <summary>A sentence that says why the draft has to stay; null where it need not.</summary>
    Task<string?> WhyKeptAsync(Draft draft, CancellationToken cancel);
}

/// <summary>Drafts and branches that were a mistake, and go.</summary>
public sealed class DraftRemoval(LibraryContext db, DraftImport drafts, IEnumerable<IDraftUse> uses, IEnumerable<IBranchContents> contents)
{
    /// <summary>
    /// The newest draft goes, and the scenes are those of the one before it again. Nothing may hang on it: what was extracted from it, or
    /// drawn for a scene that only it has, keeps it.
    /// </summary>
    /// <exception cref="RefusedException">409 where it has to stay.</exception>
    public async Task RemoveAsync(Branch branch, int number, CancellationToken cancel = default)
    {
        var newest = await db.Set<Draft>().Where(d => d.BranchId == branch.Id).OrderByDescending(d => d.Number).Take(2).ToListAsync(cancel);
        var draft = newest.Find(d => d.Number == number)
            ?? throw (
                await db.Set<Draft>().AnyAsync(d => d.BranchId == branch.Id && d.Number == number, cancel)
                    ? Stays($"Only the latest draft can be removed. Draft {number} is older.")
                    : RefusedException.NotFound()
            );
        if (draft != newest[0])
        {
            throw Stays($"Only the latest draft can be removed. Draft {number} is older.");
        }

        foreach (var use in uses)
        {
            if (await use.WhyKeptAsync(draft, cancel) is { } why)
            {
                throw Stays(why);
            }
        }

        var before = newest.Count > 1 ? newest[1] : null;
        var text = before is null
            ? null
            : await drafts.OpenAsync(before, cancel)
                ?? throw Stays($"Draft {before.Number} is missing from storage, so there is nothing to go back to.");
        await db.WriteAsync(Held.Row<Branch>(branch.Id), () => GoBackAsync(draft, before, text, cancel), cancel);
    }

    public async Task RenameAsync(Draft draft, string? name, CancellationToken cancel = default)
    {
        draft.Rename(TypedText.Name(name));
        db.Record("draft.renamed", draft.Id, draft.ProjectId, draft.FileName);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>A branch with its drafts, scenes, assets and candidates; the pictures stay in the gallery.</summary>
    /// <exception cref="RefusedException">422 for main; 409 while its jobs run.</exception>
    public async Task RemoveAsync(Branch branch, CancellationToken cancel = default)
    {
        if (branch.Name == Branch.Main)
        {
            throw RefusedException.Invalid("The main branch can’t be removed.", "id");
        }

        var (id, project, name) = (branch.Id, branch.ProjectId, branch.Name);
        var running = await db.Set<Job>().CountAsync(j => j.ProjectId == project && j.EndedAt == null, cancel);
        if (running > 0)
        {
            throw new RefusedException(
                StatusCodes.Status409Conflict,
                "jobs-running",
                $"{running} {(running == 1 ? "job is" : "jobs are")} not finished in this project. Wait, or cancel {(running == 1 ? "it" : "them")} first."
            );
        }

        foreach (var room in contents)
        {
            await room.RemoveAsync(branch, cancel);
        }

        await db.RemoveSubjectsAsync(await db.Set<Scene>().Where(s => s.BranchId == id).Select(s => s.Id).ToListAsync(cancel), cancel);
        foreach (var draft in await db.Set<Draft>().Where(d => d.BranchId == id).Select(d => d.Id).ToListAsync(cancel))
        {
            await db.WriteAsync(() => db.Set<Draft>().Where(d => d.Id == draft).ExecuteDeleteAsync(cancel), cancel);
        }

        await db.WriteAsync(
            async () =>
            {
                await db.Set<Branch>().Where(b => b.Id == id).ExecuteDeleteAsync(cancel);
                db.Record("branch.removed", id, project, name);
                db.Announce(Topics.Project, project!.Value, project);
            },
            cancel
        );
    }

    private async Task GoBackAsync(Draft draft, Draft? before, Screenplay? text, CancellationToken cancel)
    {
        var scenes = await db.Set<Scene>().Where(s => s.BranchId == draft.BranchId).ToDictionaryAsync(s => s.Id, cancel);
        var fresh = scenes.Values.Where(s => s.FirstDraft == draft.Number).Select(s => s.Id).ToList();
        var drawn = await db.Set<History>().Where(h => fresh.Contains(h.SubjectId)).Select(h => h.SubjectId).Distinct().ToListAsync(cancel);
        if (drawn.Count > 0)
        {
            throw Stays(
                $"Draft {draft.Number} has pictures for {(drawn.Count == 1 ? "a scene" : $"{drawn.Count} scenes")} that only it has."
            );
        }

        var was = before is null
            ? []
            : await db.Set<SceneText>().Where(t => t.DraftId == before.Id).ToDictionaryAsync(t => t.SceneId, cancel);
        var last = await db.Set<SceneText>()
            .Where(t => t.DraftId != draft.Id)
            .Join(
                db.Set<Draft>().Where(d => d.BranchId == draft.BranchId),
                t => t.DraftId,
                d => d.Id,
                (t, d) => new { t.SceneId, d.Number }
            )
            .GroupBy(t => t.SceneId)
            .Select(g => new { g.Key, Number = g.Max(t => t.Number) })
            .ToDictionaryAsync(g => g.Key, g => g.Number, cancel);
        foreach (var scene in scenes.Values.Where(s => s.FirstDraft != draft.Number))
        {
            if (was.TryGetValue(scene.Id, out var line))
            {
                scene.Become(text!.Scenes[line.Ordinal - 1]);
            }
            else
            {
                scene.LastDraft = last.GetValueOrDefault(scene.Id, draft.Number - 1);
            }
        }

        db.Record("draft.removed", draft.Id, draft.ProjectId, draft.FileName);
        db.Announce(Topics.Project, draft.ProjectId!.Value, draft.ProjectId);
        await db.SaveChangesAsync(cancel);
        await db.Set<Subject>().Where(s => fresh.Contains(s.Id)).ExecuteDeleteAsync(cancel);
        await db.Set<Draft>().Where(d => d.Id == draft.Id).ExecuteDeleteAsync(cancel);
    }

    private static RefusedException Stays(string why) => new(StatusCodes.Status409Conflict, "draft-in-use", why);
}
