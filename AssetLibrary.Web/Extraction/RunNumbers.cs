using System.Globalization;
using AssetLibrary.Web.Extraction.Model;

namespace AssetLibrary.Web.Extraction;

/// <summary>Tokens, money and time as a page shows them.</summary>
internal static class RunNumbers
{
    public static string Estimate(ExtractionEstimate estimate) =>
        estimate switch
        {
            { Scenes: 0 } => "no new scenes",
            { CostMicroUsd: 0 } => $"about {Tokens(estimate.InputTokens + estimate.OutputTokens)} tokens",
            _ => $"about {Tokens(estimate.InputTokens + estimate.OutputTokens)} tokens, {Usd(estimate.CostMicroUsd)}",
        };

    public static string Tokens(long tokens) =>
        tokens < 1000
            ? tokens.ToString(CultureInfo.InvariantCulture)
            : (tokens / 1000.0).ToString(tokens < 10_000 ? "0.0" : "0", CultureInfo.InvariantCulture) + "k";

    public static string Usd(long micro) =>
        micro switch
        {
            0 => "$0",
            < 10_000 => "under $0.01",
            _ => (micro / 1_000_000.0).ToString("$0.00", CultureInfo.InvariantCulture),
        };

    public static string Time(long milliseconds) =>
        milliseconds < 60_000
            ? (milliseconds / 1000.0).ToString("0.0 s", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 60_000} min {milliseconds / 1000 % 60} s");
}
