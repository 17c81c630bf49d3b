using System.Text;

namespace AssetLibrary.Web.Screenplays.Fountain;

/// <summary>
/// The lines of a script with boneyards and notes taken out. A line keeps its number whatever was taken from it.
/// One pass over the text: an opening mark that is never closed is text, and is looked for only once.
/// </summary>
internal sealed class FountainLines
{
    private readonly string text;
    private readonly List<Line> lines;
    private readonly List<ScreenplayElement> notes = [];
    private readonly List<ParseNotice> notices = [];
    private readonly int lastBoneyardEnd;
    private int noNoteEndBefore;
    private int paragraphEnd;
    private int nextBoneyard = -1;
    private int nextNote = -1;

    private readonly record struct Line(int Start, int Length, string? Shown, bool Blank, bool Hidden);

    private enum Inside
    {
        Text,
        Boneyard,
        Note,
    }

    public FountainLines(string text)
    {
        this.text = text;
        lines = new List<Line>(text.AsSpan().Count('\n') + 1);
        lastBoneyardEnd = text.LastIndexOf("*/", StringComparison.Ordinal);
        Split();
    }

    public int Count => lines.Count;

    public IReadOnlyList<ScreenplayElement> Notes => notes;

    public IReadOnlyList<ParseNotice> Notices => notices;

    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            var line = lines[index];
            return line.Shown is { } shown ? shown : text.AsSpan(line.Start, line.Length);
        }
    }

    /// <summary>Nothing to see: empty, white space, beyond either end, or wholly taken out.</summary>
    public bool IsBlank(int index) => index < 0 || index >= lines.Count || lines[index].Blank;

    /// <summary>Blank only because a boneyard or a note was taken out: it does not end a speech.</summary>
    public bool IsHidden(int index) => index >= 0 && index < lines.Count && lines[index].Hidden;

    /// <summary>A part of a line, as a slice of the source where nothing was taken out of the line.</summary>
    public TextSlice Slice(ReadOnlySpan<char> part) =>
        text.AsSpan().Overlaps(part, out var at) ? new TextSlice(text, at, part.Length) : new TextSlice(part.ToString());

    /// <summary>The lines from first to last as one text; a slice of the source where nothing was taken out.</summary>
    public TextSlice Join(int first, int last)
    {
        var whole = true;
        for (var i = first; i <= last && whole; i++)
        {
            whole = lines[i].Shown is null;
        }
        if (whole)
        {
            var end = lines[last].Start + lines[last].Length;
            return Slice(text.AsSpan(lines[first].Start, end - lines[first].Start).TrimEnd());
        }
        var joined = new StringBuilder();
        for (var i = first; i <= last; i++)
        {
            joined.Append(i > first ? "\n" : "").Append(this[i].TrimEnd());
        }
        return new TextSlice(joined.ToString());
    }

    /// <summary>The lines from first to last as one text, each without the white space around it.</summary>
    public TextSlice JoinTrimmed(int first, int last)
    {
        if (first == last)
        {
            return Slice(this[first].Trim());
        }
        var whole = true;
        for (var i = first; i <= last && whole; i++)
        {
            whole =
                this[i] is { IsEmpty: false } line && lines[i].Shown is null && !char.IsWhiteSpace(line[0]) && !char.IsWhiteSpace(line[^1]);
        }
        if (whole)
        {
            return new TextSlice(text, lines[first].Start, lines[last].Start + lines[last].Length - lines[first].Start);
        }
        var joined = new StringBuilder();
        for (var i = first; i <= last; i++)
        {
            joined.Append(i > first ? "\n" : "").Append(this[i].Trim());
        }
        return new TextSlice(joined.ToString());
    }

    private void Split()
    {
        var inside = Inside.Text;
        var note = new StringBuilder();
        var noteLine = 0;
        for (var start = 0; start <= text.Length; )
        {
            var length = text.AsSpan(start).IndexOf('\n');
            length = length < 0 ? text.Length - start : length;
            var raw = text.AsSpan(start, length);
            if (inside == Inside.Text && NextOpening(start, start + length) < 0)
            {
                lines.Add(new Line(start, length, null, raw.IsWhiteSpace(), false));
            }
            else
            {
                var shown = TakeOut(start, length, ref inside, note, ref noteLine);
                var blank = string.IsNullOrWhiteSpace(shown);
                lines.Add(new Line(start, length, shown, blank, blank));
            }
            start += length + 1;
        }
    }

    private string TakeOut(int start, int length, ref Inside inside, StringBuilder note, ref int noteLine)
    {
        var shown = new StringBuilder();
        var end = start + length;
        for (var at = start; at < end; )
        {
            var rest = text.AsSpan(at, end - at);
            if (inside == Inside.Text)
            {
                var next = NextOpening(at, end);
                shown.Append(next < 0 ? rest : rest[..(next - at)]);
                if (next < 0)
                {
                    break;
                }
                at = next;
                if (!IsClosed(at))
                {
                    shown.Append(text, at, 2);
                }
                else
                {
                    inside = text[at] == '/' ? Inside.Boneyard : Inside.Note;
                    noteLine = lines.Count + 1;
                }
                at += 2;
                continue;
            }
            var close = rest.IndexOf(inside == Inside.Boneyard ? "*/" : "]]", StringComparison.Ordinal);
            if (inside == Inside.Note)
            {
                note.Append(close < 0 ? rest : rest[..close]);
            }
            if (close < 0)
            {
                break;
            }
            if (inside == Inside.Note)
            {
                notes.Add(new ScreenplayElement(ElementType.Note, note.ToString().Trim(), noteLine) { EndLine = lines.Count + 1 });
                note.Clear();
            }
            inside = Inside.Text;
            at += close + 2;
        }
        if (inside == Inside.Note)
        {
            note.Append('\n');
        }
        return shown.ToString();
    }

    /// <summary>
    /// Where the next opening mark stands. The nearest of either kind is remembered, so that neither is searched for twice.
    /// </summary>
    private int NextOpening(int at, int end)
    {
        nextBoneyard = nextBoneyard >= at ? nextBoneyard : Next("/*", at);
        nextNote = nextNote >= at ? nextNote : Next("[[", at);
        var next = Math.Min(nextBoneyard, nextNote);
        return next < end ? next : -1;
    }

    private int Next(string mark, int at)
    {
        var found = text.IndexOf(mark, at, StringComparison.Ordinal);
        return found < 0 ? int.MaxValue : found;
    }

    private bool IsClosed(int at)
    {
        if (text[at] == '/')
        {
            if (lastBoneyardEnd >= at + 2)
            {
                return true;
            }
            Notice("This comment (/*) is never closed, so its text was kept.");
            return false;
        }
        if (at < noNoteEndBefore)
        {
            return false;
        }
        var end = EndOfNoteSearch(at);
        if (text.AsSpan(at + 2, Math.Max(0, end - at - 2)).Contains("]]", StringComparison.Ordinal))
        {
            return true;
        }
        noNoteEndBefore = end;
        Notice("This note ([[) isn’t closed before the next empty line, so it was kept as text.");
        return false;
    }

    /// <summary>A note may run over lines, but an empty one ends it (two spaces keep it open).</summary>
    private int EndOfNoteSearch(int at)
    {
        if (at >= paragraphEnd)
        {
            var empty = text.AsSpan(at).IndexOf("\n\n", StringComparison.Ordinal);
            paragraphEnd = empty < 0 ? text.Length : at + empty;
        }
        return paragraphEnd;
    }

    private void Notice(string message)
    {
        if (notices.Count == 0 || notices[^1].Message != message)
        {
            notices.Add(new ParseNotice(lines.Count + 1, message));
        }
    }
}
