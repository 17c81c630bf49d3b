namespace AssetLibrary.Web.Screenplays.PlainText;

/// <summary>A line with what it is indented by, tabs as eight columns. Number is 1-based; the text has no spaces around it.</summary>
internal readonly record struct TextLine(int Number, int Indent, string Text)
{
    private const int Tab = 8;

    public bool IsBlank => Text.Length == 0;

    public static List<TextLine> Split(string text)
    {
        var lines = new List<TextLine>();
        foreach (var range in text.AsSpan().Split('\n'))
        {
            lines.Add(Read(lines.Count + 1, text.AsSpan()[range]));
        }
        return lines;
    }

    public static TextLine Read(int number, ReadOnlySpan<char> line)
    {
        var (indent, at) = (0, 0);
        for (; at < line.Length && char.IsWhiteSpace(line[at]); at++)
        {
            indent +=
                line[at] == '\t' ? Tab - (indent % Tab)
                : line[at] == '\u3000' ? 2
                : 1;
        }
        return new TextLine(number, indent, line[at..].TrimEnd().ToString());
    }
}
