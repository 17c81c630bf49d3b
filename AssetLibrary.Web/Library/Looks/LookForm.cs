using AssetLibrary.Web.Library.Editing;

namespace AssetLibrary.Web.Library.Looks;

/// <summary>
/// The text of a look while somebody edits it, of a library asset or of a project's. Was is how it reads now: sent along, so that
/// a save that comes too late is settled field by field.
/// </summary>
public sealed record LookForm(string? Name, string? Description, int Revision, string WasName, string WasDescription)
{
    public IReadOnlyList<EditClash> Clashes { get; private init; } = [];

    /// <summary>What to save of it where both had changed a field and one was picked.</summary>
    public static (string? Name, string? Description) Picked(HttpRequest request, string? name, string? description) =>
        (LateEdit.Picked(request, "Name", name), LateEdit.Picked(request, "Description", description));

    /// <summary>What was typed against what was saved meanwhile.</summary>
    public static LookForm Settle(
        HttpRequest request,
        string? name,
        string? description,
        int revision,
        string theirName,
        string theirDescription
    )
    {
        var (late, was) = (new LateEdit(), LateEdit.Fields(request, "Was"));
        return new(
            late.Settle("Name", "Name", was.GetValueOrDefault("Name"), name, theirName),
            late.Settle("Description", "Description", was.GetValueOrDefault("Description"), description, theirDescription),
            revision,
            theirName,
            theirDescription
        )
        {
            Clashes = late.Clashes,
        };
    }
}

/// <summary>
/// Who changed a look since the page was opened. Ask is the address of this line, Keep that of the page, Topic what is listened to.
/// </summary>
public sealed record LookNews(string Ask, string Topic, string Keep, bool IsNewer, string? By, DateTimeOffset At);
