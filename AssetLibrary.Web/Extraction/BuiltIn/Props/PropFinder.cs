using System.Buffers;
using AssetLibrary.Web.Extraction.BuiltIn.Language;

namespace AssetLibrary.Web.Extraction.BuiltIn.Props;

/// <summary>Things in the action that the language's list knows, with the words before them that say which one.</summary>
internal sealed class PropFinder
{
    private const int MostKinds = 3;
    private const int NearHand = 5;

    private static readonly SearchValues<char> ClauseEnds = SearchValues.Create(".,;:!?—–(");

    /// <summary>What stands right before its contents, where a language needs no "of".</summary>
    private static readonly WordList Vessels = new(
        """
        Glas Tasse Becher Flasche Krug Kanne Dose Kiste Korb Teller Schüssel Löffel Sack Tüte Topf Eimer Fass Kessel Fingerhut Bierglas Weinglas Schnapsglas
        стакан чашка кружка бутылка банка рюмка бокал тарелка миска коробка коробочка ведро мешок кувшин ящик чайник кастрюля ложка графин фляга термос пакет пачка
        """
    );

    private readonly ScriptPages pages;
    private readonly Things things;
    private readonly Vocabulary vocabulary;

    /// <summary>With a capital such a word is somebody: CAPTAIN ROOK is no chess piece.</summary>
    private readonly WordList partsOfNames;
    private readonly PropShelf shelf;
    private readonly UnlistedProps unlisted;
    private readonly UnspacedProps unspaced;
    private readonly Compounds compounds;

    /// <summary>What was poured into something: the wine of "a glass of wine" is that glass from then on.</summary>
    private readonly Dictionary<string, string> contents = new(StringComparer.OrdinalIgnoreCase);

    public PropFinder(ScriptPages pages, Things things, WordList people, WordList partsOfNames)
    {
        (this.pages, this.things, vocabulary) = (pages, things, pages.Vocabulary);
        this.partsOfNames = partsOfNames;
        shelf = new PropShelf(pages);
        unlisted = new UnlistedProps(things, vocabulary, people, shelf);
        unspaced = new UnspacedProps(vocabulary, shelf);
        compounds = new Compounds(vocabulary);
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
        var quotation = new Quotation(line.Text);
        for (var i = 0; i < line.Words.Count; i++)
        {
            if (quotation.Covers(line.Words[i].Start))
            {
                continue;
            }
            if (compounds.At(line, i) is { } compound)
            {
                Compound(line, i, compound);
                i += compound.Length - 1;
                continue;
            }
            var word = line.Words[i].In(line.Text);
            if (
                Words.IsPossessive(word)
                || things.Find(word) is not { } thing
                || IsBeforeHead(line, i, thing)
                || IsTime(line, i)
                || IsLikened(line, i)
                || (char.IsUpper(word[0]) && partsOfNames.Has(word) && vocabulary.Language != ScriptLanguage.German)
            )
            {
                continue;
            }
            if (ContainerOf(line, i) is { } container)
            {
                contents[thing] = container;
                continue;
            }
            if (contents.ContainsKey(thing) && !Words.IsShouted(word))
            {
                continue;
            }
            var capitals = !line.IsShouted && Words.IsShouted(word);
            var first = FirstKind(line, i, out var needsDeterminer);
            // "rings", "barrels": more often what the word before does than a number of things.
            var likeVerb = vocabulary.Language == ScriptLanguage.English && things.IsDoubtful(thing) && word[^1] is 's' && thing[^1] != 's';
            if (
                !capitals
                && things.IsDoubtful(thing)
                && !(likeVerb ? IsDetermined(line, i, overAdjectives: false) : IsDetermined(line, first, overAdjectives: true))
            )
            {
                continue;
            }
            if (!capitals && needsDeterminer && !IsDetermined(line, first, overAdjectives: true))
            {
                first = i;
            }
            var handled = IsHandled(line, first);
            if (things.IsFurniture(word) && !capitals && first == i && !(handled && IsTaken(line, i)))
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
        if (
            things.Language != ScriptLanguage.English
            || index + 1 >= line.Words.Count
            || !Words.Touch(line.Text, line.Words[index], line.Words[index + 1])
        )
        {
            return false;
        }
        var next = line.Words[index + 1].In(line.Text);
        if (things.Find(next) is { } head)
        {
            return !(things.IsDoubtful(head) && next[^1] is 's');
        }
        var isSingular = line.Words[index].In(line.Text).Equals(thing, StringComparison.OrdinalIgnoreCase);
        return isSingular
            && char.IsLower(next[0])
            && !LooksLikeVerb(next)
            && !vocabulary.AfterThings.Has(next)
            && !vocabulary.Ends.Has(next)
            && !vocabulary.Determiners.Has(next);
    }

    private bool LooksLikeVerb(ReadOnlySpan<char> word) =>
        word[^1] is 's' || word.EndsWith("ed") || word.EndsWith("ing") || word.EndsWith("ly") || vocabulary.Verbs.Has(word);

    /// <summary>"10 Uhr" is no clock.</summary>
    private static bool IsTime(ScriptLine line, int index) =>
        index > 0 && line.Words[index].In(line.Text) is "Uhr" && char.IsAsciiDigit(line.Text[line.Words[index - 1].Start]);

    /// <summary>The list knows it as a whole. English names it by its last word, the others by their first.</summary>
    private void Compound(ScriptLine line, int index, string[] parts)
    {
        if (IsLikened(line, index))
        {
            return;
        }
        var first = index > 0 && vocabulary.Language == ScriptLanguage.English ? FirstKind(line, index, out _) : index;
        var last = index + parts.Length - 1;
        var pointedAt = (!line.IsShouted && Words.IsShouted(line.Words[last].In(line.Text))) || IsHandled(line, first);
        if (vocabulary.Language == ScriptLanguage.English)
        {
            var word = line.Words[last].In(line.Text);
            var isPlural = !word.Equals(parts[^1], StringComparison.OrdinalIgnoreCase);
            shelf.Sight(
                line,
                first,
                Words.Phrase(line.Text, line.Words, first, last - 1),
                parts[^1],
                isPlural ? word.ToString().ToLowerInvariant() : "",
                pointedAt,
                whole: true
            );
        }
        else
        {
            shelf.Sight(
                line,
                index,
                "",
                string.Join(' ', parts).Replace(" d ", " d'", StringComparison.Ordinal),
                "",
                pointedAt,
                whole: true
            );
        }
    }

    /// <summary>"like a postcard", "the size of a bus": nothing of the kind is there.</summary>
    private bool IsLikened(ScriptLine line, int index)
    {
        for (var i = index - 1; i >= 0 && i >= index - 4; i--)
        {
            if (line.Text.AsSpan(line.Words[i].End, line.Words[i + 1].Start - line.Words[i].End).IndexOfAny(ClauseEnds) >= 0)
            {
                return false;
            }
            var word = line.Words[i].In(line.Text);
            if (
                vocabulary.Likes.Has(word)
                || (word is "size" or "shape" && i + 1 < line.Words.Count && line.Words[i + 1].In(line.Text) is "of")
            )
            {
                return true;
            }
            if (
                !vocabulary.Determiners.Has(word)
                && (vocabulary.Verbs.Has(word) || vocabulary.Hands.Has(word) || vocabulary.Ends.Has(word))
                && word is not "of"
            )
            {
                return false;
            }
        }
        return false;
    }

    /// <summary>"coffee" in "cup of coffee", "Tee" in "Tasse Tee": the cup is the thing.</summary>
    private string? ContainerOf(ScriptLine line, int index)
    {
        if (index == 0)
        {
            return null;
        }
        var before = line.Words[index - 1].In(line.Text);
        return vocabulary.Language switch
        {
            ScriptLanguage.German or ScriptLanguage.Russian => Words.Touch(line.Text, line.Words[index - 1], line.Words[index])
            && things.Find(before) is { } vessel
            && Vessels.Has(vessel)
                ? vessel
                : null,
            _ => index > 1 && before is "of" or "de" or "d" or "di" or "du" ? Listed(line.Words[index - 2].In(line.Text)) : null,
        };
    }

    private string? Listed(ReadOnlySpan<char> word) =>
        things.Find(word) is { } found && (!things.IsDoubtful(found) || word is "glass" or "tin" or "pot" or "pint") ? found : null;

    /// <summary>Walks back over the words that say which thing it is. Verb forms ("playing cards") need a determiner before them.</summary>
    private int FirstKind(ScriptLine line, int index, out bool needsDeterminer)
    {
        needsDeterminer = false;
        var first = index;
        while (
            things.Language == ScriptLanguage.English
            && first > 0
            && index - first < MostKinds
            && Words.Touch(line.Text, line.Words[first - 1], line.Words[first])
        )
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
            return IsHandled(line, first); // no articles: a hand is the next best sign
        }
        for (var i = first - 1; i >= 0 && i >= first - (overAdjectives ? 3 : 1); i--)
        {
            var word = line.Words[i].In(line.Text);
            if (vocabulary.Determiners.Has(word) || Words.IsPossessive(word) || word is "of" or "with")
            {
                return true;
            }
            if (
                vocabulary.Ends.Has(word)
                || vocabulary.Verbs.Has(word)
                || char.IsUpper(word[0])
                || (word[^1] is 's' && vocabulary.Language == ScriptLanguage.English)
                || word.EndsWith("ly")
                || !Words.Touch(line.Text, line.Words[i], line.Words[i + 1])
            )
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
            if (line.Text.AsSpan(line.Words[i].End, line.Words[i + 1].Start - line.Words[i].End).IndexOfAny(".!?:;") >= 0)
            {
                return false;
            }
            if (vocabulary.Hands.Has(line.Words[i].In(line.Text)))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The hand takes the thing itself, and nothing to put upon it.</summary>
    private bool IsTaken(ScriptLine line, int index)
    {
        for (var i = index - 1; i >= 0 && i >= index - 3; i--)
        {
            var word = line.Words[i].In(line.Text);
            if (vocabulary.Hands.Has(word))
            {
                return vocabulary.Language != ScriptLanguage.English;
            }
            if (!vocabulary.Determiners.Has(word))
            {
                return false;
            }
        }
        return false;
    }

    /// <summary>The word as it is written where it is not the singular.</summary>
    private string PluralOf(ReadOnlySpan<char> word, string singular)
    {
        if (things.Language == ScriptLanguage.German)
        {
            return GermanPlural(word, singular);
        }
        // Russian plurals change with the case of the sentence.
        var isSame = things.Language == ScriptLanguage.Russian || word.Equals(singular, StringComparison.OrdinalIgnoreCase);
        return isSame ? "" : word.ToString().ToLowerInvariant();
    }

    /// <summary>The plural in the nominative: Keksen is Kekse; Buchs and Buches are no plurals.</summary>
    private string GermanPlural(ReadOnlySpan<char> word, string singular)
    {
        if (word.Length <= singular.Length || (word[^1] == 's' && singular[^1] is not ('a' or 'o' or 'i' or 'y' or 'e')))
        {
            return "";
        }
        var shorter = word[..^1];
        var isDative = word[^1] == 'n' && !shorter.Equals(singular, StringComparison.OrdinalIgnoreCase) && things.Find(shorter) == singular;
        return (isDative ? shorter : word).ToString();
    }
}
