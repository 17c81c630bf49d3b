using System.Diagnostics;

namespace AssetLibrary.Web.Blobs;

/// <summary>The steps of a put, for tools that listen; nobody listening costs nothing.</summary>
internal static class BlobEvents
{
    private static readonly DiagnosticListener Listener = new("AssetLibrary.Blobs");

    public static void Tell(string step, BlobRef blob)
    {
        if (Listener.IsEnabled(step))
        {
            Listener.Write(step, blob);
        }
    }
}
