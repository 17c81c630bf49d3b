using System.Text;
using AssetLibrary.Web.Screenplays;

namespace AssetLibrary.Tests.Screenplays;

/// <summary>Reads a text as a file that somebody gives us.</summary>
internal static class Reading
{
    public static Task<Screenplay> OfAsync(string text, string? fileName = null, ScriptFormat? known = null) =>
        OfAsync(Encoding.UTF8.GetBytes(text), fileName, known);

    public static async Task<Screenplay> OfAsync(byte[] bytes, string? fileName = null, ScriptFormat? known = null) =>
        Assert
            .IsType<ScriptReading.Read>(await ScriptFile.ReadAsync(bytes, fileName, known, TestContext.Current.CancellationToken))
            .Screenplay;

    /// <summary>Every type, with what it holds: "Character ANNA|Dialogue Hello.".</summary>
    public static string Shown(this Screenplay screenplay) =>
        string.Join('|', screenplay.Elements.Select(e => $"{e.Type} {e.Cue ?? e.Text}".Trim()));

    /// <summary>Every line of every element is in the source where it says.</summary>
    public static void AssertQuotable(this Screenplay screenplay)
    {
        var lines = screenplay.Source.Split('\n');
        foreach (var element in screenplay.Elements)
        {
            var text = element.Text.Split('\n');
            for (var i = 0; i < text.Length; i++)
            {
                Assert.Contains(text[i], lines[element.Line - 1 + i], StringComparison.Ordinal);
            }
        }
    }
}
