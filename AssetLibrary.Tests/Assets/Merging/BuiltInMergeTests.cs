using AssetLibrary.Web.Assets.Merging;

namespace AssetLibrary.Tests.Assets.Merging;

public sealed class BuiltInMergeTests
{
    [Theory]
    [InlineData("", "A scar.", "A scar.")]
    [InlineData("A scar.", "", "A scar.")]
    [InlineData("A tall man. A scar on the chin.", "A scar on the chin.", "A tall man. A scar on the chin.")]
    [InlineData(
        "A tall man with a scar.",
        "A tall man with a scar on the chin and an oilskin coat.",
        "A tall man with a scar on the chin and an oilskin coat."
    )]
    [InlineData("A ferryman. Lives by the river.", "He limps.", "A ferryman. Lives by the river. He limps.")]
    [InlineData(
        "Wears an oilskin coat. Lives by the river.",
        "The coat has brass buttons.",
        "Wears an oilskin coat. The coat has brass buttons. Lives by the river."
    )]
    [InlineData(
        "Tall, scar on the chin, oilskin coat.",
        "Scar on the chin, oilskin coat, silver whistle.",
        "Tall, scar on the chin, oilskin coat. Silver whistle."
    )]
    [InlineData("Dr. Voss is tall.", "She limps.", "Dr. Voss is tall. She limps.")]
    [InlineData(
        "Ein Fährmann mit Narbe. Wohnt am Fluss.",
        "Die Narbe läuft über das Kinn.",
        "Ein Fährmann mit Narbe. Die Narbe läuft über das Kinn. Wohnt am Fluss."
    )]
    [InlineData("高个子男人。下巴有一道伤疤。", "他拿着银哨。", "高个子男人。下巴有一道伤疤。他拿着银哨。")]
    [InlineData("背の高い男。顎に傷。", "銀の笛を持つ。", "背の高い男。顎に傷。銀の笛を持つ。")]
    [InlineData("Высокий паромщик. Живет у реки.", "На реке его все знают.", "Высокий паромщик. Живет у реки. На реке его все знают.")]
    public void What_is_new_is_added_where_its_subject_stands(string library, string project, string merged) =>
        Assert.Equal(merged, BuiltInMerge.Merge(library, project).Text);

    [Theory]
    [InlineData("A short grey beard. Tall.", "No beard.", "A short grey beard. No beard. Tall.")]
    [InlineData("About 40 years old. Tall.", "In his 50s.", "About 40 years old. In his 50s. Tall.")]
    [InlineData("Wears a red coat.", "The coat is blue.", "Wears a red coat. The coat is blue.")]
    [InlineData("Kurze Haare. Ein Ring.", "Lange Haare.", "Kurze Haare. Lange Haare. Ein Ring.")]
    [InlineData("Porte un manteau rouge.", "Porte un manteau noir.", "Porte un manteau rouge. Porte un manteau noir.")]
    [InlineData("Tiene 40 años. Alto.", "Tiene 60 años.", "Tiene 40 años. Tiene 60 años. Alto.")]
    [InlineData("Ha la barba. Alto.", "Senza barba.", "Ha la barba. Senza barba. Alto.")]
    [InlineData("Usa um casaco vermelho.", "Usa um casaco preto.", "Usa um casaco vermelho. Usa um casaco preto.")]
    [InlineData("Носит красный шарф. Высокий.", "Носит синий шарф.", "Носит красный шарф. Носит синий шарф. Высокий.")]
    [InlineData("穿红色大衣。很高。", "穿黑色大衣。", "穿红色大衣。穿黑色大衣。很高。")]
    [InlineData("赤い上着を着る。", "黒い上着を着る。", "赤い上着を着る。黒い上着を着る。")]
    public void What_is_changed_stands_behind_what_it_changes_and_is_told(string library, string project, string merged)
    {
        var made = BuiltInMerge.Merge(library, project);
        Assert.Equal(merged, made.Text);
        Assert.Single(made.Changes);
        Assert.Single(made.Notices);
    }

    [Fact]
    public void Markdown_is_kept()
    {
        const string Library = "## Looks\n\n- grey beard\n- oilskin coat\n\n## Story\n\nA ferryman by the river.\n\n```\nseed 42\n```";
        var made = BuiltInMerge.Merge(Library, "## Looks\n\n- silver whistle\n\n## Voice\n\nHoarse.");
        Assert.Equal(
            "## Looks\n\n- grey beard\n- oilskin coat\n- silver whistle\n\n## Story\n\nA ferryman by the river.\n\n```\nseed "
                + "42\n```\n\n## Voice\n\nHoarse.",
            made.Text
        );
    }

    [Theory]
    [InlineData(
        "A tall woman in her 40s; grey eyes. Known as “the Wren”. Drives a 1968 van.",
        "Short red hair. Calls herself \"Birdie\". Never drives at night, and owns 3 dogs."
    )]
    [InlineData("- scar\n- coat, torn\n\nOne arm.", "Two arms? No: one. Scar on the left cheek; 1.90 m tall.")]
    [InlineData("Ein Müller, 60 Jahre alt. Trägt „Luise“ als Anhänger.", "Eine Müllerin. 35 Jahre. Kein Anhänger!")]
    [InlineData("Vieille maison aux volets verts. « Les Ormes », dit la plaque.", "Volets bleus, toit de tuiles; un puits.")]
    [InlineData("古い灯台。「灯」という看板。高さ30メートル。", "新しい灯台。赤い屋根。")]
    [InlineData("no sentence marks at all", "nothing here either")]
    public void Nothing_vanishes(string library, string project)
    {
        Assert.Empty(BuiltInMerge.Merge(library, project).Missing);
        Assert.Empty(BuiltInMerge.Merge(project, library).Missing);
        Assert.Equal(
            BuiltInMerge.Merge(library, project).Text,
            BuiltInMerge.Merge(BuiltInMerge.Merge(library, project).Text, project).Text
        );
    }

    [Fact]
    public async Task Long_and_odd_texts_end_soon_and_lose_nothing()
    {
        var random = new Random(3);
        const string Signs = "ab c.,;!?\n\n-*#`|「」。、的“”'é🙂 \ud83d 12";
        for (var i = 0; i < 300; i++)
        {
            var (library, project) = (Odd(), Odd());
            var made = BuiltInMerge.Merge(library, project);
            Assert.True(made.Missing.Count == 0, $"{string.Join(' ', made.Missing)}: «{library}» and «{project}» became «{made.Text}»");
        }

        var sentences = string.Join(' ', Enumerable.Range(0, 400).Select(n => $"Sentence {n} has a word{n}."));
        var others = string.Join(' ', Enumerable.Range(300, 400).Select(n => $"Sentence {n} has a word{n}."));
        var cancel = TestContext.Current.CancellationToken;
        var merged = await Task.Run(() => BuiltInMerge.Merge(sentences, others), cancel).WaitAsync(Patience.Limit, cancel);
        Assert.Empty(merged.Missing);

        string Odd() => new([.. Enumerable.Range(0, random.Next(60)).Select(_ => Signs[random.Next(Signs.Length)])]);
    }
}
