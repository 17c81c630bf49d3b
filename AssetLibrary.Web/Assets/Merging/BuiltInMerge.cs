using System.Text.RegularExpressions;

namespace AssetLibrary.Web.Assets.Merging;

/// <summary>
/// The library's description with what the project says beyond it, sentence by sentence and without any model. The library's
/// text stays; what it says already is not said twice; a sentence that says all of one of the library's and more takes its
/// place; one that says otherwise stands behind it and is told; what is new stands where its subject is.
/// </summary>
public static partial class BuiltInMerge
{
    private const int LongestClause = 7;

    public static MergedDescription Merge(string library, string project)
    {
        (library, project) = (Clean(library), Clean(project));
        if (library.Length == 0 || project.Length == 0 || library == project)
        {
            return new(library.Length == 0 ? project : library, MergedBy.BuiltIn);
        }

        var text = Sentence.Split(library);
        var changes = new List<ChangedFact>();
        var (last, heading) = (-1, (Sentence?)null);
        foreach (var sentence in Sentence.Split(project))
        {
            if (sentence.Kind == SentenceKind.Heading)
            {
                heading = sentence;
                last = text.FindIndex(s =>
                    s.Kind == SentenceKind.Heading
                    && s.Facts.Words.Count > 0
                    && s.Facts.IsSaidBy(sentence.Facts)
                    && sentence.Facts.IsSaidBy(s.Facts)
                );
                heading = last < 0 ? sentence : null;
            }
            else if (New(sentence, text) is { } more)
            {
                last = Place(more, text, changes, last, ref heading);
            }
        }

        var merged = string.Concat(text.Select(s => s.Text + s.After)).TrimEnd();
        var facts = Facts.Of(merged);
        List<string> missing =
        [
            .. Facts
                .Of(library)
                .MissingIn(facts, merged)
                .Concat(Facts.Of(project).MissingIn(facts, merged))
                .Distinct(StringComparer.Ordinal),
        ];
        return new(merged, MergedBy.BuiltIn)
        {
            Changes = changes,
            Missing = missing,
            Notices =
            [
                .. changes.Select(c =>
                    $"“{Short(c.Project)}” contradicts “{Short(c.Library)}”. Both are in the text – remove the one that is wrong."
                ),
            ],
        };
    }

    /// <summary>One kind of line end, and no halves of characters.</summary>
    internal static string Clean(string text) =>
        string.Concat(text.ReplaceLineEndings("\n").Trim().EnumerateRunes().Select(r => r.ToString()));

    // Null: the library says it. A list of short clauses loses those that it says.
    private static Sentence? New(Sentence sentence, List<Sentence> text)
    {
        if (
            string.IsNullOrWhiteSpace(sentence.Text)
            || (sentence.Facts.IsEmpty && sentence.Kind != SentenceKind.Block)
            || text.Exists(s => IsSaid(sentence, s))
        )
        {
            return null;
        }

        if (
            sentence.Kind != SentenceKind.Prose
            || sentence.Facts.Quoted.Count > 0
            || Clauses().Split(sentence.Text) is not { Length: > 1 } clauses
            || Array.Exists(clauses, c => !IsFragment(c))
        )
        {
            return sentence;
        }

        var rest = clauses.Where(c => !text.Exists(s => IsSaid(new(c, "", SentenceKind.Prose), s))).Select(c => c.Trim()).ToList();
        if (rest.Count == clauses.Length || rest.Count == 0)
        {
            return rest.Count == 0 ? null : sentence;
        }

        var mark =
            sentence.Text.Contains('，', StringComparison.Ordinal) ? "，"
            : sentence.Text.Contains('、', StringComparison.Ordinal) ? "、"
            : ", ";
        var kept = string.Join(mark, rest);
        var end = EndMark().Match(sentence.Text).Value;

        // Not "with": what a copy says would be what the whole said.
        return new(
            char.ToUpper(kept[0], System.Globalization.CultureInfo.InvariantCulture) + kept[1..] + (EndMark().IsMatch(kept) ? "" : end),
            sentence.After,
            sentence.Kind
        );
    }

    private static bool IsSaid(Sentence sentence, Sentence by) =>
        sentence.Text == by.Text || (!sentence.Facts.IsEmpty && sentence.Facts.IsSaidBy(by.Facts) && !sentence.Facts.Contradicts(by.Facts));

    private static bool IsFragment(string clause)
    {
        var words = clause.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is > 0 and <= LongestClause && !Dependent().IsMatch(clause);
    }

    private static int Place(Sentence sentence, List<Sentence> text, List<ChangedFact> changes, int last, ref Sentence? heading)
    {
        if (
            sentence.Kind is SentenceKind.Prose or SentenceKind.Item
            && text.FindIndex(s =>
                s.Kind == sentence.Kind && !s.Facts.IsEmpty && s.Facts.IsSaidBy(sentence.Facts) && !s.Facts.Contradicts(sentence.Facts)
            )
                is >= 0
                    and var whole
        )
        {
            text[whole] = sentence with { After = text[whole].After };
            return whole;
        }

        if (
            text.FindIndex(s => s.Kind is SentenceKind.Prose or SentenceKind.Item && s.Facts.Contradicts(sentence.Facts))
            is >= 0
                and var other
        )
        {
            changes.Add(new(text[other].Text.Trim(), sentence.Text.Trim()));
            return Insert(text, other, sentence);
        }

        if (heading is not null)
        {
            // A chapter of the project's own, at the end.
            text[^1] = text[^1] with { After = "\n\n" };
            text.Add(heading with { After = heading.After.Length > 0 ? heading.After : "\n" });
            text.Add(sentence);
            heading = null;
            return text.Count - 1;
        }

        var subject = sentence.Kind == SentenceKind.Prose ? Subject(sentence, text) : text.FindLastIndex(s => s.Kind == sentence.Kind);
        return Insert(
            text,
            subject >= 0 ? subject
                : last >= 0 && last < text.Count ? EndOfPart(text, last)
                : text.Count - 1,
            sentence
        );
    }

    // Behind the last sentence that speaks of the same thing.
    private static int Subject(Sentence sentence, List<Sentence> text)
    {
        var (best, most) = (-1, 0);
        for (var i = 0; i < text.Count; i++)
        {
            if (
                text[i].Kind == SentenceKind.Prose
                && text[i].Facts.SharedWith(sentence.Facts).Count is var shared
                && shared >= Math.Max(1, most)
            )
            {
                (best, most) = (i, shared);
            }
        }

        return most == 0 ? -1 : best;
    }

    private static int EndOfPart(List<Sentence> text, int from)
    {
        while (from + 1 < text.Count && text[from + 1].Kind != SentenceKind.Heading)
        {
            from++;
        }

        return from;
    }

    private static int Insert(List<Sentence> text, int behind, Sentence sentence)
    {
        var before = text[behind];
        var line = sentence.Kind != SentenceKind.Prose || before.Kind != SentenceKind.Prose;
        var between =
            !line ? Space(before.Text)
            : before.Kind == sentence.Kind || before.Kind == SentenceKind.Heading ? "\n"
            : "\n\n";
        var ended =
            !line && !EndMark().IsMatch(before.Text.TrimEnd()) && before.Text.Length > 0
                ? before.Text.TrimEnd() + (IsUnspaced(before.Text[^1]) ? "。" : ".")
                : before.Text;
        text[behind] = before with { Text = ended, After = between };
        text.Insert(behind + 1, sentence with { After = before.After });
        return behind + 1;
    }

    private static string Space(string text) =>
        text.Length > 0 && (text[^1] is '。' or '！' or '？' or '；' or '」' || IsUnspaced(text[^1])) ? "" : " ";

    private static bool IsUnspaced(char c) => c is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF');

    private static string Short(string text) => text.Length <= 120 ? text : Database.SearchText.Cut(text, 119) + "…";

    [GeneratedRegex(@"[,;]\s+|[，；、]", RegexOptions.None, 1000)]
    private static partial Regex Clauses();

    [GeneratedRegex(@"[.!?…。！？；]+[""”“»’'」』）)*_]*\s*$", RegexOptions.None, 1000)]
    private static partial Regex EndMark();

    [GeneratedRegex(
        @"^\s*(?:who|which|that|and|but|or|because|when|while|where|if|as|so|der|die|das|und|aber|oder|weil|wenn|dass|den|dem|deren|dessen|qui|que|dont|et|mais|ou|car|quand|si|quien|cuando|pero|porque|y|o|che|quando|ma|perché|e|mas|quem|который|которая|которые|что|и|но|или|когда|если)\b",
        RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Dependent();
}
