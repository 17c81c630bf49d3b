using System.Diagnostics;
using System.Globalization;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestPipelineStartup(typeof(AssetLibrary.Tests.Services.MemoryDisk))]

namespace AssetLibrary.Tests.Services;

/// <summary>
/// Puts all temporary files of a run into memory, where the system offers that and there is room: they are thrown away, and half of
/// a run would be waiting for a disk to confirm them.
/// </summary>
public sealed class MemoryDisk : ITestPipelineStartup
{
    private const string Memory = "/dev/shm";
    private const string Prefix = "al-tests-"; // short: sockets lie in it, and their paths end at 107 characters
    private const long Room = 4L << 30;

    private string? folder;

    public ValueTask StartAsync(IMessageSink diagnosticMessageSink)
    {
        if (OperatingSystem.IsLinux() && Directory.Exists(Memory))
        {
            RemoveAbandoned();
            if (new DriveInfo(Memory).AvailableFreeSpace >= Room)
            {
                // Not CreateTempSubdirectory: PostgreSQL, as another user, has a folder in it.
                folder = Directory.CreateDirectory(Path.Combine(Memory, $"{Prefix}{Environment.ProcessId}")).FullName;
                Environment.SetEnvironmentVariable("TMPDIR", folder);
            }
        }

        // Many apps in one process, and the framework remembers the first one's folder for ever.
        Environment.SetEnvironmentVariable("ASPNETCORE_TEMP", Path.GetTempPath());

        return ValueTask.CompletedTask;
    }

    public ValueTask StopAsync()
    {
        if (folder is not null)
        {
            Environment.SetEnvironmentVariable("TMPDIR", null);
            Remove(folder);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Of runs that were killed.</summary>
    private static void RemoveAbandoned()
    {
        foreach (var old in Directory.EnumerateDirectories(Memory, $"{Prefix}*"))
        {
            var owner = int.Parse(Path.GetFileName(old).AsSpan(Prefix.Length), CultureInfo.InvariantCulture);
            if (!Process.GetProcesses().Any(process => process.Id == owner))
            {
                Remove(old);
            }
        }
    }

    private static void Remove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Something in it is in use still, or somebody else's; the next run tries again.
        }
    }
}
