using System.Text;

namespace AssetLibrary.Web.Screenplays.FinalDraft;

/// <summary>Lines that are written one by one and counted from 1.</summary>
internal sealed class FountainText
{
    private readonly StringBuilder text = new();
    private bool spaced = true;

    public int LineCount { get; private set; }

    /// <summary>Writes the line and says its number.</summary>
    public int Put(string line)
    {
        text.Append(text.Length > 0 ? "\n" : "").Append(line);
        spaced = false;
        return ++LineCount;
    }

    /// <summary>An empty line before what comes, unless it is the first or there is one already.</summary>
    public void Space()
    {
        if (!spaced)
        {
            Put("");
        }
        spaced = true;
    }

    public override string ToString() => text.ToString();
}
