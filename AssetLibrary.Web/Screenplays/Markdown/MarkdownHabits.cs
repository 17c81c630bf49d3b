using Markdig.Syntax;

namespace AssetLibrary.Web.Screenplays.Markdown;

/// <summary>Which bold names come again and again in a script: those speak, a bold word that stands once does not.</summary>
internal sealed class MarkdownHabits
{
    private readonly Dictionary<string, int> names = new(StringComparer.OrdinalIgnoreCase);

    public MarkdownHabits(IEnumerable<MarkdownDocument> pieces)
    {
        foreach (var block in pieces.SelectMany(p => p.Descendants<ParagraphBlock>()))
        {
            foreach (var (text, _) in MarkdownScript.Lines(block))
            {
                if (BoldCue.Read(text) is { } cue)
                {
                    names[cue.Name] = names.GetValueOrDefault(cue.Name) + 1;
                }
            }
        }
    }

    public bool ComesAgain(string name) => names.GetValueOrDefault(name) > 1;
}
