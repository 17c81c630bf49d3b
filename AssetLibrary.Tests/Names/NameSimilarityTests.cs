using AssetLibrary.Web.Names;

namespace AssetLibrary.Tests.Names;

public sealed class NameSimilarityTests
{
    [Theory]
    [InlineData("Edgar", "Edgar Brandt")]
    [InlineData("Dr. Voss", "Mira Voss")]
    [InlineData("Young Edward", "Edward")]
    [InlineData("OLD JONAS", "Jonas Veld")]
    [InlineData("Élodie", "ELODIE")]
    [InlineData("Katharina", "Katarina")]
    [InlineData("Alrbecht", "Albrecht")]
    [InlineData("李明", "李明远")]
    [InlineData("CAPTAIN", "Captain Rose Hall")]
    [InlineData("GUARD", "Guard Jonas")]
    [InlineData("GIRL", "Pretty girl")]
    [InlineData("ANTAGONIST", "Antagonista")]
    [InlineData("SANDRA", "Mother Sandra")]
    public void Of_a_story_a_person_may_think_that_they_are_one(string one, string other)
    {
        Assert.InRange(Story(one, other).Verdict, NameVerdict.Doubtful, NameVerdict.Same);
        Assert.Equal(Story(one, other).Verdict, Story(other, one).Verdict);
    }

    [Theory]
    [InlineData("Anna", "Hanna Berg")]
    [InlineData("Mira Voss", "Tom Voss")]
    [InlineData("Guard #1", "Guard #2")]
    [InlineData("Ann", "Ian")]
    [InlineData("The Old", "A Young")]
    [InlineData("", "Mara")]
    [InlineData("Mara", "Mara and Tom")]
    [InlineData("Mara", "Mara's mother")]
    [InlineData("Mara", "Mara & Tom")]
    [InlineData("Karin Berglund", "Karina Berglund")]
    public void Names_that_only_resemble_each_other_are_two(string one, string other) =>
        Assert.Equal(NameVerdict.Different, Story(one, other).Verdict);

    [Fact]
    public void Whose_a_place_is_leaves_a_doubt() =>
        Assert.Equal((NameVerdict.Doubtful, "shares “office”"), Place("Office", "Mike's office"));

    [Fact]
    public void A_surname_is_somebody_in_a_story_while_nobody_else_bears_it()
    {
        var (ray, june, pellow) = (Person("Ray Pellow"), Person("June Pellow"), Person("Pellow"));
        Assert.Equal(NameVerdict.Likely, NameSimilarity.Compare(pellow, ray, NameContext.Story([ray, pellow])).Verdict);
        Assert.Equal(NameVerdict.Doubtful, NameSimilarity.Compare(pellow, ray, NameContext.Story([ray, june, pellow])).Verdict);
        var toldApart = NameContext.Story([ray, Person("Young Ray Pellow"), Person("Ray Pellow's dog")]);
        Assert.Equal(NameVerdict.Likely, NameSimilarity.Compare(pellow, ray, toldApart).Verdict);
    }

    [Fact]
    public void A_word_for_anybody_is_never_certain_in_the_library() =>
        Assert.Equal(NameVerdict.Likely, NameSimilarity.Compare(Person("WAITER"), Person("Waiter"), NameContext.Library(_ => 1)).Verdict);

    [Fact]
    public void A_nickname_with_an_article_is_a_name_though_anybody_may_bear_the_word()
    {
        var edwin = NameForms.Of(AssetType.Character, "Edwin Sallow", "The Lamplighter", "boss");
        Assert.Equal(NameVerdict.Same, NameSimilarity.Compare(Person("LAMPLIGHTER"), edwin, NameContext.OnlyTwo).Verdict);
        Assert.Equal(NameVerdict.Doubtful, NameSimilarity.Compare(Person("BOSS"), edwin, NameContext.OnlyTwo).Verdict);
    }

    [Theory]
    [InlineData("𠮷田", "𠮷田さん", NameVerdict.Same)]
    [InlineData("𠮷田", "𠮶田", NameVerdict.Different)]
    [InlineData("Tom 😀", "Tom 😎", NameVerdict.Different)]
    [InlineData("😀", "😀", NameVerdict.Same)]
    public void A_character_of_two_halves_is_one(string one, string other, NameVerdict verdict)
    {
        Assert.Equal(verdict, Story(one, other).Verdict);
        Assert.DoesNotContain('\uFFFD', new string([.. Story(one, other).Why.EnumerateRunes().SelectMany(r => r.ToString())]));
    }

    [Theory]
    [InlineData("thackerling", "thakerling", true)]
    [InlineData("albrecht", "alrbecht", true)]
    [InlineData("voss", "voss", false)]
    [InlineData("a😀b", "a😎b", true)]
    [InlineData("a😀", "😀a", true)]
    [InlineData("ab", "😀", false)]
    [InlineData("", "a", false)]
    public void A_typo_is_one_letter_more_less_other_or_two_that_changed_places(string one, string other, bool typo)
    {
        Assert.Equal(typo, Typo.IsOne(one, other));
        Assert.Equal(typo, Typo.IsOne(other, one));
    }

    private static NameForms Person(string name) => NameForms.Of(AssetType.Character, name);

    private static (NameVerdict, string) Place(string one, string other)
    {
        var (place, another) = (NameForms.Of(AssetType.Location, one), NameForms.Of(AssetType.Location, other));
        var found = NameSimilarity.Compare(place, another, NameContext.OnlyTwo);
        return (found.Verdict, found.Why);
    }

    private static NameSimilarity Story(string one, string other) =>
        NameSimilarity.Compare(Person(one), Person(other), NameContext.OnlyTwo);
}
