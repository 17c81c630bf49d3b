using System.Diagnostics;

namespace AssetLibrary.Web.Queue;

/// <summary>What happens in the queue, for tools that listen; nobody listening costs nothing.</summary>
internal static class QueueEvents
{
    private static readonly DiagnosticListener Listener = new("AssetLibrary.Queue");

    public static void Tell(string name, Guid jobId)
    {
        if (Listener.IsEnabled(name))
        {
            Listener.Write(name, jobId);
        }
    }
}
