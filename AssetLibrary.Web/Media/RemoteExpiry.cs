using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace AssetLibrary.Web.Media;

/// <summary>
/// When an address that holds a permission ends, read from the address itself: Amazon's and Google's signatures (a date and seconds),
/// Azure's (se), CloudFront's and many others' (Expires, exp, in seconds since 1970).
/// </summary>
internal static class RemoteExpiry
{
    private const string BasicTime = "yyyyMMdd'T'HHmmss'Z'";

    private static readonly string[] Moments = ["expires", "exp", "expiry", "x-expires", "e"];

    public static DateTimeOffset? Of(Uri address)
    {
        var query = QueryHelpers
            .ParseQuery(address.Query)
            .ToDictionary(q => q.Key, q => q.Value.FirstOrDefault() ?? "", StringComparer.OrdinalIgnoreCase);
        foreach (var vendor in new[] { "X-Amz", "X-Goog" })
        {
            if (
                query.TryGetValue($"{vendor}-Date", out var date)
                && query.TryGetValue($"{vendor}-Expires", out var lasts)
                && DateTimeOffset.TryParseExact(date, BasicTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from)
                && int.TryParse(lasts, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && from.Year < 2200
            )
            {
                return from.AddSeconds(seconds).ToUniversalTime();
            }
        }

        if (
            query.ContainsKey("sig")
            && query.TryGetValue("se", out var end)
            && DateTimeOffset.TryParse(end, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
        )
        {
            return until.ToUniversalTime();
        }

        foreach (var name in Moments)
        {
            // From 2001 to 2100: other numbers are something else.
            if (
                query.TryGetValue(name, out var text)
                && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var moment)
                && moment is > 978_307_200 and < 4_102_444_800
            )
            {
                return DateTimeOffset.FromUnixTimeSeconds(moment);
            }
        }

        return null;
    }
}
