using System.Buffers;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Screenplays.PlainText;

/// <summary>
/// ACT I, SCENE 2. A wood. - Zweiter Auftritt - SCÈNE PREMIÈRE - ЯВЛЕНИЕ ВТОРОЕ - 第一幕. Act is true where no scene is counted;
/// Rest is what stands behind the numbers.
/// </summary>
internal sealed record PlayHeading(bool Act, string Rest)
{
    private const int Longest = 120;

    private static readonly SearchValues<char> Ends = SearchValues.Create(".:,;-–—(：。");

    private static readonly HashSet<string> Acts = Set("ACT AKT AUFZUG ACTE ACTO JORNADA ATTO ATO АКТ ДЕЙСТВИЕ HANDLUNG");

    private static readonly HashSet<string> Scenes = Set(
        "SCENE SZENE AUFTRITT BILD SCÈNE TABLEAU ESCENA CUADRO SCENA QUADRO CENA СЦЕНА ЯВЛЕНИЕ КАРТИНА"
    );

    private static readonly HashSet<string> Numbers = Set(
        """
        ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE FIRST SECOND THIRD FOURTH FIFTH SIXTH LAST
        ERSTER ZWEITER DRITTER VIERTER FÜNFTER SECHSTER SIEBENTER SIEBTER ACHTER NEUNTER ZEHNTER LETZTER ERSTE ZWEITE DRITTE VIERTE FÜNFTE SECHSTE SIEBTE ACHTE LETZTE
        ERSTES ZWEITES DRITTES VIERTES FÜNFTES LETZTES EINS ZWEI DREI VIER FÜNF
        PREMIER PREMIÈRE DEUXIÈME SECONDE TROISIÈME QUATRIÈME CINQUIÈME SIXIÈME SEPTIÈME HUITIÈME NEUVIÈME DIXIÈME DERNIÈRE DERNIER DEUX TROIS UNIQUE
        PRIMERO PRIMERA SEGUNDO SEGUNDA TERCERO TERCERA CUARTO CUARTA QUINTO QUINTA SEXTA SÉPTIMA ÚLTIMA ÚNICO ÚNICA PRIMER
        PRIMO PRIMA SECONDO SECONDA TERZO TERZA QUARTO QUARTA SESTA SETTIMA OTTAVA ULTIMA UNICO UNICA PRIMEIRO PRIMEIRA TERCEIRO TERCEIRA
        ПЕРВЫЙ ВТОРОЙ ТРЕТИЙ ЧЕТВЁРТЫЙ ЧЕТВЕРТЫЙ ПЯТЫЙ ПЕРВОЕ ВТОРОЕ ТРЕТЬЕ ЧЕТВЁРТОЕ ЧЕТВЕРТОЕ ПЯТОЕ ШЕСТОЕ СЕДЬМОЕ ВОСЬМОЕ ДЕВЯТОЕ ДЕСЯТОЕ ПОСЛЕДНЕЕ
        ПЕРВАЯ ВТОРАЯ ТРЕТЬЯ ЧЕТВЁРТАЯ ЧЕТВЕРТАЯ ПЯТАЯ ШЕСТАЯ
        """
    );

    private static readonly HashSet<string> Alone = Set(
        "PROLOGUE EPILOGUE PROLOG EPILOG VORSPIEL NACHSPIEL PRÓLOGO EPÍLOGO PROLOGO ПРОЛОГ ЭПИЛОГ 序幕 尾声 序章"
    );

    public static PlayHeading? Read(string line)
    {
        if (line.Length is 0 or > Longest)
        {
            return null;
        }
        if (line[0] == '第')
        {
            return Asian(line);
        }
        var (act, scene, numbered, at) = (false, false, false, 0);
        while (at < line.Length)
        {
            var end = at;
            while (end < line.Length && (char.IsLetterOrDigit(line[end]) || line[end] is '\'' or '’'))
            {
                end++;
            }
            var word = line.AsSpan(at, end - at);
            if (Has(Acts, word))
            {
                act = true;
            }
            else if (Has(Scenes, word))
            {
                scene = true;
            }
            else if (Has(Numbers, word) || IsNumeral(word))
            {
                numbered = true;
            }
            else
            {
                break;
            }
            at = end;
            while (at < line.Length && (line[at] is ' ' or '\t' || Ends.Contains(line[at])))
            {
                at++;
            }
        }
        if (Has(Alone, line.AsSpan().Trim(" .:")))
        {
            return new PlayHeading(false, "");
        }
        var rest = at < line.Length ? line[at..].Trim().TrimEnd('.', ')') : "";
        // "Scene one is over" goes on without a mark; "Act one" needs its word and its number.
        var parted = rest.Length == 0 || (at > 0 && line.AsSpan(0, at).TrimEnd() is { Length: > 0 } head && Ends.Contains(head[^1]));
        return (act || scene) && numbered && parted ? new PlayHeading(!scene, rest) : null;
    }

    private static PlayHeading? Asian(string line)
    {
        var act = line.AsSpan(0, Math.Min(6, line.Length)).IndexOf('幕');
        var scene = AsianHeading.Marker(line.AsSpan(Math.Max(0, act + 1)).TrimStart(), out _) > 0;
        return act < 0 ? null : new PlayHeading(!scene, scene ? "" : line[(act + 1)..].Trim(' ', '\u3000', '：', ':'));
    }

    private static bool IsNumeral(ReadOnlySpan<char> word) =>
        word.Length is > 0 and <= 7
        && (
            word.IndexOfAnyExceptInRange('0', '9') < 0 || word.IndexOfAnyExcept("IVXLC") < 0 || (word.Length == 1 && word[0] is 'Y' or '1')
        );

    private static bool Has(HashSet<string> words, ReadOnlySpan<char> word) =>
        words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static HashSet<string> Set(string words) =>
        new(words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}
