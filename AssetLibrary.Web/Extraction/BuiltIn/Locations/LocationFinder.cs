using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Extraction.BuiltIn.Locations;

/// <summary>Where the scenes play. Inside and outside of a place are one; "SAME" is the place of the scene before.</summary>
internal sealed class LocationFinder(ScriptPages pages)
{
    private static readonly WordList Same = new(
        "SAME MÊME MISMO MISMA SELBE SELBER SELBEN GLEICHE GLEICHER STESSO STESSA MESMO MESMA ТАМ ТОТ ТА 同 同上 同場所 同前"
    );

    private static readonly WordList NoPlaces = new(
        "VARIOUS LOCATIONS VARIOUS-LOCATIONS BLACK SCREEN UNKNOWN NOWHERE SCHWARZ NOIR NEGRO NERO PRETO"
    );

    private readonly Dictionary<string, Sighting> places = new(StringComparer.Ordinal);

    public IEnumerable<Sighting> Find()
    {
        using var action = pages.Action.Where(l => !l.IsOnScreen).GetEnumerator();
        var names = pages
            .Screenplay.Scenes.Where(s => s.Location is not null)
            .Select(s => PlaceName.Read(s.Location!))
            .OfType<PlaceName>()
            .ToList();
        var wholes = names
            .Where(n => n.Parts.Count > 1)
            .DistinctBy(n => n.Key)
            .ToLookup(n => PlaceName.Plain(n.Parts[^1]).ToUpperInvariant());
        var heads = names
            .Where(n => n.Parts.Count > 1)
            .Select(n => PlaceName.Plain(n.Parts[0]).ToUpperInvariant())
            .ToHashSet(StringComparer.Ordinal);
        PlaceName? before = null;
        foreach (var scene in pages.Screenplay.Scenes)
        {
            if (
                scene.Location is not { } written
                || PlaceName.Read(written) is not { } name
                || name.Key.Split(' ').All(w => NoPlaces.Has(w))
            )
            {
                // A view or a title within a scene does not leave the place.
                continue;
            }
            var again = Again(name, before);
            name = again ?? name;
            // "KITCHEN", where one house has a kitchen: that one.
            if (name.Parts.Count == 1 && wholes[name.Key].ToList() is [var whole] && !heads.Contains(name.Key))
            {
                name = whole;
            }
            var place = Place(
                name,
                scene.IntExt is not null ? Confidence.Sure
                    : scene.TimeOfDay is not null ? Confidence.Probable
                    : Confidence.Ask
            );
            if (again is null || written.Contains(' ', StringComparison.Ordinal))
            {
                place.Call(DisplayName.Of(written));
            }
            if (place.Description.Length == 0 && FirstOf(scene.Ordinal, action) is { } first)
            {
                place.Description = pages.FirstSentence(first);
            }
            place.Add(pages.Quote(scene.Ordinal, scene.FromLine, scene.Heading));
            before = name;
        }
        AskAboutOwners();
        return places.Values.Distinct().OrderBy(p => p.FirstLine);
    }

    /// <summary>The first line of the scene. Scenes are asked for in their order.</summary>
    private static ScriptLine? FirstOf(int scene, IEnumerator<ScriptLine> action)
    {
        while (action.Current is null || action.Current.Scene < scene)
        {
            if (!action.MoveNext())
            {
                return null;
            }
        }
        return action.Current.Scene == scene ? action.Current : null;
    }

    /// <summary>SAME is the place before; 同・居間 and SAME - KITCHEN are another part of it.</summary>
    private static PlaceName? Again(PlaceName name, PlaceName? before)
    {
        var first = PlaceName.Plain(name.Parts[0]).Split(' ');
        if (before is null || !Same.Has(first[0]))
        {
            return null;
        }
        return name.Parts.Count > 1 && first.Length == 1 ? new PlaceName([before.Parts[0], .. name.Parts.Skip(1)]) : before;
    }

    private Sighting Place(PlaceName name, Confidence confidence)
    {
        if (!places.TryGetValue(name.Key, out var place))
        {
            places[name.Key] = place = new Sighting(AssetType.Location, DisplayName.Of(name.Name(pages.Vocabulary.Language)))
            {
                Confidence = confidence,
            };
        }
        place.Call(DisplayName.Of(name.Name(pages.Vocabulary.Language)));
        return place;
    }

    /// <summary>OFFICE beside one MIKE'S OFFICE: likely one place, but nothing in the script says so.</summary>
    private void AskAboutOwners()
    {
        foreach (var (key, place) in places)
        {
            var owned = places
                .Where(p =>
                    p.Key.EndsWith(" " + key, StringComparison.Ordinal)
                    && Words.IsPossessive(p.Key.Split(' ')[^(key.Split(' ').Length + 1)])
                )
                .ToList();
            if (owned is [var one])
            {
                place.Confidence = Confidence.Ask;
                place.Doubt = $"This may be {one.Value.Name}.";
            }
        }
    }
}
