using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Database;

public static class SearchQueries
{
    private static readonly MethodInfo Like = typeof(DbFunctionsExtensions).GetMethod(
        nameof(DbFunctionsExtensions.Like),
        [typeof(DbFunctions), typeof(string), typeof(string)]
    )!;

    /// <summary>
    /// The rows whose searched column (written by <see cref="SearchText.Index(string)"/>) holds every piece of the query; none for a query
    /// of which nothing can be looked for.
    /// </summary>
    public static IQueryable<T> Holding<T>(this IQueryable<T> rows, Expression<Func<T, string>> text, string query)
    {
        var pieces = SearchText.Pieces(query);
        foreach (var piece in pieces)
        {
            // Neither % nor _ nor \ is ever part of a piece: punctuation is not indexed.
            var pattern = new Pattern($"%{piece}%");
            var like = Expression.Call(
                Like,
                Expression.Constant(EF.Functions),
                text.Body,
                Expression.Property(Expression.Constant(pattern), nameof(Pattern.Value))
            );
            rows = rows.Where(Expression.Lambda<Func<T, bool>>(like, text.Parameters));
        }

        return pieces.Count > 0 ? rows : rows.Where(_ => false);
    }

    // A property, so that EF makes a parameter of it and one plan serves every query.
    private sealed record Pattern(string Value);
}
