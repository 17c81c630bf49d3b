using AssetLibrary.Web.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AssetLibrary.Web.Database;

internal static class Health
{
    /// <summary>/healthz: the process answers. /readyz: it reaches its database, asked without EF, whose model may still be in the making.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/readyz", async (DatabaseOptions options, DataFolder folder, CancellationToken cancel) => await CanReadAsync(options, folder, cancel)
            ? Results.Text("ready")
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable)).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<bool> CanReadAsync(DatabaseOptions options, DataFolder folder, CancellationToken cancel)
    {
        try
        {
            await using System.Data.Common.DbConnection connection = options.Provider == DatabaseProvider.Postgres
                ? new NpgsqlConnection(options.ConnectionString)
                : new SqliteConnection(SqliteFile.ConnectionString(folder.LibraryFile, readOnly: true));
            await connection.OpenAsync(cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = """SELECT 1 FROM "Users" LIMIT 1""";
            await command.ExecuteScalarAsync(cancel);
            return true;
        }
        catch (System.Data.Common.DbException)
        {
            return false;
        }
    }
}
