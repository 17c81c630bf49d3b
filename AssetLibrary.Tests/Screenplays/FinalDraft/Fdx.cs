using System.Security;
using System.Text;
using AssetLibrary.Web.Screenplays;

namespace AssetLibrary.Tests.Screenplays.FinalDraft;

/// <summary>Writes small Final Draft files and reads them through the door that every file comes in by.</summary>
internal static class Fdx
{
    public static string Paragraph(string type, string text, string attributes = "") =>
        $"""<Paragraph Type="{type}" {attributes}><Text>{SecurityElement.Escape(text)}</Text></Paragraph>""";

    public static string File(string paragraphs, string rest = "") =>
        $"""<?xml version="1.0" encoding="UTF-8"?><FinalDraft DocumentType="Script" Version="5"><Content>{paragraphs}</Content>{rest}</FinalDraft>""";

    public static async Task<Screenplay> ReadAsync(string paragraphs, string rest = "") =>
        Assert.IsType<ScriptReading.Read>(await OpenAsync(File(paragraphs, rest))).Screenplay;

    public static Task<ScriptReading> OpenAsync(string xml) => ScriptFile.ReadAsync(Encoding.UTF8.GetBytes(xml), "script.fdx");

    public static async Task<Screenplay> ReadSampleAsync(params string[] path) =>
        Assert.IsType<ScriptReading.Read>(await OpenSampleAsync(path)).Screenplay;

    public static async Task<ScriptReading> OpenSampleAsync(params string[] path) =>
        await ScriptFile.ReadAsync(
            await System.IO.File.ReadAllBytesAsync(Path.Combine([AppContext.BaseDirectory, "Samples", .. path])),
            path[^1]
        );

    /// <summary>Type and text of every element, an element a line.</summary>
    public static string Shown(Screenplay screenplay) =>
        string.Join('\n', screenplay.Elements.Select(e => $"{e.Type} {e.Text.Replace('\n', '|')}"));
}
