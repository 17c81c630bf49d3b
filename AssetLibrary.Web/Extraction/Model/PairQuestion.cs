using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.LanguageModels.Repair;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>
/// All doubtful pairs of names in one question. Certain answers settle them; what stays doubtful is kept apart and handed to
/// a person with the reason. Nothing hangs on an answer: without one, all pairs stay doubtful.
/// </summary>
internal sealed class PairQuestion(LanguageModel model, CallLog log, ExtractionRun run, ExtractionReport report)
{
    public async Task SettleAsync(NameMerge merge, CancellationToken cancel)
    {
        var pairs = merge.Pairs;
        if (pairs.Count == 0)
        {
            return;
        }

        var question = Prompts.Pairs(pairs);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(question.User)));
        var verdicts = await log.RememberedTextAsync(hash, Prompts.Version, cancel) is { } known
            ? Read(known)?.Verdicts
            : await AskAsync(question, hash, cancel);
        for (var i = 0; i < pairs.Count; i++)
        {
            var pair = pairs[i];
            switch (verdicts?.GetValueOrDefault(i + 1))
            {
                case "same":
                    merge.Merge(pair);
                    break;
                case "different":
                    break;
                default:
                    var (lesser, other) =
                        pair.First.Evidence.Count < pair.Second.Evidence.Count ? (pair.First, pair.Second) : (pair.Second, pair.First);
                    lesser.Doubt ??= $"May be the same as “{other.Name}”.";
                    break;
            }
        }
    }

    private async Task<Dictionary<int, string>?> AskAsync(ModelQuestion question, string hash, CancellationToken cancel)
    {
        var outcome = await model.AskAsync(question, cancel);
        var read = outcome is ModelOutcome.Answer answer ? Read(answer.Text) : null;
        var verdict =
            read is not null ? CallOutcome.Answered
            : outcome is ModelOutcome.Failure failure ? ModelTrouble.Of(failure)
            : CallOutcome.Unreadable;
        var tier = read is null ? null : JsonNamingPolicy.CamelCase.ConvertName(read.Value.Tier.ToString());
        await log.KeepAsync(
            run,
            "names",
            question,
            outcome,
            verdict,
            tier,
            Prompts.Version,
            read is null
                ? new Dictionary<string, string>(StringComparer.Ordinal)
                : new Dictionary<string, string>(StringComparer.Ordinal) { [hash] = read.Value.Json }
        );
        if (tier is not null)
        {
            report.Tier(tier);
        }
        else
        {
            report.Notice("The model didn’t say which similar names belong together. They are marked for you to decide.");
        }

        // Everything else has been paid and is kept: a wait that the server asks for is obeyed even here.
        return outcome is ModelOutcome.Failure { RetryAfter: not null } wait
            ? throw new JobFailedException(ModelTrouble.Explain(wait))
            : read?.Verdicts;
    }

    private static (RepairTier Tier, string Json, Dictionary<int, string> Verdicts)? Read(string text)
    {
        if (JsonRepair.Read(text) is not { } repaired)
        {
            return null;
        }

        try
        {
            return Verdicts(repaired);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static (RepairTier Tier, string Json, Dictionary<int, string> Verdicts)? Verdicts(RepairedJson repaired)
    {
        using var document = JsonDocument.Parse(repaired.Json);
        if (
            document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("pairs", out var pairs)
            || pairs.ValueKind != JsonValueKind.Array
        )
        {
            return null;
        }

        var verdicts = new Dictionary<int, string>();
        foreach (var pair in pairs.EnumerateArray().Where(p => p.ValueKind == JsonValueKind.Object))
        {
            if (
                pair.TryGetProperty("pair", out var number)
                && number.ValueKind == JsonValueKind.Number
                && number.TryGetInt32(out var index)
                && pair.TryGetProperty("verdict", out var said)
                && said.ValueKind == JsonValueKind.String
            )
            {
                verdicts[index] = said.GetString()!;
            }
        }

        return (repaired.Tier, repaired.Json, verdicts);
    }
}
