using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction.BuiltIn.Characters;
using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>What is compared when two names may be one: case, accents, articles and the marks of a heading do not count.</summary>
internal static class NameKey
{
    private static readonly WordList Articles = new(
        "THE A AN LE LA LES L' UN UNE DES DER DIE DAS EIN EINE EL LOS LAS UNA IL LO GLI HIS HER THEIR ITS SEIN SEINE IHR IHRE SON SA "
            + "SES SU SUS"
    );

    public static string Of(AssetType type, string name)
    {
        if (type == AssetType.Character)
        {
            return CueNames.Key(Bare(name)).ToUpperInvariant();
        }

        var place = type == AssetType.Location && SceneHeading.Starts(name) ? SceneHeading.Read(name).Location ?? name : name;
        var words = SearchText
            .Normalize(place.Replace('’', '\''))
            .ToUpperInvariant()
            .Split([' ', '-', '–', '—', ',', '/', '.', '"'], StringSplitOptions.RemoveEmptyEntries)
            .ToList();
        while (words.Count > 1 && Articles.Has(words[0]))
        {
            words.RemoveAt(0);
        }

        return words.Count == 0 ? SearchText.Normalize(name).ToUpperInvariant() : string.Join(' ', words);
    }

    // "MARA (O.S.)" names Mara, "MARA (young)" somebody else.
    private static string Bare(string name)
    {
        if (name.IndexOf('(', StringComparison.Ordinal) is var bracket && bracket <= 1 || !name.TrimEnd().EndsWith(')'))
        {
            return name.Trim();
        }

        var bare = name[..bracket].Trim();
        var (whole, rest) = (NameForms.Of(AssetType.Character, name), NameForms.Of(AssetType.Character, bare));
        return NameSimilarity.Compare(whole, rest, NameContext.OnlyTwo).IsApart ? name.Trim() : bare;
    }
}
