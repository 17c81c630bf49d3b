using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace AssetLibrary.Web.Database.Postgres;

internal sealed class PostgresLibraryContext(DbContextOptions<PostgresLibraryContext> options, IViewer viewer, TimeProvider time) : LibraryContext(options, viewer, time)
{
    internal sealed class Design : IDesignTimeDbContextFactory<PostgresLibraryContext>
    {
        public PostgresLibraryContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresLibraryContext>().UseNpgsql("Host=none").Options, new Nobody(), TimeProvider.System);
    }
}
