namespace AssetLibrary.Web.LanguageModels.Repair;

internal static class Quotes
{
    public static bool IsQuote(char c) =>
        c is '"' or '\'' or '`' or '\u00b4' or '\u201c' or '\u201d' or '\u201e' or '\u2018' or '\u2019' or '\u201a' or '\u00ab' or '\u00bb';

    /// <summary>
    /// What may end a text that begins with this quote. A straight quote ends with the same: curly ones within are the text's own.
    /// </summary>
    public static string Ends(char opening) =>
        opening switch
        {
            '\u201c' or '\u201d' or '\u201e' => "\u201c\u201d\"",
            '\u2018' or '\u2019' or '\u201a' => "\u2018\u2019'",
            '`' or '\u00b4' => "`\u00b4",
            '\u00ab' or '\u00bb' => "\u00ab\u00bb",
            _ => opening.ToString(),
        };
}
