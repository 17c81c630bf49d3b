namespace AssetLibrary.Web.Shared;

/// <summary>A stretch of a list, and where it goes on.</summary>
public sealed record ListPage<T>(IReadOnlyList<T> Items, string? Next);

public static class ListPage
{
    /// <summary>Of rows read one more than wanted.</summary>
    public static ListPage<T> Of<T>(List<T> rows, int limit, Func<T, Cursor> cursor) =>
        rows.Count > limit ? new(rows.GetRange(0, limit), cursor(rows[limit - 1]).ToString()) : new(rows, null);
}
