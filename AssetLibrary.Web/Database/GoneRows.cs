using System.Linq.Expressions;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Database;

/// <summary>Rows that were here a moment ago: somebody may have removed them since.</summary>
public static class GoneRows
{
    /// <exception cref="RefusedException">404: there is none any more.</exception>
    public static async Task<T> SingleOrGoneAsync<T>(this IQueryable<T> rows, CancellationToken cancel = default)
        where T : class => await rows.SingleOrDefaultAsync(cancel) ?? throw RefusedException.NotFound();

    /// <inheritdoc cref="SingleOrGoneAsync{T}(IQueryable{T}, CancellationToken)" />
    public static Task<T> SingleOrGoneAsync<T>(this IQueryable<T> rows, Expression<Func<T, bool>> which, CancellationToken cancel = default)
        where T : class => rows.Where(which).SingleOrGoneAsync(cancel);
}
