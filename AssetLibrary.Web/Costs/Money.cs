using System.Globalization;

namespace AssetLibrary.Web.Costs;

/// <summary>US dollars, kept as whole millionths so that every database sums them exactly.</summary>
public static class Money
{
    private const int PerUsd = 1_000_000;

    /// <summary>Part of a millionth counts as a whole one.</summary>
    public static long Micro(decimal usd) => (long)Math.Ceiling(usd * PerUsd);

    public static decimal Usd(long micro) => (decimal)micro / PerUsd;

    /// <summary>"$1.20"; below a dollar with as many digits as the sum has.</summary>
    public static string Words(long micro) =>
        Math.Abs(micro) < PerUsd
            ? string.Create(CultureInfo.InvariantCulture, $"${Usd(micro):0.00####}")
            : string.Create(CultureInfo.InvariantCulture, $"${Usd(micro):#,0.00}");

    /// <summary>Of many prices together, in whole cents: "$1.20"; what is less than one is told from nothing.</summary>
    public static string Sum(long micro) =>
        micro is > 0 and < PerUsd / 200 ? "under $0.01" : string.Create(CultureInfo.InvariantCulture, $"${Usd(micro):#,0.00}");
}
