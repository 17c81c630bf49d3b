using System.Diagnostics;

#pragma warning disable MA0047 // the runtime looks for a type of this name outside of any namespace
#pragma warning disable CA1050

/// <summary>
/// Loaded by the runtime into the real app (DOTNET_STARTUP_HOOKS names this assembly), so nothing but the BCL may be used here.
/// ASSETLIBRARY_KILL_AT=LISTENER/EVENT ends the process at the first such event as a power cut does;
/// ASSETLIBRARY_TELL=LISTENER/EVENT,… writes a line for each.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        var killAt = Environment.GetEnvironmentVariable("ASSETLIBRARY_KILL_AT");
        var told = (Environment.GetEnvironmentVariable("ASSETLIBRARY_TELL") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        DiagnosticListener.AllListeners.Subscribe(
            new Watcher<DiagnosticListener>(listener =>
                listener.Subscribe(
                    new Watcher<KeyValuePair<string, object?>>(happened => On($"{listener.Name}/{happened.Key}", happened.Value, killAt)),
                    name => $"{listener.Name}/{name}" == killAt || told.Contains($"{listener.Name}/{name}")
                )
            )
        );
    }

    private static void On(string step, object? about, string? killAt)
    {
        if (step == killAt)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }

        Console.WriteLine($"{step} {about}");
    }

    private sealed class Watcher<T>(Action<T> next) : IObserver<T>
    {
        public void OnNext(T value) => next(value);

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }
}
