using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>A line of action in its scene: its words, and where it is in its paragraph.</summary>
internal sealed record ScriptLine(int Scene, int Line, string Text, string Paragraph, int Offset)
{
    private List<Word>? words;

    public List<Word> Words => words ??= Language.Words.In(Text);

    /// <summary>Nothing but capitals: a shot, a title or a sound, in which capitals mean nothing.</summary>
    public bool IsShouted { get; } = HasOnlyCapitals(Text);

    /// <summary>"SUPER: PARIS, 1940" and its like: words on the screen, not in the room.</summary>
    public bool IsOnScreen { get; } =
        Text.IndexOfAny([':', '：']) is > 0 and < 48 and var colon
        && (OnScreen.Has(LastWord(Text.AsSpan(0, colon))) || OnScreen.Has(FirstWord(Text)));

    private static bool HasOnlyCapitals(string text)
    {
        var upper = false;
        foreach (var c in text)
        {
            if (char.IsLower(c))
            {
                return false;
            }
            upper |= char.IsUpper(c);
        }
        return upper;
    }

    private static ReadOnlySpan<char> FirstWord(string text)
    {
        var first = text.AsSpan().TrimStart(" *_[(>");
        return first.IndexOfAny(" :*_") is > 0 and var end ? first[..end] : first;
    }

    private static ReadOnlySpan<char> LastWord(ReadOnlySpan<char> text)
    {
        text = text.Trim(" *_[(>");
        return text[(text.LastIndexOf(' ') + 1)..];
    }

    private static readonly WordList OnScreen = new(
        """
        SUPER SUPERIMPOSE TITLE TITLES CARD CAPTION SUBTITLE SUBTITLES CHYRON LEGEND SIGN CREDITS TITRE CARTON SURIMPRESSION SOUS-TITRE INCRUSTATION
        EINBLENDUNG TEXTEINBLENDUNG SCHRIFTEINBLENDUNG BAUCHBINDE ZWISCHENTITEL TITEL UNTERTITEL TEXTTAFEL TEXT SCHRIFT INSERT RÓTULO TÍTULO SUBTÍTULO SOBREIMPRESIÓN SOVRIMPRESSIONE DIDASCALIA TITOLO SOTTOTITOLO SCRITTA LEGENDA LETREIRO
        ТИТР ТИТРЫ НАДПИСЬ 字幕 テロップ タイトル
        """
    );

    /// <summary>From there to the end of its word.</summary>
    public ReadOnlySpan<char> WordAt(int start)
    {
        var end = start;
        while (end < Text.Length && char.IsLetterOrDigit(Text[end]))
        {
            end++;
        }
        return Text.AsSpan(start, end - start);
    }
}

/// <summary>The script laid out for reading: its action line by line, and the source to quote from.</summary>
internal sealed class ScriptPages
{
    private const int LongestQuote = 240;
    private const int LittleSaid = 40;

    private readonly string source;
    private readonly List<int> lineStarts;

    public ScriptPages(Screenplay screenplay)
    {
        Screenplay = screenplay;
        source = screenplay.Source;
        lineStarts = new List<int>(source.AsSpan().Count('\n') + 1) { 0 };
        for (var at = source.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = source.IndexOf('\n', at + 1))
        {
            lineStarts.Add(at + 1);
        }
        Vocabulary = Vocabulary.Of(LanguageDetection.Of(source, Action));
    }

    public Vocabulary Vocabulary { get; }

    public Screenplay Screenplay { get; }

    /// <summary>
    /// In the order of the script. Every reading splits the lines into words again and keeps none of them: that takes little
    /// time, and the words of a script of some megabytes take more memory than the script.
    /// </summary>
    public IEnumerable<ScriptLine> Action => Lines(Screenplay.Elements);

    /// <summary>The line of action with this number; null where there is none.</summary>
    public ScriptLine? ActionAt(int number) =>
        Lines(Screenplay.Elements.Where(e => e.Line <= number && number <= e.EndLine)).FirstOrDefault(l => l.Line == number) is { } line
            ? line with
            {
                Scene = SceneAt(number),
            }
            : null;

    public int SceneAt(int line) => Screenplay.Scenes.LastOrDefault(s => s.FromLine <= line)?.Ordinal ?? 0;

    /// <summary>The sentence around a place in a line, as the source has it; the whole line where a comment was taken out of it.</summary>
    public FoundEvidence Quote(ScriptLine line, int at) => Quote(line.Scene, line.Line, SentenceAt(line.Text, at));

    public FoundEvidence Quote(int scene, int line, string wanted)
    {
        var raw = RawLine(line);
        var quote = wanted.AsSpan().Trim();
        if (quote.IsEmpty || !raw.Contains(quote, StringComparison.Ordinal))
        {
            quote = raw.Trim();
        }
        return new FoundEvidence(scene, line, Shorten(quote[..Math.Min(quote.Length, 2 * LongestQuote)].ToString()));
    }

    /// <summary>The sentence of the paragraph around a place in the line, without marks, to describe with.</summary>
    public string Describe(ScriptLine line, int at) => Tidy(line.Paragraph, line.Offset + at);

    /// <summary>How the paragraph begins: its first sentence, and the next where the first says little ("A gorgeous day.").</summary>
    public string FirstSentence(ScriptLine line)
    {
        var first = Tidy(line.Paragraph, 0);
        var at = line.Paragraph.IndexOf(first, StringComparison.Ordinal);
        var next = at + first.Length + 1;
        return at < 0 || first.Length >= LittleSaid || next >= line.Paragraph.Length ? first : first + " " + Tidy(line.Paragraph, next);
    }

    private string Tidy(string paragraph, int at)
    {
        var sentence = Emphasis.Strip(SentenceAt(paragraph, at).Replace('\n', ' ')).Trim();
        return Shorten(string.Join(' ', sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    private string SentenceAt(string text, int at)
    {
        var start = at;
        while (start > 0 && at - start < 2 * LongestQuote && !EndsSentence(text, start - 1))
        {
            start--;
        }
        var end = at;
        while (end < text.Length && end - at < 2 * LongestQuote && !EndsSentence(text, end))
        {
            end++;
        }
        return text[start..Math.Min(text.Length, end + 1)].Trim();
    }

    /// <summary>A mark with a space behind it; not after one letter or a title (DR. VOSS).</summary>
    private bool EndsSentence(string text, int at)
    {
        if (text[at] is '。' or '！' or '？')
        {
            return true;
        }
        if (text[at] is not ('.' or '!' or '?') || (at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1])))
        {
            return false;
        }
        var word = at;
        while (word > 0 && char.IsLetter(text[word - 1]))
        {
            word--;
        }
        return text[at] != '.' || (at - word > 1 && !Vocabulary.Titles.Has(text.AsSpan(word, at - word)));
    }

    private static string Shorten(string text)
    {
        if (text.Length <= LongestQuote)
        {
            return text;
        }
        var space = text.LastIndexOf(' ', LongestQuote);
        return text[..(space > LongestQuote / 2 ? space : LongestQuote)];
    }

    private ReadOnlySpan<char> RawLine(int line)
    {
        if (line < 1 || line > lineStarts.Count)
        {
            return default;
        }
        var start = lineStarts[line - 1];
        var end = line < lineStarts.Count ? lineStarts[line] - 1 : source.Length;
        return source.AsSpan(start, Math.Max(0, end - start));
    }

    private static IEnumerable<ScriptLine> Lines(IEnumerable<ScreenplayElement> elements)
    {
        var scene = 0;
        foreach (var element in elements)
        {
            scene += element.Type == ElementType.SceneHeading ? 1 : 0;
            var (paragraph, line) = (element.Type == ElementType.Action ? element.Text : "", element.Line);
            for (var start = 0; start < paragraph.Length; line++)
            {
                var end = paragraph.IndexOf('\n', start);
                end = end < 0 ? paragraph.Length : end;
                var text = paragraph[start..end];
                if (!string.IsNullOrWhiteSpace(text))
                {
                    yield return new ScriptLine(scene, line, text, paragraph, start);
                }
                start = end + 1;
            }
        }
    }
}
