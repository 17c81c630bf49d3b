using System.Buffers;

namespace AssetLibrary.Web.Screenplays.Headings;

/// <summary>Headings that count scenes: "SCENE 3: THE KITCHEN", "Szene 2A - Küche", "Сцена 4. Двор".</summary>
internal static class SceneWord
{
    private static readonly SearchValues<char> NumberEnds = SearchValues.Create("-–—:：.,|");

    private static readonly string[] Words =
    [
        "SZENE",
        "SCENE",
        "SCÈNE",
        "ESCENA",
        "SCENA",
        "CENA",
        "BONUS-SZENE",
        "СЦЕНА",
        "BILD",
        "SEQUENZ",
        "SÉQUENCE",
        "SECUENCIA",
    ];

    /// <summary>Of the word itself; 0 where the text does not begin with one.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        foreach (var word in Words)
        {
            if (
                text.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                && (text.Length == word.Length || !char.IsLetter(text[word.Length]))
            )
            {
                return word.Length;
            }
        }
        return 0;
    }

    /// <summary>A scene word with a number: "Scene 3", but not "Scene of the crime".</summary>
    public static bool Starts(ReadOnlySpan<char> text)
    {
        var word = Length(text);
        var rest = text[word..].TrimStart(" #");
        return word > 0 && !rest.IsEmpty && (char.IsAsciiDigit(rest[0]) || IsRoman(rest[..End(rest)]));
    }

    public static SceneHeading Read(ReadOnlySpan<char> text)
    {
        var rest = text[Length(text)..].TrimStart(" #");
        var numbered = Starts(text);
        var number = numbered ? rest[..End(rest)].ToString() : null;
        // "SCENE INT. KITCHEN" and "Scene 3 (INT. KITCHEN)" say it behind the number.
        var place = rest[(number?.Length ?? 0)..];
        var dash = numbered ? 0 : place.IndexOfAny(NumberEnds) + 1;
        if (!numbered && dash == 0)
        {
            return new SceneHeading(null, null, null);
        }
        place = place[dash..].Trim(" -–—:：.,|");
        var prefix = HeadingPrefix.Read(place, out var intExt);
        return SceneHeading.ReadPlace(place[prefix..], intExt, maybeNoPlace: prefix == 0) with { Number = number };
    }

    private static int End(ReadOnlySpan<char> rest)
    {
        var end = 0;
        while (end < rest.Length && char.IsLetterOrDigit(rest[end]))
        {
            end++;
        }
        return end;
    }

    private static bool IsRoman(ReadOnlySpan<char> text) => text.Length is > 0 and < 8 && text.IndexOfAnyExcept("IVXLC") < 0;
}
