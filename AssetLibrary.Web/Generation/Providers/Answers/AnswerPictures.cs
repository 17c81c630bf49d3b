using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace AssetLibrary.Web.Generation.Providers.Answers;

/// <summary>
/// Finds the picture or clip in an answer of any shape. What is declared comes before what only looks like one, bytes before addresses,
/// what is wanted before the other kind; drafts, thoughts and what was sent along are none. Bytes are proven, addresses are not.
/// </summary>
internal sealed class AnswerPictures
{
    private const int DeepestText = 6,
        MostCandidates = 500,
        LongestSearched = 256 * 1024,
        OtherKind = 20;

    private static readonly string[] Mimes =
    [
        "mimeType",
        "mime_type",
        "contentType",
        "content_type",
        "mediaType",
        "media_type",
        "mime",
        "type",
    ];

    private readonly List<Candidate> candidates = [];
    private readonly List<byte[]> echoes = [];
    private readonly bool? ofClip;
    private readonly SentAlong sent;

    private readonly bool isForPerson;

    private AnswerPictures(bool? ofClip, SentAlong sent, bool isForPerson = false) =>
        (this.ofClip, this.sent, this.isForPerson) = (ofClip, sent, isForPerson);

    /// <param name="documents">The answer.</param>
    /// <param name="ofClip">Whether a clip is wanted, or a picture; null where either will do.</param>
    /// <param name="sent">What is none of the provider's making.</param>
    /// <param name="isMade">It is the part of the answer in which only what was made can be.</param>
    public static Reading In(IReadOnlyList<JsonElement> documents, bool? ofClip, SentAlong sent, bool isMade = false)
    {
        var pictures = new AnswerPictures(ofClip, sent);
        // Of a stream, the last event is the finished one.
        foreach (var document in documents.Reverse())
        {
            pictures.Walk(document, AnswerPlace.Start(isMade));
        }

        return new(pictures.Best(), pictures.echoes);
    }

    /// <summary>In an answer that is no JSON: words around it, or nothing but the text of its bytes.</summary>
    public static Reading In(string text, bool? ofClip, SentAlong sent)
    {
        var pictures = new AnswerPictures(ofClip, sent);
        pictures.Read(text, [], AnswerPlace.Start(isMade: true) with { Texts = DeepestText });
        return Reading.Of(pictures.Best());
    }

    /// <summary>
    /// Everything that could be a picture, in the order of the answer, for a person who chooses: whatever its field is called.
    /// </summary>
    public static IReadOnlyList<Candidate> All(IReadOnlyList<JsonElement> documents)
    {
        var pictures = new AnswerPictures(ofClip: null, SentAlong.None, isForPerson: true);
        foreach (var (i, document) in documents.Index())
        {
            pictures.Walk(document, AnswerPlace.Start(isMade: true, documents.Count == 1 ? null : AnswerPath.Part(i + 1)));
        }

        return pictures.candidates;
    }

    /// <summary>The same of an answer that is no JSON.</summary>
    public static IReadOnlyList<Candidate> All(string text)
    {
        var pictures = new AnswerPictures(ofClip: null, SentAlong.None, isForPerson: true);
        pictures.Read(text, [], AnswerPlace.Start(isMade: true, AnswerPath.Text) with { Texts = DeepestText });
        return pictures.candidates;
    }

    private void Walk(JsonElement element, AnswerPlace place)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when candidates.Count < MostCandidates && (isForPerson || !IsOurs(element)):
                WalkObject(element, place);
                break;
            case JsonValueKind.Array when IsBytes(element):
                Add(place, Rank.OtherBytes, element.GetArrayLength(), null, () => [.. element.EnumerateArray().Select(ByteOf)], []);
                break;
            case JsonValueKind.Array:
                foreach (var (i, item) in element.EnumerateArray().Index())
                {
                    Walk(item, place.Item(i));
                }

                break;
            case JsonValueKind.String:
                Read(AnswerJson.Text(element), JsonMarshal.GetRawUtf8Value(element)[1..^1], place);
                break;
        }
    }

    private void WalkObject(JsonElement element, AnswerPlace place)
    {
        if (MimeOf(element) is { } mime)
        {
            place = place with { IsTyped = true, IsOfClip = mime.StartsWith("video/", StringComparison.OrdinalIgnoreCase) };
        }

        if (Wire.Text(element, "type")?.Contains("partial", StringComparison.OrdinalIgnoreCase) == true)
        {
            place = place with { IsPreview = true };
        }

        foreach (var property in element.EnumerateObject())
        {
            var name = AnswerJson.Name(property);
            var below = place.Below(name);
            if (below.Meaning == FieldMeaning.NotMade && !isForPerson)
            {
                continue;
            }

            if (name is "parts" or "content" or "steps" && property.Value.ValueKind == JsonValueKind.Array && !isForPerson)
            {
                // What is told one after the other ends with what was made; drafts come before it.
                foreach (var (i, item) in property.Value.EnumerateArray().Index().Reverse())
                {
                    Walk(item, below.Item(i));
                }
            }
            else
            {
                Walk(property.Value, below);
            }
        }
    }

    private void Read(string text, ReadOnlySpan<byte> raw, AnswerPlace place)
    {
        var trimmed = text.Trim();
        if (trimmed.Replace("\\/", "/", StringComparison.Ordinal) is var address && Addresses.IsOne(address))
        {
            var looks =
                (place.IsTyped || Addresses.LooksLikePicture(address))
                && (place.Meaning != FieldMeaning.Other || Addresses.IsAbsolute(address));
            if (place.Meaning == FieldMeaning.Made || looks || isForPerson)
            {
                var rank =
                    place.Meaning != FieldMeaning.Made ? Rank.PictureAddress
                    : looks ? Rank.DeclaredAddress
                    : Rank.LikelyAddress;
                Add(place, Addresses.IsElsewhere(address) ? Rank.OtherScheme : rank, text.Length, address, () => [], raw);
            }
        }
        else if (WholePicture.TypeOf(PictureText.Head(trimmed)) is not null)
        {
            var rank = place.Meaning == FieldMeaning.Made ? Rank.DeclaredBytes : Rank.OtherBytes;
            Add(place, rank, text.Length, null, () => PictureText.Bytes(trimmed), raw, PictureText.Head(trimmed));
        }
        else if (
            place.Texts < DeepestText
            && trimmed is ['{' or '[', ..]
            && AnswerJson.Read(Encoding.UTF8.GetBytes(trimmed)) is { Count: > 0 } inner
        )
        {
            foreach (var document in inner)
            {
                Walk(document, place with { Texts = place.Texts + 1, Path = place.Path.Within() });
            }
        }
        else if (trimmed.Length > 20)
        {
            ReadWords(trimmed, raw, place);
        }
    }

    private void ReadWords(string text, ReadOnlySpan<byte> raw, AnswerPlace place)
    {
        var (pictures, rest) = EmbeddedPictures.In(text);
        foreach (var picture in pictures)
        {
            if (PictureText.Head(picture) is var head && WholePicture.TypeOf(head) is not null)
            {
                Add(place, Rank.BytesInText, picture.Length, null, () => PictureText.Bytes(picture), raw, head);
            }
        }

        foreach (var (address, isShown) in Addresses.In(rest.Length > LongestSearched ? rest[..LongestSearched] : rest))
        {
            Add(place, isShown ? Rank.ShownAddress : Rank.PictureAddress, address.Length, address, () => [], raw);
        }
    }

    private void Add(
        AnswerPlace place,
        Rank rank,
        int length,
        string? address,
        Func<byte[]> decode,
        ReadOnlySpan<byte> raw,
        byte[]? head = null
    )
    {
        var clip = address is null
            ? WholePicture.TypeOf(head ?? decode())?.StartsWith("video/", StringComparison.Ordinal)
            : Addresses.IsOfClip(address) ?? place.IsOfClip;
        var other = ofClip is not null && clip is not null && clip != ofClip ? OtherKind : 0;
        candidates.Add(
            new(
                (int)rank + other + (place.IsPreview ? (int)Rank.Preview : 0),
                place.Path,
                length,
                address,
                decode,
                raw.ToArray(),
                place.IsOfProtocol && rank == Rank.DeclaredBytes
            )
        );
    }

    private Found Best()
    {
        string? cut = null;
        Found.Whole? unchanged = null;
        foreach (var candidate in candidates.OrderBy(c => c.Rank))
        {
            if (candidate.Address is { } address)
            {
                if (!sent.Has(address) && (cut is null || candidate.Rank <= (int)Rank.ShownAddress))
                {
                    return new Found.Elsewhere(address);
                }

                continue;
            }

            var bytes = candidate.Decode();
            if (sent.Has(bytes))
            {
                // Where nothing else was made, and it is where only what was made can be, the picture was given back as it was.
                unchanged ??= candidate.IsOfProtocol && WholePicture.TypeOf(bytes) is { } same ? new(bytes, same) : null;
                echoes.Add(candidate.Raw);
            }
            else if (WholePicture.TypeOf(bytes) is { } type)
            {
                if (!WholePicture.IsCutShort(bytes, type))
                {
                    return new Found.Whole(bytes, type);
                }

                cut ??= type;
            }
        }

        if (cut is null && unchanged is not null)
        {
            echoes.Clear();
            return unchanged;
        }

        return cut is null ? new Found.Nothing() : new Found.CutShort(cut);
    }

    /// <summary>What we said, repeated; and what was only thought.</summary>
    private static bool IsOurs(JsonElement element) =>
        Wire.Property(element, "thought").ValueKind == JsonValueKind.True
        || Wire.Text(element, "role") is "user" or "system"
        || Wire.Text(element, "type") is "user_input" or "input_image" or "input_text" or "thought" or "thinking" or "reasoning";

    private static string? MimeOf(JsonElement element) =>
        Mimes
            .Select(n => Wire.Text(element, n))
            .FirstOrDefault(t =>
                t is not null
                && (
                    t.StartsWith("image/", StringComparison.OrdinalIgnoreCase) || t.StartsWith("video/", StringComparison.OrdinalIgnoreCase)
                )
            );

    private static bool IsBytes(JsonElement list) =>
        list.GetArrayLength() > 24
        && list[0].ValueKind == JsonValueKind.Number
        && WholePicture.TypeOf([.. list.EnumerateArray().Take(16).Select(ByteOf)]) is not null;

    private static byte ByteOf(JsonElement number) =>
        number.ValueKind == JsonValueKind.Number && number.TryGetByte(out var one) ? one : (byte)0;
}
