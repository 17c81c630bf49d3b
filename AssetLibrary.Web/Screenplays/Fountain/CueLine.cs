using System.Buffers;

namespace AssetLibrary.Web.Screenplays.Fountain;

/// <summary>The line that names who speaks: HANS (on the radio).</summary>
internal static class CueLine
{
    private const int LongestWithoutCase = 12;

    private static readonly SearchValues<char> SentenceMarks = SearchValues.Create("。、！？!?.,…・「」；");

    private static readonly HashSet<string> Continuations = new(StringComparer.OrdinalIgnoreCase)
    {
        "CONT'D",
        "CONTD",
        "CONT",
        "CONT.D",
        "CONTINUED",
        "CONTINUING",
        "MORE",
        "SUITE",
        "FORTS",
        "FORTSETZUNG",
        "CONT'",
        "CONTINÚA",
        "CONTINUA",
        "CONTINUANDO",
        "SEGUE",
        "WEITER",
        "CONTINUE",
        "ПРОД",
        "ПРОДОЛЖАЕТ",
        "ПРОДОЛЖЕНИЕ",
        "ПРОДОЛЖАЯ",
        "续",
        "继续",
        "続き",
        "つづき",
        "SIGUE",
        "MÁS",
        "MAIS",
    };

    /// <summary>What says, behind a name and without brackets, that the speaker is heard and not seen, or goes on.</summary>
    private static readonly string[] VoiceMarks =
    [
        "V.O.",
        "V.O",
        "O.S.",
        "O.S",
        "O.C.",
        "O.C",
        "CONT'D",
        "CONT’D",
        "VOIX OFF",
        "VOZ EN OFF",
        "VOCE OFF",
        "IM OFF",
        "З.К.",
        "ЗА КАДРОМ",
        "画外音",
    ];

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
        if (line.Length < 3 || line[0] is not ('(' or '（') || line[^1] is not (')' or '）'))
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
        name = name[..VoiceMarkAt(name)].TrimEnd();
        // "LE PRÉSIDENT." but "SAMMY JR."
        var lastWord = name[(name.LastIndexOf(' ') + 1)..];
        return name.Length > 0 && name[^1] == '.' && lastWord.Length > 4 && lastWord.IndexOf('.') == lastWord.Length - 1
            ? name[..^1]
            : name;
    }

    /// <summary>What follows the name: "(V.O.) (CONT'D)", or null.</summary>
    public static string? Extension(ReadOnlySpan<char> line)
    {
        var whole = Plain(line);
        var rest = whole[Math.Min(Name(line).Length, whole.Length)..].TrimStart(" .:*_\t").TrimEnd(" :*_\t");
        return rest.IsEmpty ? null : (rest.EndsWith(").", StringComparison.Ordinal) ? rest[..^1] : rest).ToString();
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

    /// <summary>"ANNA V.O." without brackets: where the mark begins, or the end of the name.</summary>
    private static int VoiceMarkAt(ReadOnlySpan<char> name)
    {
        foreach (var mark in VoiceMarks)
        {
            var at = name.Length - mark.Length;
            if (
                at > 0
                && name.EndsWith(mark, StringComparison.OrdinalIgnoreCase)
                && (char.IsWhiteSpace(name[at - 1]) || (mark[0] > '\u3000' && at > 1))
            )
            {
                return at;
            }
        }
        return name.Length;
    }

    /// <summary>Japanese, Chinese, Arabic, Hebrew ... have no capitals: a short line without the marks of a sentence.</summary>
    private static bool LooksWithoutCase(ReadOnlySpan<char> name) =>
        name.Length <= LongestWithoutCase && name.IndexOfAny(SentenceMarks) < 0;
}
