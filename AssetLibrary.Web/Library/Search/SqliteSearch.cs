using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Search;

/// <summary>
/// FTS5 with trigrams: a row is a candidate when it has all trigrams of the pieces, and is found when the pieces stand in it.
/// The full-text table yields its rows by falling Seq, so a frequent word ends after a page.
/// </summary>
internal sealed class SqliteSearch : ILibrarySearch
{
    /// <summary>More trigrams do not make a candidate likelier, only the question longer.</summary>
    private const int MostTrigrams = 32;

    public IQueryable<Found> Find(LibraryContext db, IReadOnlyList<string> pieces, AssetType? type, bool trash)
    {
        var match = And([Mark(type, trash), .. Spread([.. pieces.SelectMany(Trigrams).Distinct(StringComparer.Ordinal)])]);

        // CROSS JOIN: SQLite keeps the order of the loops, outermost the full-text table.
        var hits = db.Database.SqlQuery<Hit>($"""SELECT f.rowid AS "Seq", o."AssetId" FROM "LibraryText" AS f CROSS JOIN "LibraryOrder" AS o ON o."Seq" = f.rowid WHERE "LibraryText" MATCH {match}""");
        var found = hits.Join(db.Set<LibraryAsset>(), h => h.AssetId, a => a.Id, (h, a) => new Found { Asset = a, Id = a.Id, Seq = h.Seq });
        foreach (var piece in pieces)
        {
            found = found.Where(f => f.Asset.SearchText.Contains(piece));
        }

        return pieces.Count > 0 ? found : found.Where(_ => false);
    }

    public IQueryable<Found> NewestFirst(IQueryable<Found> found, Cursor? after) =>
        (after is { } cursor ? found.Where(f => f.Seq < Seq(cursor)) : found).OrderByDescending(f => f.Seq);

    public IQueryable<Found> Near(LibraryContext db, Guess guess, AssetType? type, bool trash, int count)
    {
        var words = guess.Words.Select(word => $"({string.Join(" OR ", word.Select(parts => $"({And([.. Spread([.. parts.SelectMany(Trigrams).Distinct(StringComparer.Ordinal)])])})"))})");
        var match = $"{And([Mark(type, trash)])} AND {string.Join(" AND ", words)}";
        return db.Database.SqlQuery<Hit>($"""SELECT f.rowid AS "Seq", o."AssetId" FROM "LibraryNames" AS f CROSS JOIN "LibraryOrder" AS o ON o."Seq" = f.rowid WHERE "LibraryNames" MATCH {match}""")
            .OrderByDescending(h => h.Seq).Take(count)
            .Join(db.Set<LibraryAsset>(), h => h.AssetId, a => a.Id, (h, a) => new Found { Asset = a, Id = a.Id, Seq = h.Seq });
    }

    private static long Seq(Cursor cursor) => long.TryParse(cursor.Key.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture, out var seq) ? seq : long.MaxValue;

    // As the triggers write it before every text: /l/c/ is a living character, /t/p/ a prop in the trash.
    private static string Mark(AssetType? type, bool trash)
    {
        var state = trash ? "t" : "l";
        return type is { } t ? $"{state}/{char.ToLowerInvariant(t.ToString()[0])}" : $"/{state}/";
    }

    private static string And(IReadOnlyList<string> trigrams) => string.Join(" AND ", trigrams.Select(t => $"\"{t}\""));

    private static IEnumerable<string> Trigrams(string piece)
    {
        var runes = piece.EnumerateRunes().Select(r => r.ToString()).ToList();
        for (var i = 0; i + 3 <= runes.Count; i++)
        {
            yield return string.Concat(runes[i], runes[i + 1], runes[i + 2]);
        }
    }

    private static IEnumerable<string> Spread(List<string> trigrams) =>
        trigrams.Count <= MostTrigrams ? trigrams : Enumerable.Range(0, MostTrigrams).Select(i => trigrams[i * trigrams.Count / MostTrigrams]);

    private sealed record Hit(long Seq, Guid AssetId);
}
