namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>Things in the action that the language's list knows, with the words before them that say which one.</summary>
internal sealed class PropFinder
{
    private const int MostKinds = 3;
    private const int NearHand = 5;

    private readonly ScriptPages pages;
    private readonly Things things;
    private readonly Vocabulary vocabulary;
    private readonly PropShelf shelf;
    private readonly UnlistedProps unlisted;
    private readonly UnspacedProps unspaced;

    public PropFinder(ScriptPages pages, Things things, WordList people)
    {
        (this.pages, this.things, vocabulary) = (pages, things, pages.Vocabulary);
        shelf = new PropShelf(pages);
        unlisted = new UnlistedProps(things, vocabulary, people, shelf);
        unspaced = new UnspacedProps(vocabulary, shelf);
    }

    public IEnumerable<Sighting> Find(Action<int>? sceneDone, CancellationToken cancel)
    {
        var scene = 0;
        foreach (var line in pages.Action)
        {
            if (line.Scene != scene)
            {
                cancel.ThrowIfCancellationRequested();
                scene = line.Scene;
                sceneDone?.Invoke(scene);
            }
            if (vocabulary.IsUnspaced)
            {
                unspaced.Read(line);
            }
            else if (!line.IsOnScreen)
            {
                Listed(line);
                unlisted.Read(line);
            }
        }
        return shelf.Props();
    }

    private void Listed(ScriptLine line)
    {
        for (var i = 0; i < line.Words.Count; i++)
        {
            var word = line.Words[i].In(line.Text);
            if (Words.IsPossessive(word) || things.Find(word) is not { } thing || IsBeforeHead(line, i, thing) || IsContentOf(line, i) || IsTime(line, i))
            {
                continue;
            }
            var capitals = !line.IsShouted && Words.IsShouted(word);
            var first = FirstKind(line, i, out var needsDeterminer);
            // "rings", "barrels": more often what the word before does than a number of things.
            var likeVerb = vocabulary.Language == ScriptLanguage.English && things.IsDoubtful(thing) && word[^1] is 's' && thing[^1] != 's';
            if (!capitals && things.IsDoubtful(thing) && !(likeVerb ? IsDetermined(line, i, overAdjectives: false) : IsDetermined(line, first, overAdjectives: true)))
            {
                continue;
            }
            if (!capitals && needsDeterminer && !IsDetermined(line, first, overAdjectives: true))
            {
                first = i;
            }
            var handled = IsHandled(line, first);
            if (things.IsFurniture(word) && !capitals && first == i && !(handled && vocabulary.Language != ScriptLanguage.English))
            {
                continue;
            }
            var kinds = first < i ? Words.Phrase(line.Text, line.Words, first, i - 1) : "";
            shelf.Sight(line, first, kinds, thing, PluralOf(word, thing), capitals || handled);
        }
    }

    /// <summary>"coffee" in "coffee mug" and "phone" in "phone call": it says which mug, and what call.</summary>
    private bool IsBeforeHead(ScriptLine line, int index, string thing)
    {
        if (things.Language != ScriptLanguage.English || index + 1 >= line.Words.Count || !Words.Touch(line.Text, line.Words[index], line.Words[index + 1]))
        {
            return false;
        }
        var next = line.Words[index + 1].In(line.Text);
        if (things.Find(next) is { } head)
        {
            return !(things.IsDoubtful(head) && next[^1] is 's');
        }
        var isSingular = line.Words[index].In(line.Text).Equals(thing, StringComparison.OrdinalIgnoreCase);
        return isSingular && char.IsLower(next[0]) && !LooksLikeVerb(next) && !vocabulary.AfterThings.Has(next) && !vocabulary.Ends.Has(next) && !vocabulary.Determiners.Has(next);
    }

    private bool LooksLikeVerb(ReadOnlySpan<char> word) =>
        word[^1] is 's' || word.EndsWith("ed") || word.EndsWith("ing") || word.EndsWith("ly") || vocabulary.Verbs.Has(word);

    /// <summary>"10 Uhr" is no clock.</summary>
    private static bool IsTime(ScriptLine line, int index) => index > 0 && line.Words[index].In(line.Text) is "Uhr" && char.IsAsciiDigit(line.Text[line.Words[index - 1].Start]);

    /// <summary>"coffee" in "cup of coffee", "Tee" in "Tasse Tee": the cup is the thing.</summary>
    private bool IsContentOf(ScriptLine line, int index)
    {
        if (index == 0)
        {
            return false;
        }
        var before = line.Words[index - 1].In(line.Text);
        return vocabulary.Language switch
        {
            ScriptLanguage.German or ScriptLanguage.Russian => Words.Touch(line.Text, line.Words[index - 1], line.Words[index]) && IsListed(before),
            _ => index > 1 && before is "of" or "de" or "d" or "di" or "du" && IsListed(line.Words[index - 2].In(line.Text)),
        };
    }

    private bool IsListed(ReadOnlySpan<char> word) => things.Find(word) is { } found && !things.IsDoubtful(found);

    /// <summary>Walks back over the words that say which thing it is. Verb forms ("playing cards") need a determiner before them.</summary>
    private int FirstKind(ScriptLine line, int index, out bool needsDeterminer)
    {
        needsDeterminer = false;
        var first = index;
        while (things.Language == ScriptLanguage.English && first > 0 && index - first < MostKinds && Words.Touch(line.Text, line.Words[first - 1], line.Words[first]))
        {
            var word = line.Words[first - 1].In(line.Text);
            var thing = !Words.IsPossessive(word) && word.Equals(things.Find(word), StringComparison.OrdinalIgnoreCase);
            if (!thing && !things.IsKind(word))
            {
                break;
            }
            needsDeterminer |= word.EndsWith("ing") || (thing && things.IsDoubtful(word));
            first--;
        }
        return first;
    }

    private bool IsDetermined(ScriptLine line, int first, bool overAdjectives)
    {
        if (vocabulary.Language == ScriptLanguage.Russian)
        {
            return IsHandled(line, first);     // no articles: a hand is the next best sign
        }
        for (var i = first - 1; i >= 0 && i >= first - (overAdjectives ? 3 : 1); i--)
        {
            var word = line.Words[i].In(line.Text);
            if (vocabulary.Determiners.Has(word) || Words.IsPossessive(word) || word is "of" or "with")
            {
                return true;
            }
            if (vocabulary.Ends.Has(word) || vocabulary.Verbs.Has(word) || char.IsUpper(word[0]) || (word[^1] is 's' && vocabulary.Language == ScriptLanguage.English) || word.EndsWith("ly")
                || !Words.Touch(line.Text, line.Words[i], line.Words[i + 1]))
            {
                return false;
            }
        }
        return false;
    }

    private bool IsHandled(ScriptLine line, int first)
    {
        for (var i = first - 1; i >= 0 && i >= first - NearHand; i--)
        {
            if (vocabulary.Hands.Has(line.Words[i].In(line.Text)))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The word as it is written where it is not the singular.</summary>
    private string PluralOf(ReadOnlySpan<char> word, string singular)
    {
        // German and Russian plurals change with the case of the sentence.
        var isSame = things.Language is ScriptLanguage.German or ScriptLanguage.Russian || word.Equals(singular, StringComparison.OrdinalIgnoreCase);
        return isSame ? "" : word.ToString().ToLowerInvariant();
    }
}
