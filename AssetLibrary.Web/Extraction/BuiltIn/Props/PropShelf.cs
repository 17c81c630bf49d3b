using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Extraction.BuiltIn.Props;

/// <summary>A prop and how the script calls it: "mug" after "coffee mug" is the same one.</summary>
internal sealed class Prop(string kinds, string head)
{
    private int singular;
    private int plural;

    public Sighting Sighting { get; } = new(AssetType.Prop, head);

    public string Head { get; } = head;

    public string Kinds { get; set; } = kinds;

    /// <summary>The writer set a known thing in capitals, or a hand takes it.</summary>
    public bool PointedAt { get; set; }

    /// <summary>Not in the list of things.</summary>
    public bool Unlisted { get; set; }

    /// <summary>What people wear; listed where it is more than a description of somebody.</summary>
    public bool Worn { get; set; }

    public int Bare { get; set; }

    public void See(bool isPlural, string pluralForm)
    {
        singular += isPlural ? 0 : 1;
        plural += isPlural ? 1 : 0;
        Plural = isPlural ? pluralForm : Plural;
    }

    public string Plural { get; private set; } = "";

    /// <summary>A thing that only ever comes in numbers keeps its plural: gloves, keys.</summary>
    public void Name()
    {
        var noun = singular == 0 && plural > 0 ? Plural : Head;
        var name = Kinds.Length == 0 ? noun : Kinds + " " + noun;
        Sighting.Name = name.Any(char.IsUpper) ? name : char.ToUpperInvariant(name[0]) + name[1..];
        if (Kinds.Length > 0 && Bare > 0)
        {
            Sighting.Call(noun);
        }
        var matters = PointedAt || Sighting.SceneCount > 1 || Sighting.Count > 2;
        Sighting.Confidence =
            Unlisted ? Confidence.Ask
            : matters ? Confidence.Sure
            : Confidence.Probable;
    }
}

/// <summary>All props of a script by their noun.</summary>
internal sealed class PropShelf(ScriptPages pages)
{
    /// <summary>So often named without saying which, a thing is a kind of its own.</summary>
    private const int OftenBare = 3;

    private readonly Dictionary<string, List<Prop>> byHead = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A thing at a word of the line.</summary>
    public void Sight(
        ScriptLine line,
        int word,
        string kinds,
        string head,
        string plural,
        bool pointedAt,
        bool unlisted = false,
        bool whole = false
    ) => Sight(line, Take(kinds.ToLowerInvariant(), head, plural.Length > 0, plural), line.Words[word].Start, pointedAt, unlisted, whole);

    /// <summary>A thing at a sign of the line, where there are no spaces between words.</summary>
    public void Sight(ScriptLine line, int at, string thing, bool pointedAt, string inFull, bool unlisted = false)
    {
        var prop = Take("", thing, false, thing);
        prop.Sighting.Call(inFull);
        Sight(line, prop, at, pointedAt, unlisted);
    }

    private void Sight(ScriptLine line, Prop prop, int at, bool pointedAt, bool unlisted, bool whole = false)
    {
        var sighting = prop.Sighting;
        if (sighting.Count == 0)
        {
            sighting.Description = pages.Describe(line, at);
        }
        prop.Worn |= !whole && pages.Vocabulary.Clothes.Has(prop.Head);
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

    private Prop Take(string kinds, string head, bool isPlural, string asWritten)
    {
        if (!byHead.TryGetValue(head, out var props))
        {
            byHead[head] = props = [];
        }
        var prop = props.Find(p => p.Kinds == kinds) ?? Nearest(props, kinds);
        if (prop is null)
        {
            prop = new Prop(kinds, head);
            props.Add(prop);
        }
        else if (kinds.Length > prop.Kinds.Length)
        {
            prop.Kinds = kinds;
        }
        prop.Bare += kinds.Length == 0 ? 1 : 0;
        prop.See(isPlural, asWritten);
        // The last one named is the one a bare noun means next.
        props.Remove(prop);
        props.Add(prop);
        return prop;
    }

    public IEnumerable<Sighting> Props()
    {
        // Unknown capitals that occur once and that nobody touches are mostly sounds: a CLANG, the RUMBLE.
        var props = byHead
            .Values.SelectMany(p => p)
            .Where(p => !p.Unlisted || p.PointedAt || p.Sighting.Count > 1)
            .Where(p => !p.Worn || p.PointedAt || p.Sighting.Count > 1)
            .ToList();
        props.ForEach(p => p.Name());
        return props.Select(p => p.Sighting).OrderBy(s => s.FirstLine);
    }

    /// <summary>The one named before, where one of the two names is a shorter form of the other.</summary>
    private static Prop? Nearest(List<Prop> props, string kinds) =>
        props.FindLast(p =>
            kinds.Length == 0
            || (p.Kinds.Length == 0 && p.Bare < OftenBare)
            || kinds.EndsWith(" " + p.Kinds, StringComparison.Ordinal)
            || p.Kinds.EndsWith(" " + kinds, StringComparison.Ordinal)
        );
}
