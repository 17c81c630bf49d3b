using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Styles;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation.Prompts;

/// <summary>Something that a picture is to be made of, as it reads now; without a subject, whatever the prompt says.</summary>
public sealed record PromptSubject(SentSubject? Subject, string Title, Guid? ProjectId, Guid? StyleId)
{
    /// <summary>Pixels, where its project has a size of its own.</summary>
    public (int Width, int Height)? Size { get; init; }

    /// <exception cref="RefusedException">409 style-required for a subject of a project without a style.</exception>
    public static PromptSubject Of(SubjectReading reading) =>
        reading is { ProjectId: not null, StyleId: null }
            ? throw StyleCapsule.Required()
            : new(
                new(reading.Type, reading.Id, reading.Revision, reading.AssetType, reading.Name, reading.Description)
                {
                    Look = reading.Look,
                },
                reading.Name,
                reading.ProjectId,
                reading.StyleId
            )
            {
                Size = reading.Size,
            };
}

public sealed class PromptSubjects(LibraryContext db, SubjectReadings readings)
{
    /// <summary>In the order they were named.</summary>
    /// <exception cref="RefusedException">404 where one is not there; 409 style-required for one of a project without a style.</exception>
    public async Task<List<PromptSubject>> ReadAsync(IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        var wanted = ids.Distinct().ToList();
        var read = await readings.ReadAsync(wanted, cancel);
        return read.Count == wanted.Count ? wanted.ConvertAll(id => PromptSubject.Of(read[id])) : throw RefusedException.NotFound();
    }

    /// <summary>
    /// The picture that shows each of these styles, where a person has brought one or chosen it as best; samples that nobody has
    /// chosen are none, nor is what has more than so many bytes.
    /// </summary>
    public async Task<Dictionary<Guid, SentReference>> StyleExamplesAsync(
        IReadOnlyList<Guid> styles,
        long mostBytes,
        CancellationToken cancel
    ) =>
        (
            await (
                from history in db.Set<History>()
                where styles.Contains(history.SubjectId) && history.Key == AssetKeys.Reference
                join version in db.Set<AssetVersion>()
                    on new { HistoryId = history.Id, Number = history.BestNumber ?? 0 } equals new { version.HistoryId, version.Number }
                join item in db.Set<MediaItem>() on version.MediaId equals item.Id
                where
                    item.Bytes <= mostBytes
                    && (history.BestChosenAt != null || item.Source == MediaSource.Upload)
                    && item.Kind == MediaKind.Image
                select new
                {
                    history.SubjectId,
                    item.Id,
                    item.Sha256,
                    item.ContentType,
                    item.Bytes,
                }
            )
                .AsNoTracking()
                .ToListAsync(cancel)
        ).ToDictionary(e => e.SubjectId, e => new SentReference(e.Id, ReferenceRole.Style, 0, e.Sha256, e.ContentType, e.Bytes));
}
