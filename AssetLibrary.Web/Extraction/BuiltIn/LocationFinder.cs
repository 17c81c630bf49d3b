using AssetLibrary.Web.Library;

namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>Where the scenes play. Inside and outside of a place are one; "SAME" is the place of the scene before.</summary>
internal sealed class LocationFinder(ScriptPages pages)
{
    private static readonly WordList Same = new("SAME MÊME MISMO MISMA SELBE SELBER SELBEN GLEICHE GLEICHER");

    private static readonly WordList Articles = new("THE A AN LE LA LES L' DER DIE DAS EL LOS LAS UN UNE UNA EIN EINE IL LO GLI");

    private static readonly WordList NoPlaces = new("VARIOUS LOCATIONS VARIOUS-LOCATIONS BLACK SCREEN UNKNOWN NOWHERE");

    private readonly Dictionary<string, Sighting> places = new(StringComparer.Ordinal);

    public IEnumerable<Sighting> Find()
    {
        var firstLines = new Dictionary<int, ScriptLine>();
        foreach (var line in pages.Action)
        {
            firstLines.TryAdd(line.Scene, line);
        }
        Sighting? before = null;
        foreach (var scene in pages.Screenplay.Scenes)
        {
            if (scene.Location is not { } written)
            {
                // A view or a title within a scene does not leave the place.
                continue;
            }
            var place = Place(written, before, scene.IntExt is not null ? Confidence.Sure : scene.TimeOfDay is not null ? Confidence.Probable : Confidence.Ask);
            if (place is null)
            {
                continue;
            }
            if (place.Description.Length == 0 && firstLines.TryGetValue(scene.Ordinal, out var first))
            {
                place.Description = ScriptPages.FirstSentence(first);
            }
            place.Add(pages.Quote(scene.Ordinal, scene.FromLine, scene.Heading));
            before = place;
        }
        return places.Values.Distinct().OrderBy(p => p.FirstLine);
    }

    private Sighting? Place(string written, Sighting? before, Confidence confidence)
    {
        var words = written.Replace('’', '\'').Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        while (words.Count > 1 && Articles.Has(words[0]))
        {
            words.RemoveAt(0);
        }
        if (words.Count == 0 || words.TrueForAll(w => NoPlaces.Has(w)))
        {
            return null;
        }
        if (Same.Has(words[0]) && before is not null)
        {
            if (words.Count > 1)
            {
                before.Call(DisplayName.Of(written));
            }
            return before;
        }
        var key = string.Join(' ', words).ToUpperInvariant();
        if (!places.TryGetValue(key, out var place))
        {
            places[key] = place = new Sighting(AssetType.Location, DisplayName.Of(written)) { Confidence = confidence };
        }
        place.Call(DisplayName.Of(written));
        return place;
    }
}
