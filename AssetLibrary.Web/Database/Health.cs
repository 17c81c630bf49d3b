namespace AssetLibrary.Web.Database;

internal static class Health
{
    /// <summary>/healthz: the process answers. /readyz: it reaches its database.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/readyz", ReadyAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(RawDatabase database, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            await database.AnyAsync("""SELECT 1 FROM "Users" WHERE @now IS NOT NULL LIMIT 1""", time.GetUtcNow(), cancel);
            return Results.Text("ready");
        }
        catch (System.Data.Common.DbException)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}
