using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>
/// Keeps what was paid for the moment it is there, in scopes of its own: a run that is killed or fails later asks only
/// what it had not asked.
/// </summary>
internal sealed class CallLog(IServiceScopeFactory scopes, LanguageModelOptions options)
{
    public async Task<Dictionary<string, IReadOnlyList<SceneItem>>> RememberedAsync(
        IReadOnlyCollection<string> hashes,
        string version,
        CancellationToken cancel
    )
    {
        var known = new Dictionary<string, IReadOnlyList<SceneItem>>(StringComparer.Ordinal);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        foreach (var some in hashes.Chunk(200))
        {
            foreach (
                var row in await db.Set<SceneAnswer>()
                    .AsNoTracking()
                    .Where(a => a.PromptVersion == version && a.Model == options.Model && some.Contains(a.SceneHash))
                    .ToListAsync(cancel)
            )
            {
                known[row.SceneHash] = SceneItem.Read(row.Answer);
            }
        }

        return known;
    }

    public async Task<string?> RememberedTextAsync(string hash, string version, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<LibraryContext>()
            .Set<SceneAnswer>()
            .Where(a => a.SceneHash == hash && a.PromptVersion == version && a.Model == options.Model)
            .Select(a => a.Answer)
            .SingleOrDefaultAsync(cancel);
    }

    /// <summary>The call, its part of the run's totals, and the answers it brought. Not cancelled: it has been paid.</summary>
    public async Task KeepAsync(
        ExtractionRun run,
        string about,
        ModelQuestion question,
        ModelOutcome outcome,
        CallOutcome verdict,
        string? tier,
        string version,
        IReadOnlyDictionary<string, string> answers
    )
    {
        await RememberAsync(version, answers);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        var cost = options.CostMicroUsd(outcome.InputTokens, outcome.OutputTokens);
        await db.WriteAsync(async () =>
        {
            var runs = db.Set<ExtractionRun>().IgnoreQueryFilters([LibraryContext.Access]).Where(r => r.Id == run.Id);
            await runs.ExecuteUpdateAsync(s =>
                s.SetProperty(r => r.Calls, r => r.Calls + 1)
                    .SetProperty(r => r.InputTokens, r => r.InputTokens + outcome.InputTokens)
                    .SetProperty(r => r.OutputTokens, r => r.OutputTokens + outcome.OutputTokens)
                    .SetProperty(r => r.CostMicroUsd, r => r.CostMicroUsd + cost)
            );
            db.Add(
                new ExtractionCall
                {
                    RunId = run.Id,
                    ProjectId = run.ProjectId,
                    Ordinal = await runs.Select(r => r.Calls).SingleAsync(),
                    About = SearchText.Cut(about, 200),
                    System = question.System,
                    Prompt = Storable(question.User),
                    Answer = Storable(
                        outcome switch
                        {
                            ModelOutcome.Answer answer => answer.Text,
                            ModelOutcome.Failure failure => failure.Sentence,
                            _ => "",
                        }
                    ),
                    Outcome = verdict,
                    Tier = tier,
                    InputTokens = outcome.InputTokens,
                    OutputTokens = outcome.OutputTokens,
                    CostMicroUsd = cost,
                    ElapsedMs = (long)outcome.Time.TotalMilliseconds,
                }
            );
            if (outcome.InputTokens + outcome.OutputTokens > 0)
            {
                var by = await db.Set<Job>()
                    .IgnoreQueryFilters([LibraryContext.Access])
                    .Where(j => j.Id == run.Id)
                    .Select(j => j.CreatedBy)
                    .SingleOrDefaultAsync();
                db.Add(options.Entry(db.Now, cost, run.ProjectId, by, run.Id));
                await new CostLedger(db).SpendAsync(run.Id, cost);
            }
        });
    }

    private async Task RememberAsync(string version, IReadOnlyDictionary<string, string> answers)
    {
        if (answers.Count == 0)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        var hashes = answers.Keys.ToList();
        var known = await db.Set<SceneAnswer>()
            .Where(a => a.PromptVersion == version && a.Model == options.Model && hashes.Contains(a.SceneHash))
            .Select(a => a.SceneHash)
            .ToListAsync();
        db.AddRange(
            answers
                .Where(a => !known.Contains(a.Key))
                .Select(a => new SceneAnswer
                {
                    SceneHash = a.Key,
                    PromptVersion = version,
                    Model = options.Model,
                    Answer = a.Value,
                })
        );
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            // Another run asked about the same scene at the same moment; its answer is as good as ours.
        }
    }

    // PostgreSQL knows no NUL in a text, and no half of a surrogate pair.
    private static string Storable(string text) => new([.. text.EnumerateRunes().Where(r => r.Value != 0).SelectMany(r => r.ToString())]);
}
