using AssetLibrary.Web.Screenplays;

namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>Who speaks, and who is introduced in capitals. One person under several names is one sighting.</summary>
internal sealed class CharacterFinder(ScriptPages pages, Things things)
{
    private const int SurelyNoSlip = 4;
    private const int LongEnoughForSlip = 9;

    private readonly Dictionary<string, Person> people = new(StringComparer.Ordinal);
    private readonly List<(int Scene, ScreenplayElement Cue, string Key)> cues = [];
    private readonly HashSet<string> placeWords = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<Sighting> Find(CancellationToken cancel)
    {
        foreach (var scene in pages.Screenplay.Scenes)
        {
            placeWords.UnionWith((scene.Location ?? "").Split([' ', '-', '/', ','], StringSplitOptions.RemoveEmptyEntries));
        }
        CollectCues();
        foreach (var capitals in pages.Action.SelectMany(CapitalName.In))
        {
            cancel.ThrowIfCancellationRequested();
            Introduce(capitals);
        }
        MergeNames();
        MergeSlips();
        return Count();
    }

    private void CollectCues()
    {
        var scene = 0;
        foreach (var element in pages.Screenplay.Elements)
        {
            scene += element.Type == ElementType.SceneHeading ? 1 : 0;
            if (element.Type != ElementType.Character)
            {
                continue;
            }
            foreach (var key in CueNames.Read(element))
            {
                cues.Add((scene, element, key));
                if (!people.TryGetValue(key, out var person))
                {
                    var asWritten = element.Cue!.Any(char.IsLower) && CueNames.Key(element.Cue!) == key;
                    people[key] = person = new Person(key, asWritten ? element.Cue! : key) { HasCue = true };
                }
                person.Cues++;
            }
        }
    }

    /// <summary>Capitals that name a speaker more fully, or somebody who never speaks.</summary>
    private void Introduce(CapitalName capitals)
    {
        var key = CueNames.Key(capitals.Text);
        var words = key.Split(' ');
        if (key.Length < 2 || people.ContainsKey(key) || people.ContainsKey(Words.WithoutPossessive(key).ToString()))
        {
            return;
        }
        var called = Parts(words).Where(p => people.TryGetValue(p, out var known) && known.HasCue).OrderByDescending(p => p.Length).FirstOrDefault();
        if (called is not null && IsSamePerson(called, key) && !IsAnotherOfTheKind(called, capitals.Line.Scene))
        {
            people[called].AlsoCalled(key, capitals.Text);
            people[key] = people[called];
        }
        else if ((called is null || !IsAged(words) ? Likelihood(capitals, words) : Confidence.Probable) is { } confidence)
        {
            people[key] = new Person(key, capitals.Text) { Confidence = confidence };
        }
    }

    /// <summary>A cue that is only a noun (WOMAN) is the first one introduced more fully in a scene where she speaks, and no other.</summary>
    private bool IsAnotherOfTheKind(string cue, int scene) =>
        PeopleWords.Nouns.Has(cue) && (people[cue].Keys.Count > 1 || !cues.Exists(c => c.Key == cue && c.Scene == scene));

    /// <summary>Null: no person.</summary>
    private Confidence? Likelihood(CapitalName capitals, string[] words)
    {
        var (first, last) = (words[0], words[^1]);
        if (StopWords.Shouted.Has(first) || StopWords.Shouted.Has(last) || Words.IsPossessive(last) || Words.IsPossessive(first))
        {
            return null;
        }
        if (capitals.IsFollowedByAge())
        {
            return Confidence.Sure;
        }
        if (PeopleWords.Nouns.Has(last) || (words.Length > 1 && PeopleWords.Titles.Has(first)))
        {
            return Confidence.Probable;
        }
        if (capitals.IsAfterDeterminer() || things.Find(last) is not null || things.IsFurniture(last) || StopWords.NoThings.Has(last) || placeWords.Contains(last))
        {
            return null;
        }
        return capitals.IsFollowedByDescription() || capitals.IsFollowedByVerb() ? Confidence.Ask : null;
    }

    /// <summary>
    /// A first name or surname and the full name. Not where the short one is a common noun that others share (MAN and
    /// OLD MAN are two parts), and not where an age, a possessive, a number or a second name makes it another person.
    /// </summary>
    internal static bool IsSamePerson(string part, string whole)
    {
        var rest = (whole.StartsWith(part + " ", StringComparison.Ordinal) ? whole[part.Length..] : whole[..^part.Length]).Trim();
        var words = rest.Split(' ');
        return !PeopleWords.Titles.Has(part)
            && !PeopleWords.Ages.Has(words[0])
            && !PeopleWords.Ages.Has(words[^1])
            && !Words.IsPossessive(words[^1])
            && !rest.Any(char.IsDigit)
            && !Array.Exists(words, w => PeopleWords.Joints.Has(w));
    }

    /// <summary>YOUNG MARA, MADELEINE JEUNE: somebody known at another age is cast anew.</summary>
    private static bool IsAged(string[] words) => PeopleWords.Ages.Has(words[0]) || PeopleWords.Ages.Has(words[^1]);

    /// <summary>What a name begins with and ends with, in whole words.</summary>
    private static IEnumerable<string> Parts(string[] words)
    {
        for (var i = 1; i < words.Length; i++)
        {
            yield return string.Join(' ', words[..i]);
            yield return string.Join(' ', words[i..]);
        }
    }

    private void MergeNames()
    {
        var wholes = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var whole in people.Keys)
        {
            foreach (var part in Parts(whole.Split(' ')).Where(people.ContainsKey).Distinct(StringComparer.Ordinal))
            {
                wholes.TryAdd(part, []);
                wholes[part].Add(whole);
            }
        }
        foreach (var (part, candidates) in wholes)
        {
            var whole = candidates[0];
            var named = !PeopleWords.Nouns.Has(part) && !PeopleWords.Nouns.Has(part.AsSpan(part.LastIndexOf(' ') + 1));
            if (candidates.TrueForAll(c => people[c] == people[whole]) && people[whole] != people[part] && named && IsSamePerson(part, whole))
            {
                people[part].TakeOver(people[whole], people);
            }
        }
    }

    /// <summary>A long name with one cue that is another one without its last letter, or with one more, was mistyped.</summary>
    private void MergeSlips()
    {
        foreach (var key in people.Keys.Where(k => k.Length > LongEnoughForSlip && k[^1] != 'S').ToList())
        {
            if (people.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key.AsSpan(0, key.Length - 1), out var shorter) && shorter != people[key])
            {
                var (much, little) = people[key].Cues >= shorter.Cues ? (people[key], shorter) : (shorter, people[key]);
                if (much.Cues >= SurelyNoSlip && little.Cues == 1)
                {
                    much.TakeOver(little, people);
                }
            }
        }
    }

    private IEnumerable<Sighting> Count()
    {
        var sightings = people.Values.Distinct().ToDictionary(p => p, p => p.Sighting());
        var mentions = new Mentions(people).In(pages.Action);
        var seen = cues.Select(c => (c.Scene, c.Cue.Line, Person: people[c.Key], Line: (ScriptLine?)null, At: 0, Quote: c.Cue.Text))
            .Concat(mentions.Select(m => (m.Line.Scene, m.Line.Line, m.Person, Line: (ScriptLine?)m.Line, m.At, Quote: "")))
            .OrderBy(s => s.Item2);
        foreach (var (scene, number, person, line, at, cue) in seen)
        {
            var sighting = sightings[person];
            if (line is not null && (sighting.Description.Length == 0 || (!sighting.IsIntroduced && Words.IsShouted(line.WordAt(at)))))
            {
                sighting.Description = ScriptPages.Describe(line, at);
                sighting.IsIntroduced = Words.IsShouted(line.WordAt(at));
            }
            if (!sighting.NeedsQuoteOf(number))
            {
                sighting.AddUnquoted(scene, speaks: line is null);
            }
            else
            {
                sighting.Add(line is null ? pages.Quote(scene, number, cue) : pages.Quote(line, at), speaks: line is null);
            }
        }
        DescribeUnnamed(sightings);
        return sightings.Values.Where(s => s.Count > 0).OrderBy(s => s.FirstLine);
    }

    /// <summary>"His minion approaches:" describes who has the cue MINION, where nothing else does. Proper names are left alone.</summary>
    private void DescribeUnnamed(Dictionary<Person, Sighting> sightings)
    {
        var missing = people.Where(p => sightings[p.Value].Description.Length == 0 && IsCommonNoun(p.Key)).ToList();
        foreach (var (line, at, person) in missing.Count == 0 ? [] : new Mentions(missing, anyCase: true).In(pages.Action))
        {
            var sighting = sightings[person];
            sighting.Description = sighting.Description.Length == 0 ? ScriptPages.Describe(line, at) : sighting.Description;
        }
    }

    private bool IsCommonNoun(string key)
    {
        var last = key.AsSpan(key.LastIndexOf(' ') + 1);
        return PeopleWords.Nouns.Has(last) || things.Find(last) is not null;
    }
}
