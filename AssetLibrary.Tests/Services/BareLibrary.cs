using AssetLibrary.Web.Database;
using AssetLibrary.Web.Database.Sqlite;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace AssetLibrary.Tests.Services;

/// <summary>A library database with nothing around it: no web host, no workers, a clock of its own, and one project.</summary>
internal sealed class BareLibrary : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assetlibrary-bare-").FullName;

    public BareLibrary()
    {
        EmptyLibrary.CopyTo(folder);
        Db = NewContext();
        (Project, Main) = Project.Make(Db, "A film");
        Db.SaveChanges();
    }

    public FakeTimeProvider Time { get; } = new(new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero));

    public LibraryContext Db { get; }

    public Project Project { get; }

    public Branch Main { get; }

    /// <summary>As the next request would have it.</summary>
    public LibraryContext NewContext() =>
        new SqliteLibraryContext(
            new DbContextOptionsBuilder<SqliteLibraryContext>()
                .UseSqlite(SqliteFile.ConnectionString(Path.Combine(folder, "library.db")) + ";Pooling=False")
                .Options,
            new Worker(),
            Time
        );

    public void Dispose()
    {
        Db.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class Worker : IViewer
    {
        public Guid? Id => null;

        public bool SeesAll => true;
    }
}
