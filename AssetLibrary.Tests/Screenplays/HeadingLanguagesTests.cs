using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Tests.Screenplays;

public class HeadingLanguagesTests
{
    [Theory]
    [InlineData("INT. KITCHEN NIGHT", "INT", "KITCHEN", "NIGHT")]
    [InlineData("EXT. BEACH LATE AFTERNOON", "EXT", "BEACH", "LATE AFTERNOON")]
    [InlineData("INT. KITCHEN - MOMENTS LATER", "INT", "KITCHEN", "MOMENTS LATER")]
    [InlineData("INT. KITCHEN - SAME", "INT", "KITCHEN", "SAME")]
    [InlineData("INT. KITCHEN CONTINUOUS", "INT", "KITCHEN", "CONTINUOUS")]
    [InlineData("INT. ARCHIVE - 12 MARCH 1944", "INT", "ARCHIVE", "12 MARCH 1944")]
    [InlineData("INT. STATION - 8:15 AM", "INT", "STATION", "8:15 AM")]
    [InlineData("EXT. HOT SPRING", "EXT", "HOT SPRING", null)]
    [InlineData("INT. HOTEL SUITE", "INT", "HOTEL SUITE", null)]
    [InlineData("INT. ROOM 12 NIGHT", "INT", "ROOM 12", "NIGHT")]
    [InlineData("EXT. GARDEN DAY 2", "EXT", "GARDEN", "DAY 2")]
    [InlineData("INTERIOR - KITCHEN - DAY", "INT", "KITCHEN", "DAY")]
    [InlineData("INT. CUISINE NUIT", "INT", "CUISINE", "NUIT")]
    [InlineData("EXTÉRIEUR. RUE - FIN D'APRÈS-MIDI", "EXT", "RUE - FIN D'APRÈS-MIDI", null)]
    [InlineData("INT. CUISINE - PLUS TARD", "INT", "CUISINE", "PLUS TARD")]
    [InlineData("INNEN. WERKSTATT NACHT", "INT", "WERKSTATT", "NACHT")]
    [InlineData("INNEN/AUSSEN AUTO - TAG", "INT/EXT", "AUTO", "TAG")]
    [InlineData("INT. COCINA - MÁS TARDE", "INT", "COCINA", "MÁS TARDE")]
    [InlineData("EXTERIOR. PLAZA. NOCHE", "EXT", "PLAZA", "NOCHE")]
    [InlineData("INTERNO. CASA DI ANNA - GIORNO", "INT", "CASA DI ANNA", "GIORNO")]
    [InlineData("EST. SPIAGGIA - TRAMONTO", "EXT", "SPIAGGIA", "TRAMONTO")]
    [InlineData("INT./EST. AUTO - NOTTE", "INT/EXT", "AUTO", "NOTTE")]
    [InlineData("INT. COZINHA - NOITE", "INT", "COZINHA", "NOITE")]
    [InlineData("ВНТ. КУХНЯ - НОЧЬ", "INT", "КУХНЯ", "НОЧЬ")]
    [InlineData("ЭКСТ. ДВОР. УТРО", "EXT", "ДВОР", "УТРО")]
    [InlineData("ИНТ./НАТ. МАШИНА – ДЕНЬ", "INT/EXT", "МАШИНА", "ДЕНЬ")]
    [InlineData("内景 厨房 - 夜", "INT", "厨房", "夜")]
    [InlineData("外景。码头。清晨", "EXT", "码头", "清晨")]
    [InlineData("室内 客厅 日", "INT", "客厅", "日")]
    [InlineData("内/外 车里 夜", "INT/EXT", "车里", "夜")]
    [InlineData("第3场 厨房 夜 内", "INT", "厨房", "夜")]
    [InlineData("场景 3：码头（夜）", null, "码头", "夜")]
    [InlineData("1-2 日 内 客厅", "INT", "客厅", "日")]
    [InlineData("5、警局-审讯室 夜 内", "INT", "警局-审讯室", "夜")]
    [InlineData("○ 公園（夜）", null, "公園", "夜")]
    [InlineData("○ 病院・廊下（翌朝）", null, "病院・廊下", "翌朝")]
    [InlineData("○駅前・うどん屋「みなと」（昼）", null, "駅前・うどん屋「みなと」", "昼")]
    [InlineData("○車内（昼・昭和五十八年）", null, "車内", "昼")]
    [InlineData("FLASHBACK - INT. HOLM'S FLAT - DAY (1945)", "INT", "HOLM'S FLAT", "DAY")]
    [InlineData("RÜCKBLENDE: INNEN. KÜCHE - NACHT", "INT", "KÜCHE", "NACHT")]
    public void Place_side_and_time_are_told_apart(string heading, string? intExt, string? location, string? time)
    {
        var scene = Assert.Single(FountainParser.Parse(heading + "\n\nx").Scenes);

        Assert.Equal((intExt, location, time), (scene.IntExt, scene.Location, scene.TimeOfDay));
    }

    [Fact]
    public void A_room_keeps_its_own_number() =>
        Assert.Equal("INT. ROOM 12", FountainParser.Parse("12 INT. ROOM 12\n\nx").Scenes[0].Heading);

    [Fact]
    public void The_circle_before_a_heading_is_a_mark() =>
        Assert.Equal("公園（夜）", FountainParser.Parse("○ 公園（夜）\n\nx").Scenes[0].Heading);

    [Theory]
    [InlineData("CUT TO - a house: INT. is what it says.")]
    [InlineData("Note: INT. means inside.")]
    public void Words_before_the_prefix_make_a_heading_only_in_capitals(string line) =>
        Assert.Empty(FountainParser.Parse(line + "\n\nx").Scenes);

    [Theory]
    [InlineData("12. INT. HOUSE", "12", "INT. HOUSE")]
    [InlineData("12 INT. HOUSE - DAY 12", "12", "INT. HOUSE - DAY")]
    [InlineData("12   INT. HOUSE   12", "12", "INT. HOUSE")]
    [InlineData("12A. EXT. HOUSE", "12A", "EXT. HOUSE")]
    [InlineData("7) ИНТ. ДОМ - ДЕНЬ", "7", "ИНТ. ДОМ - ДЕНЬ")]
    public void A_number_before_the_heading_is_the_scenes_number(string line, string number, string heading)
    {
        var scene = Assert.Single(FountainParser.Parse(line + "\n\nx").Scenes);

        Assert.Equal(
            (number, heading, "HOUSE"),
            (scene.Number, scene.Heading, scene.Location?.Replace("ДОМ", "HOUSE", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("ANNA V.O.", "ANNA", "V.O.")]
    [InlineData("ANNA (O.S.)", "ANNA", "(O.S.)")]
    [InlineData("MARIE VOIX OFF", "MARIE", "VOIX OFF")]
    [InlineData("ANNA (WEITER)", "ANNA", "(WEITER)")]
    [InlineData("MARÍA (VOZ EN OFF)", "MARÍA", "(VOZ EN OFF)")]
    [InlineData("АННА (ЗА КАДРОМ)", "АННА", "(ЗА КАДРОМ)")]
    [InlineData("АННА З.К.", "АННА", "З.К.")]
    [InlineData("李明（画外音）", "李明", "（画外音）")]
    [InlineData("花子（Ｎ）", "花子", "（Ｎ）")]
    public void The_mark_of_a_voice_is_no_part_of_the_name(string cue, string name, string extension)
    {
        var element = FountainParser.Parse($"INT. A - DAY\n\n{cue}\nx").Elements[1];

        Assert.Equal((ElementType.Character, name, extension), (element.Type, element.Cue, element.Extension));
    }

    [Theory]
    [InlineData("CORTA PARA:")]
    [InlineData("DISSOLVENZA SU:")]
    [InlineData("НАПЛЫВ:")]
    [InlineData("FONDU AU NOIR.")]
    [InlineData("切到：")]
    [InlineData("暗転。")]
    public void Transitions_are_known_in_every_language(string line)
    {
        Assert.Equal(ElementType.Transition, FountainParser.Parse($"INT. A - DAY\n\nx\n\n{line}\n\nEXT. B - DAY").Elements[2].Type);
    }
}
