namespace AssetLibrary.Web.LanguageModels.Repair;

/// <summary>
/// Reads a value that is more or less JSON from the cursor on. It never goes back over what it has read, but for the few characters of a
/// key.
/// </summary>
internal sealed class TolerantReader
{
    /// <summary>Deeper than any answer nests, and shallow enough for every stack.</summary>
    public const int MaxDepth = 500;

    private readonly Cursor cursor;
    private readonly List<char> open = [];
    private readonly Lookahead look;
    private readonly QuotedReader quoted;
    private readonly BareReader bare;
    private readonly Separators separators;
    private readonly bool inProse;

    /// <param name="cursor">Where to read.</param>
    /// <param name="inProse">Other text stands before: a bracket may belong to it.</param>
    public TolerantReader(Cursor cursor, bool inProse)
    {
        (this.cursor, this.inProse) = (cursor, inProse);
        look = new Lookahead(cursor, open);
        quoted = new QuotedReader(cursor, open, look);
        bare = new BareReader(cursor, open, look);
        separators = new Separators(cursor, open, look);
    }

    /// <summary>The text ended before the value did.</summary>
    public bool IsCut { get; private set; }

    public bool IsTooDeep { get; private set; }

    /// <summary>The bracket belongs to a sentence; what was read means nothing.</summary>
    public bool IsProse { get; private set; }

    public Piece? Read(Place place)
    {
        cursor.SkipFiller();
        if (cursor.AtEnd)
        {
            return null;
        }

        var c = cursor.Now;
        if (c is '{' or '[' or '(')
        {
            return open.Count == MaxDepth ? TooDeep()
                : c == '{' ? ReadFields()
                : ReadItems(c == '[' ? ']' : ')');
        }

        if (c == '\\' && Quotes.IsQuote(cursor.Char(cursor.At + 1)))
        {
            cursor.Step();
            c = cursor.Now;
        }

        if (Quotes.IsQuote(c) && !cursor.Starts("```", cursor.At))
        {
            var text = quoted.Read(place);
            IsCut |= quoted.IsCut;
            return new Quoted(text);
        }

        // Python's u"", b"", r"" and f"".
        if (
            char.IsAsciiLetter(c)
            && cursor.Char(cursor.At + 1) is '"' or '\''
            && "uUbBrRfF".Contains(c)
            && cursor.Char(cursor.At + 2) is not (',' or '}' or ']')
        )
        {
            cursor.Step();
            return new Quoted(quoted.Read(place));
        }

        if (c == '/' && bare.Expression() is { } expression)
        {
            return expression;
        }

        if (bare.Call(place) is var bracket && bracket > 0)
        {
            cursor.At = bracket;
            return open.Count == MaxDepth ? TooDeep()
                : ReadItems(')') is Items { All: [var argument] } ? argument
                : Literal.Null;
        }

        var word = bare.Read(place);
        IsCut |= bare.IsCut;
        return word;
    }

    private bool Ends(char closing, bool hasItems)
    {
        var ends = separators.Pass(closing, hasItems);
        IsCut |= separators.IsCut;
        return ends;
    }

    private Piece? TooDeep()
    {
        IsTooDeep = true;
        cursor.At = cursor.Text.Length;
        return null;
    }

    private Piece ReadFields()
    {
        var fields = new Fields();
        cursor.Step();
        open.Add('}');
        Piece? result = null;
        while (result is null && !IsProse && !Ends('}', !fields.IsEmpty))
        {
            var before = cursor.At;
            result = cursor.Now switch
            {
                '{' when !fields.IsEmpty || !KeyFollows() => open is [.., ']', _] ? (Piece)fields : Merge(fields),
                '{' => Merge(fields),
                '[' => Extend(fields),
                _ => ReadField(fields),
            };
            if (cursor.At == before && result is null)
            {
                cursor.Step();
            }
        }

        open.RemoveAt(open.Count - 1);
        return result ?? fields;
    }

    private bool KeyFollows() => look.IsKey(cursor.PastFiller(cursor.At + 1));

    /// <summary>An object where a key was due: braces that stand twice, or a closing one that is missing.</summary>
    private Items? Merge(Fields fields)
    {
        if (Read(Place.InFields) is Fields inner)
        {
            foreach (var (key, value) in inner.All)
            {
                fields.Set(key, value);
            }
        }

        return null;
    }

    /// <summary>A list where a key was due goes on with the list before it.</summary>
    private Items? Extend(Fields fields)
    {
        if (Read(Place.InFields) is Items more && fields.All is [.., { Value: Items last }])
        {
            last.All.AddRange(more.All);
        }

        return null;
    }

    /// <summary>Reads a key with its value. Not null: the braces turn out to hold a list.</summary>
    private Items? ReadField(Fields fields)
    {
        var isQuoted = Quotes.IsQuote(cursor.Now) || cursor.Now == '\\';
        if (ReadKey(isQuoted) is not { } key)
        {
            return null;
        }

        cursor.SkipFiller();
        if (cursor.AtEnd)
        {
            IsCut = true;
            return null;
        }

        if (cursor.Now is ',' or '}' or ']')
        {
            IsProse |= inProse && !isQuoted && open.Count == 1 && fields.IsEmpty;
            var isSet = fields.IsEmpty && cursor.Now == ',' && isQuoted;
            return isSet || (fields.IsEmpty && BareReader.Of(key) is Literal { Json: not "null" } && cursor.Now == '}')
                ? ReadRest(isQuoted ? new Quoted(key) : BareReader.Of(key))
                : null;
        }

        var hasColon = false;
        while (cursor.Now is ':' or '=' || (hasColon && cursor.Now == '>'))
        {
            hasColon = true;
            cursor.Step();
        }

        if (!hasColon && !isQuoted)
        {
            // A word before a key is a slip; before a value it has lost its colon.
            if (look.IsKey(cursor.At))
            {
                return null;
            }

            if (inProse && open.Count == 1 && fields.IsEmpty && !Quotes.IsQuote(cursor.Now))
            {
                IsProse = true;
                return null;
            }
        }

        cursor.SkipFiller();
        if (cursor.Now is ',' or '}' or ']')
        {
            fields.Set(key, Literal.Null);
        }
        else if (Read(Place.InFields) is { } value)
        {
            fields.Set(key, value);
        }
        else
        {
            IsCut |= cursor.AtEnd;
        }

        return null;
    }

    /// <summary>The key at the cursor; null: it is cut off, or none.</summary>
    private string? ReadKey(bool isQuoted)
    {
        if (isQuoted)
        {
            cursor.At += cursor.Now == '\\' ? 1 : 0;
            var text = quoted.Read(Place.Key);
            IsCut |= quoted.IsCut;
            return quoted.IsCut ? null : text;
        }

        var start = cursor.At;
        while (
            !cursor.AtEnd
            && !Cursor.IsSpace(cursor.Now)
            && cursor.Now is not (':' or ',' or '}' or ']' or '{' or '[' or '"' or '=' or '\u201c')
        )
        {
            cursor.Step();
        }

        var word = cursor.Text[start..cursor.At];

        // A key of several words has its colon on the same line.
        var end = cursor.At;
        while (end < start + 64 && (char.IsLetterOrDigit(cursor.Char(end)) || cursor.Char(end) is ' ' or '_' or '-'))
        {
            end++;
        }

        cursor.Spend(end - cursor.At);
        if (cursor.Char(end) == ':' && end > cursor.At && word.Length > 0)
        {
            cursor.At = end;
            return cursor.Text[start..end].Trim();
        }

        return word;
    }

    /// <summary>Braces round values without keys: a set, whose first is read.</summary>
    private Items ReadRest(Piece first)
    {
        var items = new Items();
        items.All.Add(first);
        ReadInto(items, '}');
        return items;
    }

    private Items ReadItems(char closing)
    {
        var items = new Items();
        cursor.Step();
        open.Add(closing);
        ReadInto(items, closing);
        open.RemoveAt(open.Count - 1);
        return items;
    }

    private void ReadInto(Items items, char closing)
    {
        while (!IsProse && !Ends(closing, !items.IsEmpty))
        {
            var before = cursor.At;
            if (cursor.Now == ':' && items.All is [.., Quoted key])
            {
                cursor.Step();
                var pair = new Fields();
                pair.Set(key.Text, Read(Place.InItems) ?? Literal.Null);
                items.All[^1] = pair;
            }
            else if (Read(Place.InItems) is { } item)
            {
                items.All.Add(item);
            }

            if (cursor.At == before)
            {
                cursor.Step();
            }
        }
    }
}
