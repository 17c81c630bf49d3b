using AssetLibrary.Web.Sqlite;

namespace AssetLibrary.Tests.Database;

public sealed class DataFolderTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string above = Directory.CreateTempSubdirectory("assetlibrary-folder-").FullName;

    [Fact]
    public void What_a_killed_process_has_left_is_gone_when_the_next_one_serves()
    {
        var folder = DataFolder.Open(Path.Combine(above, "data"));
        Directory.CreateDirectory(Path.Combine(folder.Temporary, "half"));
        File.WriteAllText(Path.Combine(folder.Temporary, "half", "form"), "half a form");
        File.WriteAllText(Path.Combine(folder.Temporary, "export.zip"), "half an export");
        folder.ClearTemporary();
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Temporary));
    }

    [Fact]
    public void Only_its_owner_can_look_into_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // it has no such rights
        }

        var folder = DataFolder.Open(Path.Combine(above, "data"));
        SqliteFile.Prepare(folder.LibraryFile);
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Root));
        Assert.Equal(Owner, File.GetUnixFileMode(folder.LibraryFile));
    }

    [Fact]
    public void A_folder_that_was_there_keeps_the_rights_that_somebody_gave_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // it has no such rights
        }

        var shared = Path.Combine(above, "shared");
        var rights = Owner | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        Directory.CreateDirectory(shared, rights);
        DataFolder.Open(shared);
        Assert.Equal(rights, File.GetUnixFileMode(shared));
    }

    public void Dispose() => Directory.Delete(above, recursive: true);
}
