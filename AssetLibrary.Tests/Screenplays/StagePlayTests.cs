using AssetLibrary.Web.Screenplays;

namespace AssetLibrary.Tests.Screenplays;

public class StagePlayTests
{
    [Theory]
    [InlineData("ANNA. Who is there?\n\nBEN (aside). She has heard me.\n\nANNA. Speak!\n\nBEN. It is I.")]
    [InlineData("ANNA: Who is there?\nBEN (aside): She has heard me.\nANNA: Speak!\nBEN: It is I.")]
    [InlineData("ANNA.- Who is there?\n\nBEN.- She has heard me.\n\nANNA.- Speak!\n\nBEN.- It is I.")]
    [InlineData("ANNA. — Who is there?\n\nBEN, aside. — She has heard me.\n\nANNA. — Speak!\n\nBEN. — It is I.")]
    [InlineData("Anna: Who is there?\nBen: She has heard me.\nAnna: Speak!\nBen: It is I.")]
    [InlineData("ANNA.\nWho is there?\n\nBEN (aside).\nShe has heard me.\n\nANNA.\nSpeak!\n\nBEN.\nIt is I.")]
    public async Task However_names_are_set_off_they_speak_in_one_scene(string text)
    {
        var script = await Reading.OfAsync("The Door\n\n(A dark hall.)\n\n" + text);

        Assert.Equal(ScriptFormat.Text, script.Format);
        Assert.Equal("ANNA,BEN", string.Join(',', script.Characters).ToUpperInvariant());
        Assert.Equal(4, script.Elements.Count(e => e.Type == ElementType.Dialogue));
        Assert.Equal("The Door", script.Title);
        Assert.Single(script.Scenes);
        Assert.Equal(2, script.Scenes[0].Characters.Count);
        script.AssertQuotable();
    }

    [Theory]
    [InlineData("ACT I\n\nSCENE 1. A wood.\n\nANNA. A.\n\nBEN. B.\n\nSCENE 2. The mill.\n\nANNA. C.\n\nBEN. D.", "A wood,The mill")]
    [InlineData("ACT I, SCENE 1. A wood.\n\nANNA. A.\n\nBEN. B.\n\nACT I, SCENE 2. The mill.\n\nANNA. C.\n\nBEN. D.", "A wood,The mill")]
    [InlineData(
        "Erster Akt\n\n1. Szene: Ein Wald.\n\nANNA. A.\n\nBEN. B.\n\n2. Szene: Die Mühle.\n\nANNA. C.\n\nBEN. D.",
        "Ein Wald,Die Mühle"
    )]
    [InlineData("Erster Aufzug\n\nErster Auftritt\n\nANNA. A.\n\nBEN. B.\n\nZweiter Auftritt\n\nANNA. C.\n\nBEN. D.", ",")]
    [InlineData(
        "La scène se passe à Paris, chez Anne.\n\nACTE PREMIER\n\nSCÈNE PREMIÈRE.\nANNE, BENOÎT.\n\nANNE.\nA.\n\nBENOÎT.\nB.\n\nSCÈNE "
            + "II. - ANNE, BENOÎT.\n\nANNE.\nC.\n\nBENOÎT.\nD.",
        "Paris,Paris"
    )]
    [InlineData("ACTO PRIMERO\n\nESCENA I\n\nANA.- A.\n\nLUIS.- B.\n\nESCENA II\n\nANA.- C.\n\nLUIS.- D.", ",")]
    [InlineData("ATTO PRIMO\n\nSCENA PRIMA\n\nANNA. A.\n\nUGO. B.\n\nSCENA SECONDA\n\nANNA. C.\n\nUGO. D.", ",")]
    [InlineData("ДЕЙСТВИЕ ПЕРВОЕ\n\nЯВЛЕНИЕ ПЕРВОЕ\n\nАННА. А.\n\nПЁТР. Б.\n\nЯВЛЕНИЕ ВТОРОЕ\n\nАННА. В.\n\nПЁТР. Г.", ",")]
    [InlineData("第一幕\n\n李明：你好。\n\n小红：你好。\n\n第二幕\n\n李明：再见。\n\n小红：再见。", ",")]
    public async Task Acts_and_scenes_are_the_scenes(string text, string places)
    {
        var script = await Reading.OfAsync(text);

        Assert.Equal(places, string.Join(',', script.Scenes.Select(s => s.Location)));
        Assert.All(script.Scenes, s => Assert.Equal(2, s.Characters.Count));
    }

    [Fact]
    public async Task The_list_of_persons_is_the_cast()
    {
        var script = await Reading.OfAsync(
            """
            The Door

            DRAMATIS PERSONAE

            Anna, a miller
            Old Ben (her uncle)
            A VOICE

            The scene is laid in a mill, at night.

            ANNA. Who is there?

            OLD BEN. It is I.

            ANNA. Come in.

            [He enters.]
            """
        );

        Assert.Equal(["Anna", "Old Ben", "A VOICE"], script.Tags.Select(t => t.Name));
        Assert.Equal([5, 6, 7], script.Tags.Select(t => t.Lines[0]));
        Assert.Equal("mill", Assert.Single(script.Scenes).Location);
        Assert.Equal(["ANNA", "OLD BEN"], script.Characters);
    }
}
