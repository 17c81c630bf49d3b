using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Fountain;

namespace AssetLibrary.Tests.Extraction;

public class PropTests
{
    [Theory]
    [InlineData("He holds a mug.", "Mug")]
    [InlineData("He bumps his coffee mug.", "Coffee mug")]
    [InlineData("The desk clock reads 4:32.", "Desk clock")]
    [InlineData("He pulls on a pair of leather racing gloves.", "Leather racing gloves")]
    [InlineData("He grabs a large, heavy crowbar.", "Crowbar")]
    [InlineData("An open 3-ring binder lies there.", "3-ring binder")]
    [InlineData("They get into Mom's PORSCHE.", "Porsche")]
    [InlineData("She pours a cup of coffee.", "Cup")]
    [InlineData("Two knives on the wall.", "Knives")]
    [InlineData("He picks up the astrolabe.", "Astrolabe")]
    [InlineData("She buys the ring.", "Ring")]
    [InlineData("In a heated phone call, he laughs.", "Phone")]
    public void A_thing_is_found_with_the_words_that_say_which(string action, string prop)
    {
        Assert.Equal([prop], Props(action));
    }

    [Theory]
    [InlineData("He takes her hand and holds his breath.")]
    [InlineData("She watches him. He can see. They saw it.")]
    [InlineData("The phone rings", "Phone")]
    [InlineData("She sits at the table by the window on a chair.")]
    [InlineData("The brothers suddenly bolt.")]
    [InlineData("The car barrels down the street.", "Car")]
    [InlineData("There is a RUMBLE in the hills.")]
    [InlineData("A football player laughs.")]
    [InlineData("He opens his eyes and takes a step.")]
    public void Verbs_bodies_furniture_and_sounds_are_no_props(string action, params string[] props)
    {
        Assert.Equal(props, Props(action));
    }

    [Theory]
    [InlineData("INT. A - DAY\n\nThe sign says \"LAMP AND LADDER\". He opens \"The Drum of the South\".")]
    [InlineData("INT. A - DAY\n\nНа столе «Атлас грибов». Он читает «Новая лампа».")]
    [InlineData("INT. 车站 - 日\n\n门上写着“雨伞和灯笼”，他不看。")]
    public void What_stands_between_quotation_marks_is_words(string script)
    {
        Assert.DoesNotContain(new Extracted(script).Props, p =>
            p is "Lamp" or "Ladder" or "Drum" or "Атлас" or "Гриб" or "Лампа" or "雨伞" or "灯笼"
        );
    }

    [Theory]
    [InlineData("INT. 车站 - 日\n\n三年前，他写了几个字。")]
    [InlineData("INT. 车站 - 日\n\n一种味道。")]
    public void What_is_counted_and_cannot_be_held_is_no_prop(string script)
    {
        Assert.Empty(new Extracted(script).Props);
    }

    [Fact]
    public void A_short_name_means_the_last_one_named_in_full()
    {
        var found = new Extracted("INT. A - DAY\n\nA laser printer. The printer hums. The printers hum.");

        Assert.Equal(["Laser printer"], found.Props);
        Assert.Equal(["printer"], found["Laser printer"].Aliases);
    }

    [Fact]
    public void Two_kinds_of_a_thing_are_two_props()
    {
        Assert.Equal(["Desk clock", "Wall clock"], Props("A desk clock ticks. Above it hangs the wall clock."));
    }

    [Theory]
    [InlineData("She holds up a LANTERN.", "Lantern", Confidence.Sure)]
    [InlineData("A lantern burns.", "Lantern", Confidence.Probable)]
    [InlineData("She picks up the theodolite.", "Theodolite", Confidence.Ask)]
    public void What_is_not_certain_is_said_so(string action, string prop, Confidence expected)
    {
        Assert.Equal(expected, new Extracted("INT. A - DAY\n\n" + action)[prop].Confidence);
    }

    [Theory]
    [InlineData("Er hält ein Bierglas und die Angel in der Hand. Sie sitzt auf dem Boden.", "Bierglas,Angel")]
    [InlineData("Le garde tient une valise, un parapluie et des lettres dans la main.", "Valise,Parapluie,Lettres")]
    [InlineData("La niña lleva un paraguas y una maleta con las cartas de su abuela.", "Paraguas,Maleta,Cartas")]
    public void Things_are_known_in_other_languages(string action, string props)
    {
        Assert.Equal(props.Split(','), Props(action));
    }

    [Fact]
    public void What_the_writing_program_tagged_is_certain()
    {
        var script = FountainParser.Parse("INT. A - DAY\n\nThe gramola stands beside a lantern. A cat sleeps on it.") with
        {
            Tags =
            [
                new ScriptTag("Props", "gramola", [3]),
                new ScriptTag("Props", "lantern", [3]),
                new ScriptTag("Animals", "Cat", [3]),
                new ScriptTag("Wardrobe", "hat", [3]),
            ],
        };

        var found = BuiltInExtractor.Extract(script);

        Assert.Equal(
            [("Cat", Confidence.Sure), ("Lantern", Confidence.Sure), ("Gramola", Confidence.Sure)],
            found.Where(f => f.Type != AssetType.Location).Select(f => (f.Name, f.Confidence))
        );
        Assert.All(found, f => Assert.NotEmpty(f.Evidence));
    }

    [Theory]
    [InlineData("She wears a hat and a scarf.", "Hat,Scarf")]
    [InlineData("A man in a grey coat and old boots waits.", "")]
    [InlineData("He buttons the tailcoat and pulls off his boots.", "Boots")]
    [InlineData("Two rubber bands and a seat belt lie there.", "Rubber bands,Seat belt")]
    [InlineData("She pours a glass of wine. The wine glows.", "Glass")]
    public void Clothes_count_when_hands_touch_them(string action, string props)
    {
        Assert.Equal(props.Split(',', StringSplitOptions.RemoveEmptyEntries), Props(action));
    }

    private static IEnumerable<string> Props(string action) => new Extracted("INT. A - DAY\n\n" + action).Props;
}
