using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Scripts;

/// <summary>
/// An alternative script. A branch made from another begins where that one stands: its newest draft as draft 1, its scenes, and
/// its assets with links, appearances and best pictures. From then on the two have nothing in common but the bytes. What waits
/// in the inbox stays behind.
/// </summary>
public sealed class BranchStart(LibraryContext db, IEnumerable<IBranchContents> contents)
{
    private const int MaxName = 100;

    /// <exception cref="RefusedException">422 for a name that cannot be, 409 name-taken.</exception>
    public async Task<Branch> MakeAsync(Project project, string? name, Branch? from, CancellationToken cancel = default)
    {
        var clean = Clean(name);
        // Two at once with one name: the second waits for the project's row, and then finds the first one's.
        return await db.WriteAsync(Held.Row<Project>(project.Id), () => StartAsync(project, clean, from, cancel), cancel);
    }

    /// <summary>Another name for a branch; <em>main</em> keeps its own, which says which one it is.</summary>
    /// <exception cref="RefusedException">422 for what is no name, or for main; 409 for a name that another has.</exception>
    public Task RenameAsync(Project project, Branch branch, string? name, CancellationToken cancel = default)
    {
        var clean = Clean(name);
        return branch.Name == Branch.Main
            ? throw RefusedException.Invalid("The main branch can’t be renamed.", "name")
            : db.WriteAsync(
                Held.Row<Project>(project.Id),
                async () =>
                {
                    await RequireFreeAsync(project.Id, clean, branch.Id, cancel);
                    branch.Name = clean;
                    db.Record("branch.renamed", branch.Id, project.Id, clean);
                },
                cancel
            );
    }

    private static string Clean(string? name) =>
        TypedText.Name(name) is { Length: <= MaxName } clean
            ? clean
            : throw RefusedException.Invalid($"Branch names can have up to {MaxName} characters.", "name");

    private async Task RequireFreeAsync(Guid project, string name, Guid? but, CancellationToken cancel)
    {
        var taken = await db.Set<Branch>().Where(b => b.ProjectId == project && b.Id != but).Select(b => b.Name).ToListAsync(cancel);
        if (taken.Exists(t => SearchText.Normalize(t) == SearchText.Normalize(name)))
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "name-taken", $"This project already has a branch called “{name}”.");
        }
    }

    private async Task<Branch> StartAsync(Project project, string clean, Branch? from, CancellationToken cancel)
    {
        await RequireFreeAsync(project.Id, clean, null, cancel);
        var branch = new Branch
        {
            ProjectId = project.Id,
            Name = clean,
            FromBranchId = from?.Id,
        };
        db.Add(branch);
        if (from is not null)
        {
            await FillAsync(branch, from, cancel);
        }

        db.Record("branch.made", branch.Id, project.Id, clean);
        db.Announce(Topics.Project, project.Id, project.Id);
        return branch;
    }

    private async Task FillAsync(Branch branch, Branch from, CancellationToken cancel)
    {
        var subjects = new Dictionary<Guid, Subject>();
        var scenes = await ScenesAsync(branch, from, subjects, cancel);
        foreach (var room in contents)
        {
            await room.CopyAsync(from, branch, scenes, subjects, cancel);
        }

        await db.CopyBestPicturesAsync(subjects, cancel);
    }

    private async Task<Dictionary<Guid, Guid>> ScenesAsync(
        Branch branch,
        Branch from,
        Dictionary<Guid, Subject> subjects,
        CancellationToken cancel
    )
    {
        var copies = new Dictionary<Guid, Guid>();
        if (
            await db.Set<Draft>()
                .AsNoTracking()
                .Where(d => d.BranchId == from.Id)
                .OrderByDescending(d => d.Number)
                .FirstOrDefaultAsync(cancel)
            is not { } newest
        )
        {
            return copies;
        }

        var draft = new Draft
        {
            ProjectId = branch.ProjectId,
            BranchId = branch.Id,
            Number = 1,
            FileName = newest.FileName,
            Format = newest.Format,
            Encoding = newest.Encoding,
            Title = newest.Title,
            TextSha256 = newest.TextSha256,
            SourceSha256 = newest.SourceSha256,
            SceneCount = newest.SceneCount,
        };
        db.Add(draft);
        var rows = await db.Set<SceneText>()
            .AsNoTracking()
            .Where(t => t.DraftId == newest.Id)
            .Join(db.Set<Scene>(), t => t.SceneId, s => s.Id, (Text, Scene) => new { Text, Scene })
            .OrderBy(r => r.Text.FromLine)
            .ToListAsync(cancel);
        foreach (var row in rows)
        {
            var (old, text) = (row.Scene, row.Text);
            var scene = new Scene
            {
                ProjectId = branch.ProjectId,
                BranchId = branch.Id,
                Ordinal = old.Ordinal,
                Number = old.Number,
                Heading = old.Heading,
                IntExt = old.IntExt,
                Location = old.Location,
                TimeOfDay = old.TimeOfDay,
                Characters = [.. old.Characters],
                FirstDraft = 1,
            };
            copies[old.Id] = scene.Id;
            db.Add(
                subjects[old.Id] = new Subject
                {
                    Id = scene.Id,
                    Type = SubjectType.Scene,
                    ProjectId = branch.ProjectId,
                }
            );
            db.Add(scene);
            db.Add(
                new SceneText
                {
                    SceneId = scene.Id,
                    DraftId = draft.Id,
                    ProjectId = text.ProjectId,
                    Ordinal = text.Ordinal,
                    Number = text.Number,
                    Heading = text.Heading,
                    FromLine = text.FromLine,
                    ToLine = text.ToLine,
                    Eighths = text.Eighths,
                    Hash = text.Hash,
                }
            );
        }

        return copies;
    }
}
