using AssetLibrary.Web.Names;
using FsCheck;
using FsCheck.Fluent;

namespace AssetLibrary.Tests.Names;

/// <summary>If one part of the app takes two names for one, no other says that they are two.</summary>
public sealed class OneAnswerTests(ITestOutputHelper output)
{
    private const int Tries = 1500;

    // The same names every time: a failure is of this change and not of another day.
    private static readonly Replay Names = new(new Rnd(2026, 11), null);

    private static readonly string[] Words =
    [
        "Mara",
        "Tom",
        "Anna",
        "Hanna",
        "Katharina",
        "Katarina",
        "Юрий",
        "Yuri",
        "Voss",
        "Foss",
        "Wiebold",
        "Thackerling",
        "Thakerling",
        "Tiedemann",
        "Dr.",
        "Mr.",
        "Mrs.",
        "Captain",
        "Young",
        "Old",
        "the",
        "Der",
        "and",
        "&",
        "with",
        "of",
        "Guard",
        "Waiter",
        "man",
        "mother",
        "Anna's",
        "1",
        "2",
        "#3",
        "two",
        "second",
        "B.",
        "(V.O.)",
        "Jr.",
        "Kitchen",
        "House",
        "Hotel",
        "-",
        "/",
        "key",
        "keys",
        "Brass",
        "lamp",
        "李明",
        "李明远",
        "王医生",
        "𠮷田",
        "ハルカ",
        "はるか",
        "さん",
        "😀",
        "é",
        "Élise",
        "O'Dunnigan",
        "M.",
        "J.",
        "von",
        "d'Odile",
        "!",
        "",
    ];

    private static readonly Gen<string> Name = Gen.Choose(1, 4)
        .SelectMany(n => Gen.ArrayOf(Gen.Elements(Words), n))
        .Select(w => string.Join(' ', w).Trim())
        .Where(n => NameParts.Of(AssetType.Character, n).Words.Count > 0 && NameParts.Of(AssetType.Location, n).Words.Count > 0);

    [Theory]
    [InlineData("tune")]
    [InlineData("report")]
    public void Nobody_contradicts_another_about_a_labelled_pair(string half)
    {
        var contradictions = LabelledPair
            .Of(half)
            .Select(p => Contradiction(p.One, p.Other) ?? Contradiction(p.Other, p.One))
            .OfType<string>()
            .ToList();
        output.WriteLine($"{contradictions.Count} of {LabelledPair.Of(half).Count}");
        Assert.True(contradictions.Count == 0, string.Join(Environment.NewLine, contradictions));
    }

    [Theory]
    [InlineData(AssetType.Character)]
    [InlineData(AssetType.Location)]
    [InlineData(AssetType.Prop)]
    public void Nobody_contradicts_another_about_any_two_names(AssetType type) =>
        Holds(Name.Two(), p => Contradiction(NameForms.Of(type, p.Item1), NameForms.Of(type, p.Item2)));

    [Theory]
    [InlineData(AssetType.Character)]
    [InlineData(AssetType.Location)]
    [InlineData(AssetType.Prop)]
    public void It_does_not_matter_which_of_the_two_asks(AssetType type) => Holds(Name.Two(), p =>
        {
            var (one, other) = (NameForms.Of(type, p.Item1), NameForms.Of(type, p.Item2));
            var there = NameSimilarity.Compare(one, other, NameContext.OnlyTwo);
            var back = NameSimilarity.Compare(other, one, NameContext.OnlyTwo);
            return Math.Abs(there.Score - back.Score) < 1e-9 && there.IsShorter == back.IsShorter ? null : $"{there} {back}";
        });

    [Theory]
    [InlineData(AssetType.Character)]
    [InlineData(AssetType.Location)]
    [InlineData(AssetType.Prop)]
    public void A_name_is_itself_in_any_case_and_with_any_space(AssetType type) => Holds(Name, n =>
        {
            var shouted = "  " + n.ToUpperInvariant().Replace(" ", "  ", StringComparison.Ordinal);
            var found = NameSimilarity.Compare(NameForms.Of(type, n), NameForms.Of(type, shouted), NameContext.OnlyTwo);
            return found.Verdict == NameVerdict.Same ? null : "is another in capitals";
        });

    // One acts as on one, another says they are two.
    private static string? Contradiction(NameForms one, NameForms other)
    {
        var answers = NameAnswers.Of(one, other);
        return answers.Any(a => a.Says == NameVerdict.Same) && answers.Any(a => a.Says == NameVerdict.Different)
            ? $"{one.Shown} / {other.Shown}: {string.Join(", ", answers.Select(a => $"{a.Who} {a.Says}"))}"
            : null;
    }

    private static void Holds<T>(Gen<T> what, Func<T, string?> wrong) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Tries).WithQuietOnSuccess(true).WithReplay(Names),
            Prop.ForAll(Arb.From(what), value => wrong(value) is { } why ? false.Label($"{value}: {why}") : true.Label(""))
        );
}
