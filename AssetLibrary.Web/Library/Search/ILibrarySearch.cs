using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Library.Search;

/// <summary>An asset on its way into a list, with what the list is ordered by.</summary>
public sealed class Found
{
    public required LibraryAsset Asset { get; init; }
    public required Guid Id { get; init; }
    public required long Seq { get; init; }
}

/// <summary>
/// Full text over the library, one implementation for each database. All of them promise:
/// what a transaction has committed is found, and what it has changed or removed is no longer found by the old text;
/// every piece (see <see cref="SearchText.Pieces"/>) is in the names, aliases or description of what is found, and nothing
/// that holds them all is left out; what lies in the trash is found there and nowhere else; a rare piece costs by its hits and a
/// frequent one by the page, not by the library; what comes back is a query that goes on being narrowed, ordered and paged.
/// </summary>
public interface ILibrarySearch
{
    /// <summary>What holds every piece. No pieces: nothing.</summary>
    IQueryable<Found> Find(LibraryContext db, IReadOnlyList<string> pieces, AssetType? type, bool trash);

    /// <summary>The order in which <see cref="Find"/> yields its hits without sorting them.</summary>
    IQueryable<Found> NewestFirst(IQueryable<Found> found, Cursor? after);

    /// <summary>
    /// Assets whose names or aliases hold, for every word of a guess, all parts of one of its alternatives; the newest first and at
    /// most <paramref name="count"/>, for ranking. It may yield more than was asked for and is never asked for short parts.
    /// </summary>
    IQueryable<Found> Near(LibraryContext db, Guess guess, AssetType? type, bool trash, int count);
}
