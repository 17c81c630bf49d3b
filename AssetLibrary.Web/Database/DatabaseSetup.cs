using System.Globalization;
using System.Reflection;
using AssetLibrary.Web.Database.Postgres;
using AssetLibrary.Web.Database.Sqlite;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Sqlite;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace AssetLibrary.Web.Database;

internal static partial class DatabaseSetup
{
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        var folder = DataFolder.Open(builder.Configuration["DataPath"]);
        var options = builder.Configuration.GetSection("Database").Get<DatabaseOptions>() ?? new();
        builder.Services.AddSingleton(folder);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<RawDatabase>();
        builder.Services.AddSingleton<IErrorMap, DatabaseErrorMap>();
        if (options.Provider == DatabaseProvider.Postgres)
        {
            var connection = options.ConnectionString is { Length: > 0 } given
                ? given
                : throw new UnusableDataFolderException("Database:Provider is postgres, but Database:ConnectionString is empty. Set it.");
            builder.Services.AddDbContext<LibraryContext, PostgresLibraryContext>(
                (s, o) => o.UseNpgsql(connection).AddInterceptors(s.GetServices<IInterceptor>()).ConfigureWarnings(LeaveToTheCaller)
            );
        }
        else
        {
            builder.Services.AddSingleton<SqliteWriterGate>();
            builder.Services.AddDbContext<LibraryContext, SqliteLibraryContext>(
                (s, o) =>
                    // A list of ids is one parameter: as many of its own as it has ids would be too many for SQLite some day.
                    o.UseSqlite(SqliteFile.ConnectionString(folder.LibraryFile), s =>
                            s.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)
                        )
                        .AddInterceptors([.. s.GetServices<IInterceptor>(), new SqlitePragmas(), s.GetRequiredService<SqliteWriterGate>()])
                        .ConfigureWarnings(LeaveToTheCaller)
            );
        }

        builder.Services.AddDataProtection().SetApplicationName("AssetLibrary").PersistKeysToFileSystem(new DirectoryInfo(folder.Keys));
    }

    // The code that catches EF's exceptions logs, retries or answers. Logged by EF as well, an outage would flood the log.
    // And where rows are counted up to a limit, it does not matter which.
    private static void LeaveToTheCaller(WarningsConfigurationBuilder warnings) =>
        warnings
            .Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning)
            .Log(
                (RelationalEventId.ConnectionError, LogLevel.Debug),
                (RelationalEventId.CommandError, LogLevel.Debug),
                (RelationalEventId.TransactionError, LogLevel.Debug),
                (CoreEventId.SaveChangesFailed, LogLevel.Debug),
                (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug),
                (CoreEventId.QueryIterationFailed, LogLevel.Debug)
            );

    // Tables of which the newest row has a meaning.
    private static readonly string[] InOrder = ["Jobs", "Decisions", "MediaItems", "ProjectAssets", "LibraryAssets"];

    /// <summary>Brings the database to the newest migration. A SQLite file that needs one is copied to <c>backups/</c> first.</summary>
    public static async Task PrepareDatabaseAsync(this WebApplication app)
    {
        await app.MigrateAsync();
        // This machine's clock may have been set back since the newest of these was made.
        await using var session = new RawSession(app.Services.GetRequiredService<RawDatabase>());
        var newest = string.Join(
            " UNION ALL ",
            InOrder.Select(t => $"""SELECT * FROM (SELECT "Id" FROM "{t}" ORDER BY "Id" DESC LIMIT 1) AS "{t}" """)
        );
        foreach (var id in await session.ReadAsync(newest, row => row.GetGuid(0), CancellationToken.None))
        {
            Ids.GoOnAfter(id);
        }
    }

    private static async Task MigrateAsync(this WebApplication app)
    {
        var folder = app.Services.GetRequiredService<DataFolder>();
        var sqlite = app.Services.GetRequiredService<DatabaseOptions>().Provider == DatabaseProvider.Sqlite;
        if (sqlite && IsUpToDate(folder.LibraryFile))
        {
            return;
        }

        if (sqlite)
        {
            if (File.Exists(folder.LibraryFile))
            {
                Directory.CreateDirectory(folder.Backups);
                var copy = Path.Combine(
                    folder.Backups,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"library-{app.Services.GetRequiredService<TimeProvider>().GetUtcNow():yyyyMMdd-HHmmss}.db"
                    )
                );
                SqliteFile.Copy(folder.LibraryFile, copy);
                LogCopied(app.Logger, copy);
            }

            SqliteFile.Prepare(folder.LibraryFile);
        }

        await using var scope = app.Services.CreateAsyncScope();
        try
        {
            var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
            if (
                (await db.Database.GetAppliedMigrationsAsync())
                    .Except(db.Database.GetMigrations(), StringComparer.Ordinal)
                    .FirstOrDefault() is
                { } foreign
            )
            {
                throw new UnusableDataFolderException(
                    $"This library was created by another version of AssetLibrary (unknown migration {foreign}). "
                        + "Start that version, or use an empty data folder."
                );
            }

            await db.RenewSearchTextAsync();
            await db.Database.MigrateAsync();
        }
        catch (NpgsqlException e)
        {
            throw new UnusableDataFolderException(
                $"PostgreSQL can’t be used: {e.Message.TrimEnd('.')}. Start it, or correct Database:ConnectionString.",
                e
            );
        }
    }

    /// <summary>A look into the file without EF: saves 0.2 s of every start.</summary>
    private static bool IsUpToDate(string file)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        var newest = typeof(SqliteLibraryContext)
            .Assembly.GetTypes()
            .Where(t => t.GetCustomAttribute<DbContextAttribute>()?.ContextType == typeof(SqliteLibraryContext))
            .Max(t => t.GetCustomAttribute<MigrationAttribute>()?.Id);
        using var connection = new SqliteConnection(SqliteFile.ConnectionString(file, readOnly: true));
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """SELECT max("MigrationId") FROM "__EFMigrationsHistory" """;
            return command.ExecuteScalar() as string == newest; // a later one is of a later version
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "Copied the library database to {Copy} before migrating it.")]
    private static partial void LogCopied(ILogger logger, string copy);
}
