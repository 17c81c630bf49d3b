using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace AssetLibrary.Web.Media;

/// <summary>Every column that names a blob, as the model has them: none can be forgotten. Rows that only tell of blobs name none.</summary>
public static class NamedBlobs
{
    public static IEnumerable<(string Table, string Column)> Of(LibraryContext db)
    {
        foreach (
            var type in db
                .Model.GetEntityTypes()
                .Where(t => t.GetTableName() is not null && !typeof(ITellsOfBlobs).IsAssignableFrom(t.ClrType))
        )
        {
            var table = StoreObjectIdentifier.Table(type.GetTableName()!, type.GetSchema());
            foreach (
                var property in type.GetFlattenedProperties()
                    .Where(p => (Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType) == typeof(BlobRef))
            )
            {
                yield return (table.Name, property.GetColumnName(table)!);
            }
        }
    }

    /// <summary>Whether any row of the library names these bytes, whoever may see it.</summary>
    public static async Task<bool> AreNamedAsync(LibraryContext db, BlobRef blob, CancellationToken cancel = default)
    {
        foreach (var (table, column) in Of(db))
        {
#pragma warning disable EF1002 // names of our own model; the address is a parameter
            var rows = db.Database.SqlQueryRaw<int>(
                $$"""SELECT 1 AS "Value" FROM "{{table}}" WHERE "{{column}}" = {0} LIMIT 1""",
                blob.ToString()
            );
#pragma warning restore EF1002
            if ((await rows.ToListAsync(cancel)).Count > 0)
            {
                return true;
            }
        }

        return false;
    }
}
