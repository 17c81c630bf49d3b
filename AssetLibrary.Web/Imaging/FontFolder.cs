using System.Globalization;
using System.Security;

namespace AssetLibrary.Web.Imaging;

/// <summary>The fonts that lie beside the app. Nothing of the system's is used, so a card looks the same everywhere.</summary>
internal sealed class FontFolder(string folder)
{
    public static FontFolder Beside(string app) => new(Path.Combine(app, "fonts"));

    /// <summary>Where the fontconfig file is or will be. Another set of fonts is another folder: two versions of the app can share
    /// the cache.</summary>
    public string FileIn(string cacheFolder) => Path.Combine(cacheFolder, Fingerprint(), "fonts.conf");

    /// <summary>Writes a fontconfig file that knows these fonts only, and answers its path. The unwrapped fonts and fontconfig's own
    /// cache lie in the cache folder; the first start after an update takes some hundred milliseconds longer.</summary>
    public string Configure(string cacheFolder)
    {
        var file = FileIn(cacheFolder);
        if (!File.Exists(file))
        {
            var own = Path.GetDirectoryName(file)!;
            // Several workers may start at once: each makes the whole folder, and one of them puts it in its place.
            var fresh = Path.Combine(cacheFolder, $".{Environment.ProcessId}");
            Fill(fresh, own);
            try
            {
                Directory.Move(fresh, own);
            }
            catch (IOException) when (File.Exists(file))
            {
                Directory.Delete(fresh, recursive: true);
            }
        }
        return file;
    }

    private void Fill(string fresh, string own)
    {
        Directory.CreateDirectory(fresh);
        foreach (var woff in Fonts())
        {
            File.WriteAllBytes(
                Path.Combine(fresh, Path.ChangeExtension(woff.Name, ".otf")),
                WoffFont.Unwrap(File.ReadAllBytes(woff.FullName))
            );
        }
        File.WriteAllText(Path.Combine(fresh, "fonts.conf"), Configuration(own));
    }

    private IEnumerable<FileInfo> Fonts() =>
        Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFiles("*.woff").OrderBy(font => font.Name, StringComparer.Ordinal)
            : [];

    // FNV-1a over names and lengths.
    private string Fingerprint()
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var letter in Fonts().SelectMany(font => $"{font.Name}{font.Length}"))
        {
            hash = (hash ^ letter) * 1_099_511_628_211UL;
        }
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static string Configuration(string own) =>
        $"""
            <?xml version="1.0"?>
            <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
            <fontconfig>
              <dir>{SecurityElement.Escape(own)}</dir>
              <cachedir>{SecurityElement.Escape(own)}</cachedir>
              <config><rescan><int>0</int></rescan></config>
            </fontconfig>

            """;
}
