using AssetLibrary.Web.Screenplays.Fountain;

namespace AssetLibrary.Web.Screenplays.Markdown;

/// <summary>
/// A bold name and what is said behind it: "**ANNA:** Hello.", "**ANNA** (softly): Hello.", "**ANNA (O.S.):**", "**ANNA**".
/// Cue is the name with its extension. Colon tells whether the line says itself that somebody speaks.
/// </summary>
internal sealed record BoldCue(string Name, string Cue, string? Parenthetical, string Speech, bool Colon)
{
    private const int Longest = 50;

    public static BoldCue? Read(string line)
    {
        var mark =
            line.StartsWith("**", StringComparison.Ordinal) ? "**"
            : line.StartsWith("__", StringComparison.Ordinal) ? "__"
            : null;
        var end = mark is null ? -1 : line.IndexOf(mark, 2, StringComparison.Ordinal);
        if (end is <= 2 or > Longest)
        {
            return null;
        }
        var inner = line[2..end].Trim(' ', '*', '_');
        var rest = line[(end + 2)..].TrimStart(' ', '*', '_');
        var colon = inner.EndsWith(':') || inner.EndsWith('：');
        var cue = inner.TrimEnd(':', '：', ' ');
        string? parenthetical = null;
        if (!colon && rest.Length > 0 && rest[0] is '(' or '（')
        {
            var close = rest.IndexOfAny([')', '）']);
            if (close < 0)
            {
                return null;
            }
            parenthetical = rest[..(close + 1)];
            rest = rest[(close + 1)..].TrimStart(' ', '*', '_');
        }
        if (!colon && rest.Length > 0)
        {
            if (rest[0] is not (':' or '：'))
            {
                return null;
            }
            colon = true;
            rest = rest[1..].TrimStart(' ', '*', '_');
        }
        var name = CueLine.Name(cue).ToString();
        return
            name.Length == 0
            || !char.IsLetterOrDigit(name[0])
            || name.IndexOfAny(['|', '[', '"', '!', '?', ':']) >= 0
            || ScriptLabels.Is(name)
            ? null
            : new BoldCue(name, cue, parenthetical, rest.Trim(), colon);
    }
}
