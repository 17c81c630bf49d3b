using System.Text.Json.Nodes;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Versions.Reviewing;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Versions;

/// <summary>A history as the picker shows it: newest first, one of them looked at.</summary>
public sealed record HistoryView(
    Guid SubjectId,
    string Key,
    string Name,
    int? Best,
    int? Shown,
    IReadOnlyList<VersionView> Versions,
    bool MayEdit
)
{
    /// <summary>The subject's histories by key, this one among them.</summary>
    public IReadOnlyList<HistoryName> Others { get; init; } = [];

    /// <summary>What was said of its versions, by number.</summary>
    public IReadOnlyDictionary<int, ReviewView> Reviews { get; init; } = new Dictionary<int, ReviewView>();

    /// <summary>About the version that is looked at, oldest first.</summary>
    public IReadOnlyList<CommentView> Comments { get; init; } = [];

    /// <summary>A comment has just been written: they stay unfolded.</summary>
    public bool HasCommented { get; init; }

    /// <summary>Who can be asked to look; empty for who may only read.</summary>
    public IReadOnlyList<(Guid Id, string Name)> People { get; init; } = [];

    /// <summary>Its versions are clips: no picture is made into it.</summary>
    public bool IsOfClips => Key is AssetKeys.Clip or AssetKeys.SceneVideo;

    public VersionView? Current =>
        Versions.FirstOrDefault(v => v.Number == Shown)
        ?? Versions.FirstOrDefault(v => v.Number == Best)
        ?? (Versions.Count > 0 ? Versions[0] : null);

    /// <summary>There are enough of them to look for one.</summary>
    public bool IsLong => Versions.Count > 5;

    public string Address => $"/Versions/{SubjectId}/{Key}";
}

public sealed record HistoryName(string Key, int Versions)
{
    public string Words =>
        Key switch
        {
            AssetKeys.Reference => "Pictures",
            AssetKeys.Clip or AssetKeys.SceneVideo => "Clips",
            _ => Key.Replace('_', ' '),
        };
}

public sealed record VersionView(
    int Number,
    Guid MediaId,
    MediaKind Kind,
    string ContentType,
    long Bytes,
    int? Width,
    int? Height,
    string? Color,
    string Title,
    MediaSource Source,
    string? FileName,
    string? Provider,
    string? Model,
    string? Prompt,
    long? Seed,
    Guid? JobId,
    double? Seconds,
    DateTimeOffset CreatedAt
)
{
    public Picture Picture => new(MediaId, Number, Kind, Title, Width, Height, Color);

    /// <summary>Who added it; null for nobody who is known.</summary>
    public string? By { get; init; }

    /// <summary>As the version was stored.</summary>
    public string Metadata { get; init; } = "{}";

    /// <summary>What there is to say about it; null for nothing.</summary>
    public string? Note =>
        JsonNode.Parse(Metadata) is JsonObject all
        && all[AssetVersion.NoteKey] is JsonValue value
        && value.TryGetValue<string>(out var note)
            ? note
            : null;

    /// <summary>1 to 5; 0 while nobody has rated it.</summary>
    public int Rating => RatingIn(Metadata);

    internal static int RatingIn(string metadata) =>
        JsonNode.Parse(metadata)?["evaluation"] is JsonObject evaluation
        && evaluation["rating"] is JsonValue value
        && value.TryGetValue<int>(out var rating)
            ? Math.Clamp(rating, 0, 5)
            : 0;

    /// <summary>Who or what it is from, in one word, to choose by.</summary>
    public string From => Source == MediaSource.Upload ? "Upload" : Provider ?? "Upload";

    /// <summary>A trained model has made it.</summary>
    public bool IsOfModel => MediaItem.MadeByModel(Source, Provider) || SaysModel;

    /// <inheritdoc cref="MediaItem.SaysModel" />
    public bool SaysModel { get; init; }
}

public static class HistoryViews
{
    /// <summary>Three queries, however many versions there are.</summary>
    public static async Task<HistoryView> HistoryViewAsync(
        this LibraryContext db,
        Guid subjectId,
        string name,
        bool mayEdit,
        int? shown = null,
        string key = AssetKeys.Reference,
        CancellationToken cancel = default
    )
    {
        var all = await db.Set<History>()
            .AsNoTracking()
            .Where(h => h.SubjectId == subjectId && h.LastNumber > 0)
            .Select(h => new HistoryName(h.Key, h.LastNumber))
            .ToListAsync(cancel);
        var history = await db.Set<History>().AsNoTracking().SingleOrDefaultAsync(h => h.SubjectId == subjectId && h.Key == key, cancel);
        var versions = history is null
            ? []
            : await db.Set<AssetVersion>()
                .Where(v => v.HistoryId == history.Id)
                .OrderByDescending(v => v.Number)
                .Take(500)
                .Join(
                    db.Set<MediaItem>(),
                    v => v.MediaId,
                    m => m.Id,
                    (v, m) =>
                        new VersionView(
                            v.Number,
                            m.Id,
                            m.Kind,
                            m.ContentType,
                            m.Bytes,
                            m.Width,
                            m.Height,
                            m.DominantColor,
                            m.Title,
                            m.Source,
                            m.FileName,
                            m.Provider,
                            m.Model,
                            m.Prompt,
                            m.Seed,
                            m.JobId,
                            m.Seconds,
                            v.CreatedAt
                        )
                        {
                            Metadata = v.Metadata,
                            SaysModel = m.SaysModel,
                            By = db.Set<User>().Where(u => u.Id == v.CreatedBy).Select(u => u.UserName).FirstOrDefault(),
                        }
                )
                .ToListAsync(cancel);
        var view = new HistoryView(
            subjectId,
            key,
            name,
            history?.BestNumber,
            shown,
            [.. versions.OrderByDescending(v => v.Number)],
            mayEdit
        );
        return view with
        {
            Reviews = history is null ? view.Reviews : await ReviewsAsync(db, history.Id, cancel),
            Comments =
                history is null || view.Current is not { } current ? [] : await CommentsAsync(db, history.Id, current.Number, cancel),
            People = history is null || !mayEdit ? [] : await PeopleAsync(db, history.ProjectId, cancel),
            Others =
            [
                .. all.UnionBy([new HistoryName(key, 0)], h => h.Key)
                    .OrderByDescending(h => h.Key == AssetKeys.Reference)
                    .ThenBy(h => h.Key, StringComparer.Ordinal),
            ],
        };
    }

    private static async Task<IReadOnlyDictionary<int, ReviewView>> ReviewsAsync(
        LibraryContext db,
        Guid history,
        CancellationToken cancel
    ) =>
        await db.Set<VersionReview>()
            .Where(r => r.HistoryId == history)
            .Select(r => new ReviewView(
                r.Number,
                r.State,
                db.Set<User>().Where(u => u.Id == r.By).Select(u => u.UserName).FirstOrDefault(),
                r.At,
                r.AssigneeId,
                db.Set<User>().Where(u => u.Id == r.AssigneeId).Select(u => u.UserName).FirstOrDefault()
            ))
            .ToDictionaryAsync(r => r.Number, cancel);

    private static async Task<IReadOnlyList<CommentView>> CommentsAsync(
        LibraryContext db,
        Guid history,
        int number,
        CancellationToken cancel
    ) =>
        await db.Set<VersionComment>()
            .Where(c => c.HistoryId == history && c.Number == number)
            .OrderBy(c => c.Id)
            .Take(200)
            .Select(c => new CommentView(
                c.Id,
                c.Text,
                db.Set<User>().Where(u => u.Id == c.By).Select(u => u.UserName).FirstOrDefault(),
                c.At,
                c.X,
                c.Y,
                c.Width,
                c.Height,
                c.By == db.ViewerId
            ))
            .ToListAsync(cancel);

    private static async Task<IReadOnlyList<(Guid Id, string Name)>> PeopleAsync(
        LibraryContext db,
        Guid? project,
        CancellationToken cancel
    ) =>
        [
            .. (
                await db.Set<User>()
                    .Where(u => u.DeactivatedAt == null)
                    .Where(u => project == null || db.Set<ProjectMember>().Any(m => m.ProjectId == project && m.UserId == u.Id))
                    .OrderBy(u => u.UserName)
                    .Take(200)
                    .Select(u => new { u.Id, u.UserName })
                    .ToListAsync(cancel)
            ).Select(u => (u.Id, u.UserName!)),
        ];
}
