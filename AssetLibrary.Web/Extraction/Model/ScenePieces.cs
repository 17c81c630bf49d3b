using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>A script cut into what can be asked about: its scenes without notes, sections and comments, long ones in parts.</summary>
internal static class ScenePieces
{
    private static readonly ElementType[] Unread = [ElementType.Note, ElementType.Section, ElementType.Synopsis, ElementType.PageBreak];

    public static List<ScenePiece> Of(Screenplay screenplay, int mostTokens)
    {
        var pieces = new List<ScenePiece>();
        foreach (var (scene, heading, lines) in Scenes(screenplay))
        {
            var todo = new Stack<ScenePiece>([new(scene, 0, heading, [.. lines.SelectMany(l => Short(l, mostTokens))])]);
            while (todo.TryPop(out var piece))
            {
                if (piece.Tokens > mostTokens && piece.Halves() is var (first, second))
                {
                    todo.Push(second);
                    todo.Push(first);
                }
                else
                {
                    pieces.Add(piece);
                }
            }
        }

        return pieces;
    }

    /// <summary>In the script's order, as many as fit together.</summary>
    public static IEnumerable<List<ScenePiece>> Pack(IEnumerable<ScenePiece> pieces, int mostTokens)
    {
        var (batch, tokens) = (new List<ScenePiece>(), 0);
        foreach (var piece in pieces)
        {
            if (batch.Count > 0 && tokens + piece.Tokens > mostTokens)
            {
                yield return batch;
                (batch, tokens) = ([], 0);
            }

            batch.Add(piece);
            tokens += piece.Tokens;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static IEnumerable<(int Scene, string Heading, List<PieceLine> Lines)> Scenes(Screenplay screenplay)
    {
        var (scene, heading, lines) = (0, "", new List<PieceLine>());
        foreach (var element in screenplay.Elements)
        {
            if (element.Type == ElementType.SceneHeading)
            {
                if (lines.Count > 0)
                {
                    yield return (scene, heading, lines);
                }

                (scene, heading, lines) = (scene + 1, element.Text, []);
            }

            if (Array.IndexOf(Unread, element.Type) >= 0)
            {
                continue;
            }

            var number = element.Line;
            foreach (var text in element.Text.Split('\n'))
            {
                if (!string.IsNullOrWhiteSpace(text))
                {
                    lines.Add(new(number, Plain(text), false));
                }

                number++;
            }

            if (lines.Count > 0 && element.Type is not (ElementType.Character or ElementType.Parenthetical))
            {
                lines[^1] = lines[^1] with { EndsParagraph = true };
            }
        }

        if (lines.Count > 0)
        {
            yield return (scene, heading, lines);
        }
    }

    // A line that alone is more than a question may hold stands there as several with the same number.
    private static IEnumerable<PieceLine> Short(PieceLine line, int mostTokens)
    {
        var most = Math.Max(200, mostTokens / 2);
        while (line.Text.Length > most && TokenEstimate.Of(line.Text) > most)
        {
            var cut = line.Text.LastIndexOf(' ', most - 1, most / 2);
            cut =
                cut > 0 ? cut
                : char.IsHighSurrogate(line.Text[most - 1]) ? most - 1
                : most;
            yield return line with
            {
                Text = line.Text[..cut],
                EndsParagraph = true,
            };
            line = line with { Text = line.Text[cut..].TrimStart() };
        }

        yield return line;
    }

    private static string Plain(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
