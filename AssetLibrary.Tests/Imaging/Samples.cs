namespace AssetLibrary.Tests.Imaging;

/// <summary>Files of Samples/, and pictures made on the spot.</summary>
internal static class Samples
{
    public static string Picture(string name) => Path.Combine(AppContext.BaseDirectory, "Samples", "pictures", name);

    public static string Hostile(string name) => Path.Combine(AppContext.BaseDirectory, "Samples", "hostile", name);
}

/// <summary>A folder that goes with the test.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("imaging-test-").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
