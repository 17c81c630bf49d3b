using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Search;

namespace AssetLibrary.Web.Library;

internal static class LibrarySetup
{
    public static void AddLibrary(this WebApplicationBuilder builder)
    {
        var postgres = builder.Configuration.GetSection("Database").Get<DatabaseOptions>()?.Provider == DatabaseProvider.Postgres;
        builder.Services.AddSingleton<ILibrarySearch>(postgres ? new PostgresSearch() : new SqliteSearch());
        builder.Services.AddScoped<AssetList>();
    }
}
