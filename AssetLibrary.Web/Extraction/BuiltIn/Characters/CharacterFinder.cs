using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Extraction.BuiltIn.Props;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Extraction.BuiltIn.Characters;

/// <summary>Who speaks, and who is introduced in capitals or in prose. One person under several names is one sighting.</summary>
internal sealed class CharacterFinder
{
    private const int MostLinesBetween = 4;
    private const int MostVoices = 50;

    private readonly ScriptPages pages;
    private readonly Things things;
    private readonly Vocabulary vocabulary;
    private readonly Cast cast;

    /// <summary>One cue has hundreds of speeches, and is taken apart once.</summary>
    private readonly Dictionary<(string? Cue, bool Forced), IReadOnlyList<(string Key, string Spelled)>> names = [];
    private readonly HashSet<(string Key, int Scene)> speaking = [];
    private readonly HashSet<string> placeWords = new(StringComparer.OrdinalIgnoreCase);

    public CharacterFinder(ScriptPages pages, Things things)
    {
        (this.pages, this.things, vocabulary) = (pages, things, pages.Vocabulary);
        cast = new Cast(vocabulary, new Cues(vocabulary, pages.Screenplay.Elements));
    }

    public IEnumerable<Sighting> Find(CancellationToken cancel)
    {
        foreach (var scene in pages.Screenplay.Scenes)
        {
            placeWords.UnionWith((scene.Location ?? "").Split([' ', '-', '/', ',', '.', '"'], StringSplitOptions.RemoveEmptyEntries));
        }
        CollectCues();
        CollectTags();
        cancel.ThrowIfCancellationRequested();
        if (vocabulary.IsUnspaced)
        {
            new UnspacedIntroductions(cast).Read(pages.Action);
        }
        else
        {
            var introductions = new Introductions(cast, things, placeWords);
            foreach (var capitals in pages.Action.SelectMany(l => CapitalName.In(l, vocabulary)))
            {
                cancel.ThrowIfCancellationRequested();
                introductions.Read(capitals, (key, scene) => speaking.Contains((key, scene)));
            }
            introductions.Recurring(pages.Action);
            new ProseIntroductions(cast, things, placeWords).Read(pages.Action);
        }
        RevealVoices();
        new NameMerger(cast).Merge();
        return Count();
    }

    private void CollectCues()
    {
        foreach (var (scene, cue, key, spelled) in Speeches())
        {
            speaking.Add((key, scene));
            if (!cast.ByKey.TryGetValue(key, out var person))
            {
                cast.ByKey[key] = person = new Person(key, spelled)
                {
                    HasCue = true,
                    FirstCue = cue.Line,
                    FirstScene = scene,
                };
            }
            person.Cues++;
        }
    }

    private IEnumerable<(int Scene, ScreenplayElement Cue, string Key, string Spelled)> Speeches()
    {
        var scene = 0;
        foreach (var element in pages.Screenplay.Elements)
        {
            scene += element.Type == ElementType.SceneHeading ? 1 : 0;
            if (element.Type != ElementType.Character)
            {
                continue;
            }
            if (!names.TryGetValue((element.Cue, element.Forced), out var called))
            {
                names.Add((element.Cue, element.Forced), called = cast.Names.Read(element));
            }
            foreach (var (key, spelled) in called)
            {
                yield return (scene, element, key, spelled);
            }
        }
    }

    /// <summary>Members of the cast whom the writing program knows. "Fitz and Fatz" are two there as well.</summary>
    private void CollectTags()
    {
        foreach (var tag in pages.Screenplay.Tags.Where(TaggedThings.IsCast))
        {
            foreach (
                var (key, spelled) in cast.Names.Read(new ScreenplayElement(ElementType.Character, tag.Name, 0) { Cue = tag.Name.Trim() })
            )
            {
                if (!cast.ByKey.TryGetValue(key, out var person))
                {
                    cast.ByKey[key] = person = new Person(key, spelled);
                }
                person.TagLines.AddRange(tag.Lines);
            }
        }
    }

    /// <summary>MAN'S VOICE speaks, then the action shows HERMIT, who goes on speaking: the voice was his all along.</summary>
    private void RevealVoices()
    {
        var voices = cast.ByKey.Keys.Where(k => k.Split(' ').Any(w => vocabulary.Voices.Has(w))).ToHashSet(StringComparer.Ordinal);
        if (voices.Count == 0)
        {
            return;
        }
        var cues = Speeches().ToList();
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < cues.Count; i++)
        {
            if (voices.Contains(cues[i].Key))
            {
                last[cues[i].Key] = i;
            }
        }
        foreach (var i in last.Values.Take(MostVoices))
        {
            var (scene, cue, key, _) = cues[i];
            var next = cues.Skip(i + 1)
                .Take(MostLinesBetween)
                .FirstOrDefault(c => cast.ByKey[c.Key].FirstCue == c.Cue.Line && c.Scene == scene);
            var voice = cast.ByKey[key];
            if (next.Key is null || cast.ByKey[next.Key] == voice)
            {
                continue;
            }
            var shown = new Mentions(cast.ByKey.Where(p => p.Key == next.Key).ToList(), vocabulary)
                .In(pages.Action)
                .Where(m => Words.IsShouted(m.Line.WordAt(m.At)))
                .Select(m => m.Line.Line)
                .FirstOrDefault();
            if (shown > cue.Line && shown < next.Cue.Line)
            {
                cast.ByKey[next.Key].TakeOver(voice, cast.ByKey);
            }
        }
    }

    private IEnumerable<Sighting> Count()
    {
        var people = cast.ByKey;
        var sightings = people.Values.Distinct().ToDictionary(p => p, p => p.Sighting());
        foreach (var (scene, number, person, line, at, cue) in Seen(people))
        {
            var sighting = sightings[person];
            if (line is not null && (sighting.Description.Length == 0 || (!sighting.IsIntroduced && IsIntroduction(line, at))))
            {
                sighting.Description = pages.Describe(line, at);
                sighting.IsIntroduced = IsIntroduction(line, at);
            }
            if (!sighting.NeedsQuoteOf(number))
            {
                sighting.AddUnquoted(scene, speaks: line is null);
            }
            else
            {
                sighting.Add(line is null ? pages.Quote(scene, number, cue!.Text) : pages.Quote(line, at), speaks: line is null);
            }
        }
        foreach (var (person, sighting) in sightings.Where(s => s.Value.Count == 0))
        {
            person.TagLines.ForEach(l => sighting.Add(pages.Quote(pages.SceneAt(l), l, "")));
        }
        DescribeUnnamed(sightings);
        return sightings.Values.Where(s => s.Count > 0).OrderBy(s => s.FirstLine);
    }

    /// <summary>Cues and mentions in the order of the lines, which both of them are in: two are looked at, none are gathered.</summary>
    private IEnumerable<(int Scene, int Number, Person Person, ScriptLine? Line, int At, ScreenplayElement? Cue)> Seen(
        Dictionary<string, Person> people
    )
    {
        using var cues = Speeches().Where(c => people.ContainsKey(c.Key)).GetEnumerator();
        var more = cues.MoveNext();
        foreach (var (line, at, person) in new Mentions(people, vocabulary).In(pages.Action))
        {
            for (; more && cues.Current.Cue.Line <= line.Line; more = cues.MoveNext())
            {
                yield return (cues.Current.Scene, cues.Current.Cue.Line, people[cues.Current.Key], null, 0, cues.Current.Cue);
            }
            yield return (line.Scene, line.Line, person, line, at, null);
        }
        for (; more; more = cues.MoveNext())
        {
            yield return (cues.Current.Scene, cues.Current.Cue.Line, people[cues.Current.Key], null, 0, cues.Current.Cue);
        }
    }

    private static bool IsIntroduction(ScriptLine line, int at) => Words.IsShouted(line.WordAt(at));

    /// <summary>"His minion approaches:" describes who has the cue MINION, where nothing else does. Proper names are left alone.</summary>
    private void DescribeUnnamed(Dictionary<Person, Sighting> sightings)
    {
        var missing = cast
            .ByKey.Where(p => sightings[p.Value].Description.Length == 0 && (p.Value.InSmallLetters || IsCommonNoun(p.Key)))
            .ToList();
        foreach (var (line, at, person) in missing.Count == 0 ? [] : new Mentions(missing, vocabulary, anyCase: true).In(pages.Action))
        {
            var sighting = sightings[person];
            if (person.InSmallLetters)
            {
                sighting.Add(pages.Quote(line, at));
            }
            sighting.Description = sighting.Description.Length == 0 ? pages.Describe(line, at) : sighting.Description;
        }
    }

    private bool IsCommonNoun(string key)
    {
        var last = key.AsSpan(key.LastIndexOf(' ') + 1);
        return vocabulary.People.Has(last) || things.Find(last) is not null;
    }
}
