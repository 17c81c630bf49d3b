using AssetLibrary.Web.Extraction.BuiltIn.Characters;
using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>One character, location or prop while names still flow together: all names that mean it, and what is known of it.</summary>
internal sealed class FoundEntity(AssetType type, string key)
{
    private const int MostQuotes = 6,
        LittleSaid = 40;

    private readonly Dictionary<string, int> spellings = new(StringComparer.Ordinal);
    private readonly List<FoundEvidence> evidence = [];
    private readonly List<(int Scene, string Text)> descriptions = [];
    private NameForms? forms;

    public AssetType Type => type;

    /// <summary>The compared forms of its names; the first is the one it was found by.</summary>
    public List<string> Keys { get; } = [key];

    /// <summary>All its names as they are compared.</summary>
    public NameForms Forms => forms ??= FormsOf([.. spellings.Keys.DistinctBy(PlainText.Of, StringComparer.Ordinal)]);

    public HashSet<int> Scenes { get; } = [];

    public bool SaidToSpeak { get; private set; }

    public bool NameStandsThere { get; private set; }

    /// <summary>Cues with one of its names, by key.</summary>
    public Dictionary<string, int> Cues { get; } = new(StringComparer.Ordinal);

    /// <summary>Why a person should look, in a sentence.</summary>
    public string? Doubt { get; set; }

    public IReadOnlyList<FoundEvidence> Evidence => [.. evidence.OrderBy(e => e.Line)];

    public string FirstQuote => evidence.MinBy(e => e.Line)?.Quote ?? "";

    public int FirstLine => evidence.Count == 0 ? int.MaxValue : evidence.Min(e => e.Line);

    /// <summary>That of the cues; else the one used most.</summary>
    public string Name =>
        DisplayName.Of(
            spellings
                .OrderByDescending(s => Cues.GetValueOrDefault(NameKey.Of(type, s.Key)))
                .ThenByDescending(s => s.Value)
                .ThenBy(s => s.Key, StringComparer.Ordinal)
                .First()
                .Key
        );

    public IReadOnlyList<string> Aliases =>
        [
            .. spellings
                .Keys.Select(DisplayName.Of)
                .Where(a => !a.Equals(Name, StringComparison.OrdinalIgnoreCase))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.Ordinal),
        ];

    public string Description
    {
        get
        {
            var said = descriptions.OrderBy(d => d.Scene).Select(d => d.Text).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            return said.Count == 0 ? FirstQuote
                : said.Count > 1 && said[0].Length < LittleSaid ? $"{said[0]} {said[1]}"
                : said[0];
        }
    }

    public void Add(ProvenItem item)
    {
        Call(item.Name, 1);
        foreach (var found in item.Evidence)
        {
            Add(found);
        }

        Scenes.UnionWith(item.Evidence.Select(e => e.Scene));
        SaidToSpeak |= item.Speaks;
        NameStandsThere |= item.NameStandsThere;
        if (item.Description.Length > 0)
        {
            descriptions.Add((item.Scene, item.Description));
        }
    }

    public void AlsoCalled(string otherKey, string name)
    {
        Keys.Add(otherKey);
        Call(name);
    }

    public void Call(string name, int times = 0)
    {
        spellings[name] = spellings.GetValueOrDefault(name) + times;
        forms = null;
    }

    /// <summary>The other one was this one all along.</summary>
    public void TakeOver(FoundEntity other)
    {
        Keys.AddRange(other.Keys);
        foreach (var (name, times) in other.spellings)
        {
            Call(name, times);
        }

        other.evidence.ForEach(Add);
        descriptions.AddRange(other.descriptions);
        Scenes.UnionWith(other.Scenes);
        SaidToSpeak |= other.SaidToSpeak;
        NameStandsThere |= other.NameStandsThere;
        Doubt ??= other.Doubt;
        foreach (var (cue, times) in other.Cues)
        {
            Cues[cue] = Cues.GetValueOrDefault(cue) + times;
        }
    }

    private NameForms FormsOf(List<string> names) => NameForms.Of(type, names[0], names.Skip(1));

    private void Add(FoundEvidence found)
    {
        if (evidence.TrueForAll(e => e.Line != found.Line))
        {
            evidence.Add(found);
            if (evidence.Count > MostQuotes)
            {
                evidence.Remove(evidence.MaxBy(e => e.Line)!);
            }
        }
    }
}
