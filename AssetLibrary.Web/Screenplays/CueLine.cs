using System.Buffers;

namespace AssetLibrary.Web.Screenplays;

/// <summary>The line that names who speaks: HANS (on the radio).</summary>
internal static class CueLine
{
    private const int LongestWithoutCase = 12;

    private static readonly SearchValues<char> SentenceMarks = SearchValues.Create("。、！？!?.,…・「」；");

    private static readonly HashSet<string> Continuations = new(StringComparer.OrdinalIgnoreCase)
    {
        "CONT'D", "CONTD", "CONT", "CONT.D", "CONTINUED", "CONTINUING", "MORE", "SUITE", "FORTS", "FORTSETZUNG", "CONT'", "CONTINÚA", "CONTINUA",
    };

    /// <summary>Capitals with at least one letter; lower case only in brackets at the end.</summary>
    public static bool Looks(ReadOnlySpan<char> line)
    {
        var name = Name(line);
        if (name.IsEmpty)
        {
            return IsContinuation(line);
        }
        if (name[0] is '[' or '<' or '|')
        {
            return false;
        }
        var upper = false;
        var letters = false;
        foreach (var c in name)
        {
            if (char.IsLower(c))
            {
                return false;
            }
            upper |= char.IsUpper(c);
            letters |= char.IsLetter(c);
        }
        return upper || (letters && LooksWithoutCase(name));
    }

    /// <summary>The line is only "(CONT'D)": the speaker of before goes on.</summary>
    public static bool IsContinuation(ReadOnlySpan<char> line)
    {
        line = line.Trim("*_: \t");
        if (line.Length < 3 || line[0] != '(' || line[^1] != ')')
        {
            return false;
        }
        Span<char> word = stackalloc char[16];
        var inner = line[1..^1].Trim(" .");
        if (inner.Length > word.Length)
        {
            return false;
        }
        inner.Replace(word, '’', '\'');
        return Continuations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word[..inner.Length]);
    }

    /// <summary>Who speaks, without emphasis, extension, colon or the full stop of stage plays.</summary>
    public static ReadOnlySpan<char> Name(ReadOnlySpan<char> line)
    {
        var name = Plain(line);
        for (var open = ExtensionAt(name); open >= 0; open = ExtensionAt(name))
        {
            name = Plain(name[..open]);
        }
        // "LE PRÉSIDENT." but "SAMMY JR."
        var lastWord = name[(name.LastIndexOf(' ') + 1)..];
        return name.Length > 0 && name[^1] == '.' && lastWord.Length > 4 && lastWord.IndexOf('.') == lastWord.Length - 1 ? name[..^1] : name;
    }

    /// <summary>What follows the name: "(V.O.) (CONT'D)", or null.</summary>
    public static string? Extension(ReadOnlySpan<char> line)
    {
        var whole = Plain(line);
        var rest = whole[Math.Min(Name(line).Length, whole.Length)..].Trim(" .:*_\t");
        return rest.IsEmpty ? null : rest.ToString();
    }

    private static ReadOnlySpan<char> Plain(ReadOnlySpan<char> line) => line.Trim("*_ \t").TrimEnd("^ \t").TrimEnd(":： \t*_");

    private static int ExtensionAt(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name[^1] is not (')' or '）'))
        {
            return -1;
        }
        // "DONNA(V.O.)" is a slip, "SUM(A1)" a name.
        var open = name.LastIndexOfAny('(', '（');
        return open > 0 && !char.IsWhiteSpace(name[open - 1]) && name[open..].IndexOfAnyInRange('0', '9') >= 0 ? -1 : open;
    }

    /// <summary>Japanese, Chinese, Arabic, Hebrew ... have no capitals: a short line without the marks of a sentence.</summary>
    private static bool LooksWithoutCase(ReadOnlySpan<char> name) =>
        name.Length <= LongestWithoutCase && name.IndexOfAny(SentenceMarks) < 0;
}
