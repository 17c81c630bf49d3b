using System.Text;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Tests.Names;

public sealed class NamePartsTests
{
    [Theory]
    [InlineData("Dr. Voss (V.O.)", "voss", "dr", null, "")]
    [InlineData("YOUNG EDWARD", "edward", null, "young", "")]
    [InlineData("Guard #2", "guard", null, null, "2")]
    [InlineData("Erster Wächter", "wachter", null, null, "1")]
    [InlineData("Frau Dr. Berg", "berg", "dr", null, "")]
    [InlineData("O’Dunnigan", "odunnigan", null, null, "")]
    [InlineData("Ambros Jr.", "ambros", null, "junior", "")]
    [InlineData("王医生", "王", "dr", null, "")]
    [InlineData("老李", "李", null, "old", "")]
    [InlineData("CAPTAIN", "captain", "captain", null, "")]
    public void A_name_is_taken_apart(string name, string words, string? title, string? age, string numbers)
    {
        var parts = NameParts.Of(AssetType.Character, name);
        var text = string.Join(' ', parts.Words.Select(w => w.Text));
        Assert.Equal((words, title, age, numbers), (text, parts.Title, parts.Age, string.Join(' ', parts.Numbers)));
    }

    [Theory]
    [InlineData("INT. WIEBOLD HOUSE - KITCHEN - NIGHT", "wiebold house|kitchen")]
    [InlineData("Lighthouse / Stairs", "lighthouse|stairs")]
    [InlineData("Night Club", "night club")]
    public void A_place_has_parts_and_no_time(string name, string segments)
    {
        var parts = NameParts.Of(AssetType.Location, name).Segments.Select(s => string.Join(' ', s.Select(w => w.Text)));
        Assert.Equal(segments, string.Join('|', parts));
    }

    [Fact]
    public void Whatever_a_name_is_it_has_keys_that_fit_their_column()
    {
        var random = new Random(5);
        var signs = "Ab c.,'’-/#()12IVé\u0301ßжйЁ李の伊ー・🙂 的老𠮷😀".EnumerateRunes().Select(r => r.ToString()).ToArray();
        for (var i = 0; i < 3000; i++)
        {
            var name = string.Concat(random.GetItems(signs, random.Next(1, 40)));
            foreach (var type in Enum.GetValues<AssetType>())
            {
                Assert.All(NameKeys.Of(type, name, [name.ToUpperInvariant()]), k =>
                {
                    Assert.InRange(k.Length, 2, NameKeys.Longest);
                    Assert.DoesNotContain(k.EnumerateRunes(), r => r == Rune.ReplacementChar);
                });
            }
        }

        Assert.All(NameKeys.Of(AssetType.Prop, new string('x', 200), []), k => Assert.InRange(k.Length, 2, NameKeys.Longest));
    }
}
