using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Conversations;

internal static class ConversationsApi
{
    public static void MapConversationsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/conversations", ListAsync);
        api.MapPost("/conversations", BeginAsync).ForEditors();
        api.MapGet("/conversations/{id:guid}", MessagesAsync);
        api.MapPost("/conversations/{id:guid}/messages", SayAsync).RequireAuthorization(Policies.Generate);
    }

    private sealed record Beginning(string? Title, Guid? ProjectId);

    private sealed record ReferenceRef(Guid? MediaId);

    private sealed record Words(
        string? Text,
        string? Kind,
        string? Provider,
        string? Model,
        List<ReferenceRef?>? References,
        int? Count,
        bool? InStyle,
        Guid? IdempotencyKey
    );

    private static async Task<IResult> ListAsync(string? after, int? limit, LibraryContext db)
    {
        var count = Cursor.Limit(limit);
        var conversations = db.Set<Conversation>().AsNoTracking();
        if (Cursor.Read(after) is { } cursor)
        {
            conversations = conversations.Where(c => c.Id.CompareTo(cursor.Id) < 0);
        }

        var page = ListPage.Of(await conversations.OrderByDescending(c => c.Id).Take(count + 1).ToListAsync(), count, c => new("", c.Id));
        return Results.Ok(new { items = page.Items.Select(View), next = page.Next });
    }

    private static async Task<IResult> BeginAsync(Beginning body, LibraryContext db, CurrentViewer viewer)
    {
        if (body.ProjectId is { } project && !await db.Set<Projects.Project>().AnyAsync(p => p.Id == project))
        {
            return Problem.NotFound();
        }

        if (!await viewer.MayEditAsync(db, body.ProjectId))
        {
            throw new RefusedException(StatusCodes.Status403Forbidden, "forbidden", "You have view-only access to this project.");
        }

        var conversation = Conversation.Begin(body.Title, body.ProjectId, db.Now);
        db.Add(conversation);
        await db.SaveChangesAsync();
        return Results.Created($"/api/v1/conversations/{conversation.Id}", View(conversation));
    }

    private static async Task<IResult> MessagesAsync(Guid id, Guid? before, int? limit, LibraryContext db, CancellationToken cancel)
    {
        if (await db.Set<Conversation>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } conversation)
        {
            return Problem.NotFound();
        }

        var thread = await Thread.ReadAsync(db, conversation, before, Cursor.Limit(limit), cancel);
        return Results.Ok(
            new
            {
                conversation.Id,
                conversation.Title,
                conversation.ProjectId,
                messages = thread.Messages.Select(s => new
                {
                    s.Message.Id,
                    s.Message.Speaker,
                    s.Message.Text,
                    s.Message.Kind,
                    s.Message.References,
                    s.Message.CreatedAt,
                    s.By,
                    jobId = s.Message.JobId,
                    state = s.ReplyState,
                    error = s.ReplyError,
                    media = s.Pictures.Select(p => new
                    {
                        p.JobId,
                        p.State,
                        p.Error,
                        p.MediaId,
                        p.Model,
                    }),
                }),
                earlier = thread.Earlier,
            }
        );
    }

    private static async Task<IResult> SayAsync(
        Guid id,
        Words body,
        LibraryContext db,
        CurrentViewer viewer,
        Talk talk,
        CancellationToken cancel
    )
    {
        if (await db.Set<Conversation>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } conversation)
        {
            return Problem.NotFound();
        }

        if (!await viewer.MayEditAsync(db, conversation.ProjectId, cancel))
        {
            throw new RefusedException(StatusCodes.Status403Forbidden, "forbidden", "You have view-only access to this project.");
        }

        var answer = await talk.SayAsync(
            id,
            new(
                body.Text,
                body.Kind switch
                {
                    "image" => MediaKind.Image,
                    "video" => MediaKind.Video,
                    "text" => null,
                    null => talk.Answers ? null : MediaKind.Image,
                    _ => throw RefusedException.Invalid("kind must be image, video or text.", "kind"),
                },
                body.Provider,
                body.Model,
                [
                    .. (body.References ?? []).Select(r =>
                        r?.MediaId ?? throw RefusedException.Invalid("A reference names a mediaId.", "references")
                    ),
                ],
                body.Count is null or (>= 1 and <= ChatForm.MostPictures)
                    ? body.Count ?? 1
                    : throw RefusedException.Invalid($"Generate 1 to {ChatForm.MostPictures} pictures at once.", "count"),
                body.InStyle ?? false
            ),
            body.IdempotencyKey,
            cancel
        );
        if (answer is null)
        {
            return Problem.Of(StatusCodes.Status409Conflict, "sent", "This message has been sent already.");
        }

        var job = answer.JobId
            ?? await db.Set<Queue.Job>()
                .Where(j => j.BatchId == answer.BatchId)
                .OrderBy(j => j.Id)
                .Select(j => (Guid?)j.Id)
                .FirstAsync(cancel);
        return Results.Accepted((string?)null, new { messageId = answer.Id, jobId = job });
    }

    private static object View(Conversation c) =>
        new
        {
            c.Id,
            c.Title,
            c.ProjectId,
            c.LastAt,
            c.CreatedAt,
        };
}
