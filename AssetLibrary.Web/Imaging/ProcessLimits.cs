using System.Runtime.InteropServices;

namespace AssetLibrary.Web.Imaging;

/// <summary>What the kernel lets this process have.</summary>
internal static partial class ProcessLimits
{
    // Linux: private writable memory. The limit on address space (RLIMIT_AS) does not fit .NET, whose collector reserves hundreds
    // of gigabytes that it never touches.
    private const int Data = 2;
    private const int CoreFile = 4;

    /// <summary>Cannot be undone. Over the limit an allocation fails: libvips answers with an error or the process ends.</summary>
    public static void Lower(long memory)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }
        Set(Data, (ulong)memory);
        Set(CoreFile, 0);
    }

    private static void Set(int resource, ulong value)
    {
        var limit = new Limit { Soft = value, Hard = value };
        // Refused when the limit is lower already, which is as good.
        _ = setrlimit(resource, in limit);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setrlimit(int resource, in Limit limit);
}
