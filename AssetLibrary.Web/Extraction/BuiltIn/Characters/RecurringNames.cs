using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Extraction.BuiltIn.Props;

namespace AssetLibrary.Web.Extraction.BuiltIn.Characters;

/// <summary>
/// Scripts that never set a name in capitals: "Sister Agnes" by her title, and anyone who is named again and again and does
/// what people do. Not in German, where every noun has a capital.
/// </summary>
internal sealed class RecurringNames(Cast cast, Things things, HashSet<string> placeWords)
{
    private const int OftenNamed = 3;

    private static readonly WordList NoNames = new(
        """
        God Jesus Christ Christmas Easter Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September October November December
        English French German Spanish Italian Russian Chinese Japanese American British Roman Polaroid Dieu Noël Dios Navidad Dio Natale Deus Бог
        Okay Yes No Later Then Now Suddenly Finally Meanwhile Outside Inside Silence Nothing Everyone Everybody Nobody Somebody Someone Something Everything Both All Beat Pause Continue
        """
    );

    private readonly Vocabulary vocabulary = cast.Vocabulary;
    private readonly Dictionary<string, (string Written, int Count, bool Acts, bool Inside)> named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Written, int Count, bool Acts)> withTitle = new(StringComparer.Ordinal);
    private readonly NounContext context = new(cast);
    private readonly Predicates predicates = new(cast.Vocabulary, things);

    public void Read(ScriptLine line, int first, int last)
    {
        if (placeWords.Contains(line.Words[last].In(line.Text).ToString()))
        {
            return;
        }
        var titled =
            first > 0
            && vocabulary.Titles.Has(line.Words[first - 1].In(line.Text))
            && line.Words[first - 1].Length > 1
            && (Words.Touch(line.Text, line.Words[first - 1], line.Words[first]) || line.Text[line.Words[first - 1].End] == '.');
        var from = titled ? first - 1 : first;
        // In German the noun behind the name has a capital as well.
        last = vocabulary.Language == ScriptLanguage.German ? Math.Min(last, from + 1) : last;
        var hasTitle = titled || (last > first && vocabulary.Titles.Has(line.Words[first].In(line.Text)));
        var written = Words.Phrase(line.Text, line.Words, from, last);
        var key = cast.Names.Key(written);
        if (hasTitle && cast.Find(key) is null)
        {
            CountTitled(line, from, last, key, written);
        }
        else if (!hasTitle && vocabulary.Language != ScriptLanguage.German)
        {
            Count(line, first, last, key, written);
        }
    }

    public void Add()
    {
        foreach (var (key, (written, count, acts)) in withTitle)
        {
            if ((acts || count > 1 || IsKnown(key)) && cast.Find(key) is null)
            {
                Add(key, written, Confidence.Probable);
            }
        }
        foreach (var (key, (written, count, acts, inside)) in named)
        {
            if (count >= OftenNamed && acts && inside && cast.Find(key) is null)
            {
                Add(key, written, Confidence.Ask);
            }
        }
    }

    /// <summary>Of a captain whom the trunk belonged to nobody needs a picture: a title must do something, or come again.</summary>
    private void CountTitled(ScriptLine line, int first, int last, string key, string written)
    {
        if (context.IsOnlyName(line, first, predicates))
        {
            return;
        }
        withTitle.TryGetValue(key, out var before);
        var acts =
            NounContext.StartsSentence(line, first)
            || predicates.Follow(line, last)
            || predicates.IsVerb(line, last + 1)
            || (first > 0 && vocabulary.Appears.Has(line.Words[first - 1].In(line.Text)));
        withTitle[key] = (before.Written ?? written, before.Count + 1, before.Acts || acts);
    }

    private bool IsKnown(string key) => cast.CalledIn(key.Split(' ')) is not null;

    private void Count(ScriptLine line, int first, int last, string key, string written)
    {
        var word = line.Words[last].In(line.Text);
        if (
            NoNames.Has(word)
            || vocabulary.People.Has(word)
            || vocabulary.Crowds.Has(word)
            || vocabulary.Trade.Has(word)
            || vocabulary.NoThings.Has(word)
            || things.Find(word) is not null
            || vocabulary.Verbs.Has(word)
        )
        {
            return;
        }
        named.TryGetValue(key, out var before);
        var acts =
            last + 1 < line.Words.Count
            && Words.Touch(line.Text, line.Words[last], line.Words[last + 1])
            && vocabulary.Verbs.Has(line.Words[last + 1].In(line.Text));
        var inside =
            first > 0
            && Words.Touch(line.Text, line.Words[first - 1], line.Words[first])
            && !vocabulary.Determiners.Has(line.Words[first - 1].In(line.Text));
        named[key] = (written, before.Count + 1, before.Acts || acts, before.Inside || inside);
    }

    private void Add(string key, string written, Confidence confidence)
    {
        var called = cast.CalledIn(key.Split(' '));
        if (called is not null && cast.IsCalled(called, key))
        {
            cast.ByKey[called].AlsoCalled(key, written, cast.ByKey);
        }
        else if (
            called is null
            && !cast.ByKey.Keys.Any(k =>
                k.EndsWith(" " + key, StringComparison.Ordinal) || k.StartsWith(key + " ", StringComparison.Ordinal)
            )
        )
        {
            cast.ByKey[key] = new Person(key, written) { Confidence = confidence };
        }
    }
}
