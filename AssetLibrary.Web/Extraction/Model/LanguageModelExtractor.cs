using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Extraction.BuiltIn.Characters;
using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Screenplays;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>
/// Asks a language model scene by scene, and believes only what the script bears out. It can call nothing and change
/// nothing: all that comes of the script's text, whatever it says, are candidates for a person.
/// </summary>
public sealed class LanguageModelExtractor(LanguageModel model, ModelTracing tracing, IServiceScopeFactory scopes) : IExtractor
{
    public const string ExtractorName = "language-model";

    public string Name => ExtractorName;

    public string? Missing => model.Missing;

    public void Prepare(ExtractionRun run) => (run.Model, run.PromptVersion) = (model.Options.Model, Prompts.Version);

    public bool CostsMoney => model.Options.CostsMoney;

    public async Task<long> CostAsync(Screenplay screenplay, CancellationToken cancel) =>
        (await EstimateAsync(screenplay, cancel)).CostMicroUsd;

    public async Task<IReadOnlyList<FoundAsset>> ExtractAsync(
        ExtractionRun run,
        Screenplay screenplay,
        ExtractionReport report,
        CancellationToken cancel
    )
    {
        if (Missing is { } missing)
        {
            throw new JobFailedException(new(FailureStage.Ask, ErrorClass.BadRequest, missing));
        }

        using var span = tracing.StartRun("extraction", run.Id);
        var log = new CallLog(scopes, model.Options);
        var pages = new ScriptPages(screenplay);
        var check = new ItemCheck(pages);
        var scenes = new SceneQuestions(model, log, run, report, check);
        var proven = await scenes.AskAsync(screenplay, cancel);
        var appearances = new Appearances(pages);
        var merge = new NameMerge(proven, appearances.CueCounts);
        await new PairQuestion(model, log, run, report).SettleAsync(merge, cancel);
        var found = merge.Entities.Select(e => Found(e, appearances)).OrderBy(a => a.Type).ToList();
        TellOfSilentCues(screenplay, merge, report);
        var total = Math.Max(1, screenplay.Scenes.Count);
        await report.ProgressAsync(total, total);
        return found;
    }

    /// <summary>What reading this script would take, as far as can be told before: scenes that were asked before cost nothing.</summary>
    public async Task<ExtractionEstimate> EstimateAsync(Screenplay screenplay, CancellationToken cancel = default)
    {
        var budget = SceneQuestions.Budget(model.Options);
        var pieces = ScenePieces.Of(screenplay, budget);
        var known = await new CallLog(scopes, model.Options).RememberedAsync([.. pieces.Select(p => p.Hash)], Prompts.Version, cancel);
        var open = pieces.Where(p => !known.ContainsKey(p.Hash)).DistinctBy(p => p.Hash).ToList();
        return ExtractionEstimate.Of(
            model.Options,
            open.Select(p => p.Scene).Distinct().Count(),
            open.Sum(p => p.Tokens),
            ScenePieces.Pack(open, budget).Count()
        );
    }

    private static FoundAsset Found(FoundEntity entity, Appearances appearances)
    {
        var seen = appearances.Of(entity);
        var speaks =
            entity.Type == AssetType.Character && (entity.Cues.Count > 0 || (entity.SaidToSpeak && appearances.CueCounts.Count == 0));
        var doubt = entity.Doubt
            ?? (
                !appearances.IsMoreThanTalk(entity) && !speaks ? "Only mentioned in dialogue."
                : !entity.NameStandsThere && !appearances.IsHeading(entity) ? "The quoted lines don’t contain the name."
                : null
            );
        var sure =
            speaks || (entity.Type == AssetType.Location ? appearances.IsHeading(entity) : entity.Evidence.Count > 1 || seen.Count > 1);
        var confidence =
            doubt is not null ? Confidence.Ask
            : sure ? Confidence.Sure
            : Confidence.Probable;
        return new(entity.Type, entity.Name, entity.Aliases, entity.Description, confidence, speaks, entity.Evidence, seen)
        {
            Doubt = doubt,
        };
    }

    private static void TellOfSilentCues(Screenplay screenplay, NameMerge merge, ExtractionReport report)
    {
        var known = merge.Entities.Where(e => e.Type == AssetType.Character).SelectMany(e => e.Keys).ToHashSet(StringComparer.Ordinal);
        var missed = screenplay
            .Elements.Where(e => e.Type == ElementType.Character)
            .SelectMany(CueNames.Read)
            .Select(k => k.ToUpperInvariant())
            .Distinct(StringComparer.Ordinal)
            .Where(k => !known.Contains(k))
            .Select(DisplayName.Of)
            .ToList();
        if (missed.Count > 0)
        {
            report.Notice(
                $"The model missed {missed.Count} {(missed.Count == 1 ? "character" : "characters")} with dialogue: "
                    + $"{string.Join(", ", missed.Take(20))}{(missed.Count > 20 ? " …" : "")}."
            );
        }
    }
}
