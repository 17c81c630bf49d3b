namespace AssetLibrary.Web.Database;

/// <summary>What a migration wants done with the rows that SQL cannot do. Runs after migrations were applied and before the first request; run again it changes nothing.</summary>
public interface IAfterMigration
{
    Task RunAsync(LibraryContext db, CancellationToken cancel);
}
