using System.Globalization;
using System.Text;
using AssetLibrary.Web.Database;

namespace AssetLibrary.Web.Library.Names;

/// <summary>A word of a name: as it is compared, and as it sounds.</summary>
public sealed record NameWord(string Text, string Sound)
{
    /// <summary>Chinese or Japanese: its sound is not told by its letters, and one sign more is another word.</summary>
    public bool IsUnspaced { get; init; }

    /// <summary>One letter that stands for a name.</summary>
    public bool IsInitial { get; init; }

    /// <summary>ANNA'S: the sign is left out.</summary>
    public bool IsOwner { get; init; }

    /// <summary>Written in letters that are not Latin ones.</summary>
    public bool IsForeign { get; init; }
}

/// <summary>
/// A name taken apart: what names somebody (<see cref="Words"/>), and what tells two of one name apart: a title, an age,
/// numbers, whose it is. Marks of a script (V.O., INT., a time of day) and articles are left out.
/// </summary>
public sealed class NameParts
{
    private readonly List<NameWord> words = [];
    private readonly List<string> numbers = [];
    private readonly List<List<NameWord>> segments = [[]];

    private NameParts(AssetType type, string name)
    {
        Type = type;
        Normalized = SearchText.Normalize(name);
    }

    public AssetType Type { get; }
    public string Normalized { get; }
    public IReadOnlyList<NameWord> Words => words;
    public IReadOnlyList<string> Numbers => numbers;

    /// <summary>HOUSE - KITCHEN: a place and its part.</summary>
    public IReadOnlyList<IReadOnlyList<NameWord>> Segments => segments;
    public string? Title { get; private set; }
    public NameGender Gender { get; private set; }
    public string? Age { get; private set; }

    /// <summary>ANNA'S MOTHER, the flat of somebody.</summary>
    public bool IsOwned { get; private set; }

    /// <summary>A title is all there is: CAPTAIN.</summary>
    public bool IsTitleOnly { get; private set; }

    public static NameParts Of(AssetType type, string name)
    {
        var parts = new NameParts(type, name);
        parts.Read(name);
        return parts;
    }

    private void Read(string name)
    {
        var pieces = Pieces(name.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Replace('’', '\'').Replace('ʼ', '\''));
        var titles = new List<Piece>();
        var ages = new List<Piece>();
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            if (piece.IsBreak)
            {
                Break(i + 1 < pieces.Count ? pieces[i + 1] : null, i + 2 >= pieces.Count || pieces[i + 2].IsBreak);
            }
            else
            {
                Take(pieces, i, titles, ages);
            }
        }

        if (words.Count == 0)
        {
            // YOUNG CAPTAIN: the title is the name then.
            IsTitleOnly = titles.Count > 0;
            foreach (var piece in titles.Count > 0 ? titles : ages)
            {
                Add(titles.Count > 0 ? Title ?? piece.Text : piece.Text, piece);
            }

            Age = titles.Count > 0 ? Age : null;
        }

        segments.RemoveAll(s => s.Count == 0);
    }

    private void Break(Piece? next, bool isLast)
    {
        if (segments[^1].Count > 0 && next is not null && !(isLast && NameWords.IsTime(next.Text)))
        {
            segments.Add([]);
        }
    }

    private void Take(List<Piece> pieces, int i, List<Piece> titles, List<Piece> ages)
    {
        var piece = pieces[i];
        var (first, last) = (i == 0, i == pieces.Count - 1);
        if (piece.InBrackets && NameWords.IsMark(piece.Text))
        {
            return;
        }

        if (piece.IsPossessive)
        {
            IsOwned = true;
        }

        if (char.IsDigit(piece.Text[0]))
        {
            numbers.Add(piece.Text.TrimStart('0') is { Length: > 0 } number ? number : "0");
            return;
        }

        if (Type == AssetType.Location && (NameWords.IsIndoors(piece.Text) && (first || pieces[i - 1].IsIndoors) || last && i > 0 && pieces[i - 1].IsBreak && NameWords.IsTime(piece.Text)))
        {
            piece.IsIndoors = true;
            return;
        }

        if (NameWords.Number(piece.Text) is { } counted && pieces.Count > 1 && (Type != AssetType.Prop || last))
        {
            numbers.Add(counted);
            return;
        }

        if (piece.HasDot && piece.Text.Length == 1 && Type == AssetType.Character)
        {
            if (piece.Text == "m" && first && i + 1 < pieces.Count && !pieces[i + 1].HasDot && pieces.Count == 2)
            {
                (Title, Gender) = ("mr", NameGender.Male);
                return;
            }

            Add(piece.Text, piece, initial: true);
            return;
        }

        if (NameWords.IsArticle(piece.Text) && !(last && words.Count > 0 && piece.Text.Length == 1) || NameWords.IsJoint(piece.Text) && words.Count + titles.Count + ages.Count > 0 && !last)
        {
            return;
        }

        if (Type == AssetType.Character && TakeTitle(piece, last, titles, ages))
        {
            return;
        }

        if (piece.IsUnspaced && Type == AssetType.Character)
        {
            TakeUnspaced(piece);
            return;
        }

        Add(piece.Text, piece, initial: piece.Text.Length == 1 && Type == AssetType.Character && !piece.IsUnspaced);
    }

    private bool TakeTitle(Piece piece, bool last, List<Piece> titles, List<Piece> ages)
    {
        if (NameWords.Age(piece.Text) is { } age && !(age == "senior" && !last) && (words.Count == 0 || last || piece.InBrackets || age is "junior" or "senior"))
        {
            Age = age;
            ages.Add(piece);
            return true;
        }

        if (NameWords.Title(piece.Text) is not var (title, gender) || piece.IsPossessive || IsOwned && words.Count > 0 && !last)
        {
            return false;
        }

        // ANNA'S MOTHER: whose she is says it; mother is no title then.
        if (words.Count > 0 && NameWords.IsRelation(piece.Text))
        {
            return false;
        }

        if (title != "honorific")
        {
            Title = Title is null or "mr" or "mrs" or "ms" ? title : Title;
        }

        Gender = gender == NameGender.None ? Gender : gender;
        titles.Add(piece);
        return true;
    }

    // 王医生, 高橋さん, 老李: the title stands at the word's end, the age before it.
    private void TakeUnspaced(Piece piece)
    {
        var text = piece.Text;
        if (NameWords.TitlesUnspaced.FirstOrDefault(t => text.Length > t.Length && text.EndsWith(t, StringComparison.Ordinal)) is { } suffix)
        {
            var (title, gender) = NameWords.Title(suffix)!.Value;
            (Title, Gender) = (title == "honorific" ? Title : title, gender);
            text = text[..^suffix.Length];
        }

        if (NameWords.AgesUnspaced.FirstOrDefault(t => text.Length > t.Length && text.StartsWith(t, StringComparison.Ordinal)) is { } prefix)
        {
            Age = NameWords.Age(prefix);
            text = text[prefix.Length..];
        }
        else if (text.Length is 2 or 3 && text[0] is '老' or '小' && text.Length > 1)
        {
            Age = text[0] == '老' ? "old" : "young";
            text = text[1..];
        }

        if (text.Length > 1 && NameWords.CountedSign(text[^1]) is { } number && text.Length > 2)
        {
            numbers.Add(number);
            text = text[..^1];
        }

        IsOwned |= text.IndexOf('的', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1 || text.IndexOf('の', StringComparison.Ordinal) is > 0 and var no && no < text.Length - 1;
        Add(text, piece);
    }

    private void Add(string text, Piece piece, bool initial = false)
    {
        var latin = Letters.Latin(initial || text != piece.Text ? text : piece.Raw);
        var foreign = latin != text && text.Any(c => c > '\u024F');
        var unspaced = piece.IsUnspaced && !text.All(Letters.IsKana);
        var word = new NameWord(text, unspaced ? text : Sounds.Of(latin)) { IsUnspaced = unspaced, IsInitial = initial, IsOwner = piece.IsPossessive, IsForeign = foreign };
        words.Add(word);
        segments[^1].Add(word);
    }

    private sealed class Piece(string raw, string text)
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

    private List<Piece> Pieces(string name)
    {
        var pieces = new List<Piece>();
        var brackets = 0;
        for (var at = 0; at < name.Length;)
        {
            var c = name[at];
            if (char.IsDigit(c))
            {
                var from = at;
                at = End(name, at, char.IsDigit);
                pieces.Add(new(name[from..at], Digits(name[from..at])) { InBrackets = brackets > 0 });
            }
            else if (Letters.IsUnspaced(c))
            {
                var from = at;
                at = End(name, at, d => Letters.IsUnspaced(d) && d != '・' || d == 'ー');
                at = Math.Max(at, from + 1);
                var raw = name[from..at].Trim('・');
                if (raw.Length > 0)
                {
                    pieces.Add(new(raw, new([.. SearchText.Normalize(raw).Select(Letters.Simplified)])) { InBrackets = brackets > 0, IsUnspaced = true });
                }
                else
                {
                    pieces.Add(new("", "") { IsBreak = true });
                }
            }
            else if (IsLetter(c))
            {
                at = Word(name, at, brackets > 0, pieces);
            }
            else
            {
                brackets += c is '(' or '[' ? 1 : c is ')' or ']' && brackets > 0 ? -1 : 0;
                if (IsBreak(name, at) && pieces.Count > 0 && !pieces[^1].IsBreak)
                {
                    pieces.Add(new("", "") { IsBreak = true });
                }

                at++;
            }
        }

        return pieces;
    }

    // O'Dunnigan is one word, l'homme an article and one, Anna's somebody's.
    private int Word(string name, int at, bool inBrackets, List<Piece> pieces)
    {
        var end = End(name, at, IsLetter);
        var possessive = false;
        var text = name[at..end];
        if (end < name.Length && name[end] == '\'')
        {
            var after = End(name, end + 1, IsLetter);
            var rest = name[(end + 1)..after];
            if (rest is "s" or "" && text.Length > 1)
            {
                (possessive, end) = (rest == "s" || text[^1] is 's' or 'x' or 'z', after);
            }
            else if (rest.Length > 0 && (text is "l" or "un" or "dell" or "all" or "nell" or "sull" || text is "d" && (Type != AssetType.Character || pieces.Count > 0)))
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
        else if (pieces.Count > 0 && NameWords.IsRelation(pieces[^1].Text) && NameWords.IsJoint(SearchText.Normalize(text)) && Type == AssetType.Character)
        {
            possessive = true;      // mother of, Mutter von
        }

        var dotted = end < name.Length && name[end] == '.';
        var normalized = SearchText.Normalize(text);
        if (normalized.Length > 0)
        {
            pieces.Add(new(text, normalized) { IsPossessive = possessive, HasDot = dotted, InBrackets = inBrackets });
        }

        return end;
    }

    private static bool IsLetter(char c) => !Letters.IsUnspaced(c) && (char.IsLetter(c) || char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    private static int End(string name, int at, Func<char, bool> belongs)
    {
        while (at < name.Length && belongs(name[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsBreak(string name, int at) => name[at] switch
    {
        '/' or ',' or ':' or '–' or '—' or '・' or '·' or '、' or '|' => true,
        '-' => at > 0 && at + 1 < name.Length && (name[at - 1] == ' ' || name[at + 1] == ' '),
        _ => false,
    };

    private static string Digits(string digits) => string.Concat(digits.Select(d => ((int)char.GetNumericValue(d)).ToString(CultureInfo.InvariantCulture)));
}
