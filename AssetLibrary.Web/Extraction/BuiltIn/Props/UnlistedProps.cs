using AssetLibrary.Web.Extraction.BuiltIn.Characters;
using AssetLibrary.Web.Extraction.BuiltIn.Language;

namespace AssetLibrary.Web.Extraction.BuiltIn.Props;

/// <summary>Things that no list knows, where hands do something to them or capitals point at them: they are asked about.</summary>
internal sealed class UnlistedProps(Things things, Vocabulary vocabulary, WordList people, PropShelf shelf)
{
    private const int LongestPhrase = 5;

    private static readonly WordList Particles = new("up out down off over him her them it back on in forth away");

    /// <summary>These verbs take much that is no thing ("takes a step"); only with a particle do they mean hands.</summary>
    private static readonly WordList NeedParticle = new(
        """
        takes take pulls pull sets puts places throws throw raises raise drops drop holds hold waves swings hands hand
        opens finds gives offers plays passes draws presses brings lights fires aims hides place aiming slides locks hugs wheels
        """
    );

    /// <summary>Endings of words that describe, or name what nobody can hold.</summary>
    private static readonly string[] NoNouns =
    [
        "ing",
        "ed",
        "ous",
        "ful",
        "less",
        "able",
        "ness",
        "tion",
        "sion",
        "ment",
        "ity",
        "ance",
        "ence",
    ];

    private bool IsEnglish => vocabulary.Language == ScriptLanguage.English;

    public void Read(ScriptLine line)
    {
        if (vocabulary.Language == ScriptLanguage.Russian)
        {
            HandledWithoutArticle(line);
        }
        else
        {
            Handled(line);
        }
        Capitals(line);
    }

    /// <summary>"pulls out a battered gramola": what the list does not know is asked about.</summary>
    private void Handled(ScriptLine line)
    {
        for (var i = 0; i + 2 < line.Words.Count; i++)
        {
            var verb = line.Words[i].In(line.Text);
            if (!vocabulary.Hands.Has(verb))
            {
                continue;
            }
            var at = i + 1;
            while (
                IsEnglish
                && at < line.Words.Count
                && at <= i + 2
                && Words.Touch(line.Text, line.Words[at - 1], line.Words[at])
                && Particles.Has(line.Words[at].In(line.Text))
            )
            {
                at++;
            }
            if (
                (IsEnglish && at == i + 1 && NeedParticle.Has(verb))
                || at >= line.Words.Count
                || !vocabulary.Determiners.Has(line.Words[at].In(line.Text))
                || !Words.Touch(line.Text, line.Words[at - 1], line.Words[at])
            )
            {
                continue;
            }
            var head = IsEnglish ? HeadOf(line, at + 1) : FirstNoun(line, at + 1);
            if (head > at && IsUnknownThing(line, head) && !HasThing(line, at + 1, head))
            {
                shelf.Sight(line, head, "", line.Words[head].In(line.Text).ToString().ToLowerInvariant(), "", true, unlisted: true);
            }
        }
    }

    /// <summary>Russian has no articles: behind the hand's verb adjectives, and then the noun in the accusative.</summary>
    private void HandledWithoutArticle(ScriptLine line)
    {
        for (var i = 0; i + 1 < line.Words.Count; i++)
        {
            if (!vocabulary.Hands.Has(line.Words[i].In(line.Text)))
            {
                continue;
            }
            var at = i + 1;
            while (at < line.Words.Count && at <= i + 3 && IsRussianAdjective(line.Words[at].In(line.Text)))
            {
                at++;
            }
            if (at < line.Words.Count && Words.Touch(line.Text, line.Words[at - 1], line.Words[at]) && IsUnknownThing(line, at))
            {
                var noun = Nominative(line.Words[at].In(line.Text));
                if (
                    noun.Length > 3
                    && !vocabulary.NoThings.Has(noun)
                    && !vocabulary.People.Has(noun)
                    && !noun.EndsWith("ся", StringComparison.Ordinal)
                    && !noun.EndsWith("ть", StringComparison.Ordinal)
                    && !noun.EndsWith('о')
                )
                {
                    shelf.Sight(line, at, "", noun, "", true, unlisted: true);
                }
            }
        }
    }

    private static bool IsRussianAdjective(ReadOnlySpan<char> word) =>
        word.Length > 4
        && (
            word.EndsWith("ую")
            || word.EndsWith("юю")
            || word.EndsWith("ый")
            || word.EndsWith("ий")
            || word.EndsWith("ой")
            || word.EndsWith("ое")
            || word.EndsWith("ее")
            || word.EndsWith("ые")
            || word.EndsWith("ие")
        );

    private static string Nominative(ReadOnlySpan<char> word) =>
        word[^1] switch
        {
            'у' => string.Concat(word[..^1], "а").ToLowerInvariant(),
            'ю' => string.Concat(word[..^1], "я").ToLowerInvariant(),
            _ => word.ToString().ToLowerInvariant(),
        };

    /// <summary>The noun stands right behind the article in most languages that have one; German writes it with a capital.</summary>
    private int FirstNoun(ScriptLine line, int at)
    {
        if (vocabulary.Language != ScriptLanguage.German)
        {
            return vocabulary.Language == ScriptLanguage.Russian ? -1
                : at < line.Words.Count && Words.Touch(line.Text, line.Words[at - 1], line.Words[at]) ? at
                : -1;
        }
        for (var i = at; i < line.Words.Count && i < at + 3 && Words.Touch(line.Text, line.Words[i - 1], line.Words[i]); i++)
        {
            if (char.IsUpper(line.Text[line.Words[i].Start]))
            {
                return i;
            }
        }
        return -1;
    }

    /// <summary>The last word before something that cannot stand inside a name; -1 where the phrase goes on too long to tell.</summary>
    private int HeadOf(ScriptLine line, int first)
    {
        var last = first - 1;
        for (var i = first; i < line.Words.Count && i < first + LongestPhrase; i++)
        {
            var word = line.Words[i].In(line.Text);
            if (
                vocabulary.Ends.Has(word)
                || vocabulary.Determiners.Has(word)
                || word.EndsWith("ly")
                || (i > first && vocabulary.Verbs.Has(word))
            )
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
            && !vocabulary.NoThings.Has(word)
            && Endings.Singular(word, vocabulary.Language, vocabulary.NoThings) is null
            && !vocabulary.Trade.Has(word)
            && !vocabulary.People.Has(word)
            && !vocabulary.Crowds.Has(word)
            && !vocabulary.Titles.Has(word)
            && !vocabulary.Ends.Has(word)
            && !vocabulary.Determiners.Has(word)
            && !vocabulary.Verbs.Has(word)
            && !people.Has(word)
            && (char.IsLower(word[0]) || Words.IsShouted(word) || vocabulary.Language == ScriptLanguage.German)
            && !IsNoNoun(word);
    }

    private bool IsNoNoun(ReadOnlySpan<char> word)
    {
        foreach (var ending in IsEnglish ? NoNouns : [])
        {
            if (word.EndsWith(ending))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>"She finds the ASTROLABE." Capitals behind a determiner that are no person, sound or place.</summary>
    private void Capitals(ScriptLine line)
    {
        foreach (var capitals in CapitalName.In(line, vocabulary))
        {
            var before = capitals.First > 1 ? capitals.WordAt(capitals.First - 2) : default;
            var endsPhrase =
                capitals.Last + 1 >= line.Words.Count
                || !Words.Touch(line.Text, line.Words[capitals.Last], line.Words[capitals.Last + 1])
                || vocabulary.Ends.Has(capitals.WordAt(capitals.Last + 1));
            if (
                capitals.IsAfterDeterminer()
                && endsPhrase
                && before is not "with"
                && !capitals.IsQuoted()
                && !vocabulary.Trade.Has(capitals.WordAt(capitals.First))
                && IsUnknownThing(line, capitals.Last)
                && !vocabulary.Titles.Has(capitals.WordAt(capitals.First))
            )
            {
                var head = capitals.WordAt(capitals.Last).ToString().ToLowerInvariant();
                var kinds = capitals.First < capitals.Last ? Words.Phrase(line.Text, line.Words, capitals.First, capitals.Last - 1) : "";
                shelf.Sight(line, capitals.First, kinds, head, "", false, unlisted: true);
            }
        }
    }
}
