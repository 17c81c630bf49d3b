using AssetLibrary.Web.LanguageModels;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>What a run will take, before it is asked for. Scenes that were answered before are not in it.</summary>
public sealed record ExtractionEstimate(int Scenes, int InputTokens, int OutputTokens, long CostMicroUsd)
{
    // What names known so far take, and how much an answer says for each token of script.
    private const int NamesPerCall = 200;
    private const double SaidPerToken = 0.5;

    internal static ExtractionEstimate Of(LanguageModelOptions options, int scenes, int scriptTokens, int calls)
    {
        var input = scriptTokens + (calls * (TokenEstimate.Of(Prompts.System) + NamesPerCall));
        var output = (int)(scriptTokens * SaidPerToken);
        return new(scenes, input, output, options.CostMicroUsd(input, output));
    }
}
