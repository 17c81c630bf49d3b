using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Screenplays;

namespace AssetLibrary.Web.Extraction.BuiltIn.Characters;

/// <summary>Names of cues where no script is at hand to tell the language.</summary>
internal static class CueNames
{
    private static readonly Cues Any = new(Vocabulary.Any, []);

    /// <summary>The names in a cue, upper case and tidied; none for BOTH, for shouts and for camera words taken for a cue.</summary>
    public static IEnumerable<string> Read(ScreenplayElement cue) => Any.Read(cue).Select(n => n.Key);

    public static string Key(string name) => Any.Key(name);
}
