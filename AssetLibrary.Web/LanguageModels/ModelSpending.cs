using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.LanguageModels;

/// <summary>A question that is asked within a request, and what it is expected to cost.</summary>
/// <param name="MicroUsd">The estimate; 0 for nothing to reserve.</param>
/// <param name="ProjectId">Where it belongs; null for the studio.</param>
/// <param name="UserId">Who asks.</param>
/// <param name="SubjectId">What it is about.</param>
/// <param name="Patience">How long it takes at most.</param>
public sealed record PaidQuestion(long MicroUsd, Guid? ProjectId, Guid? UserId, Guid? SubjectId, TimeSpan Patience);

/// <summary>
/// Money of questions to the language model that belong to no job. The estimate is reserved before one is asked, and replaced by what
/// it cost, or released, when it ends; where the process dies in between, it expires. In scopes of its own: the caller has no
/// transaction open.
/// </summary>
public sealed class ModelSpending(IServiceScopeFactory scopes, LanguageModelOptions options)
{
    // Clocks of two servers, and what is done after the answer.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    /// <param name="question">What it is about.</param>
    /// <param name="ask">Asks.</param>
    /// <param name="cost">What the answer has cost, in millionths of a US dollar.</param>
    /// <exception cref="RefusedException">409 over-budget: nothing was asked.</exception>
    public async Task<T> AskAsync<T>(PaidQuestion question, Func<Task<T>> ask, Func<T, long> cost, CancellationToken cancel = default)
    {
        var id = Ids.New();
        if (question.MicroUsd > 0)
        {
            await ReserveAsync(id, question, cancel);
        }

        var paid = 0L;
        try
        {
            var answer = await ask();
            paid = cost(answer);
            return answer;
        }
        finally
        {
            await SettleAsync(id, question, paid);
        }
    }

    private async Task ReserveAsync(Guid id, PaidQuestion question, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        await db.WriteAsync(
            async () =>
            {
                var planned = new PlannedCost(id, question.ProjectId, question.UserId, question.MicroUsd, options.Model);
                if (await new CostLedger(db).ReserveAsync(planned, db.Now + question.Patience + Margin, cancel) is { } why)
                {
                    throw new RefusedException(
                        StatusCodes.Status409Conflict,
                        "over-budget",
                        $"{why}. The language model wasn’t asked. Ask an admin to raise the budget, or write the text yourself."
                    );
                }
            },
            cancel
        );
    }

    private async Task SettleAsync(Guid id, PaidQuestion question, long paid)
    {
        if (question.MicroUsd == 0 && paid == 0)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        await db.WriteAsync(
            async () =>
            {
                await new CostLedger(db).ReleaseAsync([id]);
                if (paid > 0)
                {
                    db.Add(options.Entry(db.Now, paid, question.ProjectId, question.UserId, subjectId: question.SubjectId));
                }
            },
            CancellationToken.None
        );
    }
}
