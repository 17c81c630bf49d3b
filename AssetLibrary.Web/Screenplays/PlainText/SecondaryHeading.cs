using System.Buffers;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Screenplays.PlainText;

/// <summary>
/// Headings that name no place, told on paper by their words alone: a view (RIDER'S POV) and the titles. Other capitals on
/// a line of their own, such as ON THE ROOF or A SHADOW, are shots or action more often than headings.
/// </summary>
internal static class SecondaryHeading
{
    private const int MostWords = 5;

    private static readonly SearchValues<char> SentenceMarks = SearchValues.Create(".,:;!?");

    private static readonly HashSet<string> Titles =
    [
        .. (
            "OPENING TITLES;OPENING CREDITS;OPENING TITLE SEQUENCE;OPENING CREDIT SEQUENCE;OPENING CREDITS SEQUENCE;MAIN TITLES;MAIN "
            + "TITLE SEQUENCE;TITLE SEQUENCE;CREDIT SEQUENCE;END TITLES;END CREDITS;CLOSING TITLES;CLOSING CREDITS;"
            + "TITELSEQUENZ;VORSPANN;ABSPANN;GÉNÉRIQUE;GÉNÉRIQUE DE DÉBUT;GÉNÉRIQUE DE FIN;CRÉDITOS INICIALES;CRÉDITOS FINALES;TITOLI "
            + "DI TESTA;TITOLI DI CODA"
        ).Split(';'),
    ];

    /// <param name="line">A paragraph of one line at the margin of headings.</param>
    public static bool Is(string line) => Titles.Contains(line) || IsView(line);

    private static bool IsView(string line) =>
        line.EndsWith(" POV", StringComparison.Ordinal)
        && !HeadingPrefix.HasLower(line)
        && line.AsSpan().Count(' ') < MostWords
        && line.AsSpan().IndexOfAny(SentenceMarks) < 0;
}
