using System.Globalization;
using System.Text;

namespace AssetLibrary.Web.LanguageModels.Repair;

/// <summary>
/// RFC 8259 and nothing else; null where the text departs from it or nests deeper than <see cref="TolerantReader.MaxDepth"/>.
/// </summary>
internal sealed class StrictReader(string text)
{
    private int at;

    public static Piece? Read(string text)
    {
        var reader = new StrictReader(text);
        var piece = reader.Value(0);
        reader.SkipSpace();
        return reader.at == text.Length ? piece : null;
    }

    private Piece? Value(int depth)
    {
        SkipSpace();
        switch (Now)
        {
            case '{' when depth < TolerantReader.MaxDepth:
                return Fields(depth + 1);
            case '[' when depth < TolerantReader.MaxDepth:
                return Items(depth + 1);
            case '"':
                return Text() is { } quoted ? new Quoted(quoted) : null;
            case 't' or 'f' or 'n':
                return Word("true") ?? Word("false") ?? Word("null");
            default:
                return Number();
        }
    }

    private Fields? Fields(int depth)
    {
        var fields = new Fields();
        at++;
        SkipSpace();
        if (Take('}'))
        {
            return fields;
        }

        do
        {
            SkipSpace();
            if (Now != '"' || Text() is not { } key)
            {
                return null;
            }

            SkipSpace();
            if (!Take(':') || Value(depth) is not { } value)
            {
                return null;
            }

            fields.Set(key, value);
            SkipSpace();
        } while (Take(','));
        return Take('}') ? fields : null;
    }

    private Items? Items(int depth)
    {
        var items = new Items();
        at++;
        SkipSpace();
        if (Take(']'))
        {
            return items;
        }

        do
        {
            if (Value(depth) is not { } value)
            {
                return null;
            }

            items.All.Add(value);
            SkipSpace();
        } while (Take(','));
        return Take(']') ? items : null;
    }

    private string? Text()
    {
        var start = ++at;
        StringBuilder? unescaped = null;
        for (; at < text.Length && text[at] >= ' '; at++)
        {
            var c = text[at];
            if (c == '"')
            {
                at++;
                return unescaped?.ToString() ?? text[start..(at - 1)];
            }

            if (c == '\\')
            {
                unescaped ??= new StringBuilder(text, start, at - start, Math.Max(16, at - start));
                if (Escaped() is not { } escaped)
                {
                    return null;
                }

                unescaped.Append(escaped);
                continue;
            }

            unescaped?.Append(c);
        }

        return null;
    }

    private char? Escaped()
    {
        at++;
        if (Now == 'u')
        {
            if (
                at + 4 >= text.Length
                || !ushort.TryParse(text.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            )
            {
                return null;
            }

            at += 4;
            return (char)code;
        }

        return Escapes.Short(Now);
    }

    private Literal? Word(string word)
    {
        if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0)
        {
            return null;
        }

        at += word.Length;
        return new Literal(word);
    }

    private Literal? Number()
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '-' or '+' or '.' or 'e' or 'E'))
        {
            at++;
        }

        var number = text[start..at];
        return Numbers.IsJson(number) ? new Literal(number) : null;
    }

    private char Now => at < text.Length ? text[at] : '\0';

    private bool Take(char c)
    {
        var taken = Now == c && at < text.Length;
        at += taken ? 1 : 0;
        return taken;
    }

    private void SkipSpace()
    {
        while (Now is ' ' or '\n' or '\r' or '\t')
        {
            at++;
        }
    }
}
