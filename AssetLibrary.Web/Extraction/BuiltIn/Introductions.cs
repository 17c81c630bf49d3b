namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>Those whom the action introduces in capitals: speakers by their full name, and who never speaks.</summary>
internal sealed class Introductions(Cast cast, Things things, HashSet<string> placeWords)
{
    private readonly Vocabulary vocabulary = cast.Vocabulary;

    /// <summary>Capitals that name a speaker more fully, or somebody who never speaks.</summary>
    public void Read(CapitalName capitals, Func<string, int, bool> speaksIn)
    {
        var key = cast.Names.Key(capitals.Text);
        var words = key.Split(' ');
        if (key.Length < 2 || capitals.IsQuoted() || cast.Find(key) is not null || IsSeveralOfOne(key))
        {
            return;
        }
        if (Apposed(capitals) is { } known)
        {
            known.AlsoCalled(key, capitals.Text, cast.ByKey);
            return;
        }
        var called = cast.CalledIn(words);
        if (called is not null && NameMerger.IsSamePerson(called, key, vocabulary) && (!vocabulary.People.Has(called) || IsFirstOfTheKind(called, capitals.Line.Scene, speaksIn)))
        {
            cast.ByKey[called].AlsoCalled(key, capitals.Text, cast.ByKey);
        }
        else if ((called is null || !cast.IsAged(words) ? Likelihood(capitals, words) : Confidence.Probable) is { } confidence)
        {
            cast.ByKey[key] = new Person(key, capitals.Text) { Confidence = confidence };
        }
    }

    /// <summary>A cue that is only a noun (WOMAN) is the first one introduced more fully in a scene where she speaks, and no other.</summary>
    private bool IsFirstOfTheKind(string cue, int scene, Func<string, int, bool> speaksIn) => cast.ByKey[cue].Keys.Count == 1 && speaksIn(cue, scene);

    /// <summary>"Two OLD BOYS" where OLD BOY speaks.</summary>
    private bool IsSeveralOfOne(string key)
    {
        foreach (var plural in (ReadOnlySpan<string>)["ES", "S", "EN", "ER", "N", "E"])
        {
            if (key.Length > plural.Length + 2 && key.EndsWith(plural, StringComparison.Ordinal) && IsOneOf(key[..^plural.Length]))
            {
                return true;
            }
        }
        return key.EndsWith("MEN", StringComparison.Ordinal) && IsOneOf(key[..^2] + "AN");
    }

    private bool IsOneOf(string one) => cast.ByKey.ContainsKey(one) || cast.ByKey.ContainsKey(one + " 1") || cast.ByKey.ContainsKey(one + " 2");

    /// <summary>"LE NOTAIRE, maître PINSONNET, 55 ans": two names of one, where the first is a noun and the second a name.</summary>
    private Person? Apposed(CapitalName capitals)
    {
        var (line, first) = (capitals.Line, capitals.First);
        var title = first > 0 && vocabulary.Titles.Has(capitals.WordAt(first - 1)) && Words.Touch(line.Text, line.Words[first - 1], line.Words[first]);
        var before = first - (title ? 2 : 1);
        if (before < 0 || vocabulary.People.Has(capitals.WordAt(capitals.Last)) || !(title || capitals.IsFollowedByAge()))
        {
            return null;
        }
        var between = line.Text.AsSpan(line.Words[before].End, line.Words[before + 1].Start - line.Words[before].End).Trim("*_ ");
        var noun = cast.Names.Key(line.Words[before].In(line.Text).ToString());
        return between is "," && Words.IsShouted(line.Words[before].In(line.Text)) && vocabulary.People.Has(noun) && cast.ByKey.TryGetValue(noun, out var known) ? known : null;
    }

    /// <summary>Null: no person.</summary>
    private Confidence? Likelihood(CapitalName capitals, string[] words)
    {
        var (first, last) = (words[0], words[^1]);
        if (vocabulary.Trade.Has(first) || vocabulary.Trade.Has(last) || Words.IsPossessive(last) || Words.IsPossessive(first))
        {
            return null;
        }
        if (capitals.IsFollowedByAge())
        {
            return Confidence.Sure;
        }
        if (vocabulary.Crowds.Has(last))
        {
            return capitals.IsCounted() ? Confidence.Probable : null;
        }
        if (vocabulary.People.Has(last) || (words.Length > 1 && (vocabulary.Titles.Has(first) || vocabulary.People.Has(first))))
        {
            return Confidence.Probable;
        }
        if (capitals.IsAfterDeterminer() || things.Find(last) is not null || things.IsFurniture(last) || vocabulary.NoThings.Has(last) || placeWords.Contains(last))
        {
            return null;
        }
        return capitals.IsFollowedByDescription() || capitals.IsFollowedByVerb() ? Confidence.Ask : null;
    }
}
