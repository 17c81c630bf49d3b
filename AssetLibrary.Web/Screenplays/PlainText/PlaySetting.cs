using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Screenplays.PlainText;

/// <summary>
/// The line that says where a play is set: "La scène se passe à Paris.", "Die Handlung spielt in einer Laube ...", "Scene: a wood".
/// </summary>
internal static class PlaySetting
{
    private const int LongestPlace = 60;

    private static readonly string[] Openings =
    [
        "La scène se passe",
        "La scène est",
        "L'action se passe",
        "L'action se déroule",
        "La scène représente",
        "Le théâtre représente",
        "Die Handlung spielt",
        "Das Stück spielt",
        "Ort der Handlung",
        "Die Szene spielt",
        "Spielt",
        "The scene is laid",
        "The scene is set",
        "The scene is",
        "The action takes place",
        "The action is set",
        "The play is set",
        "La scena si svolge",
        "La scena è",
        "L'azione si svolge",
        "La scena rappresenta",
        "La escena representa",
        "La escena es",
        "La acción transcurre",
        "La acción se desarrolla",
        "La acción pasa",
        "La acción",
        "A cena passa-se",
        "A ação passa-se",
        "A cena representa",
        "Действие происходит",
        "Действие разворачивается",
        "Сцена представляет",
        "舞台は",
    ];

    private static readonly HashSet<string> Links = new(StringComparer.OrdinalIgnoreCase)
    {
        "in",
        "at",
        "on",
        "inside",
        "outside",
        "near",
        "à",
        "au",
        "aux",
        "dans",
        "en",
        "chez",
        "sur",
        "un",
        "une",
        "le",
        "la",
        "les",
        "l'",
        "auf",
        "im",
        "am",
        "an",
        "bei",
        "vor",
        "der",
        "die",
        "das",
        "dem",
        "den",
        "einer",
        "einem",
        "a",
        "the",
        "nel",
        "nella",
        "in",
        "una",
        "uno",
        "el",
        "los",
        "las",
        "em",
        "no",
        "na",
        "num",
        "numa",
        "o",
        "os",
        "в",
        "во",
        "на",
        "ein",
        "eine",
        "zu",
        "il",
        "lo",
        "is",
        "laid",
        "de",
    };

    /// <summary>Null where the line says nothing of the kind.</summary>
    public static SceneHeading? Read(string line)
    {
        var text = line.AsSpan().Trim("()[] ");
        foreach (var opening in Openings)
        {
            if (
                text.StartsWith(opening, StringComparison.OrdinalIgnoreCase)
                && text.Length > opening.Length
                && !char.IsLetter(text[opening.Length])
            )
            {
                return new SceneHeading(null, Where(text[opening.Length..]), null);
            }
        }
        return ScriptLabels.Place(text);
    }

    private static string? Where(ReadOnlySpan<char> rest)
    {
        rest = rest.Trim(" :.,-–—");
        var end = rest.IndexOfAny(".,;:");
        rest = end < 0 ? rest : rest[..end];
        foreach (var and in (ReadOnlySpan<string>)[" und ", " and ", " et ", " y ", " e ", " и "])
        {
            var at = rest.IndexOf(and, StringComparison.Ordinal);
            rest = at > 0 ? rest[..at] : rest;
        }
        while (rest.IndexOf(' ') is > 0 and var space && Links.GetAlternateLookup<ReadOnlySpan<char>>().Contains(rest[..space]))
        {
            rest = rest[(space + 1)..].TrimStart();
        }
        return rest.Length is 0 or > LongestPlace ? null : rest.ToString();
    }
}
