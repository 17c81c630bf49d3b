namespace AssetLibrary.Web.LanguageModels.Repair;

/// <summary>What stands between the items of a container, and what ends it.</summary>
/// <param name="cursor">The text.</param>
/// <param name="open">The closing brackets that are still to come, the innermost last.</param>
/// <param name="look">What follows.</param>
internal sealed class Separators(Cursor cursor, List<char> open, Lookahead look)
{
    /// <summary>The text ended before the container did.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Passes what stands between items, and the closing bracket. True: this container ends.</summary>
    public bool Pass(char closing, bool hasItems)
    {
        while (true)
        {
            cursor.SkipFiller();
            if (cursor.AtEnd)
            {
                IsCut = true;
                return true;
            }

            var c = cursor.Now;
            if (c is ',' or ';')
            {
                cursor.Step();
            }
            else if (c == '\u2026' || (cursor.Starts("...", cursor.At) && !char.IsLetterOrDigit(cursor.Char(cursor.At + 3))))
            {
                cursor.At += c == '\u2026' ? 1 : 3;
            }
            else if (c == closing)
            {
                cursor.Step();
                return !(open.Count == 1 && closing == '}' && hasItems && FieldFollows());
            }
            else if (c is '}' or ']' or ')')
            {
                if (Ends(c) is { } ends)
                {
                    return ends;
                }
            }
            else if (cursor.Starts("```", cursor.At))
            {
                IsCut = true;
                return true;
            }
            else
            {
                return false;
            }
        }
    }

    /// <summary>Whether the object that has just been closed goes on all the same: <c>}, "key": …</c>.</summary>
    private bool FieldFollows()
    {
        var comma = cursor.PastFiller(cursor.At);
        var next = cursor.Char(comma) == ',' ? cursor.PastFiller(comma + 1) : -1;
        if (next < 0 || cursor.Char(next) is not ('"' or '\''))
        {
            return false;
        }

        var end = look.PastQuoted(next);
        return end > 0 && cursor.Char(cursor.PastFiller(end)) is ':' or '"' or '\'';
    }

    /// <summary>
    /// A bracket of another kind. True: this container ends; false: it goes on, the bracket being passed; null: look again.
    /// </summary>
    private bool? Ends(char bracket)
    {
        var next = cursor.PastFiller(cursor.At + 1);
        if (open.Count > 1 && open.LastIndexOf(bracket, open.Count - 2) >= 0)
        {
            // Only mistyped, if the object around a list goes on after it.
            var isMistyped =
                bracket == '}'
                && open is [.., not '}', '}', ']'] or ['}', ']']
                && cursor.Char(next) == ','
                && look.IsKey(cursor.PastFiller(next + 1));
            cursor.At += isMistyped ? 1 : 0;
            return true;
        }

        cursor.Step();
        return cursor.Char(next) is ',' or '}' or ']' || bracket == ')' ? null : true;
    }
}
