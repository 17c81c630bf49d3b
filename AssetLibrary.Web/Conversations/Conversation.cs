using System.Text.Json.Serialization;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Conversations;

/// <summary>A chat: of a project's members, or of the whole studio.</summary>
public sealed class Conversation : IOfProject, ICreated
{
    public const int MaxTitle = 120;

    private Conversation() { }

    public Guid Id { get; private set; } = Ids.New();
    public Guid? ProjectId { get; private set; }
    public string Title { get; private set; } = "";

    /// <summary>When something was last said in it.</summary>
    public DateTimeOffset LastAt { get; private set; }
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }

    public static Conversation Begin(string? title, Guid? projectId, DateTimeOffset now) =>
        new()
        {
            ProjectId = projectId,
            Title = Short(title),
            LastAt = now,
        };

    /// <exception cref="RefusedException">422: there is nothing to see in it.</exception>
    public void Rename(string? title) => Title = SearchText.Cut(TypedText.Name(title), MaxTitle);

    /// <summary>Something was said; one that has no name yet is named after it.</summary>
    public void Hear(string text, DateTimeOffset now)
    {
        LastAt = now;
        Title = Title.Length > 0 ? Title : Short(text);
    }

    private static string Short(string? text) => SearchText.Cut(SearchText.Clean(text).ReplaceLineEndings(" "), MaxTitle);
}

[JsonConverter(typeof(JsonStringEnumConverter<Speaker>))]
public enum Speaker
{
    Person,
    Assistant,
}

/// <summary>
/// What was said. A picture that was asked for is the answer's batch; the picture itself is where its job has put it, and nowhere
/// else.
/// </summary>
public sealed class Message : IOfProject, ICreated
{
    public const int MaxText = 10_000;

    public Guid Id { get; init; } = Ids.New();
    public required Guid ConversationId { get; init; }
    public Guid? ProjectId { get; init; }
    public required Speaker Speaker { get; init; }

    /// <summary>Of an answer in words: empty until it has come.</summary>
    public string Text { get; private set; } = "";

    /// <summary>What was asked for; null for words.</summary>
    public MediaKind? Kind { get; init; }

    /// <summary>Pictures that went along.</summary>
    public List<Guid> References { get; init; } = [];

    /// <summary>Of an answer that is pictures: their jobs.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>Of an answer in words: the job that asks for it.</summary>
    public Guid? JobId { get; init; }
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }

    public void Say(string text) => Text = text;
}
