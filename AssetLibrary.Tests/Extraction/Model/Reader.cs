using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AssetLibrary.Tests.Services;

namespace AssetLibrary.Tests.Extraction.Model;

/// <summary>
/// Plays a language model: it lists the words it was taught wherever a line has them, in the shape that was asked for.
/// </summary>
public sealed partial class Reader
{
    private readonly List<(string List, string Name, string Word, string[] Aliases)> taught = [];

    public Reader Knows(string list, string name, string? word = null, params string[] aliases)
    {
        taught.Add((list, name, word ?? name, aliases));
        return this;
    }

    public ModelReply Read(ModelRequest request) => ModelReply.Says(Answer(request));

    public string Answer(ModelRequest request) =>
        JsonSerializer.Serialize(new { scenes = Scenes(request).Select(s => Scene(s.Id, s.Lines)) });

    public static IReadOnlyList<(string Id, List<(int Number, string Text)> Lines)> Scenes(ModelRequest request) =>
        [
            .. Block()
                .Matches(request.User)
                .Select(m =>
                    (
                        m.Groups["id"].Value,
                        Numbered()
                            .Matches(m.Groups["lines"].Value)
                            .Select(l => (int.Parse(l.Groups["number"].Value, CultureInfo.InvariantCulture), l.Groups["text"].Value))
                            .ToList()
                    )
                ),
        ];

    public static string Ids(ModelRequest request) => string.Join(' ', Scenes(request).Select(s => s.Id));

    public static object Item(string name, int line, string quote, params string[] aliases) =>
        new
        {
            name,
            aliases,
            description = "",
            speaks = false,
            evidence = new[] { new { line, quote } },
        };

    private object Scene(string id, List<(int Number, string Text)> lines)
    {
        object[] List(string list) =>
            [
                .. taught
                    .Where(t => t.List == list)
                    .Select(t => (t, Lines: lines.Where(l => l.Text.Contains(t.Word, StringComparison.OrdinalIgnoreCase)).Take(3).ToList()))
                    .Where(t => t.Lines.Count > 0)
                    .Select(t => new
                    {
                        name = t.t.Name,
                        aliases = t.t.Aliases,
                        description = "",
                        speaks = false,
                        evidence = t.Lines.Select(l => new { line = l.Number, quote = l.Text }),
                    }),
            ];
        return new
        {
            scene = id,
            characters = List("characters"),
            locations = List("locations"),
            props = List("props"),
        };
    }

    [GeneratedRegex("""<scene id="(?<id>[^"]+)">\n(?<lines>.*?)</scene>""", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Block();

    [GeneratedRegex("""^(?<number>\d+)\| (?<text>.*)$""", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Numbered();
}
