using System.Text;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Scripts;

/// <summary>422 unreadable-script. Text is what could be decoded, for correction; null where nothing could.</summary>
public sealed class UnreadableScriptException(string reason, string? text)
    : RefusedException(StatusCodes.Status422UnprocessableEntity, "unreadable-script", reason)
{
    /// <summary>More than this is not put into a form.</summary>
    private const int MostText = 1024 * 1024;

    public string? Text { get; } = text is { Length: <= MostText } ? text : null;
}

/// <summary>What came of an import: a new draft, or the current one, which has the same bytes.</summary>
public sealed record ImportedDraft(Draft Draft, bool IsNew);

/// <summary>Bytes of a script → a draft with its scenes. What cannot be read is refused with the reason, and nothing is stored.</summary>
public sealed class DraftImport(LibraryContext db, BlobStore blobs, ReadDrafts lately)
{
    /// <summary>Some twenty-five films in one file. A page shows them all, and a draft is stored at once.</summary>
    public const int MostScenes = 5000;

    /// <summary>
    /// Adds the draft to the caller's transaction and saves it there. The same bytes as the current draft's make no new one.
    /// </summary>
    public async Task<ImportedDraft> ImportAsync(Branch branch, byte[] bytes, string fileName, CancellationToken cancel = default) =>
        await ImportAsync(branch, await ReadAsync(bytes, fileName, cancel: cancel), bytes, fileName, cancel);

    internal async Task<ImportedDraft> ImportAsync(
        Branch branch,
        Screenplay screenplay,
        byte[] bytes,
        string fileName,
        CancellationToken cancel = default
    )
    {
        var source = await PutAsync(bytes, fileName, cancel);
        var text =
            screenplay.Format == ScriptFormat.Pdf
                ? await PutAsync(Encoding.UTF8.GetBytes(screenplay.Source), Path.ChangeExtension(fileName, "txt"), cancel)
                : source;
        var scenes = new BranchScenes(db, this);
        while (true)
        {
            var known = await scenes.KnowAgainAsync(branch.Id, screenplay, cancel);
            // Two imports at once: the second waits for the branch, and compares again with what the first brought.
            if (
                await db.WriteAsync(
                    Held.Row<Branch>(branch.Id),
                    () => StoreAsync(branch, screenplay, (fileName, source, text), scenes, known, cancel),
                    cancel
                ) is
                { } imported
            )
            {
                return imported;
            }
        }
    }

    /// <returns>Null: another draft came in meanwhile.</returns>
    private async Task<ImportedDraft?> StoreAsync(
        Branch branch,
        Screenplay screenplay,
        (string FileName, BlobRef Source, BlobRef Text) bytes,
        BranchScenes scenes,
        KnownAgain known,
        CancellationToken cancel
    )
    {
        var (fileName, source, text) = bytes;
        var current = await db.Set<Draft>()
            .Where(d => d.BranchId == branch.Id)
            .OrderByDescending(d => d.Number)
            .FirstOrDefaultAsync(cancel);
        if (current is not null && (current.SourceSha256 ?? current.TextSha256) == source)
        {
            return new(current, IsNew: false);
        }

        if ((current?.Number ?? 0) != known.Newest)
        {
            return null;
        }

        var name = SearchText.Clean(Path.GetFileName(fileName.Replace('\\', '/'))) is { Length: > 0 } clean ? clean : "script.fountain";
        var draft = new Draft
        {
            ProjectId = branch.ProjectId,
            BranchId = branch.Id,
            Number = (current?.Number ?? 0) + 1,
            FileName = SearchText.Cut(name, 300),
            Format = screenplay.Format.ToString().ToLowerInvariant(),
            Encoding = screenplay.Encoding,
            Title = screenplay.Title is { } title ? SearchText.Clean(title).ReplaceLineEndings(" ") : null,
            TextSha256 = text,
            SourceSha256 = text == source ? null : source,
            SceneCount = screenplay.Scenes.Count,
        };
        db.Add(draft);
        db.Record("draft.imported", draft.Id, draft.ProjectId, draft.FileName);
        await db.SaveChangesAsync(cancel); // its scenes come after it
        await scenes.TakeInAsync(draft, known, cancel);
        db.Announce(Topics.Project, branch.ProjectId!.Value, branch.ProjectId);
        return new(draft, IsNew: true);
    }

    /// <exception cref="RefusedException">413, or <see cref="UnreadableScriptException"/>.</exception>
    public static async Task<Screenplay> ReadAsync(
        byte[] bytes,
        string? fileName = null,
        ScriptFormat? known = null,
        CancellationToken cancel = default
    )
    {
        if (bytes.Length > ScriptText.MaxBytes)
        {
            throw new RefusedException(StatusCodes.Status413PayloadTooLarge, "too-large", "This script is over the 10 MB limit.");
        }

        return await ScriptFile.ReadAsync(bytes, fileName, known, cancel) switch
        {
            ScriptReading.Read { Screenplay.Scenes.Count: > MostScenes and var scenes } => throw new RefusedException(
                StatusCodes.Status422UnprocessableEntity,
                "too-many-scenes",
                $"This script has {scenes:N0} scenes. The limit is {MostScenes:N0}. Split it into one draft per part or episode."
            ),
            ScriptReading.Read read => read.Screenplay,
            ScriptReading.Unreadable bad => throw new UnreadableScriptException(bad.Reason, bad.Text),
            _ => throw new InvalidOperationException("Unknown reading."),
        };
    }

    /// <summary>A stored draft; null when its bytes are not here.</summary>
    public async Task<Screenplay?> OpenAsync(Draft draft, CancellationToken cancel = default)
    {
        if (lately.Find(draft) is { } known)
        {
            return known;
        }

        await using var file = blobs.Open(draft.TextSha256);
        if (file is null)
        {
            return null;
        }

        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, cancel);
        var screenplay = await ReadAsync(bytes, draft.FileName, Enum.Parse<ScriptFormat>(draft.Format, ignoreCase: true), cancel);
        lately.Add(draft, screenplay);
        return screenplay;
    }

    private async Task<BlobRef> PutAsync(byte[] bytes, string? fileName, CancellationToken cancel) =>
        (await blobs.PutAsync(new MemoryStream(bytes, writable: false), fileName, cancel: cancel)).Blob;
}
