using System.Text.Json;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Styles;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation.Prompts;

/// <summary>A best picture that was made, and what has changed since; usable still, and never made again automatically.</summary>
/// <param name="SubjectId">Whose best picture it is.</param>
/// <param name="MediaId">The picture.</param>
/// <param name="Provider">Who made it.</param>
/// <param name="Reasons">Sentences; empty while everything reads as it was sent.</param>
public sealed record MadePicture(Guid SubjectId, Guid MediaId, string Provider, IReadOnlyList<string> Reasons)
{
    internal const string OfLibrary = "the library text changed";

    public bool IsStale => Reasons.Count > 0;

    /// <summary>
    /// Stale for another reason than that the library moved on: what a sync is about to take makes this one stale for the first time.
    /// </summary>
    public bool WasStaleBefore => Reasons.Any(r => r != OfLibrary);
}

/// <summary>What was sent for a picture against how it reads now. Computed, so that nothing has to be marked.</summary>
public sealed class Staleness(LibraryContext db, SubjectReadings readings)
{
    /// <summary>The best pictures among these subjects that were generated. A fixed number of queries, however many there are.</summary>
    public Task<IReadOnlyDictionary<Guid, MadePicture>> MadePicturesAsync(
        IReadOnlyCollection<Guid> subjects,
        string key = AssetKeys.Reference,
        CancellationToken cancel = default
    ) => MadeAsync(subjects, key, ofLatest: false, cancel);

    /// <summary>
    /// Those among these subjects whose best picture is out of date and whose newest is not: somebody chooses, nobody has to pay again.
    /// </summary>
    public async Task<IReadOnlySet<Guid>> ToChooseAsync(IReadOnlyCollection<Guid> stale, CancellationToken cancel = default) =>
        (await MadeAsync(stale, AssetKeys.Reference, ofLatest: true, cancel))
            .Values.Where(m => !m.IsStale)
            .Select(m => m.SubjectId)
            .ToHashSet();

    private async Task<IReadOnlyDictionary<Guid, MadePicture>> MadeAsync(
        IReadOnlyCollection<Guid> subjects,
        string key,
        bool ofLatest,
        CancellationToken cancel
    )
    {
        var rows =
            subjects.Count == 0
                ? []
                : await (
                    from history in db.Set<History>()
                    where subjects.Contains(history.SubjectId) && history.Key == key
                    join version in db.Set<AssetVersion>()
                        on new { HistoryId = history.Id, Number = ofLatest ? history.LastNumber : history.BestNumber ?? 0 } equals new
                        {
                            version.HistoryId,
                            version.Number,
                        }
                    join item in db.Set<MediaItem>() on version.MediaId equals item.Id
                    join request in db.Set<GenerationRequest>() on item.JobId equals request.Id
                    select new
                    {
                        history.SubjectId,
                        MediaId = item.Id,
                        request.Provider,
                        request.Sent,
                    }
                )
                    .AsNoTracking()
                    .ToListAsync(cancel);
        if (rows.Count == 0)
        {
            return new Dictionary<Guid, MadePicture>();
        }

        var made = rows.ConvertAll(r =>
            (r.SubjectId, r.MediaId, r.Provider, Sent: JsonSerializer.Deserialize<RequestSnapshot>(r.Sent, JsonSerializerOptions.Web)!)
        );
        var now = await readings.ReadAsync([.. made.Select(m => m.Sent.Subject?.Id).OfType<Guid>().Distinct()], cancel);
        var styles = made.Select(m => m.Sent.Style?.Id).OfType<Guid>().Distinct().ToList();
        var revisions = await db.Set<StyleCapsule>()
            .Where(s => styles.Contains(s.Id))
            .Select(s => new
            {
                s.Id,
                s.Revision,
                s.Prompt,
                s.Negative,
                s.ForCharacters,
                s.ForLocations,
                s.ForProps,
            })
            .AsNoTracking()
            .ToDictionaryAsync(s => s.Id, cancel);
        return made.ToDictionary(
            m => m.SubjectId,
            m => new MadePicture(m.SubjectId, m.MediaId, m.Provider, [.. Reasons(m.Sent).Where(r => r.Length > 0)])
        );

        IEnumerable<string> Reasons(RequestSnapshot sent)
        {
            if (
                sent.Subject is { Type: not (SubjectType.Scene or SubjectType.StyleCapsule) } subject
                && now.TryGetValue(subject.Id, out var text)
                && (text.Name != subject.Name || text.Description != subject.Description)
            )
            {
                yield return subject.Type is SubjectType.LibraryAsset or SubjectType.LibraryLook ? MadePicture.OfLibrary
                : text.Description != subject.Description ? "the description changed"
                : "the name changed";
            }

            if (
                sent.Style is { } style
                && revisions.TryGetValue(style.Id, out var newest)
                && newest.Revision > style.Revision
                && (
                    newest.Prompt != style.Prompt
                    || newest.Negative != style.Negative
                    || (
                        sent.Subject is { } of
                        && new StyleAdditions(newest.ForCharacters, newest.ForLocations, newest.ForProps).For(of.AssetType)
                            != (style.ForType ?? "")
                    )
                )
            )
            {
                yield return $"the style “{style.Name}” changed";
            }
        }
    }
}
