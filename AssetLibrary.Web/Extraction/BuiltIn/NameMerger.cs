using System.Globalization;

namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>
/// One person under several names: a first name, a surname or a nickname and the full name that holds it, a title and
/// who alone bears it, a name mistyped once. Where two full names hold the short one, it is asked about.
/// </summary>
internal sealed class NameMerger(Cast cast)
{
    private const int SurelyNoSlip = 4;
    private const int LongEnoughForSlip = 9;

    private static readonly WordList Particles = new("DE D' DU DES LA VON VAN ZU DER DI DA DO DOS DEL DELLA");

    /// <summary>Titles that everyone in a family has.</summary>
    private static readonly WordList Polite = new("""
        MR MR. MRS MRS. MS MS. MISS HERR FRAU FRÄULEIN MONSIEUR MADAME MADEMOISELLE M. MME MLLE SEÑOR SEÑORA SEÑORITA SR SR. SRA SRA. DON DOÑA
        SIGNOR SIGNORA SIGNORINA SENHOR SENHORA DOM DONA ГОСПОДИН ГОСПОЖА AUNT UNCLE GRANDMA GRANDPA MOTHER FATHER TANTE ONKEL ONCLE TÍO TÍA ZIO ZIA TIO TIA OMA OPA
        """);

    private readonly Dictionary<string, Person> people = cast.ByKey;
    private readonly Vocabulary vocabulary = cast.Vocabulary;

    public void Merge()
    {
        MergeParts();
        MergeSlips();
        DropGroups();
    }

    /// <summary>
    /// A first name or surname and the full name. Not where the short one is a common noun that others share (MAN and
    /// OLD MAN are two parts), and not where an age, a possessive, a number or a second name makes it another person.
    /// </summary>
    public static bool IsSamePerson(string part, string whole, Vocabulary vocabulary)
    {
        var words = whole.Split(' ').ToList();
        part.Split(' ').ToList().ForEach(w => words.Remove(w));
        return !vocabulary.Titles.Has(part)
            && !words.Exists(w => vocabulary.Ages.Has(w) || Words.IsPossessive(w) || vocabulary.Joints.Has(w) || w.Any(char.IsDigit));
    }

    private void MergeParts()
    {
        var wholes = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var cores = people.Keys.Select(k => (Key: k, Core: Core(k))).Where(c => c.Core.Length > 0).ToList();
        var byCore = cores.ToLookup(c => c.Core, c => c.Key, StringComparer.Ordinal);
        foreach (var whole in people.Keys)
        {
            foreach (var part in Subsets(whole).SelectMany(p => byCore[p].Append(p)).Where(p => p != whole && people.ContainsKey(p)).Distinct(StringComparer.Ordinal))
            {
                wholes.TryAdd(part, []);
                wholes[part].Add(whole);
            }
        }
        foreach (var (part, candidates) in wholes.OrderBy(w => w.Key.Length))
        {
            var others = candidates.Where(c => people[c] != people[part] && !IsAnother(part, c)).Select(c => people[c]).Distinct().ToList();
            if (others.Count == 1 && AreTwoRoles(part, others[0]))
            {
                continue;
            }
            if (others.Count == 1 && CanBe(part, candidates.First(c => people[c] == others[0])))
            {
                people[part].TakeOver(others[0], people);
            }
            else if (others.Count > 1 && IsName(part) && people[part].Keys.Count == 1)
            {
                people[part].Doubt = "This may be " + string.Join(" or ", others.Select(o => DisplayName.Of(o.Spelled)).Order(StringComparer.Ordinal).Take(4)) + ".";
            }
        }
    }

    /// <summary>Someone of the same name at another age, or with another number, is no candidate.</summary>
    private bool IsAnother(string part, string whole) => !IsSamePerson(Core(part) is { Length: > 0 } core ? core : part, whole, vocabulary) && !IsTitleOf(part, whole);

    /// <summary>FRAU SEIDEL beside TIM, who is a Seidel too: both speak, and only one of them is called so.</summary>
    private bool AreTwoRoles(string part, Person other) =>
        people[part].HasCue && other.Cues > 0 && Core(part) != part && Polite.Has(part.AsSpan(0, part.IndexOf(' ', StringComparison.Ordinal)))
        && !other.Keys.Exists(k => k.StartsWith(part[..part.IndexOf(' ', StringComparison.Ordinal)], StringComparison.Ordinal));

    private bool CanBe(string part, string whole) => IsName(part) || IsTitleOf(part, whole);

    private bool IsName(string part)
    {
        var core = Core(part);
        return core.Length > 0 && !vocabulary.People.Has(core) && !vocabulary.People.Has(core.AsSpan(core.LastIndexOf(' ') + 1));
    }

    /// <summary>CAPTAIN, where one captain is introduced by name and never has a cue with it.</summary>
    private bool IsTitleOf(string part, string whole) =>
        (vocabulary.Titles.Has(part) || vocabulary.People.Has(part)) && whole.StartsWith(part + " ", StringComparison.Ordinal)
        && people[part].HasCue && !people[whole].HasCue && IsProper(whole[(part.Length + 1)..], vocabulary.Titles.Has(part));

    /// <summary>A name and no description: VICOMTE DE BRÉZILLE, but not MAN IN A HAT.</summary>
    private bool IsProper(string rest, bool noble) => !rest.Split(' ').Any(w => !(noble && Particles.Has(w)) && (vocabulary.People.Has(w) || vocabulary.Ages.Has(w) || w.Any(char.IsDigit) || Words.IsPossessive(w) || vocabulary.Ends.Has(w) || vocabulary.Joints.Has(w)));

    /// <summary>The name without its titles: MR. PELLOW and PELLOW.</summary>
    private string Core(string key)
    {
        var words = key.Split(' ');
        var from = 0;
        while (from < words.Length - 1 && vocabulary.Titles.Has(words[from]))
        {
            from++;
        }
        return from == words.Length - 1 && vocabulary.Titles.Has(words[from]) ? "" : string.Join(' ', words[from..]);
    }

    /// <summary>Parts of a name in whole words: its beginnings and ends, each word of its middle, first and last together.</summary>
    private static IEnumerable<string> Subsets(string whole)
    {
        var words = whole.Split(' ');
        foreach (var part in Cast.Parts(words))
        {
            yield return part;
        }
        for (var i = 1; i < words.Length - 1; i++)
        {
            yield return words[i];
            for (var j = i + 1; j < words.Length; j++)
            {
                yield return words[i] + " " + words[j];
            }
            yield return words[0] + " " + words[^1];
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

    /// <summary>GUARDS speak where GUARD 1 and GUARD 2 do: nobody new.</summary>
    private void DropGroups()
    {
        foreach (var key in people.Keys.Where(k => vocabulary.Crowds.Has(k.AsSpan(k.LastIndexOf(' ') + 1)) || k.EndsWith('S')).ToList())
        {
            var one = key.EndsWith("MEN", StringComparison.Ordinal) ? key[..^2] + "AN" : key[..^1];
            var singles = Enumerable.Range(0, 10).Select(n => n == 0 ? one : string.Create(CultureInfo.InvariantCulture, $"{one} {n}")).Count(k => people.TryGetValue(k, out var single) && single != people[key]);
            if (singles > 1 || (singles == 1 && vocabulary.Crowds.Has(key)))
            {
                people.Remove(key);
            }
        }
    }
}
