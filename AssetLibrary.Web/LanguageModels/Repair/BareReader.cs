namespace AssetLibrary.Web.LanguageModels.Repair;

/// <summary>Reads what stands without quotes: numbers, words of other languages, and plain text.</summary>
internal sealed class BareReader(Cursor cursor, List<char> open, Lookahead look)
{
    private static readonly string[] Words = ["true", "false", "null", "True", "False", "None", "undefined"];

    /// <summary>The text ended within the last one read, so that it was dropped.</summary>
    public bool IsCut { get; private set; }

    /// <summary>
    /// Reads up to where the value must end; null: nothing is there, or what is there is the start of a word that was cut off.
    /// </summary>
    public Piece? Read(Place place)
    {
        IsCut = false;
        var start = cursor.At;
        var depth = 0;
        while (!cursor.AtEnd && !EndsHere(start, place, ref depth))
        {
            cursor.Step();
        }

        var text = cursor.Text[start..cursor.At].Trim();
        if (cursor.Now == '"' && (place == Place.InItems || !look.IsKey(cursor.At)) && text.Length > 0 && IsStray(cursor.At))
        {
            cursor.Step();
        }

        if (text.Length == 0)
        {
            return null;
        }

        IsCut =
            cursor.AtEnd
            && place != Place.Alone
            && (text is "-" or "+" || Array.Exists(Words, w => w.StartsWith(text, StringComparison.Ordinal) && w != text));
        return IsCut ? null : Of(text);
    }

    /// <summary>The number or word that the text is, else the text itself.</summary>
    public static Piece Of(string text) => Known(text) is { } known ? known : new Quoted(text);

    /// <summary>A regular expression between slashes with its flags, as text; null: it does not end on this line.</summary>
    public Quoted? Expression()
    {
        var inClass = false;
        for (var i = cursor.At + 1; i < cursor.Text.Length && cursor.Char(i) is not '\n' && i < cursor.At + Cursor.Sight; i++)
        {
            var c = cursor.Char(i);
            cursor.Spend(1);
            inClass = c == '[' || (inClass && c != ']');
            if (c == '\\')
            {
                i++;
            }
            else if (c == '/' && !inClass)
            {
                do
                {
                    i++;
                } while (char.IsAsciiLetter(cursor.Char(i)));
                var text = cursor.Text[cursor.At..i];
                cursor.At = i;
                return new Quoted(text);
            }
        }

        return null;
    }

    /// <summary>The place of the bracket when a call begins here whose argument is a value: <c>ObjectId("12")</c>; else -1.</summary>
    public int Call(Place place)
    {
        var at = cursor.Starts("new ", cursor.At) ? cursor.At + 4 : cursor.At;
        var start = at;
        while ((char.IsLetterOrDigit(cursor.Char(at)) || cursor.Char(at) is '_' or '$' or '.') && at < start + 64)
        {
            at++;
        }

        cursor.Spend(at - start + 1);
        var bracket = place == Place.Alone ? cursor.PastFiller(at) : at;
        if (at == start || char.IsAsciiDigit(cursor.Char(start)) || cursor.Char(bracket) != '(')
        {
            return -1;
        }

        var argument = cursor.Char(cursor.PastFiller(bracket + 1));
        return Quotes.IsQuote(argument) || char.IsAsciiDigit(argument) || argument is '{' or '[' or '-' or ')' ? bracket : -1;
    }

    private static Literal? Known(string text) =>
        text switch
        {
            "true" or "True" or "TRUE" => new Literal("true"),
            "false" or "False" or "FALSE" => new Literal("false"),
            "null"
            or "Null"
            or "NULL"
            or "None"
            or "nil"
            or "undefined"
            or "NaN"
            or "nan"
            or "Infinity"
            or "-Infinity"
            or "+Infinity"
            or "inf"
            or "-inf" => Literal.Null,
            _ => Numbers.ToJson(text) is { } number ? new Literal(number) : null,
        };

    private bool EndsHere(int start, Place place, ref int depth)
    {
        var (at, c) = (cursor.At, cursor.Now);
        switch (c)
        {
            case '\n' or '\r':
                return true;
            case ',':
                return place == Place.InItems || (depth == 0 && EndsAtComma(start));
            case '{' or '[' or '(':
                if (depth == 0 && (Quotes.IsQuote(cursor.Char(cursor.PastFiller(at + 1))) || IsKnown(start)))
                {
                    return true;
                }

                depth++;
                return false;
            case '}' or ']' or ')':
                if (c == ')' && depth == 0)
                {
                    return open.Contains(')');
                }

                return depth-- == 0;
            case '"':
                return place == Place.InItems || look.IsKey(at) || IsStray(at);
            case ':':
                return place == Place.InItems && Cursor.IsSpace(cursor.Char(at + 1));
            case ';':
                return cursor.Char(at + 1) is '\n' or '\r' or '\0' || IsKnown(start);
            case '/':
                return cursor.Char(at + 1) == '*' || (cursor.Char(at + 1) == '/' && Cursor.IsSpace(cursor.Char(at - 1)));
            case '#':
                return Cursor.IsSpace(cursor.Char(at - 1)) && Cursor.IsSpace(cursor.Char(at + 1));
            case '`':
                return cursor.Starts("```", at);
            case '<':
                return cursor.Starts("<!--", at);
            case ' ' or '\t' when place == Place.InItems:
                return IsKnown(start) && char.IsLetterOrDigit(cursor.Char(cursor.PastFiller(at)));
            case ' ' or '\t' when place == Place.InFields:
                return look.IsBareKey(cursor.PastFiller(at)) && at - start < Cursor.Sight && IsKnown(start);
            default:
                return false;
        }
    }

    private bool EndsAtComma(int start)
    {
        var next = cursor.PastFiller(cursor.At + 1, out var lineEnded);
        var c = cursor.Char(next);
        return lineEnded
            || next >= cursor.Text.Length
            || c is '}' or ']' or ',' or '{' or '['
            || Quotes.IsQuote(c)
            || look.IsBareKey(next)
            || IsKnown(start);
    }

    /// <summary>Whether what stands since the start is a whole number or word, to which nothing can be added.</summary>
    private bool IsKnown(int start) => cursor.At - start < 32 && Known(cursor.Text[start..cursor.At].Trim()) is not null;

    /// <summary>Whether this quote closes what it has not opened.</summary>
    private bool IsStray(int at)
    {
        var next = cursor.PastFiller(at + 1);
        return next >= cursor.Text.Length || cursor.Char(next) is ',' or '}' or ']';
    }
}
