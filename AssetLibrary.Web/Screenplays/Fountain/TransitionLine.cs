namespace AssetLibrary.Web.Screenplays.Fountain;

/// <summary>CUT TO: and the openings and endings every writer knows, in the languages we read.</summary>
internal static class TransitionLine
{
    private static readonly string[] Known =
    [
        "FADE IN",
        "FADE OUT",
        "FADE TO BLACK",
        "FADE TO WHITE",
        "CUT TO BLACK",
        "CUT TO WHITE",
        "FADE UP",
        "BLACKOUT",
        "IRIS OUT",
        "IRIS IN",
        "FONDU",
        "OUVERTURE EN FONDU",
        "FERMETURE EN FONDU",
        "COUPE SUR",
        "COUPE FRANCHE",
        "RETOUR À",
        "RETOUR A",
        "NOIR",
        "SCHNITT",
        "SCHNITT AUF",
        "SCHNITT ZU",
        "ABBLENDE",
        "AUFBLENDE",
        "ÜBERBLENDUNG",
        "ABBLENDEN",
        "AUFBLENDEN",
        "CORTE A",
        "FUNDIDO",
        "ENCADENADO",
        "FUNDE A",
        "DISSOLVENZA",
        "STACCO",
        "TAGLIO",
        "CORTA PARA",
        "CORTE PARA",
        "FUSÃO",
        "ESCURECE",
        "ИЗ ЗАТЕМНЕНИЯ",
        "В ЗАТЕМНЕНИЕ",
        "ЗАТЕМНЕНИЕ",
        "СКЛЕЙКА",
        "НАПЛЫВ",
        "ПЕРЕХОД",
        "HARTER SCHNITT",
        "BLENDE",
        "FONDU AU NOIR",
        "CUT SUR",
        "COUPE À",
        "フェードイン",
        "フェードアウト",
        "暗転",
        "カットイン",
        "ワイプ",
        "淡入",
        "淡出",
        "切至",
        "切到",
        "切入",
        "叠化",
        "化入",
        "化出",
        "渐隐",
        "渐显",
        "黑场",
    ];

    /// <summary>Capitals that end in "TO:". A space behind the colon makes it action, as the format says.</summary>
    public static bool Looks(ReadOnlySpan<char> line) =>
        line.EndsWith("TO:", StringComparison.Ordinal) && (line.Length == 3 || !char.IsLetterOrDigit(line[^4])) && HasNoLower(line);

    /// <summary>FADE IN: and its like need no blank line after them, and are never a cue.</summary>
    public static bool IsKnown(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.IsEmpty || line.Length > 40 || line[^1] is not (':' or '.' or '：' or '。') || !HasNoLower(line))
        {
            return false;
        }
        foreach (var known in Known)
        {
            if (line.StartsWith(known, StringComparison.Ordinal) && !char.IsLetter(line[known.Length]))
            {
                return true;
            }
        }
        return false;
    }

    internal static bool HasNoLower(ReadOnlySpan<char> line)
    {
        foreach (var c in line)
        {
            if (char.IsLower(c))
            {
                return false;
            }
        }
        return true;
    }
}
