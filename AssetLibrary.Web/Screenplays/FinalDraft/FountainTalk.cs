namespace AssetLibrary.Web.Screenplays.FinalDraft;

/// <summary>Paragraphs of dialogue that follow each other are one speech, also over empty ones between them.</summary>
internal sealed class FountainTalk(FountainText source, List<ScreenplayElement> elements)
{
    private readonly List<string> said = [];
    private int firstLine;
    private int pauses;

    public int Say(string line)
    {
        if (line.Length == 0)
        {
            Pause();
            return source.LineCount + 1;
        }
        for (; pauses > 0 && said.Count > 0; pauses--)
        {
            // Two spaces are Fountain's empty line that does not end a speech.
            source.Put("  ");
            said.Add("");
        }
        pauses = 0;
        said.Add(line);
        var at = source.Put(line);
        firstLine = said.Count == 1 ? at : firstLine;
        return at;
    }

    /// <summary>An empty line, if more is said after it.</summary>
    public void Pause() => pauses++;

    public void End()
    {
        if (said.Count > 0)
        {
            elements.Add(
                new ScreenplayElement(ElementType.Dialogue, string.Join('\n', said), firstLine) { EndLine = firstLine + said.Count - 1 }
            );
            said.Clear();
        }
        pauses = 0;
    }
}
