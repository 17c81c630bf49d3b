namespace AssetLibrary.Web.LanguageModels;

/// <summary>
/// About how many tokens a text has, without the model's own table: by kind of script, rather too many than too few.
/// A vocabulary made mostly from English needs about 4 letters of it per token, 2 of Cyrillic or Greek, and one or
/// more tokens for each Chinese or Japanese character.
/// </summary>
public static class TokenEstimate
{
    private const double Ascii = 0.29,
        OtherLatin = 0.45,
        Alphabet = 0.55,
        Ideograph = 1.2;

    public static int Of(string text)
    {
        var tokens = 0.0;
        foreach (var rune in text.EnumerateRunes())
        {
            tokens += rune.Value switch
            {
                < 0x80 => Ascii,
                < 0x250 => OtherLatin,
                < 0x2000 => Alphabet,
                < 0x2E80 => Ascii * 2, // dashes, quotation marks, symbols
                _ => Ideograph,
            };
        }

        return (int)Math.Ceiling(tokens);
    }
}
