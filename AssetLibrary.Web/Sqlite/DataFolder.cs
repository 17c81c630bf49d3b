namespace AssetLibrary.Web.Sqlite;

/// <summary>
/// The one folder that must be backed up: the library's and the index's SQLite files, blobs, derived files, keys.
/// Setting <c>DataPath</c>, by default <c>data</c> beside the solution.
/// </summary>
public sealed class DataFolder
{
    /// <summary>The file that makes this folder one server's and no other's.</summary>
    public const string ServerIdName = "server.id";

    private readonly Lazy<Guid> serverId;

    private DataFolder(string root)
    {
        Root = root;
        serverId = new(ReadOrMakeServerId);
    }

    public string Root { get; }
    public string LibraryFile => Path.Combine(Root, "library.db");
    public string IndexFile => Path.Combine(Root, "index.db");
    public string Blobs => Path.Combine(Root, "blobs");
    public string Derived => Path.Combine(Root, "derived");
    public string Keys => Path.Combine(Root, "keys");
    public string Backups => Path.Combine(Root, "backups");

    /// <summary>Which server this is, for as long as its data folder lives.</summary>
    public Guid ServerId => serverId.Value;

    /// <summary>Files for as long as a request or a process lives: emptied when the app starts to serve.</summary>
    public string Temporary => Path.Combine(Root, "tmp");

    /// <summary>Makes the folder where it is missing and proves that it can be written to.</summary>
    /// <exception cref="UnusableDataFolderException">It cannot be made or written to; the message says so to a person.</exception>
    public static DataFolder Open(string? path)
    {
        var root = Path.GetFullPath(
            path is { Length: > 0 } ? path : Path.Combine(BesideTheSolution() ?? Environment.CurrentDirectory, "data")
        );
        try
        {
            MakePrivate(root);
            Probe(root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableDataFolderException(
                $"Can’t write to the data folder {root}: {e.Message} Choose another with --DataPath, or change its permissions.",
                e
            );
        }

        return new(root);
    }

    /// <summary>
    /// Temporary files are in the data folder, and what a killed process has left there is gone when the next one serves. The
    /// framework keeps large forms where ASPNETCORE_TEMP says, which a person may have set.
    /// </summary>
    public void ClearTemporary()
    {
        MakePrivate(Temporary);
        foreach (var left in new DirectoryInfo(Temporary).EnumerateFileSystemInfos())
        {
            try
            {
                if (left is DirectoryInfo folder)
                {
                    folder.Delete(recursive: true);
                }
                else
                {
                    left.Delete();
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody looks into it: the next start will do.
            }
        }

        if (Environment.GetEnvironmentVariable(FormsFolder) is null)
        {
            Environment.SetEnvironmentVariable(FormsFolder, Temporary);
        }
    }

    // Of two processes that make it at once, one is first and both read the same.
    private Guid ReadOrMakeServerId()
    {
        var file = Path.Combine(Root, ServerIdName);
        for (var tries = 0; ; tries++)
        {
            if (File.Exists(file) && Guid.TryParse(File.ReadAllText(file).Trim(), out var known))
            {
                return known;
            }

            var mine = $"{file}.{Guid.NewGuid():N}";
            File.WriteAllText(mine, $"{Guid.NewGuid()}\n");
            try
            {
                // What stands there and cannot be read is of no use.
                File.Move(mine, file, overwrite: tries > 0);
            }
            catch (IOException) when (tries == 0)
            {
                File.Delete(mine);
            }
        }
    }

    private const string FormsFolder = "ASPNETCORE_TEMP";

    // A folder that is there keeps the rights that somebody gave it.
    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Bytes, below which the disk counts as full: databases and their journals still fit.</summary>
    public const long NearlyFull = 64 << 20;

    /// <summary>Why nothing can be saved here just now; null when all is well.</summary>
    public string? Trouble(long nearlyFull = NearlyFull)
    {
        try
        {
            Probe(Root);
            return new DriveInfo(Root).AvailableFreeSpace < nearlyFull ? "The data folder’s disk is almost full." : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "Can’t write to the data folder.";
        }
    }

    private static void Probe(string root)
    {
        var probe = Path.Combine(root, $".probe-{Guid.NewGuid():N}");
        File.WriteAllBytes(probe, [0]);
        File.Delete(probe);
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
