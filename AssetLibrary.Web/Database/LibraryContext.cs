using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Database;

/// <summary>Every room's rows. It knows no room: each room brings its tables as <see cref="IEntityTypeConfiguration{T}"/>.</summary>
public abstract class LibraryContext(DbContextOptions options, IViewer viewer, TimeProvider time) : DbContext(options)
{
    /// <summary>The name of the filter on everything marked <see cref="IOfProject"/>.</summary>
    public const string Access = nameof(Access);

    public Guid? ViewerId => viewer.Id;

    public bool SeesAll => viewer.SeesAll;

    public DateTimeOffset Now => time.GetUtcNow();

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        Stamp();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Stamp();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LibraryContext).Assembly);
        var guard = typeof(LibraryContext).GetMethod(nameof(Guard), BindingFlags.Instance | BindingFlags.NonPublic)!;
        foreach (var type in modelBuilder.Model.GetEntityTypes().Where(t => typeof(IOfProject).IsAssignableFrom(t.ClrType)).ToList())
        {
            // A room that must let more through (a picture that is in the library) has set a filter of that name itself.
            if (type.FindDeclaredQueryFilter(Access) is null)
            {
                guard.MakeGenericMethod(type.ClrType).Invoke(this, [modelBuilder]);
            }

            // The rows of a draft, say, all have a project; that of a library asset's history has none. The index serves the filter.
            modelBuilder.Entity(type.ClrType).HasIndex(nameof(IOfProject.ProjectId));
        }

        foreach (var type in modelBuilder.Model.GetEntityTypes().Where(t => typeof(IRevised).IsAssignableFrom(t.ClrType)).ToList())
        {
            modelBuilder.Entity(type.ClrType).Property(nameof(IRevised.Revision)).IsConcurrencyToken();
        }
    }

    private void Guard<T>(ModelBuilder modelBuilder)
        where T : class, IOfProject =>
        modelBuilder
            .Entity<T>()
            .HasQueryFilter(Access, row =>
                SeesAll
                || (ViewerId != null && row.ProjectId == null)
                || Set<ProjectMember>().Any(m => m.UserId == ViewerId && m.ProjectId == row.ProjectId)
            );

    private void Stamp()
    {
        foreach (var entry in ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified))
        {
            Stamp(entry.Entity, entry.State == EntityState.Added);
        }
    }

    /// <summary>Who wrote it and when, and its next revision.</summary>
    internal void Stamp(object row, bool added)
    {
        if (added && row is ICreated made && made.CreatedAt == default)
        {
            (made.CreatedAt, made.CreatedBy) = (Now, made.CreatedBy ?? ViewerId);
        }

        if (row is IRevised revised)
        {
            revised.Revision = added ? 1 : revised.Revision + 1;
            (revised.ChangedAt, revised.ChangedBy) = (Now, ViewerId ?? (added ? null : revised.ChangedBy));
        }
    }
}
