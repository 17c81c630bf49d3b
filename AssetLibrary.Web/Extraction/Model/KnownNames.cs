using AssetLibrary.Web.Extraction.BuiltIn.Characters;
using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Screenplays;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>The names a question passes on, so that one thing keeps one name: who has cues first, then what was found last.</summary>
internal sealed class KnownNames
{
    private readonly Dictionary<(AssetType, string), string> names = [];
    private readonly List<(AssetType, string)> order = [];

    public void Add(Screenplay screenplay)
    {
        foreach (
            var key in screenplay
                .Elements.Where(e => e.Type == ElementType.Character)
                .SelectMany(CueNames.Read)
                .GroupBy(k => k, StringComparer.Ordinal)
                .OrderByDescending(g => g.Count())
                .Select(g => g.Key)
        )
        {
            Add(AssetType.Character, DisplayName.Of(key), []);
        }
    }

    public void Add(ProvenItem item) => Add(item.Type, item.Name, item.Aliases);

    public IEnumerable<string> Within(int tokens)
    {
        foreach (var key in order)
        {
            tokens -= TokenEstimate.Of(names[key]) + 1;
            if (tokens < 0)
            {
                yield break;
            }

            yield return names[key];
        }
    }

    private void Add(AssetType type, string name, IReadOnlyList<string> aliases)
    {
        var key = (type, NameKey.Of(type, name));
        if (names.TryAdd(key, ""))
        {
            order.Add(key);
        }

        if (names[key].Length == 0 || aliases.Count > 0)
        {
            names[key] =
                $"{type.ToString().ToLowerInvariant()}: "
                + $"{name}{(aliases.Count == 0 ? "" : $" (also {string.Join(", ", aliases.Take(4))})")}";
        }
    }
}
