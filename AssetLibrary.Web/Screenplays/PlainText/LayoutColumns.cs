using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Screenplays.PlainText;

/// <summary>
/// The left margins of a script that is laid out by indents, found in the script itself: speech stands right of action,
/// cues right of speech. Dialogue is the column most speeches begin in.
/// </summary>
internal sealed record LayoutColumns(int Action, int Dialogue, int Cue)
{
    private const int Widest = 120,
        Apart = 3;

    /// <summary>Null where fewer than that many cues stand right of what follows them.</summary>
    public static LayoutColumns? Find(IReadOnlyList<TextLine> lines, int fewestCues)
    {
        var (cues, speeches, actions, all) = (new int[Widest], new int[Widest], new int[Widest], new int[Widest]);
        var found = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.IsBlank || line.Indent >= Widest)
            {
                continue;
            }
            all[line.Indent]++;
            if (SceneHeading.Starts(line.Text))
            {
                actions[Math.Min(Widest - 1, line.Indent + HeadingPrefix.Number(line.Text, out _))]++;
            }
            else if (i + 1 < lines.Count && (i == 0 || lines[i - 1].IsBlank) && IsCue(line, lines[i + 1]))
            {
                found++;
                cues[line.Indent]++;
                var speech = i + 1;
                while (speech + 1 < lines.Count && lines[speech].Text.StartsWith('(') && !lines[speech + 1].IsBlank)
                {
                    speech++;
                }
                speeches[Math.Min(Widest - 1, lines[speech].Indent)]++;
            }
        }
        if (found < fewestCues)
        {
            return null;
        }
        var (cue, dialogue) = (Most(cues, Widest), Most(speeches, Widest));
        var action = actions.Any(a => a > 0) ? Most(actions, dialogue) : Most(all, Math.Max(1, dialogue - Apart));
        return cue >= dialogue + Apart && dialogue >= action + Apart ? new LayoutColumns(action, dialogue, cue) : null;
    }

    public bool IsCueAt(int indent) => indent >= Dialogue + Apart;

    public bool IsSpeechAt(int indent) => indent > Action + ((Dialogue - Action) / 2) && indent < Cue + 1;

    public bool IsActionAt(int indent) => indent < Action + ((Dialogue - Action + 1) / 2);

    private static bool IsCue(TextLine line, TextLine next) =>
        !next.IsBlank
        && line.Indent >= next.Indent + 2
        && next.Indent > 0
        && line.Text.Length <= 45
        && !line.Text.StartsWith('(')
        && CueLine.Looks(line.Text)
        && !TransitionLine.Looks(line.Text)
        && !TransitionLine.IsKnown(line.Text);

    private static int Most(int[] counts, int below)
    {
        var best = 0;
        for (var i = 1; i < Math.Min(below, counts.Length); i++)
        {
            best = counts[i] > counts[best] ? i : best;
        }
        return best;
    }
}
