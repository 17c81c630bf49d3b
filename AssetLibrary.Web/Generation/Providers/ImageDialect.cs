using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// What a server and model that speak like OpenAI's images understand of an order. Fields are left out, or sizes are taken from a list,
/// as refusals tell; none of them can be asked beforehand.
/// </summary>
internal sealed partial record ImageDialect(IReadOnlyList<string> LeftOut, IReadOnlyList<PictureSize> Sizes)
{
    public const string Format = "response_format",
        Size = "size";

    // What an order cannot do without.
    private static readonly string[] Needed = ["model", "prompt", "n"];

    /// <summary>
    /// OpenAI's own newer models always answer with bytes and refuse to be asked for them; no other server knows a quality.
    /// </summary>
    public static ImageDialect For(string model) => new([IsOpenAIs(model) ? Format : "quality"], []);

    /// <summary>Of the newer ones, also by a gateway's name for it: "openai/gpt-image-1".</summary>
    public static bool IsOpenAIs(string model) =>
        LastPart(model) is var name
        && (
            name.StartsWith("gpt-image", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("chatgpt-image", StringComparison.OrdinalIgnoreCase)
        );

    public static string LastPart(string model) => model[(model.LastIndexOf('/') + 1)..];

    /// <summary>The fields as this dialect has them.</summary>
    public List<(string Name, string Value)> Spoken(IEnumerable<(string Name, string Value)> fields, int width, int height) =>
        [
            .. fields
                .Where(f => !LeftOut.Contains(f.Name))
                .Select(f => f.Name == Size && Sizes.Count > 0 ? (Size, new PictureSizes.OneOf(Sizes).Nearest(width, height).Pixels) : f),
        ];

    /// <summary>What to try after this refusal; null when it names nothing that could be given up.</summary>
    public ImageDialect? After(WireError refusal, IReadOnlyList<(string Name, string Value)> spoken)
    {
        // Some say only the value: "Invalid value: '512x768'".
        var (name, value) = spoken
            .Where(f => !Needed.Contains(f.Name))
            .FirstOrDefault(f => refusal.IsRefusalOf(f.Name) || (f.Name is Size or Format && refusal.IsRefusalOf(f.Value)));
        if (name is null)
        {
            return null;
        }

        var sizes = name == Size ? Named(refusal.Message, value) : [];
        return sizes.Count > 0 ? this with { Sizes = sizes } : this with { LeftOut = [.. LeftOut, name] };
    }

    private static List<PictureSize> Named(string message, string refused) =>
        [
            .. Pixels()
                .Matches(message)
                .Where(m => m.Value != refused)
                .Select(m => new PictureSize(Number(m, "w"), Number(m, "h")))
                .Distinct(),
        ];

    private static int Number(Match match, string name) => int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\b(?<w>[1-9]\d{1,4})x(?<h>[1-9]\d{1,4})\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pixels();
}

/// <summary>The dialects that were learned, by server and model, for the life of the process.</summary>
internal sealed class ImageDialects
{
    // A refusal costs nothing; a third would be about something else.
    private const int MostAgain = 2;

    private readonly ConcurrentDictionary<(Uri Server, string Model), ImageDialect> known = new();

    /// <summary>Orders, and orders again without what was refused; what was understood is remembered.</summary>
    /// <param name="line">To whom.</param>
    /// <param name="order">What is wanted.</param>
    /// <param name="fields">All that could be said.</param>
    /// <param name="request">Makes a request out of what is said.</param>
    public async Task<WireReply> OrderAsync(
        ProviderCall line,
        PictureOrder order,
        IReadOnlyList<(string Name, string Value)> fields,
        Func<IReadOnlyList<(string Name, string Value)>, HttpRequestMessage> request,
        CancellationToken cancel
    )
    {
        var key = (line.Endpoint, order.Sent.Model);
        var speaks = known.GetValueOrDefault(key) ?? ImageDialect.For(order.Sent.Model);
        for (var again = 0; ; again++)
        {
            var spoken = speaks.Spoken(fields, order.Sent.Width, order.Sent.Height);
            try
            {
                using var message = request(spoken);
                var reply = await line.SendAsync(message, FailureStage.Submit, line.Errand.IsPaid, cancel);
                known[key] = speaks;
                return reply;
            }
            catch (WireRefusedException e) when (again < MostAgain && speaks.After(e.Error, spoken) is { } next)
            {
                speaks = next;
            }
        }
    }
}
