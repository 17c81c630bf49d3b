namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>
/// Things in the action: those the language's list knows, with the words before them that say which one, and
/// those it does not know where hands do something to them or capitals point at them.
/// </summary>
internal sealed class PropFinder(ScriptPages pages, Things things, WordList people)
{
    private const int MostKinds = 3;

    private static readonly WordList Hands = new("""
        picks pick grabs grab holds hold clutches clutch carries carry pulls pull takes take lifts lift raises raise hands hand unwraps unfolds unrolls
        drops drop throws throw tosses toss wears wear wields brandishes sets puts places places pockets swings hefts waves unpacks snatches
        holding carrying clutching wearing wielding
        """);

    private static readonly WordList Particles = new("up out down off over him her them it back on in forth away");

    /// <summary>These verbs take much that is no thing ("takes a step"); only with a particle do they mean hands.</summary>
    private static readonly WordList NeedParticle = new("takes take pulls pull sets puts places throws throw raises raise drops drop holds hold waves swings hands hand");

    /// <summary>What follows a thing without making it a part of a longer name.</summary>
    private static readonly WordList AfterThings = new("""
        call calls full empty open shut closed close still now here there already also too both all high low inches inside outside above below beyond within without
        like about because if until while so can will would could should must may might has had have do does did lay lit hung flew fell sat stood went
        came shone rang broke began kept left held slid spun burnt burst swung set cut hit let put only even almost never ever always once twice
        big tall wide old new warm cold hot half large small dark bright thick ready visible next during since per via
        """);

    private readonly PropShelf shelf = new();

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
            Listed(line);
            Handled(line);
            Capitals(line);
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
            var likeVerb = things.IsDoubtful(thing) && word[^1] is 's' && thing[^1] != 's';
            if (!capitals && things.IsDoubtful(thing) && !(likeVerb ? IsDetermined(line, i, overAdjectives: false) : IsDetermined(line, first, overAdjectives: true)))
            {
                continue;
            }
            if (!capitals && needsDeterminer && !IsDetermined(line, first, overAdjectives: true))
            {
                first = i;
            }
            if (things.IsFurniture(word) && !capitals && first == i)
            {
                continue;
            }
            var kinds = first < i ? Words.Phrase(line.Text, line.Words, first, i - 1) : "";
            Sight(line, first, kinds, thing, PluralOf(word, thing), capitals || IsHandled(line, first));
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
        return isSingular && char.IsLower(next[0]) && !LooksLikeVerb(next) && !AfterThings.Has(next) && !StopWords.EndName.Has(next) && !StopWords.Determiners.Has(next);
    }

    private static bool LooksLikeVerb(ReadOnlySpan<char> word) =>
        word[^1] is 's' || word.EndsWith("ed") || word.EndsWith("ing") || word.EndsWith("ly") || PeopleWords.Verbs.Has(word);

    /// <summary>"10 Uhr" is no clock.</summary>
    private static bool IsTime(ScriptLine line, int index) => index > 0 && line.Words[index].In(line.Text) is "Uhr" && char.IsAsciiDigit(line.Text[line.Words[index - 1].Start]);

    /// <summary>"coffee" in "cup of coffee": the cup is the thing.</summary>
    private bool IsContentOf(ScriptLine line, int index) =>
        index > 1 && line.Words[index - 1].In(line.Text) is "of" && things.Find(line.Words[index - 2].In(line.Text)) is not null;

    /// <summary>Walks back over the words that say which thing it is. Verb forms ("playing cards") need a determiner before them.</summary>
    private int FirstKind(ScriptLine line, int index, out bool needsDeterminer)
    {
        needsDeterminer = false;
        var first = index;
        while (first > 0 && index - first < MostKinds && Words.Touch(line.Text, line.Words[first - 1], line.Words[first]))
        {
            var word = line.Words[first - 1].In(line.Text);
            var thing = things.Language == ScriptLanguage.English && !Words.IsPossessive(word) && word.Equals(things.Find(word), StringComparison.OrdinalIgnoreCase);
            if (!thing && !things.IsKind(word))
            {
                break;
            }
            needsDeterminer |= word.EndsWith("ing") || (thing && things.IsDoubtful(word));
            first--;
        }
        return first;
    }

    private static bool IsDetermined(ScriptLine line, int first, bool overAdjectives)
    {
        for (var i = first - 1; i >= 0 && i >= first - (overAdjectives ? 3 : 1); i--)
        {
            var word = line.Words[i].In(line.Text);
            if (StopWords.Determiners.Has(word) || Words.IsPossessive(word) || word is "of" or "with")
            {
                return true;
            }
            if (StopWords.EndName.Has(word) || PeopleWords.Verbs.Has(word) || char.IsUpper(word[0]) || word[^1] is 's' || word.EndsWith("ly") || !Words.Touch(line.Text, line.Words[i], line.Words[i + 1]))
            {
                return false;
            }
        }
        return false;
    }

    private static bool IsHandled(ScriptLine line, int first)
    {
        for (var i = first - 1; i >= 0 && i >= first - 5; i--)
        {
            if (Hands.Has(line.Words[i].In(line.Text)))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>"pulls out a battered gramola": what the list does not know is asked about.</summary>
    private void Handled(ScriptLine line)
    {
        if (things.Language != ScriptLanguage.English)
        {
            return;
        }
        for (var i = 0; i + 2 < line.Words.Count; i++)
        {
            var verb = line.Words[i].In(line.Text);
            if (!Hands.Has(verb))
            {
                continue;
            }
            var at = i + 1;
            while (at < line.Words.Count && at <= i + 2 && Words.Touch(line.Text, line.Words[at - 1], line.Words[at]) && Particles.Has(line.Words[at].In(line.Text)))
            {
                at++;
            }
            if ((at == i + 1 && NeedParticle.Has(verb)) || at >= line.Words.Count || !StopWords.Determiners.Has(line.Words[at].In(line.Text))
                || !Words.Touch(line.Text, line.Words[at - 1], line.Words[at]))
            {
                continue;
            }
            var head = HeadOf(line, at + 1);
            if (head > at && IsUnknownThing(line, head) && !HasThing(line, at + 1, head))
            {
                Sight(line, head, "", line.Words[head].In(line.Text).ToString().ToLowerInvariant(), "", true, unlisted: true);
            }
        }
    }

    /// <summary>The last word before something that cannot stand inside a name; -1 where the phrase goes on too long to tell.</summary>
    private static int HeadOf(ScriptLine line, int first)
    {
        var last = first - 1;
        for (var i = first; i < line.Words.Count && i < first + 5; i++)
        {
            var word = line.Words[i].In(line.Text);
            if (StopWords.EndName.Has(word) || StopWords.Determiners.Has(word) || word.EndsWith("ly") || (i > first && PeopleWords.Verbs.Has(word)))
            {
                break;
            }
            last = i;
            if (i + 1 < line.Words.Count && !Words.Touch(line.Text, line.Words[i], line.Words[i + 1]))
            {
                // "a large, heavy crowbar": the comma stands between adjectives.
                return line.Text[line.Words[i].End] == ',' && i == first ? -1 : last;
            }
        }
        return last < first ? -1 : last;
    }

    private bool HasThing(ScriptLine line, int first, int last)
    {
        for (var i = first; i < last; i++)
        {
            if (things.Find(line.Words[i].In(line.Text)) is not null)
            {
                return true;
            }
        }
        return false;
    }

    private bool IsUnknownThing(ScriptLine line, int head)
    {
        var word = line.Words[head].In(line.Text);
        return word.Length > 2
            && char.IsLetter(word[0])
            && !Words.IsPossessive(word)
            && things.Find(word) is null
            && !things.IsFurniture(word)
            && !things.IsKind(word)
            && !StopWords.NoThings.Has(word)
            && !StopWords.Shouted.Has(word)
            && !PeopleWords.Nouns.Has(word)
            && !PeopleWords.Titles.Has(word)
            && !people.Has(word)
            && (char.IsLower(word[0]) || Words.IsShouted(word))
            && !word.EndsWith("ing")
            && !word.EndsWith("ed")
            && !word.EndsWith("ous")
            && !word.EndsWith("ful")
            && !word.EndsWith("less")
            && !word.EndsWith("able");
    }

    /// <summary>"She finds the ASTROLABE." Capitals behind a determiner that are no person, sound or place.</summary>
    private void Capitals(ScriptLine line)
    {
        foreach (var capitals in CapitalName.In(line))
        {
            var before = capitals.First > 1 ? capitals.WordAt(capitals.First - 2) : default;
            var endsPhrase = capitals.Last + 1 >= line.Words.Count
                || !Words.Touch(line.Text, line.Words[capitals.Last], line.Words[capitals.Last + 1])
                || StopWords.EndName.Has(capitals.WordAt(capitals.Last + 1));
            if (capitals.IsAfterDeterminer() && endsPhrase && before is not "with" && !StopWords.Shouted.Has(capitals.WordAt(capitals.First))
                && IsUnknownThing(line, capitals.Last) && !PeopleWords.Titles.Has(capitals.WordAt(capitals.First)))
            {
                var head = capitals.WordAt(capitals.Last).ToString().ToLowerInvariant();
                var kinds = capitals.First < capitals.Last ? Words.Phrase(line.Text, line.Words, capitals.First, capitals.Last - 1) : "";
                Sight(line, capitals.First, kinds, head, "", IsHandled(line, capitals.First), unlisted: true);
            }
        }
    }

    private void Sight(ScriptLine line, int first, string kinds, string head, string plural, bool pointedAt, bool unlisted = false)
    {
        var at = line.Words[first].Start;
        var prop = shelf.Take(kinds.ToLowerInvariant(), head, plural.Length > 0, plural);
        var sighting = prop.Sighting;
        if (sighting.Count == 0)
        {
            sighting.Description = ScriptPages.Describe(line, at);
        }
        prop.PointedAt |= pointedAt;
        prop.Unlisted |= unlisted;
        if (sighting.NeedsQuoteOf(line.Line))
        {
            sighting.Add(pages.Quote(line, at));
        }
        else
        {
            sighting.AddUnquoted(line.Scene, speaks: false);
        }
    }

    /// <summary>The word as it is written where it is not the singular.</summary>
    private string PluralOf(ReadOnlySpan<char> word, string singular)
    {
        // German plurals change with the case of the sentence.
        var isSame = things.Language == ScriptLanguage.German || word.Equals(singular, StringComparison.OrdinalIgnoreCase);
        return isSame ? "" : word.ToString().ToLowerInvariant();
    }
}
