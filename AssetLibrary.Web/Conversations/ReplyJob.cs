using AssetLibrary.Web.Database;
using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Conversations;

/// <summary>Asks the language model for the next words of a conversation.</summary>
public sealed class ReplyJob(LibraryContext db, LanguageModel model, ModelSpending spending) : IJobHandler
{
    public const string KindName = "reply";

    /// <summary>Messages that the model is told at most, however short they are.</summary>
    private const int MostTurns = 60;

    // A prompt in a block of its own gets a button.
    private const string Brief = """
        You help a small film studio that makes films and animation with AI pictures. Answer briefly and concretely, in the language of
        the question. When a picture or clip would help, propose one prompt for it in a block of its own that begins with a line
        ```prompt and ends with a line ```. Write such a prompt as plain description: who or what, where, light, framing. You cannot make
        or see pictures yourself: the person presses a button to have one made from your prompt.
        """;

    public string Kind => KindName;

    public async Task RunAsync(JobRun run)
    {
        var message = await db.Set<Message>().SingleOrDefaultAsync(m => m.JobId == run.Job.Id, run.Cancel);
        if (message is null || message.Text.Length > 0)
        {
            await run.SucceedAsync(); // the conversation was deleted meanwhile, or it has been answered
            return;
        }

        var question = await QuestionAsync(message, run.Cancel);
        var tokens =
            TokenEstimate.Of(question.System) + question.Earlier.Sum(t => TokenEstimate.Of(t.Text)) + TokenEstimate.Of(question.User);
        var outcome = await AskAsync(run, question, tokens);
        if (outcome is ModelOutcome.Failure failure)
        {
            throw new JobFailedException(
                new(FailureStage.Ask, Class(failure.Kind), failure.Sentence, failure.RetryAfter)
                {
                    TriedEnough = failure.RetryAfter is null,
                }
            );
        }

        var answer = (ModelOutcome.Answer)outcome;
        message.Say(SearchText.Cut(SearchText.Clean(answer.Text), Message.MaxText * 4) + (answer.Cut ? " …" : ""));
        db.Announce(Topics.Conversation, message.ConversationId, message.ProjectId);
        await run.SucceedAsync(new { messageId = message.Id });
    }

    private async Task<ModelOutcome> AskAsync(JobRun run, ModelQuestion question, int tokens)
    {
        var options = model.Options;
        try
        {
            return await spending.AskAsync(
                new(
                    options.CostMicroUsd(tokens, options.LargestAnswer),
                    run.Job.ProjectId,
                    run.Job.CreatedBy,
                    SubjectId: null,
                    TimeSpan.FromSeconds((options.TimeoutSeconds + options.WaitSeconds) * 3)
                ),
                () => model.AskAsync(question, run.Cancel),
                answered => options.CostMicroUsd(answered.InputTokens, answered.OutputTokens),
                run.Cancel
            );
        }
        catch (RefusedException overBudget)
        {
            throw new JobFailedException(new(FailureStage.Prepare, ErrorClass.Quota, overBudget.Message), overBudget);
        }
        catch (InvalidOperationException) when (model.Missing is { } missing)
        {
            throw new JobFailedException(new(FailureStage.Prepare, ErrorClass.BadRequest, missing));
        }
    }

    // The newest messages that fit beside the answer.
    private async Task<ModelQuestion> QuestionAsync(Message message, CancellationToken cancel)
    {
        var earlier = await db.Set<Message>()
            .Where(m => m.ConversationId == message.ConversationId && m.Id.CompareTo(message.Id) < 0 && m.Text != "")
            .OrderByDescending(m => m.Id)
            .Take(MostTurns)
            .AsNoTracking()
            .ToListAsync(cancel);
        var project = await db.Set<Project>().Where(p => p.Id == message.ProjectId).Select(p => p.Name).SingleOrDefaultAsync(cancel);
        var system = project is null ? Brief : $"{Brief}\nThe conversation belongs to the project “{project}”.";
        var room = model.Options.ContextTokens - model.Options.LargestAnswer - TokenEstimate.Of(system) - 200;
        var turns = new List<ChatTurn>();
        foreach (var said in earlier)
        {
            room -= TokenEstimate.Of(said.Text);
            if (room < 0 && turns.Count > 0)
            {
                break;
            }

            turns.Add(new(said.Speaker == Speaker.Assistant, said.Kind is null ? said.Text : $"(Asked for a picture:) {said.Text}"));
        }

        turns.Reverse();
        return ModelQuestion.Free(system, turns.Count > 0 ? turns[^1].Text : "", [.. turns.SkipLast(1)]);
    }

    private static ErrorClass Class(ModelFailureKind kind) =>
        kind switch
        {
            ModelFailureKind.RateLimit => ErrorClass.RateLimit,
            ModelFailureKind.Quota => ErrorClass.Quota,
            ModelFailureKind.Auth => ErrorClass.Auth,
            ModelFailureKind.ModelGone => ErrorClass.ModelGone,
            ModelFailureKind.Temporary => ErrorClass.Temporary,
            ModelFailureKind.Refusal => ErrorClass.Safety,
            ModelFailureKind.Empty or ModelFailureKind.Cut => ErrorClass.EmptyResult,
            _ => ErrorClass.BadRequest,
        };
}
