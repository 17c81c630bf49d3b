using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Database;

/// <summary>An edit was based on an older revision than the row has now: 409, both versions are shown and nothing was saved.</summary>
public sealed class StaleRevisionException(IRevised current)
    : RefusedException(
        StatusCodes.Status409Conflict,
        "stale-revision",
        "This was changed while you were editing. Reload the page and try again."
    )
{
    public IRevised Current => current;
}

public static class Revisions
{
    /// <summary>Refuses an edit that was based on an older revision.</summary>
    public static void Expect(this IRevised row, int? revision)
    {
        if (revision is not null && revision != row.Revision)
        {
            throw new StaleRevisionException(row);
        }
    }
}
