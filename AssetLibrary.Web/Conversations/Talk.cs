using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Conversations;

/// <summary>What somebody says, and what is to come of it.</summary>
/// <param name="Text">Words, or the prompt of a picture.</param>
/// <param name="Kind">A picture or a clip; null for an answer in words.</param>
/// <param name="Provider">Who makes it.</param>
/// <param name="Model">With what.</param>
/// <param name="References">Pictures that go along.</param>
/// <param name="Count">How many pictures.</param>
/// <param name="InStyle">In the style of the conversation's project.</param>
public sealed record Saying(
    string? Text,
    MediaKind? Kind,
    string? Provider = null,
    string? Model = null,
    IReadOnlyList<Guid>? References = null,
    int Count = 1,
    bool InStyle = false
)
{
    /// <summary>Whom pictures among <see cref="References"/> show.</summary>
    public IReadOnlyDictionary<Guid, string> Shown { get; init; } = new Dictionary<Guid, string>();
}

/// <summary>What is said in conversations. Each saying is saved with its answer, which then comes by a job.</summary>
public sealed class Talk(LibraryContext db, PictureRequests requests, LanguageModel model)
{
    public const int MostReferences = 20;

    /// <summary>What is asked for in words can be answered.</summary>
    public bool Answers => model.Missing is null;

    /// <returns>The answer, which is still to come; null when this key has been used already.</returns>
    /// <exception cref="RefusedException">422 for what cannot be asked; 404 for a reference that is not there.</exception>
    public Task<Message?> SayAsync(Guid conversation, Saying saying, Guid? key, CancellationToken cancel = default) =>
        SayAsync(
            saying,
            key,
            order: said => new { conversation, said },
            () => db.Set<Conversation>().SingleOrDefaultAsync(c => c.Id == conversation, cancel),
            cancel
        );

    /// <summary>The first words of a new conversation, which is there only together with them; otherwise as the other one.</summary>
    public Task<Message?> BeginAsync(Guid? projectId, Saying saying, Guid? key, CancellationToken cancel = default) =>
        SayAsync(
            saying,
            key,
            order: said => new { projectId, said },
            () =>
            {
                var conversation = Conversation.Begin(null, projectId, db.Now);
                db.Add(conversation);
                return Task.FromResult<Conversation?>(conversation);
            },
            cancel
        );

    private Task<Message?> SayAsync(
        Saying saying,
        Guid? key,
        Func<Saying, object> order,
        Func<Task<Conversation?>> find,
        CancellationToken cancel
    )
    {
        var text = SearchText.Clean(saying.Text);
        if (text.Length == 0)
        {
            throw RefusedException.Invalid("Enter a message.", "text");
        }

        if (text.Length > Message.MaxText)
        {
            throw RefusedException.Invalid($"A message can have up to {Message.MaxText:N0} characters.", "text");
        }

        if (saying.References?.Count > MostReferences)
        {
            throw RefusedException.Invalid($"Use at most {MostReferences} references.", "references");
        }

        if (saying.Kind is null && model.Missing is not null)
        {
            throw RefusedException.Invalid(
                "Chat answers in words need a language model, and none is configured. Choose a picture model.",
                "kind"
            );
        }

        db.ChangeTracker.Clear(); // a collision begins again from nothing
        var clean = saying with { Text = text };
        return db.WriteAsync(
            async () =>
                await db.HasOrderedAsync(key, order(clean), cancel)
                    ? null
                    : await SaveAsync(await find() ?? throw RefusedException.NotFound(), clean, key, order(clean), cancel),
            cancel
        );
    }

    private async Task<Message> SaveAsync(Conversation conversation, Saying saying, Guid? key, object order, CancellationToken cancel)
    {
        db.Add(Of(conversation, Speaker.Person, saying, batch: null, job: null, saying.Text!));
        var answer = saying.Kind is null
            ? AskForWords(conversation, saying)
            : Of(conversation, Speaker.Assistant, saying, await OrderAsync(conversation, saying, cancel), job: null);
        db.Add(answer);
        conversation.Hear(saying.Text!, db.Now);
        db.NoteOrder(key, order, answer.BatchId ?? answer.Id);
        db.Record("conversation.said", conversation.Id, conversation.ProjectId);
        db.Announce(Topics.Conversation, conversation.Id, conversation.ProjectId);
        return answer;
    }

    private async Task<Guid> OrderAsync(Conversation conversation, Saying saying, CancellationToken cancel)
    {
        var style =
            saying.InStyle && conversation.ProjectId is { } project
                ? await db.Set<Project>().Where(p => p.Id == project).Select(p => p.StyleId).SingleOrDefaultAsync(cancel)
                : null;
        var wish = new PictureRequest([], null, saying.Text, style, saying.Provider, saying.Model, Count: saying.Count)
        {
            Kind = saying.Kind,
            Shown = saying.Shown,
            ProjectId = conversation.ProjectId,
            ConversationId = conversation.Id,
            References =
            [
                .. (saying.References ?? []).Select(r => new RequestedReference(
                    r,
                    saying.Kind == MediaKind.Video ? ReferenceRole.StartFrame : ReferenceRole.Reference
                )),
            ],
        };
        return (await requests.AddAsync(wish, cancel)).Batch.Id;
    }

    private Message AskForWords(Conversation conversation, Saying saying)
    {
        var job = db.Enqueue(
            new Job(ReplyJob.KindName, $"Answer in “{SearchText.Cut(conversation.Title, 60)}”", conversation.ProjectId)
            {
                ConcurrencyGroup = "language-model",
            }
        );
        return Of(conversation, Speaker.Assistant, saying, batch: null, job.Id);
    }

    private static Message Of(Conversation conversation, Speaker speaker, Saying saying, Guid? batch, Guid? job, string text = "")
    {
        var message = new Message
        {
            ConversationId = conversation.Id,
            ProjectId = conversation.ProjectId,
            Speaker = speaker,
            Kind = saying.Kind,
            References = speaker == Speaker.Person ? [.. saying.References ?? []] : [],
            BatchId = batch,
            JobId = job,
        };
        message.Say(text);
        return message;
    }
}
