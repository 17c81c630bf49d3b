using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Search;

/// <summary>
/// LIKE over the column that pg_trgm indexes: PostgreSQL's planner takes that index for rare pieces and walks the ids for frequent
/// ones. Where its locale is C, pg_trgm knows no letters but ASCII's: other scripts are found all the same, by reading.
/// </summary>
internal sealed class PostgresSearch : ILibrarySearch
{
    public IQueryable<Found> Find(LibraryContext db, IReadOnlyList<string> pieces, AssetType? type, bool trash)
    {
        var assets = Of(db.Set<LibraryAsset>(), type, trash);
        foreach (var piece in pieces)
        {
            var pattern = $"%{piece}%";
            assets = assets.Where(a => EF.Functions.Like(a.SearchText, pattern));
        }

        return (pieces.Count > 0 ? assets : assets.Where(_ => false)).Select(a => new Found
        {
            Asset = a,
            Id = a.Id,
            Seq = 0,
        });
    }

    public IQueryable<Found> NewestFirst(IQueryable<Found> found, Cursor? after) =>
        (after is { } cursor ? found.Where(f => f.Id.CompareTo(cursor.Id) < 0) : found).OrderByDescending(f => f.Id);

    public IQueryable<Found> Near(LibraryContext db, Guess guess, AssetType? type, bool trash, int count)
    {
        var parameters = new List<object>();
        string Holds(string part)
        {
            parameters.Add($"%{part}%");
            return $"split_part(\"SearchText\", E'\\n', 1) LIKE {{{parameters.Count - 1}}}";
        }

        var words = guess.Words.Select(word =>
            $"({string.Join(" OR ", word.Select(parts => $"({string.Join(" AND ", parts.Select(Holds))})"))})"
        );
        var sql = $"""SELECT * FROM "LibraryAssets" WHERE {string.Join(" AND ", words)}""";
        return Of(db.Set<LibraryAsset>().FromSqlRaw(sql, [.. parameters]), type, trash)
            .OrderByDescending(a => a.Id)
            .Take(count)
            .Select(a => new Found
            {
                Asset = a,
                Id = a.Id,
                Seq = 0,
            });
    }

    private static IQueryable<LibraryAsset> Of(IQueryable<LibraryAsset> assets, AssetType? type, bool trash)
    {
        assets = trash ? assets.Where(a => a.TrashedAt != null) : assets.Where(a => a.TrashedAt == null);
        return type is null ? assets : assets.Where(a => a.Type == type);
    }
}
