using System.Security.Cryptography;
using System.Text;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Projects;

/// <summary>Bytes of a script → a draft with its scenes. What cannot be read is refused with the reason, and nothing is stored.</summary>
public sealed class DraftImport(LibraryContext db, BlobStore blobs)
{
    /// <summary>Adds the draft to the caller's transaction and saves it there.</summary>
    public async Task<Draft> ImportAsync(Branch branch, byte[] bytes, string fileName, CancellationToken cancel = default)
    {
        var screenplay = await ReadAsync(bytes, fileName, cancel: cancel);
        var put = await blobs.PutAsync(new MemoryStream(bytes, writable: false), fileName, cancel: cancel);
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancel) : null;

        // Two imports at once: the second waits here until the first has committed, then counts on.
        await db.Set<Branch>().Where(b => b.Id == branch.Id).ExecuteUpdateAsync(s => s.SetProperty(b => b.Name, b => b.Name), cancel);
        var number = (await db.Set<Draft>().Where(d => d.BranchId == branch.Id).MaxAsync(d => (int?)d.Number, cancel) ?? 0) + 1;
        var name = SearchText.Clean(Path.GetFileName(fileName.Replace('\\', '/'))) is { Length: > 0 } clean ? clean : "script.fountain";
        var draft = new Draft
        {
            ProjectId = branch.ProjectId,
            BranchId = branch.Id,
            Number = number,
            FileName = name.Length > 300 ? name[..300] : name,
            Format = screenplay.Format.ToString().ToLowerInvariant(),
            Encoding = screenplay.Encoding,
            Title = screenplay.Title is { } title ? SearchText.Clean(title).ReplaceLineEndings(" ") : null,
            TextSha256 = put.Blob.ToString(),
            SceneCount = screenplay.Scenes.Count,
        };
        db.Add(draft);
        await AddScenesAsync(draft, screenplay, cancel);
        db.Record("draft.imported", draft.Id, draft.ProjectId, draft.FileName);
        db.Announce(Topics.Project, branch.ProjectId!.Value, branch.ProjectId);
        await db.SaveChangesAsync(cancel);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancel);
        }

        return draft;
    }

    /// <exception cref="RefusedException">413, or 422 unreadable-script with the reason.</exception>
    public static async Task<Screenplay> ReadAsync(byte[] bytes, string? fileName = null, ScriptFormat? known = null, CancellationToken cancel = default)
    {
        if (bytes.Length > ScriptText.MaxBytes)
        {
            throw new RefusedException(StatusCodes.Status413PayloadTooLarge, "too-large", "A script has at most 10 MB.");
        }

        return await ScriptFile.ReadAsync(bytes, fileName, known, cancel) switch
        {
            ScriptReading.Read read => read.Screenplay,
            ScriptReading.Unreadable bad => throw new RefusedException(StatusCodes.Status422UnprocessableEntity, "unreadable-script", bad.Reason),
            _ => throw new InvalidOperationException("Unknown reading."),
        };
    }

    /// <summary>A stored draft; null when its bytes are not here.</summary>
    public async Task<Screenplay?> OpenAsync(Draft draft, CancellationToken cancel = default)
    {
        await using var file = blobs.Open(BlobRef.Parse(draft.TextSha256));
        if (file is null)
        {
            return null;
        }

        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, cancel);
        return await ReadAsync(bytes, draft.FileName, Enum.Parse<ScriptFormat>(draft.Format, ignoreCase: true), cancel);
    }

    // A scene of the draft before is the same scene when its heading is the same: the first unused one, in order.
    private async Task AddScenesAsync(Draft draft, Screenplay screenplay, CancellationToken cancel)
    {
        var lines = screenplay.Source.Split('\n');
        var before = (await db.Set<Scene>().Where(s => s.BranchId == draft.BranchId && s.LastDraft == null).OrderBy(s => s.Ordinal).ToListAsync(cancel))
            .GroupBy(s => SearchText.Normalize(s.Heading), StringComparer.Ordinal).ToDictionary(g => g.Key, g => new Queue<Scene>(g), StringComparer.Ordinal);
        foreach (var found in screenplay.Scenes)
        {
            if (!before.TryGetValue(SearchText.Normalize(found.Heading), out var same) || !same.TryDequeue(out var scene))
            {
                scene = new Scene { ProjectId = draft.ProjectId, BranchId = draft.BranchId, FirstDraft = draft.Number };
                db.Add(new Subject { Id = scene.Id, Type = SubjectType.Scene, ProjectId = draft.ProjectId });
                db.Add(scene);
            }

            (scene.Ordinal, scene.Number, scene.Heading, scene.IntExt, scene.Location, scene.TimeOfDay, scene.Characters) =
                (found.Ordinal, found.Number, found.Heading, found.IntExt, found.Location, found.TimeOfDay, [.. found.Characters]);
            var body = string.Join('\n', lines[(found.FromLine - 1)..Math.Min(lines.Length, found.ToLine)]);
            db.Add(new SceneText { SceneId = scene.Id, DraftId = draft.Id, ProjectId = draft.ProjectId, FromLine = found.FromLine, ToLine = found.ToLine, Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))) });
        }

        foreach (var gone in before.Values.SelectMany(q => q))
        {
            gone.LastDraft = draft.Number - 1;
        }
    }
}
