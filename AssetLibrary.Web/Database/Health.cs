using AssetLibrary.Web.Sqlite;

namespace AssetLibrary.Web.Database;

internal static class Health
{
    /// <summary>/healthz: the process answers. /readyz: it reaches its database and can write to its data folder.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/readyz", ReadyAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(RawDatabase database, DataFolder folder, CancellationToken cancel)
    {
        if (folder.Trouble() is { } trouble)
        {
            return NotReady(trouble);
        }

        try
        {
            await database.AnyAsync("""SELECT 1 FROM "Users" LIMIT 1""", cancel);
            return Results.Text("ready");
        }
        catch (System.Data.Common.DbException)
        {
            return NotReady("The database can’t be reached.");
        }
    }

    private static IResult NotReady(string why) => Results.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
}
