using System.Text.Json.Serialization;
using AssetLibrary.Web.Generation.Providers;
using AssetLibrary.Web.Generation.Providers.Answers;

namespace AssetLibrary.Web.Generation.Orders;

/// <summary>A text in an answer that could be a picture: never the text itself.</summary>
/// <param name="Path">Where it is: <c>data[0].url</c>; empty for the answer as a whole.</param>
/// <param name="Length">Of the text, in characters; of bytes, their number.</param>
/// <param name="Url">Without its query, where the picture would be fetched from.</param>
public sealed record PossiblePicture(string Path, int Length, string? Url)
{
    private const int Most = 200;

    /// <summary>Where the picture is fetched from; null where its bytes are in the answer.</summary>
    [JsonIgnore]
    internal Uri? Address { get; private init; }

    /// <summary>The bytes in the answer, as far as they can be decoded.</summary>
    [JsonIgnore]
    internal Func<byte[]> Bytes { get; private init; } = () => [];

    /// <summary>
    /// As the reader of answers finds them, but none is left out: a person chooses. Several in one text are "text", "text #2" …
    /// </summary>
    public static IReadOnlyList<PossiblePicture> In(ProviderAnswer answer)
    {
        var (pictures, places) = (new List<PossiblePicture>(), new Dictionary<string, int>(StringComparer.Ordinal));
        var addresses = new HashSet<(string Place, Uri Address)>();
        foreach (var candidate in new WireReply(answer.Body, answer.ContentType).Candidates())
        {
            var address = candidate.Address is { } text ? Absolute(text) : null;
            var place = candidate.Path.ToString();
            var isNone = candidate.Address is not null && (address is null || !addresses.Add((place, address)));
            if (isNone || pictures.Count == Most)
            {
                continue;
            }

            var number = places[place] = places.GetValueOrDefault(place) + 1;
            var shown = address?.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
            pictures.Add(
                new(number == 1 ? place : $"{place} #{number}", candidate.Length, shown) { Address = address, Bytes = candidate.Decode }
            );
        }

        return pictures;
    }

    // One below the provider's own address is fetched by its own reader, or brought as a file.
    private static Uri? Absolute(string text) =>
        Uri.TryCreate(text.StartsWith("//", StringComparison.Ordinal) ? $"https:{text}" : text, UriKind.Absolute, out var at)
        && at.Scheme is "http" or "https"
            ? at
            : null;
}
