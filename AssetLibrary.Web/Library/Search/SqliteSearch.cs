using System.Collections.Concurrent;
using System.Globalization;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Search;

/// <summary>
/// FTS5 with trigrams: a row is a candidate when it has the rarest trigrams of the pieces, and is found when the pieces are in it.
/// FTS5 walks all lists of an AND, so a frequent trigram beside a rare one costs much and helps little: how frequent each is, is
/// looked up among the newest rows and remembered for a while. The full-text table yields its rows by falling Seq, so a frequent
/// word ends after a page.
/// </summary>
internal sealed class SqliteSearch(TimeProvider time) : ILibrarySearch
{
    /// <summary>So many rows of a trigram are counted to tell how frequent it is.</summary>
    private const int Probe = 300;

    /// <summary>When so few candidates are expected, looking at them is cheaper than a further trigram.</summary>
    private const double FewCandidates = 100;

    private const int MostTrigrams = 6;
    private const int MostProbed = 40;
    private const int MostRemembered = 100_000;
    private const string InTrash = "/t/";

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Table, string Trigram), Frequency> shares = new();

    public IQueryable<Found> Find(LibraryContext db, IReadOnlyList<string> pieces, AssetType? type, bool trash)
    {
        if (pieces.Count == 0)
        {
            return db.Set<LibraryAsset>()
                .Where(_ => false)
                .Select(a => new Found
                {
                    Asset = a,
                    Id = a.Id,
                    Seq = 0,
                });
        }

        var match = Rarest(db, "LibraryText", pieces.SelectMany(Trigrams), trash);

        // CROSS JOIN: SQLite keeps the order of the loops, outermost the full-text table.
        var hits = db.Database.SqlQuery<Hit>(
            $"""SELECT f.rowid AS "Seq", o."AssetId" FROM "LibraryText" AS f CROSS JOIN "LibraryOrder" AS o ON o."Seq" = f.rowid WHERE "LibraryText" MATCH {match}"""
        );
        var found = Of(db, hits, type, trash);
        foreach (var piece in pieces)
        {
            found = found.Where(f => f.Asset.SearchText.Contains(piece));
        }

        return found;
    }

    public IQueryable<Found> NewestFirst(IQueryable<Found> found, Cursor? after) =>
        (after is { } cursor ? found.Where(f => f.Seq < Seq(cursor)) : found).OrderByDescending(f => f.Seq);

    public IQueryable<Found> Near(LibraryContext db, Guess guess, AssetType? type, bool trash, int count)
    {
        var words = guess.Words.Select(word =>
            $"({string.Join(" OR ", word.Select(parts => $"({Rarest(db, "LibraryNames", parts.SelectMany(Trigrams), trash: false)})").Distinct(StringComparer.Ordinal))})"
        );
        var match = string.Join(" AND ", trash ? words.Prepend($"\"{InTrash}\"") : words);
        return Of(
            db,
            db.Database.SqlQuery<Hit>(
                    $"""SELECT f.rowid AS "Seq", o."AssetId" FROM "LibraryNames" AS f CROSS JOIN "LibraryOrder" AS o ON o."Seq" = f.rowid WHERE "LibraryNames" MATCH {match}"""
                )
                .OrderByDescending(h => h.Seq)
                .Take(count),
            type,
            trash
        );
    }

    private static IQueryable<Found> Of(LibraryContext db, IQueryable<Hit> hits, AssetType? type, bool trash)
    {
        var found = hits.Join(
            db.Set<LibraryAsset>(),
            h => h.AssetId,
            a => a.Id,
            (h, a) =>
                new Found
                {
                    Asset = a,
                    Id = a.Id,
                    Seq = h.Seq,
                }
        );
        found = trash ? found.Where(f => f.Asset.TrashedAt != null) : found.Where(f => f.Asset.TrashedAt == null);
        return type is null ? found : found.Where(f => f.Asset.Type == type);
    }

    private static long Seq(Cursor cursor) =>
        long.TryParse(cursor.Key.AsSpan(1), CultureInfo.InvariantCulture, out var seq) ? seq : long.MaxValue;

    /// <summary>The trigrams to ask for: from the rarest on, until few rows can have them all.</summary>
    private string Rarest(LibraryContext db, string table, IEnumerable<string> trigrams, bool trash)
    {
        var all = trigrams
            .Distinct(StringComparer.Ordinal)
            .Take(MostProbed)
            .Concat(trash ? [InTrash] : [])
            .Select(t => (Trigram: t, Share: ShareOf(db, table, t)))
            .OrderBy(t => t.Share.Share)
            .ToList();
        var (chosen, expected) = (new List<string>(), all.Max(t => t.Share.Newest) * 1.0);
        foreach (var (trigram, share) in all)
        {
            if (chosen.Count > 0 && (expected < FewCandidates || chosen.Count == MostTrigrams))
            {
                break;
            }

            chosen.Add(trigram);
            expected *= share.Share;
        }

        return string.Join(" AND ", chosen.Select(t => $"\"{t}\""));
    }

    /// <summary>Which share of the rows has a trigram, told from how far back its newest rows reach.</summary>
    private Frequency ShareOf(LibraryContext db, string table, string trigram)
    {
        var now = time.GetUtcNow();
        if (shares.TryGetValue((table, trigram), out var known) && now - known.At < Remembered)
        {
            return known;
        }

        if (shares.Count > MostRemembered)
        {
            shares.Clear();
        }

        var match = $"\"{trigram}\"";
        var probe = (
            table == "LibraryText"
                ? db.Database.SqlQuery<Probed>(
                    $"""SELECT count(*) AS "Count", coalesce(min("Seq"), 0) AS "Oldest", coalesce((SELECT max("Seq") FROM "LibraryOrder"), 0) AS "Newest" FROM (SELECT rowid AS "Seq" FROM "LibraryText" WHERE "LibraryText" MATCH {match} ORDER BY rowid DESC LIMIT {Probe})"""
                )
                : db.Database.SqlQuery<Probed>(
                    $"""SELECT count(*) AS "Count", coalesce(min("Seq"), 0) AS "Oldest", coalesce((SELECT max("Seq") FROM "LibraryOrder"), 0) AS "Newest" FROM (SELECT rowid AS "Seq" FROM "LibraryNames" WHERE "LibraryNames" MATCH {match} ORDER BY rowid DESC LIMIT {Probe})"""
                )
        )
            .AsEnumerable()
            .Single();
        var reach = probe.Count < Probe ? probe.Newest : probe.Newest - probe.Oldest + 1;
        return shares[(table, trigram)] = new((double)probe.Count / Math.Max(1, reach), probe.Newest, now);
    }

    private static IEnumerable<string> Trigrams(string piece)
    {
        var runes = piece.EnumerateRunes().Select(r => r.ToString()).ToList();
        for (var i = 0; i + 3 <= runes.Count; i++)
        {
            yield return string.Concat(runes[i], runes[i + 1], runes[i + 2]);
        }
    }

    private sealed record Hit(long Seq, Guid AssetId);

    private sealed record Probed(long Count, long Oldest, long Newest);

    private sealed record Frequency(double Share, long Newest, DateTimeOffset At);
}
