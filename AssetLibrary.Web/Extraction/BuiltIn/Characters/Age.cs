using AssetLibrary.Web.Extraction.BuiltIn.Language;

namespace AssetLibrary.Web.Extraction.BuiltIn.Characters;

/// <summary>How old somebody is: "(30)", ", late 20s,", ", 35 ans", ", um die 40", ", лет 30", "in her forties".</summary>
internal static class Age
{
    private const int MostWords = 6;
    private const int Oldest = 3;

    private static readonly WordList Before = new(
        """
        of early mid late in his her their around about a an the approximately aged age ages maybe barely just over under well into nearly almost some about
        Anfang Mitte Ende etwa um die circa ca ca. rund knapp gut Jahrgang in den
        environ la une de d l dans sa ses âgé âgée près presque vers petite bonne
        unos unas sobre de edad casi los las entre
        sui circa di sulla verso i gli anni età quasi dai dagli con uma cerca uns dos à perto
        лет под около примерно возраста в возрасте за
        """
    );

    private static readonly WordList Numbers = new(
        """
        five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
        fünf sechs sieben acht neun zehn elf zwölf cinq six sept huit neuf dix onze douze quinze vingt trente quarante cinquante soixante
        cinco seis siete ocho nueve diez once doce quince veinte treinta cuarenta cincuenta sesenta cinque sei sette otto nove dieci undici dodici quindici venti trenta quaranta cinquanta sessanta
        пяти шести семи восьми девяти десяти двенадцати пятнадцати
        """
    );

    private static readonly WordList Decades = new(
        """
        teens twenties thirties forties fifties sixties seventies eighties nineties teenage teenager mid-twenties mid-thirties mid-forties mid-fifties mid-sixties mid-seventies
        zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig zwanziger dreißiger vierziger fünfziger sechziger siebziger achtziger zwanzigern dreißigern
        vingtaine trentaine quarantaine cinquantaine soixantaine septantaine veintena treintena cuarentena cincuentena veinteañero veinteañera treintañero treintañera cuarentón cuarentona cincuentón cincuentona sesentón sesentona
        ventina trentina quarantina cinquantina sessantina settantina ventenne trentenne quarantenne cinquantenne sessantenne settantenne ottantenne
        vinte trinta quarenta cinquenta sessenta setenta oitenta vintena trintena
        двадцати тридцати сорока пятидесяти шестидесяти семидесяти двадцать тридцать сорок пятьдесят шестьдесят семьдесят
        """
    );

    /// <summary>Behind the word a comma or a bracket, and then an age.</summary>
    public static bool Follows(ScriptLine line, int last, Vocabulary vocabulary)
    {
        var rest = line.Text.AsSpan(line.Words[last].End).TrimStart(" *_\"”»");
        return !rest.IsEmpty && rest[0] is ',' or '(' or '（' or '–' or '—' && IsAt(line, last + 1, vocabulary, rest[0] is '(' or '（');
    }

    /// <summary>"a man in his 40s": the age stands right behind, or the number needs its years.</summary>
    public static bool FollowsNoun(ScriptLine line, int last, Vocabulary vocabulary) =>
        Follows(line, last, vocabulary)
        || (
            last + 1 < line.Words.Count
            && Before.Has(line.Words[last + 1].In(line.Text))
            && Words.Touch(line.Text, line.Words[last], line.Words[last + 1])
            && IsAt(line, last + 1, vocabulary, false)
        );

    private static bool IsAt(ScriptLine line, int first, Vocabulary vocabulary, bool bracket)
    {
        for (var i = first; i < line.Words.Count && i < first + MostWords; i++)
        {
            var word = line.Words[i].In(line.Text);
            var digits = word.IndexOfAnyExceptInRange('0', '9');
            digits = digits < 0 ? word.Length : digits;
            if (digits is > 0 and <= Oldest)
            {
                return IsYears(word[digits..]) && IsEnd(line, i, vocabulary);
            }
            if (Numbers.Has(word))
            {
                return IsEnd(line, i, vocabulary);
            }
            if (Decades.Has(word) || word.EndsWith("'anni") || word.EndsWith("’anni"))
            {
                return true;
            }
            if (!Before.Has(word) && !(bracket && i == first))
            {
                return false;
            }
        }
        return false;
    }

    private static bool IsYears(ReadOnlySpan<char> rest) =>
        rest.IsEmpty
        || rest is "s" or "'s" or "’s" or "er" or "ern" or "-ish" or "ish" or "ans" or "J"
        || rest.StartsWith("-")
        || rest.StartsWith("’s")
        || rest[0] >= '\u3000';

    /// <summary>"BOB, 3 beers in hand" is no age, "BOB, 3, ..." is.</summary>
    private static bool IsEnd(ScriptLine line, int index, Vocabulary vocabulary)
    {
        var after = line.Words[index].End;
        if ((after < line.Text.Length && line.Text[after] is ':') || CountsThings(line, index))
        {
            return false;
        }
        if (index + 1 >= line.Words.Count || !Words.Touch(line.Text, line.Words[index], line.Words[index + 1]))
        {
            return true;
        }
        var next = line.Words[index + 1].In(line.Text);
        return vocabulary.Years.Has(next)
            || line.Words[index].In(line.Text)[^1] is 's' or 'r' or 'n'
            || Ends.Has(next)
            || vocabulary.Verbs.Has(next)
            || vocabulary.Ends.Has(next);
    }

    /// <summary>"forty of them", "forty or fifty of them".</summary>
    private static bool CountsThings(ScriptLine line, int index)
    {
        var next = index + 1;
        if (
            next + 1 < line.Words.Count
            && Either.Has(line.Words[next].In(line.Text))
            && Numbers.Has(line.Words[next + 1].In(line.Text)) | Decades.Has(line.Words[next + 1].In(line.Text))
        )
        {
            next += 2;
        }
        return next < line.Words.Count
            && Words.Touch(line.Text, line.Words[next - 1], line.Words[next])
            && PartsOf.Has(line.Words[next].In(line.Text));
    }

    private static readonly WordList Either = new("or oder ou o или to bis");

    private static readonly WordList PartsOf = new("of davon von d'entre de di из");

    private static readonly WordList Ends = new("years year and but et und y e и ish odd something or maybe");
}
