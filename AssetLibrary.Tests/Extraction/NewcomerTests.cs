using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Screenplays.PlainText;

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
        var found = new Extracted(
            "INT. CAVE - DAY\n\nDark.\n\nMAN'S VOICE (O.S.)\nWho is there?\n\nIn the light stands a HERMIT.\n\nHERMIT\nSit.\n"
        );

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

    [Theory]
    [InlineData("INT. HALL - DAY\n\nRain. The locksmith kneels at the door.", "Locksmith")]
    [InlineData("INT. HALL - DAY\n\nRain. The driver of the coach spits.", "Driver")]
    [InlineData("INNEN. HALLE - TAG\n\nDer Regen hört nicht auf. Der Schornsteinfeger klettert aus dem Kamin.", "Schornsteinfeger")]
    [InlineData("INT. SALLE - JOUR\n\nIl pleut sur le toit. L'éclusier tourne la manivelle.", "Éclusier")]
    [InlineData("INT. SALA - DÍA\n\nLa lluvia cae sobre el techo. El conductor del tranvía bosteza.", "Conductor")]
    [InlineData("INT. SALA - GIORNO\n\nLa pioggia cade sul tetto. Il postino lascia una busta.", "Postino")]
    [InlineData("INT. SALA - DIA\n\nA chuva cai sobre o telhado. O padeiro limpa a testa.", "Padeiro")]
    [InlineData("ИНТ. ЗАЛ - ДЕНЬ\n\nДождь. В углу плачет младенец.", "Младенец")]
    [InlineData("INT. 车站 - 日\n\n雨。邮递员推门进来。", "邮递员")]
    [InlineData("INT. 车站 - 日\n\n两个军人的合影。邮递员推门进来。", "邮递员")]
    public void Whom_nobody_has_mentioned_is_there_when_a_sentence_says_what_they_do(string script, string name)
    {
        Assert.Equal([name], new Extracted(script).Characters);
    }

    [Theory]
    [InlineData("MARTA (40), a locksmith, sits down.\n\nThe locksmith yawns.")]
    [InlineData("MARTA (40) sits down. She is a locksmith. The locksmith yawns.")]
    public void What_somebody_is_who_has_a_name_is_nobody_new(string action)
    {
        Assert.Equal(["Marta"], new Extracted("INT. HALL - DAY\n\n" + action).Characters);
    }

    [Theory]
    [InlineData("INT. HALL - DAY\n\nRain. The twins from next door, six years old, press their noses to the glass.", "Twins")]
    [InlineData("INNEN. HALLE - TAG\n\nDer Regen hört nicht auf. Am Fenster sitzen die Zwillinge.", "Zwillinge")]
    [InlineData("INT. SALA - DÍA\n\nLa lluvia cae sobre el techo. Los gemelos duermen.", "Gemelos")]
    [InlineData("ИНТ. ЗАЛ - ДЕНЬ\n\nДождь. На лавке сидят трое мальчишек-близнецов.", "Близнецы")]
    [InlineData("INT. 车站 - 日\n\n雨。一对双胞胎跟着跑。", "双胞胎")]
    public void Twins_are_counted_without_a_number(string script, string name)
    {
        Assert.Equal([name], new Extracted(script).Characters);
    }

    [Theory]
    [InlineData("A gull lands on the rail.")]
    [InlineData("On the beam sits a dove.")]
    public void A_bird_that_is_seen_once_is_part_of_the_landscape(string action)
    {
        Assert.Empty(new Extracted("INT. HALL - DAY\n\n" + action).Characters);
    }

    [Theory]
    [InlineData("INNEN. HALLE - TAG\n\nDer Regen hört nicht auf. Hinter ihr trottet Hannibal, ein alter Dackel.", "Hannibal")]
    [InlineData("INNEN. HALLE - TAG\n\nDer Regen hört nicht auf. Ihr Hund Bruno zerrt an der Leine.", "Bruno")]
    [InlineData("INNEN. HALLE - TAG\n\nDer Regen hört nicht auf. Unter dem Tisch knurrt ihr Dackel SULTAN.", "Sultan")]
    [InlineData("INT. SALA - GIORNO\n\nLa pioggia cade sul tetto. Il gatto Garibaldi dorme.", "Garibaldi")]
    [InlineData("ИНТ. ЗАЛ - ДЕНЬ\n\nДождь. Кот Барсик зевает.", "Барсик")]
    [InlineData("INT. 駅 - 昼\n\n雨。三毛猫のトラが椅子で眠っている。", "トラ")]
    public void An_animal_with_a_name_is_one(string script, string name)
    {
        Assert.Equal([name], new Extracted(script).Characters);
    }

    [Fact]
    public void A_listed_full_name_is_who_speaks_under_a_part_of_it()
    {
        var found = BuiltInExtractor
            .Extract(
                TextScript.Read(
                    "登場人物\n　森下由美（34）漁師\n　森下健太（9）その子\n　田辺（60）組合長\n　女の声\n\n○ 港・桟橋（朝）\n　　船が一隻。\n由美「まだ来ない」\n健太「来るよ」\n田辺「そうか」\n女の声「こちら本部」\n"
                )
            )
            .Where(a => a.Type == AssetType.Character)
            .ToList();

        Assert.Equal(["健太", "女の声", "田辺", "由美"], found.Select(a => a.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["森下由美"], found.Single(a => a.Name == "由美").Aliases);
    }
}
