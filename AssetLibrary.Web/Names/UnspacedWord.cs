namespace AssetLibrary.Web.Names;

/// <summary>
/// A word of a name without spaces, taken apart: 王医生, 高橋さん and 老李 have the title at the end and the age in front, 护士甲 a number,
/// 美玲的妈妈 an owner.
/// </summary>
internal sealed record UnspacedWord(string Text)
{
    public string? Title { get; private init; }
    public NameGender Gender { get; private init; }
    public string? Age { get; private init; }
    public string? Number { get; private init; }
    public bool IsOwned => IsInside('的') || IsInside('の');

    public static UnspacedWord Of(string text) => new UnspacedWord(text).WithoutTitle().WithoutAge().WithoutNumber();

    private UnspacedWord WithoutTitle()
    {
        var title = NameWords.TitlesUnspaced.FirstOrDefault(t => Text.Length > t.Length && Text.EndsWith(t, StringComparison.Ordinal));
        return title is null || NameWords.Title(title) is not var (meant, gender)
            ? this
            : this with
            {
                Text = Text[..^title.Length],
                Title = meant == NameWords.Honorific ? null : meant,
                Gender = gender,
            };
    }

    private UnspacedWord WithoutAge()
    {
        var age = NameWords.AgesUnspaced.FirstOrDefault(a => Text.Length > a.Length && Text.StartsWith(a, StringComparison.Ordinal));
        return age is not null ? this with { Text = Text[age.Length..], Age = NameWords.Age(age) }
            : Letters.Count(Text) is 2 or 3 && Text[0] is '老' or '小' && Text.Length > 1
                ? this with
                {
                    Text = Text[1..],
                    Age = Text[0] == '老' ? "old" : "young",
                }
            : this;
    }

    private UnspacedWord WithoutNumber() =>
        Letters.Count(Text) > 2 && NameWords.CountedSign(Text[^1]) is { } number ? this with { Text = Text[..^1], Number = number } : this;

    private bool IsInside(char sign) => Text.IndexOf(sign, StringComparison.Ordinal) is > 0 and var at && at < Text.Length - 1;
}
