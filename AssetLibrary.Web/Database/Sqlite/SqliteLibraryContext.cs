using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AssetLibrary.Web.Database.Sqlite;

internal sealed class SqliteLibraryContext(DbContextOptions<SqliteLibraryContext> options, IViewer viewer, TimeProvider time)
    : LibraryContext(options, viewer, time)
{
    // SQLite has no time type: as a number, times can be ordered and compared in the database.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<DateTimeOffsetToBinaryConverter>();
    }

    internal sealed class Design : IDesignTimeDbContextFactory<SqliteLibraryContext>
    {
        public SqliteLibraryContext CreateDbContext(string[] args) =>
            new(
                new DbContextOptionsBuilder<SqliteLibraryContext>().UseSqlite("Data Source=:memory:").Options,
                new Nobody(),
                TimeProvider.System
            );
    }
}
