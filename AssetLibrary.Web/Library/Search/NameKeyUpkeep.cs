using System.Text.Json;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Search;

/// <summary>Keeps the keys in step with the names: with every save of an asset, and once for those that were there before.</summary>
public static partial class NameKeyUpkeep
{
    private const int AtOnce = 2000;

    /// <summary>What the asset's names are found by from now on. The caller saves it together with the asset.</summary>
    public static async Task RenewKeysAsync(this LibraryContext db, LibraryAsset asset, CancellationToken cancel = default)
    {
        var known =
            db.Entry(asset).State == EntityState.Added
                ? []
                : await db.Set<LibraryNameKey>().Where(k => k.LibraryAssetId == asset.Id).ToListAsync(cancel);
        var wanted = NameKeys.Of(asset.Type, asset.Name, asset.Aliases).ToHashSet(StringComparer.Ordinal);
        db.RemoveRange(known.Where(k => !wanted.Remove(k.Key)));
        db.AddRange(wanted.Select(k => new LibraryNameKey { Key = k, LibraryAssetId = asset.Id }));
        asset.KeysVersion = NameKeys.Version;
    }

    /// <summary>
    /// Makes the keys of assets that have none, or those of another version. Ended at any point, it goes on with the rest the next time.
    /// </summary>
    public static async Task<int> BackfillKeysAsync(this LibraryContext db, CancellationToken cancel = default)
    {
        var done = 0;
        while (true)
        {
            var some = await db.Set<LibraryAsset>()
                .Where(a => a.KeysVersion != NameKeys.Version)
                .OrderBy(a => a.KeysVersion)
                .Take(AtOnce)
                .Select(a => new
                {
                    a.Id,
                    a.Type,
                    a.Name,
                    a.Aliases,
                })
                .AsNoTracking()
                .ToListAsync(cancel);
            if (some.Count == 0)
            {
                return done;
            }

            var ids = some.ConvertAll(a => a.Id);
            var keys = some.SelectMany(a => NameKeys.Of(a.Type, a.Name, a.Aliases).Select(k => (k, a.Id))).ToList();
            await db.WriteAsync(
                async () =>
                {
                    await db.Set<LibraryNameKey>().Where(k => ids.Contains(k.LibraryAssetId)).ExecuteDeleteAsync(cancel);
                    await db.InsertKeysAsync(keys, cancel);

                    // Not an edit: the revision stays.
                    await db.Set<LibraryAsset>()
                        .Where(a => ids.Contains(a.Id))
                        .ExecuteUpdateAsync(s => s.SetProperty(a => a.KeysVersion, NameKeys.Version), cancel);
                },
                cancel
            );
            done += some.Count;
        }
    }

    /// <summary>After the migrations and before the first request. One look into an index where there is nothing to do.</summary>
    internal static async Task PrepareNameKeysAsync(this WebApplication app)
    {
        if (
            !await app
                .Services.GetRequiredService<RawDatabase>()
                .AnyAsync(
                    $"""SELECT 1 FROM "LibraryAssets" WHERE "KeysVersion" < {NameKeys.Version} OR "KeysVersion" > {NameKeys.Version} LIMIT 1""",
                    CancellationToken.None
                )
        )
        {
            return;
        }

        await using var scope = app.Services.CreateAsyncScope();
        LogMade(app.Logger, await scope.ServiceProvider.GetRequiredService<LibraryContext>().BackfillKeysAsync());
    }

    // A million rows, one by one through EF, would take minutes. Each database unpacks one parameter; another server may be at it too.
    private static Task<int> InsertKeysAsync(this LibraryContext db, IEnumerable<(string Key, Guid Asset)> keys, CancellationToken cancel)
    {
        var sqlite = db.Database.IsSqlite();
        var json = JsonSerializer.Serialize(
            keys.OrderBy(k => k.Key, StringComparer.Ordinal)
                .Select(k => new[] { k.Key, sqlite ? k.Asset.ToString().ToUpperInvariant() : k.Asset.ToString() })
        );
        return sqlite
            ? db.Database.ExecuteSqlAsync(
                $"""INSERT INTO "LibraryNameKeys" ("Key", "LibraryAssetId") SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each({json}) WHERE true ON CONFLICT DO NOTHING""",
                cancel
            )
            : db.Database.ExecuteSqlAsync(
                $"""INSERT INTO "LibraryNameKeys" ("Key", "LibraryAssetId") SELECT value->>0, (value->>1)::uuid FROM jsonb_array_elements({json}::jsonb) ON CONFLICT DO NOTHING""",
                cancel
            );
    }

    [LoggerMessage(LogLevel.Information, "Indexed the names of {Count} library assets for matching.")]
    private static partial void LogMade(ILogger logger, int count);
}
