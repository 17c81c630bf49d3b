using AssetLibrary.Web.Changes;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Screenplays.Fountain;

namespace AssetLibrary.Tests.Changes;

public sealed class CastChangeTests
{
    private const string Talk =
        "INT. KITCHEN - NIGHT\n\nA kettle boils.\n\nMARA\nYou came back.\n\nTOMAS\nI never left.\n\nMARA\nThen sit down.\n\n";
    private const string More = "EXT. HARBOUR - DAY\n\nGulls.\n\nMARA\nIt is cold.\n\n";

    private static readonly Guid A = Guid.NewGuid(),
        B = Guid.NewGuid(),
        C = Guid.NewGuid();

    [Theory]
    [InlineData("MARA VOSS", "Mara Voss")]
    [InlineData("HELENE", "Helene")]
    public void Who_says_the_same_lines_under_another_name_is_the_same_person(string cue, string name) =>
        Assert.Equal([(CastState.Renamed, "Mara", name)], People(Talk + More, [A, B], (Talk + More).Replace("MARA", cue), [A, B]));

    [Fact]
    public void A_person_whose_cues_have_the_full_name_now_is_renamed_though_the_old_name_still_occurs() =>
        Assert.Equal(
            [(CastState.Renamed, "Mara", "Mara Voss")],
            People(
                Talk + More,
                [A, B],
                (Talk + More).Replace("MARA\n", "MARA VOSS\n").Replace("A kettle boils.", "A kettle boils. Mara waits."),
                [A, B]
            )
        );

    [Fact]
    public void Who_takes_over_nothing_is_new_and_the_other_gone() =>
        Assert.Equal(
            [(CastState.New, "Anselm", null), (CastState.Gone, "Tomas", null)],
            People(
                Talk,
                [A],
                Talk.Replace("TOMAS\nI never left.\n\n", "")
                    + "INT. FERRY - DAY\n\nOil drums.\n\nANSELM\nForty crates, and not one of them ours.\n\n",
                [A, C]
            )
        );

    [Fact]
    public void A_place_that_is_called_otherwise_in_the_same_scene_is_the_same_place() =>
        Assert.Contains(
            (AssetType.Location, CastState.Renamed, "Kitchen", "Galley"),
            Between(Talk + More, [A, B], (Talk + More).Replace("KITCHEN", "GALLEY"), [A, B])
                .Select(c => (c.Type, c.State, c.Name, c.NewName))
        );

    [Fact]
    public void The_same_script_changes_nobody() => Assert.Empty(Between(Talk + More, [A, B], Talk + More, [A, B]));

    private static IEnumerable<(CastState, string, string?)> People(string old, Guid?[] oldIds, string now, Guid?[] nowIds) =>
        Between(old, oldIds, now, nowIds).Where(c => c.Type == AssetType.Character).Select(c => (c.State, c.Name, c.NewName));

    private static List<CastChange> Between(string old, Guid?[] oldIds, string now, Guid?[] nowIds) =>
        CastChange.Between(new(null!, null!, FountainParser.Parse(old), FountainParser.Parse(now), oldIds, nowIds));
}
