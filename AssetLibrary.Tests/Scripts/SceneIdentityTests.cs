using AssetLibrary.Web.Scripts.Scenes;

namespace AssetLibrary.Tests.Scripts;

public sealed class SceneIdentityTests
{
    private const string Kitchen =
        "INT. KITCHEN - NIGHT\n\nMara pours the last of the tea into a chipped cup and listens to the wind under the door.";
    private const string Harbour =
        "EXT. HARBOUR - DAY\n\nGulls quarrel over a crate of herring while the ferry turns and the whole quay smells of diesel.";
    private const string Attic =
        "INT. ATTIC - DUSK\n\nTomas lifts a dusty sheet. Beneath it, a brass lamp that nobody has lit for forty years.";

    [Fact]
    public void A_renamed_heading_with_the_same_text_is_the_same_scene()
    {
        var draft = new Scenario().Next(Kitchen, Harbour, Attic);
        var before = draft.Ids;
        Assert.Equal(before, draft.Next(Kitchen.Replace("INT. KITCHEN - NIGHT", "INT. GALLEY - DAWN"), Harbour, Attic).Ids);
    }

    [Fact]
    public void A_rewritten_scene_with_the_same_heading_is_the_same_scene()
    {
        var draft = new Scenario().Next(Kitchen, Harbour, Attic);
        var before = draft.Ids;
        Assert.Equal(
            before,
            draft.Next(Kitchen, "EXT. HARBOUR - DAY\n\nFog. A bell. Nothing else moves until the boy runs past with a letter.", Attic).Ids
        );
    }

    [Fact]
    public void A_renamed_and_edited_scene_is_known_by_its_text()
    {
        var draft = new Scenario().Next(Kitchen, Harbour, Attic);
        var before = draft.Ids;
        Assert.Equal(
            before,
            draft
                .Next(
                    Kitchen,
                    "EXT. FISH MARKET - MORNING\n\nGulls quarrel over two crates of herring while the ferry turns and the whole quay "
                        + "smells of diesel and rain.",
                    Attic
                )
                .Ids
        );
    }

    [Fact]
    public void Moved_scenes_keep_their_identity()
    {
        var draft = new Scenario().Next(Kitchen, Harbour, Attic);
        var before = draft.Ids;
        Assert.Equal([before[2], before[0], before[1]], draft.Next(Attic, Kitchen, Harbour).Ids);
    }

    [Fact]
    public void Inserted_scenes_with_renumbering_shift_no_identity()
    {
        var draft = new Scenario().Next(Numbered(Kitchen, "1"), Numbered(Harbour, "2"), Numbered(Attic, "3"));
        var before = draft.Ids;
        var after = draft
            .Next(
                Numbered("INT. CAR - NIGHT\n\nRain.", "1"),
                Numbered(Kitchen, "2"),
                Numbered("INT. CAR - DAY\n\nSun.", "3"),
                Numbered(Harbour, "4"),
                Numbered(Attic, "5")
            )
            .Ids;
        Assert.Equal(before, [after[1], after[3], after[4]]);
        Assert.DoesNotContain(after[0], before);
        Assert.DoesNotContain(after[2], before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_a_divided_scene_the_larger_part_keeps_the_identity(bool largerFirst)
    {
        string[] lines =
        [
            "Mara pours the last of the tea into a chipped cup.",
            "The wind under the door moans like a dog.",
            "She counts the matches: four.",
            "A knock, then silence, then another knock.",
            "Tomas stands outside with a lantern and a dead gull.",
            "He does not say what he came for.",
            "They look at the sea for a long while.",
            "The lamp above them stays dark.",
        ];
        var cut = largerFirst ? 5 : 3;
        var draft = new Scenario().Next("INT. HOUSE - NIGHT\n\n" + string.Join("\n\n", lines), Harbour);
        var before = draft.Ids;
        var after = draft
            .Next(
                "INT. HOUSE - NIGHT\n\n" + string.Join("\n\n", lines[..cut]),
                "EXT. HOUSE - NIGHT\n\n" + string.Join("\n\n", lines[cut..]),
                Harbour
            )
            .Ids;
        Assert.Equal(before[0], after[largerFirst ? 0 : 1]);
        Assert.Equal(before[1], after[2]);
        Assert.DoesNotContain(after[largerFirst ? 1 : 0], before);
    }

    [Fact]
    public void Two_scenes_made_one_keep_the_identity_of_the_larger()
    {
        var draft = new Scenario().Next(Kitchen, "INT. HALL - NIGHT\n\nShe hangs up her coat.", Harbour);
        var before = draft.Ids;
        Assert.Equal(
            [before[0], before[2]],
            draft.Next("INT. HALL - NIGHT\n\nShe hangs up her coat.\n\n" + Kitchen.Split("\n\n")[1], Harbour).Ids
        );
    }

    [Fact]
    public void Ten_scenes_under_one_heading_are_told_apart_by_text_and_order()
    {
        string Car(int i, string more = "") =>
            $"INT. CAR - DAY\n\nMile {i}. "
            + $"{new[] { "Rain drums on the roof", "Sun in the mirror", "A dog on the back seat barks", "Nobody speaks", "The radio dies", "They argue over the map", "She sleeps", "He hums an old tune", "Steam from the bonnet", "The sea at last" }[i]}.{more}";
        var draft = new Scenario().Next(Enumerable.Range(0, 10).Select(i => Car(i)));
        var before = draft.Ids;
        int[] order = [0, 1, 3, 2, 4, 6, 7, 8, 9]; // one gone, two changed places, one edited
        var after = draft.Next(order.Select(i => Car(i, i == 7 ? " Then quiet." : ""))).Ids;
        Assert.Equal(order.Select(i => before[i]), after);
    }

    [Fact]
    public void Scenes_that_read_the_same_are_told_apart_by_their_neighbours()
    {
        const string Empty = "INT. CAR - DAY\n\nThey drive.";
        var draft = new Scenario().Next(Empty, Kitchen, Empty, Harbour, Empty, Attic);
        var before = draft.Ids;
        Assert.Equal([before[1], before[2], before[3], before[4], before[5]], draft.Next(Kitchen, Empty, Harbour, Empty, Attic).Ids);
    }

    [Fact]
    public void A_scene_that_comes_back_is_the_one_that_went()
    {
        var draft = new Scenario().Next(Kitchen, Harbour, Attic);
        var before = draft.Ids;
        Assert.Equal([before[0], before[2]], draft.Next(Kitchen, Attic).Ids);
        Assert.Equal(before, draft.Next(Kitchen, Harbour + " A child waves.", Attic).Ids);
    }

    [Fact]
    public void A_new_scene_under_the_heading_of_one_that_went_earlier_is_a_new_scene()
    {
        var draft = new Scenario().Next(Kitchen, Harbour, Attic);
        var before = draft.Ids;
        draft.Next(Kitchen, Attic);
        Assert.DoesNotContain(
            draft.Next(Kitchen, "EXT. HARBOUR - DAY\n\nYears later. A museum stands where the cranes were.", Attic).Ids[1],
            before
        );
    }

    [Fact]
    public void A_fixed_number_tells_a_scene_that_was_rewritten_from_heading_to_end()
    {
        var draft = new Scenario().Next(
            Numbered(Kitchen, "1"),
            Numbered(Harbour, "2"),
            Numbered(Attic, "3"),
            Numbered("INT. CAR - DAY\n\nA long quiet drive to the north.", "4")
        );
        var before = draft.Ids;
        var after = draft
            .Next(
                Numbered(Kitchen, "1"),
                Numbered("INT. STATION - NIGHT\n\nShe misses every train.", "2"),
                Numbered("EXT. HILL - DAY\n\nA new one.", "2A"),
                Numbered(Attic, "3"),
                Numbered("INT. CAR - DAY\n\nA long quiet drive to the north.", "4")
            )
            .Ids;
        Assert.Equal(before, [after[0], after[1], after[3], after[4]]);
    }

    [Fact]
    public void Too_few_numbers_prove_nothing()
    {
        var draft = new Scenario().Next(Numbered(Kitchen, "1"), Numbered(Harbour, "2"), Numbered(Attic, "3"));
        var before = draft.Ids;
        var after = draft
            .Next(Numbered("INT. STATION - NIGHT\n\nShe misses every train.", "1"), Numbered(Harbour, "2"), Numbered(Attic, "3"))
            .Ids;
        Assert.Equal(before[1..], after[1..]);
        Assert.DoesNotContain(after[0], before);
    }

    [Fact]
    public void Numbers_blank_lines_and_sections_do_not_change_a_scene()
    {
        var one = SceneProse.Of(Web.Screenplays.Fountain.FountainParser.Parse($"{Kitchen}\n\n{Harbour}\n"));
        var two = SceneProse.Of(Web.Screenplays.Fountain.FountainParser.Parse($"{Numbered(Kitchen, "12")}\n\n\n\n# ACT TWO\n\n{Harbour}"));
        Assert.Equal(one.Select(s => s.Hash()), two.Select(s => s.Hash()));
    }

    [Fact]
    public void Scenes_nobody_touched_survive_whatever_happens_around_them()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var scenes = Enumerable.Range(0, random.Next(5, 60)).Select(i => (Text: Invent(random, i), Untouched: true)).ToList();
            var draft = new Scenario().Next(scenes.Select((s, i) => Numbered(s.Text, $"{i + 1}")));
            for (var round = 0; round < 4; round++)
            {
                var before = scenes.Select((s, i) => (s.Text, Id: draft.Ids[i])).ToDictionary(s => s.Text, s => s.Id);
                Edit(random, scenes);
                draft.Next(scenes.Select((s, i) => seed % 2 == 0 ? Numbered(s.Text, $"{i + 1}") : s.Text));
                for (var i = 0; i < scenes.Count; i++)
                {
                    Assert.True(
                        !before.TryGetValue(scenes[i].Text, out var id) || id == draft.Ids[i],
                        $"seed {seed}, round {round}, scene {i}: {scenes[i].Text}"
                    );
                }
            }
        }
    }

    [Theory]
    [InlineData(300)]
    [InlineData(5000)]
    public void A_long_script_that_changed_everywhere_is_matched_scene_by_scene(int count)
    {
        var random = new Random(11);
        var known = Enumerable.Range(0, count).Select(i => Known(random, i)).ToList();
        var found = known.ConvertAll(k => new FoundScene(
            null,
            k.Heading,
            k.Hash + "*",
            [.. k.Words.Select((w, i) => i % 9 == 0 ? "altered" : w)]
        ));
        Assert.Equal(known.Select(k => (Guid?)k.Id), SceneIdentity.Match(known, found));
    }

    private static KnownScene Known(Random random, int i) =>
        new(
            Guid.NewGuid(),
            i + 1,
            null,
            $"INT. CAR {i % 7} - DAY",
            $"hash{i}",
            [.. Enumerable.Range(0, 60).Select(_ => $"word{random.Next(4000)}")]
        );

    private static string Invent(Random random, int i) =>
        $"INT. ROOM {random.Next(6)} - {(random.Next(2) == 0 ? "DAY" : "NIGHT")}\n\nThis is beat {i} {random.Next(100000)}. "
        + $"{string.Join(' ', Enumerable.Range(0, random.Next(2, 30)).Select(_ => $"w{random.Next(300)}"))}.";

    private static void Edit(Random random, List<(string Text, bool Untouched)> scenes)
    {
        for (var edits = random.Next(1, 8); edits > 0 && scenes.Count > 2; edits--)
        {
            var at = random.Next(scenes.Count);
            switch (random.Next(5))
            {
                case 0:
                    scenes.RemoveAt(at);
                    break;
                case 1:
                    scenes.Insert(at, (Invent(random, 1000 + random.Next(100000)), true));
                    break;
                case 2:
                    var moved = scenes[at];
                    scenes.RemoveAt(at);
                    scenes.Insert(random.Next(scenes.Count + 1), moved);
                    break;
                case 3:
                    scenes[at] = (scenes[at].Text + $" And more {random.Next(100000)}.", false);
                    break;
                default:
                    scenes[at] = (scenes[at].Text.Replace("ROOM", $"HALL {random.Next(100000)}"), false);
                    break;
            }
        }
    }

    private static string Numbered(string scene, string number) =>
        scene.Insert(scene.IndexOf('\n', StringComparison.Ordinal), $" #{number}#");
}
