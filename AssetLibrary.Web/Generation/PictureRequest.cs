using AssetLibrary.Web.Media;

namespace AssetLibrary.Web.Generation;

/// <summary>What somebody asks to be made.</summary>
public sealed record PictureRequest(
    IReadOnlyList<Guid> Subjects,
    string? AssetKey = null,
    string? Prompt = null,
    Guid? StyleId = null,
    string? Provider = null,
    string? Model = null,
    int? Width = null,
    int? Height = null,
    int Count = 1
)
{
    /// <summary>A picture or a clip; null for whatever the model makes that is named.</summary>
    public MediaKind? Kind { get; init; }

    /// <summary>Of a clip: how long; null for as long as is usual.</summary>
    public int? Seconds { get; init; }

    /// <summary>In place of the subject's own description, for this picture only; null for its own.</summary>
    public string? Description { get; init; }

    /// <summary>In place of the style's negative prompt; null for that, empty for none.</summary>
    public string? Negative { get; init; }

    /// <summary>Of the first picture, the others count on from it; null for one that follows from the request.</summary>
    public long? Seed { get; init; }

    public IReadOnlyList<RequestedReference> References { get; init; } = [];

    /// <summary>Whom pictures among <see cref="References"/> show: the prompt says so, for no provider has a field for it.</summary>
    public IReadOnlyDictionary<Guid, string> Shown { get; init; } = new Dictionary<Guid, string>();

    /// <summary>Of a picture without a subject: where it belongs; null for the whole studio.</summary>
    public Guid? ProjectId { get; init; }

    /// <summary>The conversation in which it is asked for.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>What was asked of several models at once.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>Providers that may be asked, one after the other, when the one before fails.</summary>
    public IReadOnlyList<string> Fallbacks { get; init; } = [];
}

/// <summary>A picture that goes along, in the order of the list.</summary>
public sealed record RequestedReference(Guid MediaId, ReferenceRole Role = ReferenceRole.Reference);
