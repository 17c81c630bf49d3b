namespace AssetLibrary.Tests.Extraction;

public class ManyLanguagesTests
{
    [Theory]
    [InlineData("Вера достаёт из сумочки лупу и листает книгу с фотографиями.", "Сумочка,Лупа,Книга,Фотография")]
    [InlineData("Nino prende le chiavi dal bancone e asciuga i bicchieri con lo straccio.", "Chiavi,Bicchieri,Straccio")]
    [InlineData("Amélia entra com um guarda-chuva e duas gaiolas. Pega nos botões da caixa.", "Guarda-chuva,Gaiolas,Botões,Caixa")]
    [InlineData("Il tire l'échelle et pose l'éventail sur le clavecin.", "Échelle,Éventail,Clavecin")]
    [InlineData("Sie nimmt die Gläser und den Kupferkessel mit. Er steht auf dem Boden.", "Gläser,Kupferkessel")]
    [InlineData("她从包里掏出一张旧照片，桌上放着一台录音笔。", "照片,录音笔")]
    [InlineData("電車の網棚に風呂敷包みを載せる。懐中電灯の光が二つ。", "電車,風呂敷包み,懐中電灯")]
    public void Things_are_known_in_their_cases_and_numbers(string action, string props)
    {
        Assert.Equal(props.Split(','), new Extracted("INT. A - DAY\n\n" + action).Props);
    }

    [Theory]
    [InlineData("Il porte une barbe comme un balai, la taille d'un chien.")]
    [InlineData("The engine sounds like a rifle. It is the size of a bus and shines like a coin.")]
    [InlineData("Sie hat Augen wie eine Katze und eine Stimme wie ein Messer. Er ist nicht da.")]
    public void What_is_only_like_a_thing_is_none(string action)
    {
        Assert.Empty(new Extracted("INT. A - DAY\n\n" + action).Props.Except(["Engine"]));
    }

    [Theory]
    [InlineData("ТОМ И МАША", "ТОМ", "МАША", "Вера и Том стоят у машины, и они не знают, где она.")]
    [InlineData("ZÉ E AMÉLIA", "ZÉ", "AMÉLIA", "Ela não sabe que ele está com um copo na mão e uma faca no bolso.")]
    [InlineData("林晓和老周", "林晓", "老周", "窗外下着雨，巷子里没有人。")]
    [InlineData("FITZ & FATZ", "FITZ", "FATZ", "Sie sitzen auf dem Baum und er ist nicht da.")]
    public void Two_in_one_cue_are_two(string cue, string one, string other, string action)
    {
        var found = new Extracted($"INT. A - DAY\n\n{action}\n\n@{one}\nA.\n\n@{other}\nB.\n\n@{cue}\nC.");

        Assert.Equal(2, found.All.Count(a => a.Speaks));
    }

    [Fact]
    public void A_man_with_an_umbrella_is_one_man()
    {
        Assert.Equal(
            ["Hombre con Paraguas"],
            new Extracted("INT. A - DÍA\n\nElla se para y él no se va de la calle.\n\nHOMBRE CON PARAGUAS\nHola.").Characters
        );
    }

    [Theory]
    [InlineData("宮下透子（28）、帳簿に書きこんでいる。", "透子", "宮下透子")]
    [InlineData("窗边坐着林晓（28岁），她在看书。", "林晓", null)]
    public void Writing_without_spaces_has_names_too(string action, string cue, string? alias)
    {
        var found = new Extracted($"INT. A - DAY\n\n{action}\n\n@{cue}\nA.");

        Assert.Equal([cue], found.Characters);
        Assert.Equal(alias is null ? [] : [alias], found[cue].Aliases);
    }
}
