using AssetLibrary.Web.Extraction.BuiltIn.Characters;
using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Screenplays;

namespace AssetLibrary.Web.Extraction.BuiltIn.Props;

/// <summary>What the writing program marked itself: people and things that nobody needs to be asked about.</summary>
internal static class TaggedThings
{
    private static readonly Dictionary<string, AssetType> Categories = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Locations"] = AssetType.Location,
        ["Props"] = AssetType.Prop,
        ["Hand Props"] = AssetType.Prop,
        ["Vehicles"] = AssetType.Prop,
        ["Picture Vehicles"] = AssetType.Prop,
        ["Weapons"] = AssetType.Prop,
        ["Special Equipment"] = AssetType.Prop,
        ["Set Dressing"] = AssetType.Prop,
    };

    /// <summary>Background is crowds: a category of people, but of nobody in particular.</summary>
    private static readonly HashSet<string> CastCategories = new(
        ["Cast Members", "Cast", "Characters", "Animals"],
        StringComparer.OrdinalIgnoreCase
    );

    public static bool IsCast(ScriptTag tag) => CastCategories.Contains(tag.Category);

    /// <summary>Marks what was found as certain, and adds what was not.</summary>
    public static void Add(ScriptPages pages, List<Sighting> found)
    {
        foreach (var tag in pages.Screenplay.Tags)
        {
            // Wardrobe belongs to who wears it. A tag of a category of the writer's own says nothing to us.
            if (!Categories.TryGetValue(tag.Category, out var type) || string.IsNullOrWhiteSpace(tag.Name) || tag.Lines.Count == 0)
            {
                continue;
            }
            var name = tag.Name.Trim();
            if (found.Find(f => f.Is(type, name)) is { } known)
            {
                known.Confidence = Confidence.Sure;
                known.Doubt = null;
                known.Call(DisplayName.Of(name));
                continue;
            }
            var display = name.Any(char.IsLower) ? char.ToUpperInvariant(name[0]) + name[1..] : DisplayName.Of(name);
            var sighting = new Sighting(type, display) { Confidence = Confidence.Sure };
            foreach (var line in tag.Lines)
            {
                sighting.Add(pages.Quote(pages.SceneAt(line), line, ""));
            }
            sighting.Description = pages.ActionAt(tag.Lines[0]) is { } action
                ? pages.Describe(action, Math.Max(0, action.Text.IndexOf(name, StringComparison.OrdinalIgnoreCase)))
                : "";
            found.Add(sighting);
        }
    }
}
