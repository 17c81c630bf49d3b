using AssetLibrary.Web.Database;
using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.LanguageModels.Repair;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Screenplays;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>
/// Asks about every scene that was not answered before, several at once within the budget of tokens, in the script's
/// order and with the names known so far. What cannot be answered together is asked in smaller parts; a scene that
/// cannot be answered at all is noted and the run goes on.
/// </summary>
internal sealed class SceneQuestions(LanguageModel model, CallLog log, ExtractionRun run, ExtractionReport report, ItemCheck check)
{
    private const int NameTokens = 600,
        LeastScript = 300,
        MostTries = 12,
        CutPrompt = 3,
        HalvedAtMost = 4;

    private readonly List<ProvenItem> proven = [];
    private readonly KnownNames names = new();
    private readonly HashSet<int> refused = [],
        unanswered = [],
        open = [];
    private readonly Stack<Work> todo = new();
    private Dictionary<string, List<ScenePiece>> pieces = [];
    private Dictionary<string, IReadOnlyList<SceneItem>> remembered = [];
    private int budget = Budget(model.Options);
    private int answered,
        total;
    private ErrorClass? lastTrouble;

    private sealed record Work(List<ScenePiece> Pieces, int Tries = 0, bool AskedAgain = false);

    /// <summary>Tokens of script that fit into one question beside the instructions, the names and the answer.</summary>
    public static int Budget(LanguageModelOptions options) =>
        Math.Max(
            LeastScript,
            Math.Min(
                options.BatchTokens,
                options.ContextTokens - options.LargestAnswer - TokenEstimate.Of(Prompts.System) - NameTokens - 100
            )
        );

    public async Task<IReadOnlyList<ProvenItem>> AskAsync(Screenplay screenplay, CancellationToken cancel)
    {
        var all = await RecallAsync(ScenePieces.Of(screenplay, budget), cancel);
        names.Add(screenplay);
        total = Math.Max(1, screenplay.Scenes.Count);
        // A scene that stands there twice, letter by letter, is asked about once.
        pieces = all.GroupBy(p => p.Hash, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        open.UnionWith(all.Where(p => !remembered.ContainsKey(p.Hash)).Select(p => p.Scene));
        report.CachedScenes = all.Select(p => p.Scene).Distinct().Count(s => !open.Contains(s));
        foreach (var (hash, items) in remembered)
        {
            Believe(hash, items);
        }

        await TellAsync();
        Push(
            ScenePieces
                .Pack(all.Where(p => !remembered.ContainsKey(p.Hash)).DistinctBy(p => p.Hash, StringComparer.Ordinal), budget)
                .Select(b => new Work(b))
        );
        while (todo.TryPop(out var work))
        {
            cancel.ThrowIfCancellationRequested();
            await AskAsync(work, cancel);
            await TellAsync();
        }

        Conclude();
        return [.. proven.OrderBy(p => p.Scene)];
    }

    // A piece that had to be halved when it was asked about is known by its halves.
    private async Task<List<ScenePiece>> RecallAsync(List<ScenePiece> whole, CancellationToken cancel)
    {
        remembered = await log.RememberedAsync([.. whole.Select(p => p.Hash)], Prompts.Version, cancel);
        var halves = whole.Where(p => !remembered.ContainsKey(p.Hash)).SelectMany(p => p.Family(HalvedAtMost)).Select(p => p.Hash).ToList();
        foreach (var (hash, items) in halves.Count == 0 ? [] : await log.RememberedAsync(halves, Prompts.Version, cancel))
        {
            remembered[hash] = items;
        }

        return [.. whole.SelectMany(p => p.Known(remembered.ContainsKey, HalvedAtMost) ?? [p])];
    }

    private async Task AskAsync(Work work, CancellationToken cancel)
    {
        var question = Prompts.Scenes(work.Pieces, names.Within(NameTokens));
        var form = model.Form;
        var outcome = await model.AskAsync(question, cancel);
        if (outcome is ModelOutcome.Answer answer)
        {
            await TakeAsync(work, question, answer, form);
            return;
        }

        var failure = (ModelOutcome.Failure)outcome;
        await KeepAsync(work, question, outcome, ModelTrouble.Of(failure), null, new(StringComparer.Ordinal));
        switch (failure.Kind)
        {
            case ModelFailureKind.Refusal:
                lastTrouble = ErrorClass.Safety;
                Apart(work, refused);
                break;
            case ModelFailureKind.Empty when !work.AskedAgain:
                todo.Push(work with { AskedAgain = true });
                break;
            case ModelFailureKind.Empty:
                lastTrouble = ErrorClass.EmptyResult;
                Apart(work, unanswered);
                break;
            case ModelFailureKind.Cut:
                Smaller(work);
                break;
            case ModelFailureKind.ContextOverflow:
                budget = Math.Max(LeastScript, Math.Min(budget, work.Pieces.Sum(p => p.Tokens)) / 2);
                Smaller(work);
                Repack();
                break;
            default:
                throw new JobFailedException(ModelTrouble.Explain(failure));
        }
    }

    private async Task TakeAsync(Work work, ModelQuestion question, ModelOutcome.Answer answer, AnswerForm form)
    {
        if (answer.InputTokens * CutPrompt < TokenEstimate.Of(question.User))
        {
            report.Notice(
                "The server counted far fewer tokens than were sent. It may silently cut off long requests. Check its context length "
                    + "against LanguageModel:ContextTokens."
            );
        }

        if (SceneAnswers.Read(answer.Text, work.Pieces, answer.Cut) is not { } read)
        {
            model.ShapeWasIgnored(form);
            report.Tier("unreadable");
            await KeepAsync(
                work,
                question,
                answer,
                answer.Cut ? CallOutcome.Cut : CallOutcome.Unreadable,
                null,
                new(StringComparer.Ordinal)
            );
            lastTrouble = ErrorClass.Broken;
            if (answer.Cut)
            {
                Smaller(work);
            }
            else if (!work.AskedAgain)
            {
                todo.Push(work with { AskedAgain = true });
            }
            else
            {
                Apart(work, unanswered);
            }

            return;
        }

        if (!answer.Cut && (!read.IsAsAsked || read.Tier != RepairTier.AsIs))
        {
            model.ShapeWasIgnored(form);
        }

        var tier = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(read.Tier.ToString());
        report.Tier(tier);
        var whole = read
            .Items.Where(i => work.Pieces.Count > 1 || !answer.Cut || work.Tries >= MostTries || i.Key.Halves() is null)
            .ToDictionary(i => i.Key.Hash, i => i.Value, StringComparer.Ordinal);
        await KeepAsync(
            work,
            question,
            answer,
            answer.Cut ? CallOutcome.Cut : CallOutcome.Answered,
            tier,
            whole.ToDictionary(i => i.Key, i => SceneItem.Write(i.Value), StringComparer.Ordinal)
        );
        foreach (var (hash, items) in whole)
        {
            Believe(hash, items);
        }

        var missing = work.Pieces.Where(p => !whole.ContainsKey(p.Hash)).ToList();
        if (missing.Count == 1 && work.Pieces.Count > 1)
        {
            todo.Push(new(missing, work.Tries + 1, AskedAgain: true));
        }
        else if (missing.Count > 0 && (answer.Cut || missing.Count < work.Pieces.Count || !work.AskedAgain))
        {
            Smaller(new(missing, work.Tries, AskedAgain: true));
        }
        else if (missing.Count > 0)
        {
            Apart(work with { Pieces = missing }, unanswered);
        }
    }

    private Task KeepAsync(
        Work work,
        ModelQuestion question,
        ModelOutcome outcome,
        CallOutcome verdict,
        string? tier,
        Dictionary<string, string> answers
    )
    {
        var (first, last) = (work.Pieces[0].Id, work.Pieces[^1].Id);
        return log.KeepAsync(
            run,
            first == last ? $"scene {first}" : $"scenes {first}–{last}",
            question,
            outcome,
            verdict,
            tier,
            Prompts.Version,
            answers
        );
    }

    // The same answer holds wherever this text stands.
    private void Believe(string hash, IReadOnlyList<SceneItem> items)
    {
        answered++;
        foreach (var piece in pieces.TryGetValue(hash, out var places) ? places : [])
        {
            open.Remove(piece.Scene);
            foreach (var item in items)
            {
                var (fine, reason) = check.Check(piece, item);
                if (fine is null)
                {
                    report.Drop(
                        new(
                            piece.Scene,
                            item.Type,
                            Database.SearchText.Cut(Database.SearchText.Clean(item.Name), TypedText.MaxName),
                            reason!
                        )
                    );
                }
                else
                {
                    proven.Add(fine);
                    names.Add(fine);
                }
            }
        }
    }

    // Each alone, once; who is alone already is given up.
    private void Apart(Work work, HashSet<int> givenUp)
    {
        if (work.Pieces.Count > 1)
        {
            Push(work.Pieces.Select(p => new Work([p], work.Tries + 1, AskedAgain: true)));
        }
        else
        {
            givenUp.Add(work.Pieces[0].Scene);
            open.Remove(work.Pieces[0].Scene);
        }
    }

    private void Smaller(Work work)
    {
        if (work.Tries >= MostTries)
        {
            Apart(work, unanswered);
        }
        else if (work.Pieces.Count > 1)
        {
            var half = work.Pieces.Count / 2;
            Push([
                new([.. work.Pieces.Take(half)], work.Tries + 1, work.AskedAgain),
                new([.. work.Pieces.Skip(half)], work.Tries + 1, work.AskedAgain),
            ]);
        }
        else if (work.Pieces[0].Halves() is var (first, second))
        {
            foreach (var half in new[] { first, second })
            {
                pieces.TryAdd(
                    half.Hash,
                    [
                        .. pieces.TryGetValue(work.Pieces[0].Hash, out var places) && places.Count > 1
                            ? HalvesOf(places, half == first)
                            : [half],
                    ]
                );
            }

            Push([new([first], work.Tries + 1), new([second], work.Tries + 1)]);
        }
        else
        {
            lastTrouble = ErrorClass.BadRequest;
            Apart(work, unanswered);
        }
    }

    private static IEnumerable<ScenePiece> HalvesOf(List<ScenePiece> places, bool first) =>
        places.Select(p => p.Halves()).Where(h => h is not null).Select(h => first ? h!.Value.First : h!.Value.Second);

    private void Repack()
    {
        var waiting = todo.ToList();
        todo.Clear();
        Push(
            waiting.SelectMany(w =>
                w.Pieces.Sum(p => p.Tokens) <= budget ? [w] : ScenePieces.Pack(w.Pieces, budget).Select(b => w with { Pieces = b })
            )
        );
    }

    private void Push(IEnumerable<Work> works)
    {
        foreach (var work in works.Reverse())
        {
            todo.Push(work);
        }
    }

    private Task TellAsync() => report.ProgressAsync(Math.Clamp(total - open.Count(s => s > 0), 0, total), total);

    private void Conclude()
    {
        Note(refused, "The model refused", "skipped");
        Note(unanswered, "The model gave no usable answer for", "skipped");
        if (answered == 0 && lastTrouble is { } trouble)
        {
            throw new JobFailedException(
                new(
                    FailureStage.Ask,
                    trouble,
                    trouble switch
                    {
                        ErrorClass.Safety => "The model refused every scene of this script.",
                        ErrorClass.EmptyResult => "The model returned no answer for any scene of this script.",
                        ErrorClass.BadRequest =>
                            "Every scene of this script is too long for the model. Raise LanguageModel:ContextTokens or choose a "
                                + "model with a larger context.",
                        _ => "None of the model’s answers were readable. The model may be too small for this task.",
                    }
                )
            );
        }
    }

    private void Note(HashSet<int> scenes, string what, string then)
    {
        if (scenes.Count > 0)
        {
            report.Notice($"{what} {(scenes.Count == 1 ? "scene" : "scenes")} {string.Join(", ", scenes.Order())}: {then}.");
        }
    }
}
