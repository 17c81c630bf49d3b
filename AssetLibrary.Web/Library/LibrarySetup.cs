using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Bulk;
using AssetLibrary.Web.Library.Search;
using AssetLibrary.Web.Versions;

namespace AssetLibrary.Web.Library;

internal static class LibrarySetup
{
    public static void AddLibrary(this WebApplicationBuilder builder)
    {
        var postgres = builder.Configuration.GetSection("Database").Get<DatabaseOptions>()?.Provider == DatabaseProvider.Postgres;
        builder.Services.AddSingleton((builder.Configuration.GetSection("Library").Get<LibraryOptions>() ?? new()).Checked());
        builder.Services.AddSingleton<ILibrarySearch>(s =>
            postgres ? new PostgresSearch() : new SqliteSearch(s.GetRequiredService<TimeProvider>())
        );
        builder.Services.AddScoped<LibraryList>();
        builder.Services.AddScoped<ISubjectSource, LibrarySubjects>();
        builder.Services.AddScoped<ManyAssets>();
        builder.Services.AddHostedService<TrashEmptying>();
    }
}
