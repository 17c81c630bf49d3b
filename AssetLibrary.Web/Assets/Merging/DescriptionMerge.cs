using System.Text.Json;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.LanguageModels.Repair;

namespace AssetLibrary.Web.Assets.Merging;

/// <summary>
/// Asks the language model to merge two descriptions, and believes only what both bear out: an answer in which a fact of
/// either side is missing, or much is new, is not used. Then, and whenever no answer comes, the built-in merge is proposed
/// with a sentence that says why. Nothing is stored: whatever the texts say, all that comes of them is a text to preview.
/// </summary>
public sealed class DescriptionMerge(LanguageModel model, TimeProvider time)
{
    private const int MostShown = 8,
        InventedAlways = 3,
        AnswerFrame = 20;
    private const double InventedShare = 0.2;

    /// <summary>How long somebody waits before a page with the built-in merge is better than none.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Why only the built-in merge can be had, or null.</summary>
    public string? Missing => model.Missing;

    /// <summary>What asking about these two would cost, in millionths of a US dollar; 0 where nothing is asked or to be paid.</summary>
    public long Estimate(string library, string project)
    {
        (library, project) = (BuiltInMerge.Clean(library), BuiltInMerge.Clean(project));
        if (model.Missing is not null || !model.Options.CostsMoney || BuiltIn(library, project) is { Asks: false })
        {
            return 0;
        }

        var question = MergePrompt.Of(library, project);
        var said = TokenEstimate.Of(library) + TokenEstimate.Of(project) + AnswerFrame;
        var heard = TokenEstimate.Of(question.System) + TokenEstimate.Of(question.User);
        return model.Options.CostMicroUsd(heard, Math.Min(said, model.Options.LargestAnswer));
    }

    /// <param name="library">The base.</param>
    /// <param name="project">Its additions and changes.</param>
    /// <param name="cancel">Only this is thrown; every failure of the model is a notice.</param>
    public async Task<MergedDescription> MergeAsync(string library, string project, CancellationToken cancel = default)
    {
        (library, project) = (BuiltInMerge.Clean(library), BuiltInMerge.Clean(project));
        var (builtIn, asks) = BuiltIn(library, project);
        if (!asks)
        {
            return builtIn;
        }

        if (model.Missing is { } missing)
        {
            return Instead(builtIn, missing);
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        ModelOutcome outcome;
        var form = model.Form;
        try
        {
            outcome = await model.AskAsync(MergePrompt.Of(library, project), both.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Instead(builtIn, $"The language model did not answer within {Patience.TotalSeconds:F0} seconds.");
        }

        var merged = Judge(outcome, library, project, builtIn, form);
        return merged with
        {
            InputTokens = outcome.InputTokens,
            OutputTokens = outcome.OutputTokens,
            CostMicroUsd = model.Options.CostMicroUsd(outcome.InputTokens, outcome.OutputTokens),
        };
    }

    /// <summary>Of clean texts; asks: whether there is anything to ask the model about.</summary>
    private static (MergedDescription Merged, bool Asks) BuiltIn(string library, string project)
    {
        var merged = BuiltInMerge.Merge(library, project);
        return (merged, library.Length > 0 && project.Length > 0 && merged.Text != library);
    }

    private MergedDescription Judge(ModelOutcome outcome, string library, string project, MergedDescription builtIn, AnswerForm form)
    {
        if (outcome is ModelOutcome.Failure failure)
        {
            return Instead(builtIn, failure.Sentence);
        }

        var answer = (ModelOutcome.Answer)outcome;
        if (answer.Cut)
        {
            return Instead(builtIn, "The model’s answer was cut off at its token limit.");
        }

        if (Read(answer.Text) is not { } text)
        {
            model.ShapeWasIgnored(form);
            return Instead(builtIn, "The model’s answer was unreadable.");
        }

        return text.Length == 0 ? Instead(builtIn, "The model returned an empty description.")
            : text.Length > TypedText.MaxDescription
                ? Instead(builtIn, $"The model’s description is longer than {TypedText.MaxDescription:N0} characters.")
            : Check(text, library, project, builtIn);
    }

    private static MergedDescription Check(string text, string library, string project, MergedDescription builtIn)
    {
        var (facts, base_, own) = (Facts.Of(text), Facts.Of(library), Facts.Of(project));

        // What the project changes may go; it is named, so that nothing goes unseen.
        var changed = Facts.Of(string.Join('\n', builtIn.Changes.Select(c => c.Library)));
        var gone = base_.MissingIn(facts, text).Distinct(StringComparer.Ordinal).ToList();
        var replaced = changed.MissingIn(facts, text).ToHashSet(StringComparer.Ordinal);
        List<string> missing = [.. gone.Where(w => !replaced.Contains(w)), .. own.MissingIn(facts, text).Distinct(StringComparer.Ordinal)];
        if (missing.Count > 0)
        {
            return Instead(builtIn, $"The model’s answer leaves out {Listed(missing)}.");
        }

        var invented = facts
            .Words.Where(w => !base_.Has(w.Key) && !own.Has(w.Key))
            .Select(w => w.Value)
            .Concat(facts.Numbers.Where(n => !base_.Numbers.Contains(n) && !own.Numbers.Contains(n)))
            .ToList();
        if (invented.Count > InventedAlways + (InventedShare * (base_.Words.Count + own.Words.Count)))
        {
            return Instead(builtIn, $"The model’s answer adds too much that is in neither description: {Listed(invented)}.");
        }

        List<string> notices = [];
        if (invented.Count > 0)
        {
            notices.Add($"Neither description mentions {Listed(invented)}. Check whether it belongs there.");
        }

        if (gone.Count > 0)
        {
            notices.Add($"The project description replaces {Listed(gone)} from the library.");
        }

        return new(text, MergedBy.Model)
        {
            Notices = notices,
            Changes = builtIn.Changes,
            Missing = gone,
            Invented = invented,
        };
    }

    private static MergedDescription Instead(MergedDescription builtIn, string why) =>
        builtIn with
        {
            Notices = [$"{why} The built-in merge was used instead.", .. builtIn.Notices],
        };

    private static string Listed(List<string> words) =>
        string.Join(", ", words.Take(MostShown).Select(w => w.StartsWith('“') ? w : $"“{w}”")) + (words.Count > MostShown ? " …" : "");

    private static string? Read(string answer)
    {
        try
        {
            if (JsonRepair.Read(answer) is not { } repaired)
            {
                return null;
            }

            using var document = JsonDocument.Parse(repaired.Json);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("description", out var text)
                && text.ValueKind == JsonValueKind.String
                ? SearchText.Clean(MergePrompt.Unescaped(text.GetString()!))
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
