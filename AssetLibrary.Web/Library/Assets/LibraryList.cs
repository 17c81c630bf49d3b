using System.Globalization;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Editing;
using AssetLibrary.Web.Library.Search;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Assets;

/// <summary>A row of the library's list. Lists of cards read only what a card shows; the rest is empty then.</summary>
public sealed record AssetRow(
    Guid Id,
    int Revision,
    AssetType Type,
    string Name,
    string NormalizedName,
    string Description,
    IReadOnlyList<string> Aliases,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    DateTimeOffset? TrashedAt,
    long Seq
);

/// <param name="Rows">At most as many as were asked for.</param>
/// <param name="Next">Where the list goes on.</param>
/// <param name="IsGuess">Nothing holds the query: these are names like it.</param>
public sealed record AssetPage(IReadOnlyList<AssetRow> Rows, Cursor? Next, bool IsGuess = false);

/// <param name="ByType">How many of each type.</param>
/// <param name="IsCapped">There are more; counting stopped.</param>
public sealed record AssetCounts(IReadOnlyDictionary<AssetType, int> ByType, bool IsCapped)
{
    public string All => Of(ByType.Values.Sum());

    public string this[AssetType type] => Of(ByType.GetValueOrDefault(type));

    private string Of(int count) => count.ToString("N0", CultureInfo.InvariantCulture) + (IsCapped ? "+" : "");
}

/// <summary>
/// The library page by page: every order is walked by a cursor along an index, so a page costs the same wherever it lies and however
/// large the library is. The first letter of a cursor's key says in which part of an order it stands.
/// </summary>
public sealed class LibraryList(LibraryContext db, ILibrarySearch search)
{
    /// <summary>Up to here hits are sorted and tagged assets read one by one; beyond it the list's own index is walked.</summary>
    private const int Few = 2000;

    private const int MostCounted = 1000;
    private const int MostGuesses = 60;

    private const char Beginning = 'a';
    private const char Rest = 'b';

    public async Task<AssetPage> PageAsync(AssetFilter filter, Cursor? after, int count, bool full, CancellationToken cancel = default)
    {
        if (await TagsAsync(filter, cancel) is not { } tags)
        {
            return new([], null);
        }

        var reader = new Reader(filter, tags, SearchText.Pieces(filter.Query), after, count, full);
        var page = filter.Order switch
        {
            _ when !filter.HasQuery => filter.Order == AssetOrder.Name
                ? await NamesAsync(reader, Everything(reader), cancel)
                : await NewestAsync(reader, cancel),
            AssetOrder.Name => await NamesAsync(
                reader,
                await IsFewAsync(reader, cancel) ? Hits(reader).Rows : Narrow(Everything(reader), reader, text: true),
                cancel
            ),
            AssetOrder.Newest => await RestAsync(reader, after, [], withBeginnings: true, cancel),
            _ => await RelevantAsync(reader, cancel),
        };
        return page.Rows.Count == 0 && after is null && filter.HasQuery ? await GuessAsync(reader, cancel) : page;
    }

    public async Task<AssetCounts> CountAsync(AssetFilter filter, CancellationToken cancel = default)
    {
        if (filter.IsWide)
        {
            var trashed = filter.Trash ? 1 : 0;
            var tallies = await db
                .Database.SqlQuery<Tally>(
                    $"""SELECT "Type", CAST(sum("Count") AS bigint) AS "Count" FROM "LibraryTallies" WHERE "Trashed" = {trashed} GROUP BY "Type" """
                )
                .ToListAsync(cancel);
            return new(tallies.ToDictionary(t => Enum.Parse<AssetType>(t.Type), t => (int)t.Count), false);
        }

        if (await TagsAsync(filter, cancel) is not { } tags)
        {
            return new(new Dictionary<AssetType, int>(), false);
        }

        var reader = new Reader(filter with { Type = null }, tags, SearchText.Pieces(filter.Query), null, 0, false);
        var counts = await (filter.HasQuery ? Hits(reader).Rows : Everything(reader))
            .Select(f => f.Asset.Type)
            .Take(MostCounted + 1)
            .GroupBy(t => t)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return new(counts, counts.Values.Sum() > MostCounted);
    }

    private async Task<AssetPage> NewestAsync(Reader reader, CancellationToken cancel) =>
        Page(await ReadAsync(NewestFirst(Everything(reader), reader.After), reader.Count + 1, reader.Full, cancel), reader.Count, r =>
            new("", r.Id)
        );

    private static IQueryable<Found> NewestFirst(IQueryable<Found> rows, Cursor? after) =>
        (after is { } cursor ? rows.Where(f => f.Id.CompareTo(cursor.Id) < 0) : rows).OrderByDescending(f => f.Id);

    private static async Task<AssetPage> NamesAsync(Reader reader, IQueryable<Found> rows, CancellationToken cancel)
    {
        if (reader.After is { } cursor)
        {
            rows = rows.Where(f =>
                f.Asset.NormalizedName.CompareTo(cursor.Key) >= 0
                && (f.Asset.NormalizedName != cursor.Key || f.Asset.Id.CompareTo(cursor.Id) > 0)
            );
        }

        return Page(
            await ReadAsync(rows.OrderBy(f => f.Asset.NormalizedName).ThenBy(f => f.Asset.Id), reader.Count + 1, reader.Full, cancel),
            reader.Count,
            r => new(r.NormalizedName, r.Id)
        );
    }

    /// <summary>First the names that begin with the query, by name; then what else holds it, newest first.</summary>
    private async Task<AssetPage> RelevantAsync(Reader reader, CancellationToken cancel)
    {
        if (reader.After is { Key: [Rest, ..] })
        {
            return await RestAsync(reader, reader.After, [], withBeginnings: false, cancel);
        }

        var rows = Beginnings(Everything(reader), reader);
        if (reader.After is { Key: [Beginning, .. var name] } cursor)
        {
            rows = rows.Where(f =>
                f.Asset.NormalizedName.CompareTo(name) >= 0 && (f.Asset.NormalizedName != name || f.Asset.Id.CompareTo(cursor.Id) > 0)
            );
        }

        var found = await ReadAsync(
            rows.OrderBy(f => f.Asset.NormalizedName).ThenBy(f => f.Asset.Id),
            reader.Count + 1,
            reader.Full,
            cancel
        );
        return found.Count > reader.Count
            ? Page(found, reader.Count, r => new(Beginning + r.NormalizedName, r.Id))
            : await RestAsync(reader, null, found, withBeginnings: false, cancel);
    }

    private async Task<AssetPage> RestAsync(
        Reader reader,
        Cursor? after,
        List<AssetRow> before,
        bool withBeginnings,
        CancellationToken cancel
    )
    {
        var (from, to) = reader.Beginning;
        var (hits, bySearch) = Hits(reader);
        hits = withBeginnings
            ? hits
            : hits.Where(f => f.Asset.NormalizedName.CompareTo(from) < 0 || f.Asset.NormalizedName.CompareTo(to) >= 0);
        var rows = await ReadAsync(
            bySearch ? search.NewestFirst(hits, after) : NewestFirst(hits, after),
            reader.Count + 1 - before.Count,
            reader.Full,
            cancel
        );
        return Page([.. before, .. rows], reader.Count, r =>
            r.Id == before.LastOrDefault()?.Id
                ? new(Beginning + r.NormalizedName, r.Id)
                : new($"{Rest}{r.Seq.ToString(CultureInfo.InvariantCulture)}", r.Id)
        );
    }

    private async Task<AssetPage> GuessAsync(Reader reader, CancellationToken cancel)
    {
        foreach (var twoErrors in new[] { false, true })
        {
            if (Guess.Of(reader.Filter.Query, twoErrors) is not { } guess)
            {
                continue;
            }

            var near = Narrow(search.Near(db, guess, reader.Filter.Type, reader.Filter.Trash, Few), reader, text: false);
            var names = await near.Select(f => new
                {
                    f.Id,
                    f.Asset.Name,
                    f.Asset.Aliases,
                })
                .AsNoTracking()
                .ToListAsync(cancel);
            var best = names
                .Select(n => (n.Id, n.Name, Nearness: n.Aliases.Prepend(n.Name).Max(name => Guess.Nearness(reader.Filter.Query!, name))))
                .Where(n => n.Nearness > 0)
                .OrderByDescending(n => n.Nearness)
                .ThenBy(n => n.Name.Length)
                .ThenByDescending(n => n.Id)
                .Take(MostGuesses)
                .Select(n => n.Id)
                .ToList();
            if (best.Count > 0)
            {
                var rows = await ReadAsync(
                    db.Set<LibraryAsset>()
                        .Where(a => best.Contains(a.Id))
                        .Select(a => new Found
                        {
                            Asset = a,
                            Id = a.Id,
                            Seq = 0,
                        }),
                    best.Count,
                    reader.Full,
                    cancel
                );
                return new([.. rows.OrderBy(r => best.IndexOf(r.Id))], null, IsGuess: true);
            }
        }

        return new([], null);
    }

    /// <summary>The rows of these tags, the rarest first and how often it is there; null when one of them does not exist.</summary>
    private async Task<Tagged?> TagsAsync(AssetFilter filter, CancellationToken cancel)
    {
        var wanted = filter.WantedTags.Select(SearchText.Normalize).Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count == 0)
        {
            return new([], 0);
        }

        var tags = await db.Set<Tag>()
            .Where(t => wanted.Contains(t.NormalizedName))
            .Select(t => new { t.Id, Count = db.Set<LibraryAssetTag>().Where(l => l.TagsId == t.Id).Take(Few + 1).Count() })
            .AsNoTracking()
            .ToListAsync(cancel);
        return tags.Count < wanted.Count ? null : new([.. tags.OrderBy(t => t.Count).Select(t => t.Id)], tags.Min(t => t.Count));
    }

    /// <summary>Without the text. Where there are tags, the rarest of them leads.</summary>
    private IQueryable<Found> Everything(Reader reader)
    {
        var assets = db.Set<LibraryAsset>().AsQueryable();
        assets = reader.Filter.Trash ? assets.Where(a => a.TrashedAt != null) : assets.Where(a => a.TrashedAt == null);
        if (reader.Filter.Type is { } type)
        {
            assets = assets.Where(a => a.Type == type);
        }

        if (reader.Tags.Ids is not [var first, ..])
        {
            return Narrow(
                assets.Select(a => new Found
                {
                    Asset = a,
                    Id = a.Id,
                    Seq = 0,
                }),
                reader,
                text: false
            );
        }

        var links = db.Set<LibraryAssetTag>().Where(l => l.TagsId == first);
        return Narrow(
            links.Join(
                assets,
                l => l.LibraryAssetId,
                a => a.Id,
                (l, a) =>
                    new Found
                    {
                        Asset = a,
                        Id = l.LibraryAssetId,
                        Seq = 0,
                    }
            ),
            reader,
            text: false,
            skipTags: 1
        );
    }

    /// <summary>With the text. A rare tag is quicker than any word; then the search has no part in it.</summary>
    private (IQueryable<Found> Rows, bool BySearch) Hits(Reader reader) =>
        reader.Tags is { Ids.Count: > 0, Rarest: <= Few }
            ? (Narrow(Everything(reader), reader, text: true), false)
            : (Narrow(search.Find(db, reader.Pieces, reader.Filter.Type, reader.Filter.Trash), reader, text: false), true);

    private IQueryable<Found> Narrow(IQueryable<Found> rows, Reader reader, bool text, int skipTags = 0)
    {
        foreach (var tag in reader.Tags.Ids.Skip(skipTags))
        {
            rows = rows.Where(f => db.Set<LibraryAssetTag>().Any(l => l.TagsId == tag && l.LibraryAssetId == f.Asset.Id));
        }

        if (text)
        {
            foreach (var piece in reader.Pieces)
            {
                rows = rows.Where(f => f.Asset.SearchText.Contains(piece));
            }

            rows = reader.Pieces.Count > 0 ? rows : rows.Where(_ => false);
        }

        if (!reader.Filter.HasPicture && !reader.Filter.HasNoPicture)
        {
            return rows;
        }

        var pictured = reader.Filter.HasPicture; // a parameter: SQLite looks up "= @p" in an index, but not "NOT"
        return rows.Where(f => EF.Property<bool>(f.Asset, LibraryTables.Pictured) == pictured);
    }

    private static IQueryable<Found> Beginnings(IQueryable<Found> rows, Reader reader)
    {
        var (from, to) = reader.Beginning;
        return rows.Where(f => f.Asset.NormalizedName.CompareTo(from) >= 0 && f.Asset.NormalizedName.CompareTo(to) < 0);
    }

    private async Task<bool> IsFewAsync(Reader reader, CancellationToken cancel) =>
        await Hits(reader).Rows.Take(Few + 1).CountAsync(cancel) <= Few;

    private static async Task<List<AssetRow>> ReadAsync(IQueryable<Found> rows, int count, bool full, CancellationToken cancel)
    {
        rows = rows.Take(count).AsNoTracking();
        return await (
            full
                ? rows.Select(f => new AssetRow(
                    f.Id,
                    f.Asset.Revision,
                    f.Asset.Type,
                    f.Asset.Name,
                    f.Asset.NormalizedName,
                    f.Asset.Description,
                    f.Asset.Aliases,
                    f.Asset.CreatedAt,
                    f.Asset.ChangedAt,
                    f.Asset.TrashedAt,
                    f.Seq
                ))
                : rows.Select(f => new AssetRow(
                    f.Id,
                    f.Asset.Revision,
                    f.Asset.Type,
                    f.Asset.Name,
                    f.Asset.NormalizedName,
                    f.Asset.Description.Substring(0, 200),
                    Array.Empty<string>(),
                    f.Asset.CreatedAt,
                    f.Asset.ChangedAt,
                    f.Asset.TrashedAt,
                    f.Seq
                ))
        ).ToListAsync(cancel);
    }

    private static AssetPage Page(List<AssetRow> rows, int count, Func<AssetRow, Cursor> cursor) =>
        rows.Count > count ? new(rows.GetRange(0, count), cursor(rows[count - 1])) : new(rows, null);

    private sealed record Tagged(IReadOnlyList<Guid> Ids, int Rarest);

    private sealed record Tally(string Type, long Count);

    private sealed record Reader(AssetFilter Filter, Tagged Tags, IReadOnlyList<string> Pieces, Cursor? After, int Count, bool Full)
    {
        /// <summary>Names from the query on, up to the last that begins with it.</summary>
        public (string From, string To) Beginning { get; } =
            (SearchText.Normalize(Filter.Query ?? ""), SearchText.Normalize(Filter.Query ?? "") + char.ConvertFromUtf32(0x10FFFF));
    }
}
