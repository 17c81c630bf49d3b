namespace AssetLibrary.Tests.Extraction;

/// <summary>Somebody without a name who comes into the action in small letters.</summary>
public class NewcomerTests
{
    [Theory]
    [InlineData("INT. HALL - DAY\n\nRain. A porter in a torn coat drags a trunk across the hall.", "Porter")]
    [InlineData("INT. HALL - DAY\n\nOn the bench sits a glassblower.", "Glassblower")]
    [InlineData("INT. HALL - DAY\n\nShe pays, and a waiter brings the change.", "Waiter")]
    [InlineData("INT. HALL - DAY\n\nFlags, crates, a donkey. The donkey sneezes.", "Donkey")]
    [InlineData("INT. HALL - DAY\n\nTwo nuns share an umbrella.", "Nuns")]
    [InlineData("INNEN. HALLE - TAG\n\nDer Regen hört auf. Ein Gepäckträger schleppt den Koffer in die Halle.", "Gepäckträger")]
    [InlineData("INNEN. HALLE - TAG\n\nDer Regen hört auf. In der Ecke stimmt eine Harfenistin ihr Instrument.", "Harfenistin")]
    [InlineData("INT. HALL - JOUR\n\nIl pleut sur le toit de la gare. Sur le banc dort un vieux marin.", "Marin")]
    [InlineData("INT. SALA - DÍA\n\nLa lluvia cae sobre el techo. Un maletero arrastra un baúl por el suelo.", "Maletero")]
    [InlineData("INT. SALA - GIORNO\n\nLa pioggia cade sul tetto. Una violoncellista accorda lo strumento.", "Violoncellista")]
    [InlineData("INT. SALA - DIA\n\nA chuva cai sobre o telhado. Um carteiro atravessa o átrio com uma carta.", "Carteiro")]
    [InlineData("ИНТ. ВОКЗАЛ - ДЕНЬ\n\nДождь. Носильщик тащит сундук через зал.", "Носильщик")]
    [InlineData("INT. 车站 - 日\n\n雨。一个搬运工拖着箱子走过来。", "搬运工")]
    [InlineData("INT. 駅 - 昼\n\n雨。駅員が切符を切る。ベンチに座る。", "駅員")]
    public void Whoever_a_sentence_is_about_is_a_character_to_ask_about(string script, string name)
    {
        Assert.Equal([name], new Extracted(script).Characters);
    }

    [Theory]
    [InlineData("He waits like a soldier. It is a nurse he wants. She was a dancer.")]
    [InlineData("On the poster a sailor smiles.")]
    [InlineData("A dog barks in the distance.")]
    [InlineData("A dog collar lies there. A boy band plays. A doctor's bag.")]
    [InlineData("Nurses run past. Some guards laugh.")]
    [InlineData("A figure moves. Someone coughs.")]
    public void Who_is_compared_painted_far_away_or_many_is_nobody(string action)
    {
        Assert.Empty(new Extracted("INT. HALL - DAY\n\n" + action).Characters);
    }

    [Theory]
    [InlineData("MARTA (40) sits down. A woman of few words.")]
    [InlineData("MARTA (40), a nurse, sits down.")]
    [InlineData("A woman steps out of the dark: MARTA (40).")]
    [InlineData("MARTA (40) nods. The girl from next door, Marta, laughs.")]
    public void A_noun_for_somebody_who_is_named_adds_nobody(string action)
    {
        Assert.Equal(["Marta"], new Extracted("INT. HALL - DAY\n\n" + action).Characters);
    }

    [Fact]
    public void A_noun_in_full_is_another_name()
    {
        Assert.Equal(["Grey mare"], new Extracted("INT. HALL - DAY\n\nA grey mare trots past.")["Mare"].Aliases);
    }

    [Fact]
    public void A_voice_is_who_is_shown_next_and_goes_on_speaking()
    {
        var found = new Extracted("INT. CAVE - DAY\n\nDark.\n\nMAN'S VOICE (O.S.)\nWho is there?\n\nIn the light stands a HERMIT.\n\nHERMIT\nSit.\n");

        Assert.Equal(["Hermit"], found.Characters);
    }

    [Fact]
    public void Whose_name_says_what_they_are_is_one_person_under_both()
    {
        var found = new Extracted("INT. FORGE - DAY\n\nODO THE SMITH looks up.\n\nODO\nHm.\n\nSMITH (O.S.)\nWho is there?\n");

        Assert.Equal(["Odo"], found.Characters);
    }

    [Fact]
    public void The_front_matter_of_a_script_has_no_cues()
    {
        var found = new Extracted("INT. 车站 - 日\n\n编剧\n某人\n\n@玛塔\n好。\n");

        Assert.Equal(["玛塔"], found.Characters);
    }
}
