using System.Text;

namespace AssetLibrary.Web.LanguageModels.Repair;

/// <summary>Reads a quoted text, whatever is the matter with its quotes and escapes.</summary>
internal sealed class QuotedReader(Cursor cursor, List<char> open, Lookahead look)
{
    /// <summary>The text ended within the last one read.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads the text at the cursor, with what is added to it by plus signs.</summary>
    public string Read(Place place)
    {
        var text = One(place);
        StringBuilder? sum = null;
        while (!IsCut)
        {
            var plus = cursor.PastFiller(cursor.At);
            var next = cursor.Char(plus) == '+' ? cursor.PastFiller(plus + 1) : plus;
            if (next == plus || !Quotes.IsQuote(cursor.Char(next)))
            {
                break;
            }

            cursor.At = next;
            sum ??= new StringBuilder(text);
            sum.Append(One(place));
        }

        return sum?.ToString() ?? text;
    }

    private string One(Place place)
    {
        var opening = cursor.Now;
        var ends = Quotes.Ends(opening);
        IsCut = false;
        if (opening is '"' or '\'' && Tripled() is { } tripled)
        {
            return tripled;
        }

        cursor.Step();
        if (IsDoubled(place, opening))
        {
            cursor.Step();
        }

        var start = cursor.At;
        var read = new StringBuilder();
        var (inPath, inner) = (false, 0);
        while (!cursor.AtEnd)
        {
            var c = cursor.Now;
            inPath &= !Cursor.IsSpace(c);
            if (c == '\\')
            {
                cursor.Spend(2);
                if (!Escapes.Read(cursor, ref inPath, read))
                {
                    break;
                }

                continue;
            }

            if (!ends.Contains(c))
            {
                read.Append(c);
                cursor.Step();
                continue;
            }

            if (place == Place.Key && WithoutColon(read) is { } key)
            {
                return key;
            }

            // The last quote of all ends the text, unless it closes a quotation within.
            if (look.Ends(cursor.At, place) || (place is Place.InFields or Place.Alone && inner % 2 == 0 && look.IsLast(cursor.At)))
            {
                cursor.Step();
                return place == Place.Key && cursor.Char(cursor.At - 2) is '\n' or '\r' ? read.ToString().TrimEnd() : read.ToString();
            }

            if (place == Place.InFields && BeforeNextKey(start, read) is { } before)
            {
                return before;
            }

            if (AfterPlus(read) is { } sum)
            {
                return sum;
            }

            // Not an end: a quotation, or JSON of its own that was put in unescaped.
            inner++;
            var json = cursor.Char(cursor.At - 1) is '{' or '[' ? look.PastInnerJson(cursor.At - 1) : -1;
            var past = Math.Max(json, cursor.At + 1);
            read.Append(cursor.Text, cursor.At, past - cursor.At);
            cursor.Spend(past - cursor.At);
            cursor.At = past;
        }

        return Unended(place, start, read);
    }

    private string? Tripled()
    {
        var quotes = new string(cursor.Now, 3);
        if (!cursor.Starts(quotes, cursor.At))
        {
            return null;
        }

        var end = cursor.Text.IndexOf(quotes, cursor.At + 3, StringComparison.Ordinal);
        cursor.Spend(((end < 0 ? cursor.Text.Length : end) - cursor.At) / 16);
        if (end <= cursor.At + 3)
        {
            return null;
        }

        var text = cursor.Text[(cursor.At + 3)..end];
        cursor.Spend(text.Length);
        cursor.At = end + 3;
        return text;
    }

    /// <summary>Whether the quote just passed stands twice at the start: <c>""value"</c>.</summary>
    private bool IsDoubled(Place place, char opening)
    {
        if (cursor.Now != opening)
        {
            return false;
        }

        var next = cursor.Char(cursor.At + 1);
        if (place != Place.Key)
        {
            return char.IsLetterOrDigit(next) && !look.IsBareKey(cursor.At + 1);
        }

        return cursor.Char(cursor.PastFiller(cursor.At + 1)) is var c
            && char.IsLetterOrDigit(c)
            && look.PastQuoted(cursor.At) is var end
            && end > 0
            && cursor.Char(cursor.PastFiller(end)) == ':';
    }

    /// <summary>The key of <c>"key:"value"</c>: the quote met is the value's.</summary>
    private string? WithoutColon(StringBuilder read)
    {
        var isKey = read.Length > 1 && read[^1] == ':' && cursor.Char(cursor.PastFiller(cursor.At + 1)) is not (':' or ',' or '}' or '\0');
        return isKey ? read.ToString(0, read.Length - 1) : null;
    }

    /// <summary>What stood before the comma or line end that precedes the key met here: the text has lost its closing quote.</summary>
    private string? BeforeNextKey(int start, StringBuilder read)
    {
        var (at, lineEnded) = (cursor.At, false);
        while (at > start && Cursor.IsSpace(cursor.Char(at - 1)))
        {
            at--;
            lineEnded |= cursor.Char(at) is '\n' or '\r';
        }

        cursor.Spend(cursor.At - at);
        var comma = at > start && cursor.Char(at - 1) == ',';
        if (!(comma || lineEnded) || at == start || !look.IsKey(cursor.At))
        {
            return null;
        }

        var tail = cursor.At - at + (comma ? 1 : 0);
        cursor.At = comma ? at - 1 : at;
        return read.Length >= tail ? read.ToString(0, read.Length - tail).TrimEnd() : null;
    }

    /// <summary>What stood before a plus sign at the end of the line: the next quote begins what is added.</summary>
    private string? AfterPlus(StringBuilder read)
    {
        var (at, lineEnded) = (cursor.At, false);
        while (Cursor.IsSpace(cursor.Char(at - 1)))
        {
            at--;
            lineEnded |= cursor.Char(at) is '\n' or '\r';
        }

        cursor.Spend(cursor.At - at);
        var tail = cursor.At - at + 1;
        if (!lineEnded || cursor.Char(at - 1) != '+' || read.Length < tail)
        {
            return null;
        }

        cursor.At = at - 1;
        return read.ToString(0, read.Length - tail).TrimEnd();
    }

    /// <summary>The text ended before the quote did: either it is cut off, or only the quote is missing before the last brackets.</summary>
    private string Unended(Place place, int start, StringBuilder read)
    {
        if (cursor.IsOver)
        {
            IsCut = true;
            return "";
        }

        var text = cursor.Text.AsSpan().TrimEnd();
        if (text.EndsWith("```"))
        {
            text = text[..^3].TrimEnd();
        }

        var end = text.Length;
        for (var left = 0; end > start && left < open.Count && (text[end - 1] is '}' or ']' || Cursor.IsSpace(text[end - 1])); end--)
        {
            left += text[end - 1] is '}' or ']' ? 1 : 0;
        }

        end = Math.Max(start, end);
        var closed = text.Length > end && text.Length > start && Fits(text[end..]);
        if (place == Place.Key)
        {
            var colon = closed ? cursor.Text.IndexOf(':', start) : -1;
            IsCut = colon < 0;
            cursor.At = colon < 0 ? cursor.Text.Length : colon;
            return colon < 0 ? "" : cursor.Text[start..colon];
        }

        if (closed)
        {
            var comma = place == Place.InItems && !text[start..end].Contains('\\') ? text[start..end].IndexOf(',') : -1;
            end =
                comma >= 0 && (char.IsAsciiDigit(cursor.Char(start + comma + 1)) || Quotes.IsQuote(cursor.Char(start + comma + 1)))
                    ? start + comma
                    : end;
            cursor.At = end;
            return read.ToString(0, Math.Max(0, read.Length - (cursor.Text.Length - end))).TrimEnd();
        }

        IsCut = true;
        if (read.Length > 0 && char.IsHighSurrogate(read[^1]))
        {
            read.Length--;
        }

        var fence = cursor.Text.Length - text.Length;
        return fence > 3 && cursor.Text.TrimEnd().EndsWith("```", StringComparison.Ordinal) && read.Length >= fence
            ? read.ToString(0, read.Length - fence)
            : read.ToString();
    }

    /// <summary>Whether the brackets close what is open, from the inside.</summary>
    private bool Fits(ReadOnlySpan<char> brackets)
    {
        var left = open.Count;
        foreach (var c in brackets)
        {
            if (c is '}' or ']' && (left == 0 || open[--left] != c))
            {
                return false;
            }
        }

        return left < open.Count;
    }
}
