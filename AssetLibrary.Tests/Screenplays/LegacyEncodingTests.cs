using System.Text;

namespace AssetLibrary.Tests.Screenplays;

public class LegacyEncodingTests
{
    [Theory]
    [InlineData(932, "shift_jis", "INT. 駅 - 夜\n\n太郎\n静かだ。")]
    [InlineData(932, "shift_jis", "○ 公園（夜）\n\n花子、ベンチに座っている。\n\n花子\nこんばんは。")]
    [InlineData(54936, "gb18030", "内景 厨房 - 夜\n\n李明走进来，看着桌上的灯。\n\n李明\n你好。")]
    [InlineData(1251, "windows-1251", "ИНТ. КУХНЯ - НОЧЬ\n\nАнна входит и зажигает лампу.\n\nАННА\nКто там?")]
    [InlineData(1252, "windows-1252", "INT. CAFÉ - NUIT\n\nÉLODIE entre, pressée ; elle a oublié l'été.\n\nÉLODIE\nOù êtes-vous ?")]
    [InlineData(1252, "windows-1252", "INNEN. KÜCHE - TAG\n\nMÜLLER öffnet die Tür. »Grüß Gott«, sagt er.\n\nMÜLLER\nSchön.")]
    public async Task Letters_tell_the_encoding(int codePage, string encoding, string text)
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetBytes(text);
        var script = await Reading.OfAsync(bytes);

        Assert.Equal((text, encoding), (script.Source, script.Encoding));
        Assert.Contains("not UTF-8", script.Notices[0].Message, StringComparison.Ordinal);
        Assert.Single(script.Scenes);
    }
}
