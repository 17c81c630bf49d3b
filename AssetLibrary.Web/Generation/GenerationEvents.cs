using System.Diagnostics;

namespace AssetLibrary.Web.Generation;

/// <summary>
/// The moments of an order that a power cut can fall between, for tools that listen; nobody listening costs nothing. ordering: it is
/// about to go out. answered: the provider has spoken. known: its id is stored. fetched: the picture is in a file. arrived: its bytes
/// are stored and it is in the books.
/// </summary>
internal static class GenerationEvents
{
    private static readonly DiagnosticListener Listener = new("AssetLibrary.Generation");

    public static void Tell(string name, Guid jobId)
    {
        if (Listener.IsEnabled(name))
        {
            Listener.Write(name, jobId);
        }
    }
}
