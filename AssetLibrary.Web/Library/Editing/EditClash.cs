namespace AssetLibrary.Web.Library.Editing;

/// <summary>A field that two people changed at the same time, each in their own way.</summary>
public sealed record EditClash(string Field, string Label, string Mine, string Theirs);

/// <summary>
/// A save that came too late: what only I changed is mine, what only they changed is theirs, and what both changed is asked
/// about, field by field. The form sends along how each field read when it was opened.
/// </summary>
public sealed class LateEdit
{
    private readonly List<EditClash> clashes = [];

    /// <summary>
    /// The fields <c>NAME[KEY]</c> of a form. Bound to a dictionary, a form that has none of them would give all of its fields.
    /// </summary>
    public static Dictionary<string, string?> Fields(HttpRequest request, string name) =>
        !request.HasFormContentType
            ? []
            : request
                .Form.Where(f =>
                    f.Key.Length > name.Length + 2 && f.Key.StartsWith(name + "[", StringComparison.Ordinal) && f.Key.EndsWith(']')
                )
                .ToDictionary(f => f.Key[(name.Length + 1)..^1], f => f.Value.FirstOrDefault(), StringComparer.Ordinal);

    /// <summary>What to save of a field that both had changed: theirs where that was picked on the page that asked, else mine.</summary>
    public static string? Picked(HttpRequest request, string field, string? mine) =>
        Fields(request, "Pick").GetValueOrDefault(field) == "theirs" ? Fields(request, "Theirs").GetValueOrDefault(field) : mine;

    public IReadOnlyList<EditClash> Clashes => clashes;

    /// <summary>The value to go on with.</summary>
    public string? Settle(string field, string label, string? was, string? mine, string? theirs)
    {
        var (before, ours, others) = (Plain(was), Plain(mine), Plain(theirs));
        if (ours == others || others == before)
        {
            return mine;
        }

        if (ours == before)
        {
            return theirs;
        }

        clashes.Add(new(field, label, ours, others));
        return mine;
    }

    private static string Plain(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();
}

/// <summary>Who saved before one did. Keep is the address of the page as they left it.</summary>
public sealed record LateNotice(string? By, DateTimeOffset At, bool Asks, string Keep);
