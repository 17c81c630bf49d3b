namespace AssetLibrary.Web.LanguageModels.Repair;

/// <summary>Where a value stands: it decides what may follow it.</summary>
internal enum Place
{
    Alone,
    Key,
    InFields,
    InItems,
}

/// <summary>
/// Whether a quote ends its text or belongs to it, judged by what follows. Every look goes no further than <see cref="Cursor.Sight"/>.
/// </summary>
/// <param name="cursor">The text.</param>
/// <param name="open">The closing brackets that are still to come, the innermost last.</param>
internal sealed class Lookahead(Cursor cursor, List<char> open)
{
    private int? lastEnd;
    private int? lastQuote;

    /// <summary>Whether a key with its colon begins here. One that the end of the text cuts off counts.</summary>
    public bool IsKey(int at)
    {
        if (Quotes.IsQuote(cursor.Char(at)))
        {
            var end = PastQuoted(at);
            var next = end < 0 ? -1 : cursor.PastFiller(end);
            return end < 0 ? at + Cursor.Sight > cursor.Text.Length : next >= cursor.Text.Length || cursor.Char(next) == ':';
        }

        return IsBareKey(at);
    }

    public bool IsBareKey(int at)
    {
        var end = at;
        while (IsNameCharacter(cursor.Char(end)) && end < at + 64)
        {
            end++;
        }

        cursor.Spend(end - at + 1);
        return end > at && cursor.Char(cursor.PastFiller(end)) == ':' && !cursor.Starts("://", end);
    }

    /// <summary>The place after the quoted text that begins here; -1: it does not end on this line, within sight.</summary>
    public int PastQuoted(int at)
    {
        var ends = Quotes.Ends(cursor.Char(at));
        var limit = Math.Min(cursor.Text.Length, at + Cursor.Sight);
        for (var i = at + 1; i < limit && cursor.Char(i) is not ('\n' or '\r'); i++)
        {
            if (cursor.Char(i) == '\\')
            {
                i++;
            }
            else if (ends.Contains(cursor.Char(i)))
            {
                cursor.Spend(i - at);
                return i + 1;
            }
        }

        cursor.Spend(limit - at);
        return -1;
    }

    public bool Ends(int quote, Place place)
    {
        var next = cursor.PastFiller(quote + 1, out var lineEnded);
        if (next >= cursor.Text.Length)
        {
            return true;
        }

        var c = cursor.Char(next);
        if (c == '+' && Quotes.IsQuote(cursor.Char(cursor.PastFiller(next + 1))))
        {
            return true;
        }

        return place switch
        {
            Place.Key => c is ':' or ',' or '}' or '{' or '[' or '='
                || Quotes.IsQuote(c)
                || char.IsAsciiDigit(c)
                || (next > quote + 1 && c is not ']'),
            Place.InFields => EndsInFields(next, c, lineEnded, next > quote + 1),
            Place.InItems => EndsInItems(next, c, next > quote + 1),
            _ => c is ',' or ';' or '`' || (c == ')' && open.Count > 0),
        };
    }

    /// <summary>Whether no quote comes after this one that could end its text.</summary>
    public bool IsLast(int quote)
    {
        // Of the usual quote it is looked for once; what the others cost is counted.
        if (cursor.Char(quote) == '"')
        {
            lastQuote ??= cursor.Text.LastIndexOf('"');
            return lastQuote <= quote;
        }

        cursor.Spend((cursor.Text.Length - quote) / 16);
        return cursor.Text.IndexOf(cursor.Char(quote), quote + 1) < 0;
    }

    /// <summary>The place after the JSON that stands unescaped within a text from this bracket on; -1: none does.</summary>
    public int PastInnerJson(int bracket)
    {
        var depth = 0;
        var limit = Math.Min(cursor.Text.Length, bracket + (4 * Cursor.Sight));
        for (var i = bracket; i < limit; i++)
        {
            depth += cursor.Char(i) switch
            {
                '{' or '[' => 1,
                '}' or ']' => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                cursor.Spend(i - bracket);
                return i + 1;
            }
        }

        cursor.Spend(limit - bracket);
        return -1;
    }

    private bool EndsInFields(int next, char c, bool lineEnded, bool apart)
    {
        if (c is '}' or ']')
        {
            return BracketsFit(next);
        }

        if (c == ',')
        {
            return GoesOn(next, ')');
        }

        if (Quotes.IsQuote(c))
        {
            return IsKey(next) || cursor.Starts("```", next);
        }

        if (c is '{' or '[')
        {
            return open.Contains(']') && (lineEnded || c == '{');
        }

        return c == ';' || (c == ')' && open.Contains(')')) || (apart && IsBareKey(next));
    }

    private bool EndsInItems(int next, char c, bool apart)
    {
        if (c is '}' or ']')
        {
            return BracketsFit(next);
        }

        return c is ':' or '{' or '[' or ';'
            || (c == ')' && open.Contains(')'))
            || (c == ',' && ItemFollows(cursor.PastFiller(next + 1)))
            || Quotes.IsQuote(c)
            || ((char.IsLetterOrDigit(c) || c is '-') && BareItem(next, apart));
    }

    /// <summary>Whether an object goes on after this comma, or ends.</summary>
    private bool GoesOn(int comma, char orElse)
    {
        var next = cursor.PastFiller(comma + 1, out var lineEnded);
        var c = cursor.Char(next);
        return next >= cursor.Text.Length
            || c is '}' or ']' or ','
            || c == orElse
            || (c == '{' && open.Contains(']'))
            || c == '['
            || cursor.Starts("...", next)
            || IsKey(next)
            || (lineEnded && Quotes.IsQuote(c));
    }

    private bool ItemFollows(int next)
    {
        var c = cursor.Char(next);
        return next >= cursor.Text.Length
            || c is ',' or '{' or '[' or '}' or ']' or '.' or '(' or ')'
            || Quotes.IsQuote(c)
            || BareItem(next, false);
    }

    /// <summary>
    /// Whether words without quotes that begin here end as an item does, before the next quote; or, apart, are an item that has lost only
    /// its first quote.
    /// </summary>
    private bool BareItem(int at, bool apart)
    {
        var limit = Math.Min(cursor.Text.Length, at + Cursor.Sight);
        for (var i = at; i < limit; i++)
        {
            if (cursor.Char(i) is ',' or ']' or '\n')
            {
                cursor.Spend(i - at);
                return true;
            }

            if (cursor.Char(i) == '"')
            {
                cursor.Spend(i - at);
                return apart && cursor.Char(cursor.PastFiller(i + 1)) is ',' or ']';
            }
        }

        cursor.Spend(limit - at);
        return limit == cursor.Text.Length;
    }

    /// <summary>Whether the brackets from here on close what is open, and what follows them makes sense there.</summary>
    private bool BracketsFit(int at)
    {
        var left = open.Count;
        var lineEnded = false;
        while (cursor.Char(at) is '}' or ']' && left > 0)
        {
            left--;
            at = cursor.PastFiller(at + 1, out lineEnded);
        }

        if (left == open.Count)
        {
            return false;
        }

        var c = cursor.Char(at);
        if (at >= cursor.Text.Length || lineEnded || c is '}' or ']' or ';' or ')' or '{' or '[' or '`' or '<')
        {
            return true;
        }

        if (left == 0)
        {
            var next = c == ',' ? cursor.PastFiller(at + 1) : at;
            return c != '"' && (Quotes.IsQuote(cursor.Char(next)) || cursor.Char(next) is '{' or '[' || !EndsLater(next));
        }

        if (open[left - 1] == '}')
        {
            return c == ',' ? GoesOn(at, '}') : IsKey(at);
        }

        return c == ',' ? ItemFollows(cursor.PastFiller(at + 1)) : Quotes.IsQuote(c) || char.IsAsciiDigit(c);
    }

    /// <summary>Whether a quote with brackets after it comes later: then the text goes on until there.</summary>
    private bool EndsLater(int from)
    {
        if (lastEnd is null)
        {
            lastEnd = -1;
            var bracket = false;
            for (var i = cursor.Text.Length - 1; i >= 0 && lastEnd < 0; i--)
            {
                var c = cursor.Char(i);
                lastEnd = c == '"' && bracket ? i : -1;
                bracket = c is '}' or ']' || (bracket && Cursor.IsSpace(c));
            }
        }

        return lastEnd >= from;
    }

    private static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' or '-' or '.';
}
