using System.Globalization;
using System.Text;

namespace AssetLibrary.Web.Names;

/// <summary>A name as it is written, cut into words, numbers and the breaks between its parts.</summary>
internal sealed class NamePieces
{
    private readonly List<NamePiece> pieces = [];
    private readonly AssetType type;
    private readonly string name;
    private int brackets;

    private NamePieces(AssetType type, string name)
    {
        (this.type, this.name) = (type, PlainText.Composed(name).ToLowerInvariant().Replace('’', '\'').Replace('ʼ', '\''));
        for (var at = 0; at < this.name.Length; )
        {
            at = Take(at);
        }
    }

    public static List<NamePiece> Of(AssetType type, string name) => new NamePieces(type, name).pieces;

    private int Take(int at)
    {
        var rune = Rune.GetRuneAt(name, at);
        if (Rune.IsDigit(rune) && rune.IsBmp)
        {
            var end = End(at, r => Rune.IsDigit(r) && r.IsBmp);
            pieces.Add(new(name[at..end], Digits(name[at..end])) { InBrackets = brackets > 0 });
            return end;
        }

        if (Letters.IsUnspaced(rune))
        {
            return Unspaced(at);
        }

        if (IsLetter(rune))
        {
            return Word(at);
        }

        if (name[at] is '&' or '+')
        {
            pieces.Add(new("and", "and"));
        }

        brackets +=
            name[at] is '(' or '[' ? 1
            : name[at] is ')' or ']' && brackets > 0 ? -1
            : 0;
        if (IsBreak(at))
        {
            Break();
        }

        return at + rune.Utf16SequenceLength;
    }

    private void Break()
    {
        if (pieces.Count > 0 && !pieces[^1].IsBreak)
        {
            pieces.Add(new("", "") { IsBreak = true });
        }
    }

    private int Unspaced(int at)
    {
        var end = Math.Max(End(at, r => Letters.IsUnspaced(r) && r.Value != '・' || r.Value == 'ー'), at + 1);
        var raw = name[at..end].Trim('・');
        if (raw.Length > 0)
        {
            pieces.Add(new(raw, new([.. PlainText.Of(raw).Select(Letters.Simplified)])) { InBrackets = brackets > 0, IsUnspaced = true });
        }
        else
        {
            pieces.Add(new("", "") { IsBreak = true });
        }

        return end;
    }

    // O'Dunnigan is one word, l'homme an article and one, Anna's somebody's.
    private int Word(int at)
    {
        var end = End(at, IsLetter);
        var possessive = false;
        var text = name[at..end];
        if (end < name.Length && name[end] == '\'')
        {
            var after = End(end + 1, IsLetter);
            var rest = name[(end + 1)..after];
            if (rest is "s" or "" && text.Length > 1)
            {
                (possessive, end) = (rest == "s" || text[^1] is 's' or 'x' or 'z', after);
            }
            else if (rest.Length > 0 && IsElided(text))
            {
                // La mère d'Odile: whose she is.
                possessive = text == "d" && pieces.Count > 0 && NameWords.IsRelation(pieces[^1].Text);
                (text, end) = (rest, after);
            }
            else if (rest.Length > 0)
            {
                (text, end) = (text + rest, after);
            }
        }
        else if (
            type == AssetType.Character
            && pieces.Count > 0
            && NameWords.IsRelation(pieces[^1].Text)
            && NameWords.IsJoint(PlainText.Of(text))
        )
        {
            possessive = true; // mother of, Mutter von
        }

        if (PlainText.Of(text) is { Length: > 0 } plain)
        {
            var dotted = end < name.Length && name[end] == '.';
            pieces.Add(
                new(text, plain)
                {
                    IsPossessive = possessive,
                    HasDot = dotted,
                    InBrackets = brackets > 0,
                }
            );
        }

        return end;
    }

    private bool IsElided(string text) =>
        text is "l" or "un" or "dell" or "all" or "nell" or "sull" || text is "d" && (type != AssetType.Character || pieces.Count > 0);

    // Beyond the basic plane whatever is not an ideograph is taken for a letter: an emoji tells two apart.
    private static bool IsLetter(Rune rune) =>
        !Letters.IsUnspaced(rune)
        && (
            Rune.IsLetter(rune)
            || !rune.IsBmp
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        );

    private int End(int at, Func<Rune, bool> belongs)
    {
        while (at < name.Length && Rune.GetRuneAt(name, at) is var rune && belongs(rune))
        {
            at += rune.Utf16SequenceLength;
        }

        return at;
    }

    private bool IsBreak(int at) =>
        name[at] switch
        {
            '/' or ',' or ':' or '–' or '—' or '・' or '·' or '、' or '|' => true,
            '-' => at > 0 && at + 1 < name.Length && (name[at - 1] == ' ' || name[at + 1] == ' '),
            _ => false,
        };

    private static string Digits(string digits) =>
        string.Concat(digits.Select(d => ((int)char.GetNumericValue(d)).ToString(CultureInfo.InvariantCulture)));
}

/// <summary>A word or number of a name: as it is written, and as it is compared.</summary>
internal sealed class NamePiece(string raw, string text)
{
    public string Raw => raw;
    public string Text => text;
    public bool IsBreak { get; init; }
    public bool IsPossessive { get; init; }
    public bool HasDot { get; init; }
    public bool InBrackets { get; init; }
    public bool IsUnspaced { get; init; }
    public bool IsIndoors { get; set; }
}
