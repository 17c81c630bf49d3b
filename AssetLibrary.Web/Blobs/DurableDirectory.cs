using System.Runtime.InteropServices;

namespace AssetLibrary.Web.Blobs;

/// <summary>
/// Makes a rename durable: on Unix the entry is in the folder, which is synced like a file. Windows does it with the file.
/// </summary>
internal static partial class DurableDirectory
{
    public static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = open(folder, 0);
        if (handle >= 0)
        {
            _ = fsync(handle);
            _ = close(handle);
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc")]
    private static partial int fsync(int handle);

    [LibraryImport("libc")]
    private static partial int close(int handle);
}
