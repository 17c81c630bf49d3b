using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Generation.Providers.Answers;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>An answer with a good status that was read whole; what it says is another matter.</summary>
internal sealed class WireReply(ReadOnlyMemory<byte> body, string? contentType)
{
    private readonly Lazy<IReadOnlyList<JsonElement>> documents = new(() =>
        WholePicture.TypeOf(body.Span) is null ? AnswerJson.Read(body.Span) : []
    );

    public ReadOnlyMemory<byte> Body => body;

    public string? ContentType => contentType;

    public HttpResponseHeaders? Headers { get; init; }

    /// <summary>Pollinations names the model that really answered in a header.</summary>
    public string? ModelUsed { get; init; }

    public bool IsPage => ContentSniffer.Sniff(body.Span[..Math.Min(body.Length, 4096)]) == ContentSniffer.Html;

    /// <summary>It is JSON of some kind.</summary>
    public bool IsRead => documents.Value.Count > 0;

    /// <summary>The object that is the answer, also where it came in a list; nothing where there is none.</summary>
    public JsonElement Json =>
        documents
            .Value.Select(d => d.ValueKind == JsonValueKind.Array && d.GetArrayLength() > 0 ? d[0] : d)
            .FirstOrDefault(d => d.ValueKind == JsonValueKind.Object);

    /// <summary>The error that it tells in spite of its status.</summary>
    public WireError? Error => documents.Value.Select(WireErrorReader.Inside).FirstOrDefault(e => e is not null);

    public string Shape =>
        IsRead ? AnswerShape.Of(documents.Value)
        : body.IsEmpty ? "empty"
        : IsPage ? "a web page"
        : WholePicture.TypeOf(body.Span) ?? "not JSON";

    /// <param name="ofClip">Whether a clip is wanted, or a picture; null where either will do.</param>
    /// <param name="sent">What is none of the provider's making.</param>
    /// <param name="part">The part of it in which what was made is told; null where that is not known.</param>
    public Reading Pictures(bool? ofClip, SentAlong sent, JsonElement? part = null) =>
        WholePicture.TypeOf(body.Span) switch
        {
            { } type when WholePicture.IsCutShort(body.Span, type) => Reading.Of(new Found.CutShort(type)),
            { } type => Reading.Of(new Found.Whole(body, type)),
            _ when part is { } one => AnswerPictures.In([one], ofClip, sent, isMade: true),
            _ when IsRead => AnswerPictures.In(documents.Value, ofClip, sent),
            _ when IsPage || body.IsEmpty => Reading.Of(new Found.Nothing()),
            _ => AnswerPictures.In(Encoding.UTF8.GetString(body.Span), ofClip, sent),
        };

    /// <summary>Everything in it that could be a picture, for a person who chooses.</summary>
    public IReadOnlyList<Candidate> Candidates() =>
        WholePicture.TypeOf(body.Span) is not null ? [Candidate.Of(body)]
        : IsRead ? AnswerPictures.All(documents.Value)
        : AnswerPictures.All(Encoding.UTF8.GetString(body.Span));
}
