using System.Globalization;
using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Extraction.BuiltIn.Characters;

/// <summary>
/// One person under several names: what <see cref="NameSimilarity"/> calls the same is merged; what is likely the one said in
/// fewer words is merged where only one fits, and asked about where several do. Cues tell a mistyped name from another one.
/// </summary>
internal sealed class NameMerger(Cast cast)
{
    private const int SurelyNoTypo = 4,
        MostNamed = 4,
        MostHolders = 60;

    /// <summary>Titles that everyone in a family has.</summary>
    private static readonly WordList Polite = new(
        """
        MR MR. MRS MRS. MS MS. MISS HERR FRAU FRÄULEIN MONSIEUR MADAME MADEMOISELLE M. MME MLLE SEÑOR SEÑORA SEÑORITA SR SR. SRA SRA.
        DON DOÑA SIGNOR SIGNORA SIGNORINA SENHOR SENHORA DOM DONA ГОСПОДИН ГОСПОЖА AUNT UNCLE GRANDMA GRANDPA MOTHER FATHER TANTE ONKEL ONCLE
        TÍO TÍA ZIO ZIA TIO TIA OMA OPA
        """
    );

    private readonly Dictionary<string, Person> people = cast.ByKey;
    private readonly Vocabulary vocabulary = cast.Vocabulary;
    private readonly Dictionary<string, List<string>> byNameKey = new(StringComparer.Ordinal);

    public void Merge()
    {
        foreach (var (key, found) in people.Keys.SelectMany(k => Ways(k).Select(w => (k, w))))
        {
            (byNameKey.TryGetValue(found, out var holders) ? holders : byNameKey[found] = []).Add(key);
        }

        MergeSame();
        MergeShorter();
        MergeMistyped();
        DropGroups();
    }

    private void MergeSame()
    {
        foreach (var key in people.Keys.ToList())
        {
            foreach (
                var (other, _) in Near(key, NameContext.OnlyTwo)
                    .Where(n => n.Found.Verdict == NameVerdict.Same && people[n.Key] != people[key])
                    .ToList()
            )
            {
                people[key].TakeOver(people[other], people);
            }
        }
    }

    // DR. VOSS comes before VOSS, so that a family of one is one when the bare name is looked at.
    private void MergeShorter()
    {
        var context = NameContext.Story(people.Values.Distinct().Select(p => NameForms.Of(AssetType.Character, p.Keys[0], p.Keys.Skip(1))));
        foreach (var part in people.Keys.OrderBy(k => cast.Forms(k).Name.Title is null).ThenBy(k => k.Length).ToList())
        {
            var fits = Near(part, context)
                .Where(n => n.Found is { IsShorter: true, Verdict: >= NameVerdict.Doubtful } && people[n.Key] != people[part])
                .Where(n => IsShorter(part, n.Key))
                .GroupBy(n => people[n.Key])
                .Select(g => g.MaxBy(n => n.Found.Score))
                .ToList();
            if (fits is [var only])
            {
                if (only.Found.Verdict == NameVerdict.Likely ? !AreTwoRoles(part, people[only.Key]) : IsIntroducedAs(part, only.Key))
                {
                    people[part].TakeOver(people[only.Key], people);
                }
            }
            else if (fits.Count > 1 && !cast.Forms(part).Name.IsForAnybody && people[part].Keys.Count == 1)
            {
                var names = fits.Select(f => DisplayName.Of(people[f.Key].Spelled)).Order(StringComparer.Ordinal).Take(MostNamed);
                people[part].Doubt = $"This may be {string.Join(" or ", names)}.";
            }
        }
    }

    // Who has one cue among many of almost the same name was mistyped there.
    private void MergeMistyped()
    {
        foreach (var key in people.Keys.ToList())
        {
            foreach (
                var (other, _) in Near(key, NameContext.OnlyTwo)
                    .Where(n => n.Found.Verdict == NameVerdict.Likely && !n.Found.IsShorter && people[n.Key] != people[key])
                    .ToList()
            )
            {
                var (much, little) = people[key].Cues >= people[other].Cues ? (people[key], people[other]) : (people[other], people[key]);
                if (much != little && much.Cues >= SurelyNoTypo && little.Cues == 1)
                {
                    much.TakeOver(little, people);
                }
            }
        }
    }

    private IEnumerable<(string Key, NameSimilarity Found)> Near(string key, NameContext context)
    {
        var name = cast.Forms(key);
        return Ways(key)
            .Select(w => byNameKey[w])
            .Where(h => h.Count <= MostHolders)
            .SelectMany(h => h)
            .Distinct(StringComparer.Ordinal)
            .Where(k => k != key && people.ContainsKey(k))
            .Select(k => (k, NameSimilarity.Compare(name, cast.Forms(k), context)));
    }

    // A title is no word of the name, and CAPTAIN is to find CAPTAIN ROSE HALL.
    private IEnumerable<string> Ways(string key) =>
        cast.Forms(key).Name.Title is { } title ? cast.Forms(key).Keys().Append("title " + title) : cast.Forms(key).Keys();

    private bool IsShorter(string part, string whole)
    {
        var (one, other) = (cast.Forms(part).Name, cast.Forms(whole).Name);
        return one.IsTitleOnly
            || one.Words.Count < other.Words.Count && !other.IsTitleOnly
            || one.Words.Count == other.Words.Count && one.Title is null;
    }

    /// <summary>FRAU SEIDEL beside TIM, who is a Seidel too: both speak, and only one of them is called so.</summary>
    private bool AreTwoRoles(string part, Person other) =>
        part.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space
        && Polite.Has(part.AsSpan(0, space))
        && people[part].HasCue
        && other.Cues > 0
        && !other.Keys.Exists(k => k.StartsWith(part[..space], StringComparison.Ordinal));

    /// <summary>CAPTAIN, where one captain is introduced by name and never has a cue with it.</summary>
    private bool IsIntroducedAs(string part, string whole) =>
        cast.Forms(part).Name.IsForAnybody
        && cast.Forms(whole).Name.IsIntroduction
        && whole.StartsWith(part + " ", StringComparison.Ordinal)
        && people[part].HasCue
        && !people[whole].HasCue;

    /// <summary>GUARDS speak where GUARD 1 and GUARD 2 do: nobody new.</summary>
    private void DropGroups()
    {
        foreach (var key in people.Keys.Where(k => vocabulary.Crowds.Has(k.AsSpan(k.LastIndexOf(' ') + 1)) || k.EndsWith('S')).ToList())
        {
            var one = key.EndsWith("MEN", StringComparison.Ordinal) ? key[..^2] + "AN" : key[..^1];
            var singles = Enumerable
                .Range(0, 10)
                .Select(n => n == 0 ? one : string.Create(CultureInfo.InvariantCulture, $"{one} {n}"))
                .Count(k => people.TryGetValue(k, out var single) && single != people[key]);
            if (singles > 1 || (singles == 1 && vocabulary.Crowds.Has(key)))
            {
                people.Remove(key);
            }
        }
    }
}
