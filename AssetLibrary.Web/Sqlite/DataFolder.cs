namespace AssetLibrary.Web.Sqlite;

/// <summary>
/// The one folder that must be backed up: the library's and the index's SQLite files, blobs, derived files, keys.
/// Setting <c>DataPath</c>, by default <c>data</c> beside the solution.
/// </summary>
public sealed class DataFolder
{
    private DataFolder(string root) => Root = root;

    public string Root { get; }
    public string LibraryFile => Path.Combine(Root, "library.db");
    public string IndexFile => Path.Combine(Root, "index.db");
    public string Blobs => Path.Combine(Root, "blobs");
    public string Derived => Path.Combine(Root, "derived");
    public string Keys => Path.Combine(Root, "keys");
    public string Backups => Path.Combine(Root, "backups");

    /// <summary>Makes the folder where it is missing and proves that it can be written to.</summary>
    /// <exception cref="UnusableDataFolderException">It cannot be made or written to; the message says so to a person.</exception>
    public static DataFolder Open(string? path)
    {
        var root = Path.GetFullPath(path is { Length: > 0 } ? path : Path.Combine(BesideTheSolution() ?? Environment.CurrentDirectory, "data"));
        try
        {
            Directory.CreateDirectory(root);
            var probe = Path.Combine(root, $".probe-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, [0]);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableDataFolderException($"The data folder {root} cannot be written to: {e.Message} Choose another with --DataPath, or change its rights.", e);
        }

        return new(root);
    }

    private static string? BesideTheSolution()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "AssetLibrary.sln")))
            {
                return at.FullName;
            }
        }

        return null;
    }
}

public sealed class UnusableDataFolderException(string message, Exception? inner = null) : Exception(message, inner);
