namespace AssetLibrary.Web.LanguageModels.Repair;

/// <summary>
/// A place in a text, and what may be passed over there. With its effort over it stands at the end, and so ends every loop.
/// </summary>
internal sealed class Cursor(string text, Effort effort)
{
    /// <summary>How far a look ahead goes: enough for a key or a remark, too short to make many looks expensive.</summary>
    public const int Sight = 256;

    public string Text => text;

    public int At { get; set; }

    public bool IsOver => effort.IsOver;

    public bool AtEnd => At >= text.Length || effort.IsOver;

    public char Now => AtEnd ? '\0' : text[At];

    public char Char(int place) => (uint)place < (uint)text.Length ? text[place] : '\0';

    public bool Starts(string with, int place) => string.CompareOrdinal(text, place, with, 0, with.Length) == 0;

    public void Spend(int characters) => effort.Spend(characters);

    /// <summary>The next character, counted.</summary>
    public void Step()
    {
        At++;
        effort.Spend(1);
    }

    /// <summary>Passes white space and comments. True: a line ended among them.</summary>
    public bool SkipFiller()
    {
        At = Past(At, text.Length, out var lineEnded);
        return lineEnded;
    }

    /// <summary>Where white space and comments end that begin at a place, within sight.</summary>
    public int PastFiller(int from) => Past(from, Math.Min(text.Length, from + Sight), out _);

    public int PastFiller(int from, out bool lineEnded) => Past(from, Math.Min(text.Length, from + Sight), out lineEnded);

    public static bool IsSpace(char c) =>
        c is ' ' or '\n' or '\r' or '\t'
        || c is '\u200b' or '\u200c' or '\u200d' or '\u2060' or '\ufeff' or '\u180e'
        || char.IsWhiteSpace(c)
        || char.IsControl(c);

    private int Past(int from, int limit, out bool lineEnded)
    {
        var (at, start) = (from, from);
        lineEnded = false;
        while (at < limit && !effort.IsOver)
        {
            if (IsSpace(text[at]))
            {
                lineEnded |= text[at] is '\n' or '\r';
                at++;
            }
            else if (Comment(at, limit) is var end && end > at)
            {
                lineEnded |= end < limit && text[end] is '\n' or '\r';
                at = end;
            }
            else
            {
                break;
            }
        }

        effort.Spend(at - start + 1);
        return at;
    }

    /// <summary>The end of the comment that begins here; the same place when none does.</summary>
    private int Comment(int at, int limit)
    {
        var c = text[at];
        if (c == '/' && Char(at + 1) == '*')
        {
            return Until("*/", at + 2, limit);
        }

        if (c == '<' && Starts("<!--", at))
        {
            return Until("-->", at + 4, limit);
        }

        if (
            (c == '/' && Char(at + 1) == '/')
            || (c == '#' && (at + 1 == text.Length || IsSpace(Char(at + 1)) || Char(at + 1) is '#' or '!'))
        )
        {
            effort.Spend((limit - at) / 16);
            var line = text.AsSpan(at, limit - at).IndexOfAny('\n', '\r');
            if (line >= 0)
            {
                effort.Spend(line);
                return at + line;
            }

            // Everything on one line: such a remark was made before the lines were joined, and ends somewhere before the next bracket.
            var bracket = text.AsSpan(at, limit - at).IndexOfAny('}', ']');
            return bracket < 0 ? limit : at + bracket;
        }

        return at;
    }

    private int Until(string end, int from, int limit)
    {
        var found = from >= limit ? -1 : text.IndexOf(end, from, limit - from, StringComparison.Ordinal);
        effort.Spend(((found < 0 ? limit : found) - from) / 16);
        return found < 0 ? limit : found + end.Length;
    }
}
