namespace AssetLibrary.Web.LanguageModels.Repair;

/// <summary>The pieces of JSON in an answer, which may stand among prose and fences.</summary>
internal sealed class Pieces(string text, Effort effort)
{
    private const int WordsOfABareText = 3;

    private readonly Cursor cursor = new(text, effort);
    private readonly List<Found> found = [];

    private sealed record Found(Piece Piece, int Length, bool IsCut, bool Follows);

    public RepairedJson? Best()
    {
        if ((Quotes.IsQuote(cursor.Now) && !cursor.Starts("```", 0)) || cursor.Now == '/')
        {
            if (Alone() is { } scalar)
            {
                return scalar;
            }

            cursor.At = 0;
        }

        if (!Find())
        {
            return null;
        }

        if (found.Count > 0)
        {
            return Choose();
        }

        cursor.At = 0;
        return effort.IsOver || text.AsSpan().IndexOfAny("{}[]") >= 0 ? null : Alone();
    }

    /// <summary>The pieces that follow each other belong together; of several such groups the largest is the answer.</summary>
    private RepairedJson Choose()
    {
        var groups = new List<List<Found>>();
        foreach (var piece in found)
        {
            if (!piece.Follows || groups.Count == 0)
            {
                groups.Add([]);
            }

            groups[^1].Add(piece);
        }

        var full = groups.Where(g => g.Exists(f => !f.Piece.IsEmpty)).ToList();
        var best = full.Count == 0 ? groups[0] : full.MaxBy(g => g.Sum(f => f.Length))!;
        var kept = best.FindAll(f => !f.Piece.IsEmpty);
        var tier =
            full.Count > 1 ? RepairTier.Pulled
            : (kept.Count == 0 ? best : kept)[^1].IsCut ? RepairTier.Closed
            : RepairTier.Fixed;
        var parts = kept.ConvertAll(f => f.Piece);
        if (parts.Count < 2)
        {
            return JsonRepair.Repaired(tier, parts.FirstOrDefault() ?? best[0].Piece);
        }

        var all = new Items();
        all.All.AddRange(parts);
        return JsonRepair.Repaired(tier, all);
    }

    /// <summary>Finds every piece. False: brackets nest deeper than anything that is meant.</summary>
    private bool Find()
    {
        var follows = false;
        while (!cursor.AtEnd)
        {
            var before = cursor.At;
            cursor.SkipFiller();
            if (cursor.Now is not ('{' or '['))
            {
                follows &= cursor.Now is ',' or ';' or '}' or ']' or ')';
                cursor.At = Opening(cursor.At);
                continue;
            }

            var start = cursor.At;
            var inProse = start > 0 && !follows && before > 0;
            var reader = new TolerantReader(cursor, inProse);
            var piece = reader.Read(Place.Alone);
            if (reader.IsTooDeep)
            {
                return false;
            }

            if (cursor.IsOver)
            {
                break;
            }

            if (piece is null || reader.IsProse || (inProse && !IsMeant(piece, reader.IsCut)))
            {
                cursor.At = start + 1;
                follows = false;
                continue;
            }

            found.Add(new Found(piece, cursor.At - start, reader.IsCut, follows));
            follows = true;
        }

        return true;
    }

    /// <summary>Where the next bracket stands; a separator is passed alone, so that what follows it still does.</summary>
    private int Opening(int at)
    {
        if (cursor.Char(at) is ',' or ';' or '}' or ']' or ')')
        {
            cursor.Spend(1);
            return at + 1;
        }

        var opening = at < text.Length ? text.AsSpan(at).IndexOfAny('{', '[') : -1;
        cursor.Spend(1 + ((opening < 0 ? text.Length - at : opening) / 8));
        return opening < 0 ? text.Length : at + opening;
    }

    /// <summary>Whether what was found among prose is data, not a remark in brackets.</summary>
    private bool IsMeant(Piece piece, bool isCut) =>
        piece switch
        {
            Fields => !isCut || !piece.IsEmpty,
            Items items => (!isCut || !piece.IsEmpty)
                && cursor.Now != '('
                && (items.IsEmpty || items.All.Count > 1 || items.All[0].IsContainer)
                && items.All.TrueForAll(i => i.IsContainer || items.All.Count > 1),
            _ => false,
        };

    /// <summary>The answer as one value that is no container; null: it is prose.</summary>
    private RepairedJson? Alone()
    {
        if (cursor.Now == '(' && cursor.Char(cursor.PastFiller(1)) is var first && !Quotes.IsQuote(first) && !char.IsAsciiDigit(first))
        {
            return null;
        }

        var isMarked = Quotes.IsQuote(cursor.Now) || cursor.Now == '/';
        var reader = new TolerantReader(cursor, false);
        var piece = reader.Read(Place.Alone);
        cursor.SkipFiller();
        while (cursor.Now is ',' or ';' or '`')
        {
            cursor.Step();
            cursor.SkipFiller();
        }

        if (
            piece is null
            || reader.IsTooDeep
            || !cursor.AtEnd
            || effort.IsOver
            || (piece is Quoted plain && !isMarked && IsSentence(plain.Text))
        )
        {
            return null;
        }

        return JsonRepair.Repaired(reader.IsCut ? RepairTier.Closed : RepairTier.Fixed, piece);
    }

    private static bool IsSentence(string text) =>
        text.Length > 0
        && (
            text[0] is ':' or '<'
            || (text[^1] is '.' or '!' or '?' && !char.IsAsciiDigit(text[0]))
            || !text.Any(char.IsLetterOrDigit)
            || text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length > WordsOfABareText
        );
}
