using AssetLibrary.Web.Extraction.BuiltIn.Props;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>Something found, while it is still being found: names, quotes and scenes gather here.</summary>
internal sealed class Sighting(AssetType type, string name)
{
    private const int MostQuotes = 6;

    private readonly List<FoundEvidence> evidence = [];
    private readonly SortedDictionary<int, (bool Speaks, int Count)> scenes = [];

    public string Name { get; set; } = name;

    public List<string> Aliases { get; } = [];

    public string Description { get; set; } = "";

    public Confidence Confidence { get; set; } = Confidence.Sure;

    /// <summary>Why a person is asked.</summary>
    public string? Doubt { get; set; }

    /// <summary>The description is the sentence with the name in capitals.</summary>
    public bool IsIntroduced { get; set; }

    public int Count { get; private set; }

    public int Speeches { get; private set; }

    public int SceneCount => scenes.Count;

    public int FirstLine => evidence.Count == 0 ? int.MaxValue : evidence.Min(e => e.Line);

    public void Add(FoundEvidence found, bool speaks = false)
    {
        AddUnquoted(found.Scene, speaks);
        if (evidence.Count < MostQuotes && !evidence.Exists(e => e.Line == found.Line))
        {
            evidence.Add(found);
        }
    }

    /// <summary>One quote per line is enough, and a handful in all.</summary>
    public bool NeedsQuoteOf(int line) => evidence.Count < MostQuotes && (evidence.Count == 0 || evidence[^1].Line != line);

    /// <summary>Seen once more where no further quote is needed.</summary>
    public void AddUnquoted(int scene, bool speaks)
    {
        Count++;
        Speeches += speaks ? 1 : 0;
        scenes.TryGetValue(scene, out var before);
        scenes[scene] = (before.Speaks || speaks, before.Count + 1);
    }

    public void Call(string alias)
    {
        if (
            alias.Length > 0
            && !alias.Equals(Name, StringComparison.OrdinalIgnoreCase)
            && !Aliases.Contains(alias, StringComparer.OrdinalIgnoreCase)
        )
        {
            Aliases.Add(alias);
        }
    }

    public AssetType Type => type;

    /// <summary>It has this name, or is a thing with this noun: "mug" is the coffee mug.</summary>
    public bool Is(AssetType other, string called) =>
        other == type
        && (
            Same(Name, called)
            || Aliases.Exists(a => Same(a, called))
            || (
                type == AssetType.Prop
                && (
                    Name.EndsWith(" " + called, StringComparison.OrdinalIgnoreCase)
                    || called.EndsWith(" " + Name, StringComparison.OrdinalIgnoreCase)
                )
            )
        );

    private static bool Same(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase)
        || one.TrimEnd('s', 'S').Equals(other.TrimEnd('s', 'S'), StringComparison.OrdinalIgnoreCase);

    public FoundAsset Found()
    {
        Aliases.RemoveAll(a => a.Equals(Name, StringComparison.OrdinalIgnoreCase));
        var appearances = scenes.Select(s => new FoundAppearance(s.Key, s.Value.Speaks, s.Value.Count)).ToList();
        return new FoundAsset(type, Name, Aliases, Description, Confidence, Speeches > 0, [.. evidence.OrderBy(e => e.Line)], appearances)
        {
            Doubt = Doubt,
        };
    }
}
