using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Metadata;

namespace AssetLibrary.Web.Database.Postgres;

internal sealed class PostgresLibraryContext(DbContextOptions<PostgresLibraryContext> options, IViewer viewer, TimeProvider time)
    : LibraryContext(options, viewer, time)
{
    // Normalised names are compared by code point, as SQLite does: the same order on both, and an index that serves beginnings.
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        foreach (
            var name in modelBuilder
                .Model.GetEntityTypes()
                .Select(t => t.FindDeclaredProperty("NormalizedName"))
                .OfType<IMutableProperty>()
                .Where(p => p.ClrType == typeof(string))
        )
        {
            name.SetCollation("C");
        }
    }

    internal sealed class Design : IDesignTimeDbContextFactory<PostgresLibraryContext>
    {
        public PostgresLibraryContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresLibraryContext>().UseNpgsql("Host=none").Options, new Nobody(), TimeProvider.System);
    }
}
