namespace AssetLibrary.Web.Media;

/// <summary>Files that can be made again.</summary>
internal static class DerivedFiles
{
    /// <summary>Deletes those below a folder; what is being read meanwhile is read to its end. Returns how many bytes went.</summary>
    public static long Clear(string folder, string pattern)
    {
        long bytes = 0;
        foreach (var file in Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles(pattern, SearchOption.AllDirectories) : [])
        {
            bytes += file.Length;
            file.Delete();
        }

        return bytes;
    }
}
