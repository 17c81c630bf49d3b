using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Conversations;

/// <summary>A picture that was asked for, or what has become of it.</summary>
/// <param name="JobId">Its job.</param>
/// <param name="Model">Provider and model.</param>
/// <param name="State">Of the job.</param>
/// <param name="Error">Why there is none.</param>
/// <param name="MediaId">The picture; null while there is none, and for one that was deleted.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Title">Its title.</param>
/// <param name="Color">Shown in its place while it loads.</param>
public sealed record Asked(
    Guid JobId,
    string Model,
    JobState State,
    string? Error,
    Guid? MediaId,
    MediaKind Kind,
    string Title,
    string? Color,
    int? Width,
    int? Height
)
{
    public bool MayRetry => State is JobState.Failed or JobState.Cancelled;

    /// <summary>It was made, and somebody has deleted it.</summary>
    public bool IsGone => State == JobState.Succeeded && MediaId is null;

    /// <summary>Of these jobs, without those that another provider stands in for; a fixed number of queries.</summary>
    public static async Task<List<(Guid? BatchId, Guid? SessionId, Asked Asked)>> ReadAsync(
        LibraryContext db,
        IQueryable<GenerationRequest> requests,
        CancellationToken cancel
    )
    {
        var rows = await requests
            .Where(r => !db.Set<GenerationRequest>().Any(o => o.RetryOf == r.Id || o.FallbackOf == r.Id))
            .Join(
                db.Set<Job>(),
                r => r.Id,
                j => j.Id,
                (r, j) =>
                    new
                    {
                        r.Id,
                        r.Provider,
                        r.Model,
                        r.MediaId,
                        r.SessionId,
                        j.BatchId,
                        j.State,
                        j.Error,
                    }
            )
            .OrderBy(r => r.Id)
            .AsNoTracking()
            .ToListAsync(cancel);
        var ids = rows.Select(r => r.MediaId).OfType<Guid>().ToList();
        var media = await db.Set<MediaItem>()
            .Where(m => ids.Contains(m.Id))
            .Select(m => new
            {
                m.Id,
                m.Kind,
                m.Title,
                m.DominantColor,
                m.Width,
                m.Height,
            })
            .ToDictionaryAsync(m => m.Id, cancel);
        return rows.ConvertAll(r =>
        {
            var item = r.MediaId is { } id ? media.GetValueOrDefault(id) : null;
            return (
                r.BatchId,
                r.SessionId,
                new Asked(
                    r.Id,
                    $"{r.Provider} · {r.Model}",
                    r.State,
                    r.Error,
                    item?.Id,
                    item?.Kind ?? MediaKind.Image,
                    item?.Title ?? "",
                    item?.DominantColor,
                    item?.Width,
                    item?.Height
                )
            );
        });
    }
}

/// <summary>A message as a page shows it.</summary>
public sealed record SaidMessage(Message Message, string? By, IReadOnlyList<Asked> Pictures, JobState? ReplyState, string? ReplyError)
{
    /// <summary>Words and proposed prompts, in their order.</summary>
    public IReadOnlyList<(bool IsPrompt, string Text)> Parts { get; } = PromptBlocks.Of(Message);
}

/// <summary>The messages of a conversation, oldest first.</summary>
/// <param name="Earlier">From which message on there is more before these; null for the beginning.</param>
public sealed record Thread(Conversation Conversation, IReadOnlyList<SaidMessage> Messages, Guid? Earlier)
{
    public const int PageSize = 50;

    public static async Task<Thread> ReadAsync(
        LibraryContext db,
        Conversation conversation,
        Guid? before,
        int count,
        CancellationToken cancel
    )
    {
        var rows = await db.Set<Message>()
            .Where(m => m.ConversationId == conversation.Id && (before == null || m.Id.CompareTo(before.Value) < 0))
            .OrderByDescending(m => m.Id)
            .Take(count + 1)
            .AsNoTracking()
            .ToListAsync(cancel);
        var more = rows.Count > count ? rows[count - 1].Id : (Guid?)null;
        var messages = rows.Take(count).Reverse().ToList();
        var batches = messages.Select(m => m.BatchId).OfType<Guid>().ToList();
        var pictures = (
            await Asked.ReadAsync(
                db,
                db.Set<GenerationRequest>()
                    .Where(r => db.Set<Job>().Any(j => j.Id == r.Id && j.BatchId != null && batches.Contains(j.BatchId.Value))),
                cancel
            )
        ).ToLookup(p => p.BatchId, p => p.Asked);
        var jobs = messages.Select(m => m.JobId).OfType<Guid>().ToList();
        var replies = await db.Set<Job>()
            .Where(j => jobs.Contains(j.Id))
            .Select(j => new
            {
                j.Id,
                j.State,
                j.Error,
            })
            .ToDictionaryAsync(j => j.Id, cancel);
        var people = messages.Select(m => m.CreatedBy).OfType<Guid>().Distinct().ToList();
        var names = await db.Set<User>().Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.UserName, cancel);
        return new(
            conversation,
            messages.ConvertAll(m => new SaidMessage(
                m,
                m.CreatedBy is { } by ? names.GetValueOrDefault(by) : null,
                m.BatchId is { } batch ? [.. pictures[batch]] : [],
                m.JobId is { } job ? replies.GetValueOrDefault(job)?.State : null,
                m.JobId is { } of ? replies.GetValueOrDefault(of)?.Error : null
            )),
            more
        );
    }
}

/// <summary>An answer → its words and the prompts that it proposes.</summary>
internal static class PromptBlocks
{
    private const string Fence = "```";

    public static IReadOnlyList<(bool IsPrompt, string Text)> Of(Message message)
    {
        if (message.Speaker == Speaker.Person || !message.Text.Contains(Fence, StringComparison.Ordinal))
        {
            return message.Text.Length == 0 ? [] : [(false, message.Text)];
        }

        var parts = new List<(bool IsPrompt, string Text)>();
        var (lines, isPrompt) = (new List<string>(), false);
        foreach (var line in message.Text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.TrimStart().StartsWith(Fence, StringComparison.Ordinal))
            {
                Close();
                isPrompt = !isPrompt;
                continue;
            }

            lines.Add(line);
        }

        Close();
        return parts;

        void Close()
        {
            if (string.Join('\n', lines).Trim() is { Length: > 0 } text)
            {
                parts.Add((isPrompt, text));
            }

            lines.Clear();
        }
    }
}
