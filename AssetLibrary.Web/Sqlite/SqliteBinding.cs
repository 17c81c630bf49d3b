using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace AssetLibrary.Web.Sqlite;

/// <summary>
/// EF Core asks for SQLitePCLRaw 2.1. Where a package source holds only 2.0, its assembly has the lower version and
/// the SQLite inside is old: this binds EF to what lies beside the app, and an old provider to the system's SQLite.
/// With 2.1 or newer nothing here has an effect.
/// </summary>
internal static class SqliteBinding
{
    [ModuleInitializer]
    internal static void Bind()
    {
        AssemblyLoadContext.Default.Resolving += static (context, name) =>
            name.Name == "SQLitePCLRaw.core" ? context.LoadFromAssemblyPath(Beside("SQLitePCLRaw.core.dll")) : null;

        var provider = Assembly.Load("SQLitePCLRaw.provider.e_sqlite3");
        if (provider.GetName().Version < new Version(2, 1))
        {
            NativeLibrary.SetDllImportResolver(provider, static (library, _, _) =>
                library == "e_sqlite3" && NativeLibrary.TryLoad(SystemSqlite, out var handle) ? handle : 0);
        }
    }

    // Under dotnet ef the base directory is the tool's, so the app's own assembly says where it lies.
    private static string Beside(string file) => Path.Combine(Path.GetDirectoryName(typeof(SqliteBinding).Assembly.Location)!, file);

    private static string SystemSqlite =>
        OperatingSystem.IsWindows() ? "winsqlite3" : OperatingSystem.IsMacOS() ? "libsqlite3.dylib" : "libsqlite3.so.0";
}
