namespace AssetLibrary.Web.Names;

/// <summary>
/// A name taken apart: what names somebody (<see cref="Words"/>), and what tells two of one name apart: a title, an age,
/// numbers, whose it is. Marks of a script (V.O., INT., a time of day) and articles are left out.
/// </summary>
public sealed class NameParts
{
    private readonly List<NameWord> words = [];
    private readonly List<string> numbers = [];
    private readonly List<List<NameWord>> segments =
    [
        [],
    ];

    private NameParts(AssetType type, string name)
    {
        Type = type;
        Normalized = PlainText.Of(name);
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

    /// <summary>THE LAMPLIGHTER: a word for anybody that is somebody's name.</summary>
    public bool HasArticle { get; private set; }

    /// <summary>WOMAN IN RED: what follows tells which one, and is no name.</summary>
    public bool HasJoint { get; private set; }

    /// <summary>MARA AND TOM, MAN WITH DOG: more than the one whom the first words name.</summary>
    public bool HasCompany { get; private set; }

    /// <summary>Nothing tells it apart from others of the name.</summary>
    public bool IsPlain => Age is null && numbers.Count == 0 && !IsOwned && !HasCompany;

    /// <summary>CAPTAIN ROSE HALL, GUARD JONAS: what somebody is, and the name behind it.</summary>
    public bool IsIntroduction =>
        IsPlain
        && !HasJoint
        && (Title is not null && !IsTitleOnly || words.Count > 1 && words[0].IsForAnybody && words.Skip(1).All(w => !w.IsForAnybody));

    /// <summary>Such as anybody may bear: GUARD, OLD WOMAN.</summary>
    public bool IsForAnybody =>
        Type == AssetType.Character
        && (
            IsTitleOnly
            || words.TrueForAll(w => w.IsForAnybody || NameWords.IsJoint(w.Text))
            || words[^1].IsForAnybody && !NameWords.IsGiven(words[0].Text)
        );

    public static NameParts Of(AssetType type, string name)
    {
        var parts = new NameParts(type, name);
        parts.Read(name);
        return parts;
    }

    private void Read(string name)
    {
        var pieces = NamePieces.Of(Type, name);
        var titles = new List<NamePiece>();
        var ages = new List<NamePiece>();
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

    private void Break(NamePiece? next, bool isLast)
    {
        if (segments[^1].Count > 0 && next is not null && !(isLast && NameWords.IsTime(next.Text)))
        {
            segments.Add([]);
        }
    }

    private void Take(List<NamePiece> pieces, int i, List<NamePiece> titles, List<NamePiece> ages)
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

        if (
            Type == AssetType.Location
            && (
                NameWords.IsIndoors(piece.Text) && (first || pieces[i - 1].IsIndoors)
                || last && i > 0 && pieces[i - 1].IsBreak && NameWords.IsTime(piece.Text)
            )
        )
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

        if (NameWords.IsArticle(piece.Text) && !(last && words.Count > 0 && piece.Text.Length == 1))
        {
            HasArticle = HasArticle || first;
            return;
        }

        if (NameWords.IsJoint(piece.Text) && words.Count + titles.Count + ages.Count > 0 && !last)
        {
            HasJoint = true;
            HasCompany = HasCompany || NameWords.IsCompany(piece.Text);
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

    private bool TakeTitle(NamePiece piece, bool last, List<NamePiece> titles, List<NamePiece> ages)
    {
        if (
            NameWords.Age(piece.Text) is { } age
            && !(age == "senior" && !last)
            && (words.Count == 0 || last || piece.InBrackets || age is "junior" or "senior")
        )
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

        if (title != NameWords.Honorific)
        {
            Title = Title is null or "mr" or "mrs" or "ms" ? title : Title;
        }

        Gender = gender == NameGender.None ? Gender : gender;
        titles.Add(piece);
        return true;
    }

    private void TakeUnspaced(NamePiece piece)
    {
        var word = UnspacedWord.Of(piece.Text);
        (Title, Age, IsOwned) = (word.Title ?? Title, word.Age ?? Age, IsOwned || word.IsOwned);
        Gender = word.Gender == NameGender.None ? Gender : word.Gender;
        if (word.Number is { } number)
        {
            numbers.Add(number);
        }

        Add(word.Text, piece);
    }

    private void Add(string text, NamePiece piece, bool initial = false)
    {
        var latin = Letters.Latin(initial || text != piece.Text ? text : piece.Raw);
        var unspaced = piece.IsUnspaced && !Letters.IsKana(text);
        var word = new NameWord(text, unspaced ? text : Sounds.Of(latin))
        {
            IsUnspaced = unspaced,
            IsInitial = initial,
            IsOwner = piece.IsPossessive,
            IsForeign = latin != text && text.Any(c => c > '\u024F'),
        };
        words.Add(word);
        segments[^1].Add(word);
    }
}
