namespace AssetLibrary.Tests.Screenplays;

/// <summary>Reads the few forms of YAML that Jouvence's test files use: in, out and title of each document.</summary>
internal static class JouvenceCases
{
    internal sealed record Case(string Input, IReadOnlyList<string> Expected, IReadOnlyDictionary<string, string> Title);

    public static IReadOnlyList<Case> Read(string file) =>
        [.. File.ReadAllText(file).Split("---\n", StringSplitOptions.RemoveEmptyEntries).Select(Document)];

    private static Case Document(string document)
    {
        var lines = document.Split('\n');
        var input = "";
        var expected = new List<string>();
        var title = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("in: |", StringComparison.Ordinal))
            {
                var block = lines
                    .Skip(i + 1)
                    .TakeWhile(l => l.StartsWith("    ", StringComparison.Ordinal) || l.Length == 0)
                    .Select(l => l.Length == 0 ? "" : l[4..])
                    .ToList();
                input = string.Join('\n', block);
                i += block.Count;
            }
            else if (lines[i].StartsWith("in: ", StringComparison.Ordinal))
            {
                input = Scalar(lines[i][4..]);
            }
            else if (lines[i].TrimStart().StartsWith("- ", StringComparison.Ordinal))
            {
                expected.Add(Scalar(lines[i].Trim()[2..]));
            }
            else if (lines[i].StartsWith("    ", StringComparison.Ordinal) && lines[i].Contains(": ", StringComparison.Ordinal))
            {
                var entry = lines[i].Trim().Split(": ", 2);
                title[entry[0]] = entry[1];
            }
        }
        return new Case(input, expected, title);
    }

    private static string Scalar(string quoted) =>
        quoted[0] == '"'
            ? quoted[1..^1].Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal)
            : quoted[1..^1];
}
