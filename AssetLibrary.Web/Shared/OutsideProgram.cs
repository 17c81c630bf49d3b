namespace AssetLibrary.Web.Shared;

/// <summary>Programs that the machine may have.</summary>
internal static class OutsideProgram
{
    /// <summary>Where it lies, or null. A name is looked for on the PATH; an address of a file is taken as it is.</summary>
    public static string? Find(string name) => name.Contains(Path.DirectorySeparatorChar)
        ? File.Exists(name) ? name : null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") }).FirstOrDefault(File.Exists);
}
