using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Extraction.BuiltIn.Props;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Screenplays.Fountain;

namespace AssetLibrary.Tests.Extraction;

/// <summary>What the built-in extractor finds in a text, by type.</summary>
internal sealed class Extracted(string text)
{
    public IReadOnlyList<FoundAsset> All { get; } = BuiltInExtractor.Extract(FountainParser.Parse(text));

    public IEnumerable<string> Characters => Names(AssetType.Character);

    public IEnumerable<string> Locations => Names(AssetType.Location);

    public IEnumerable<string> Props => Names(AssetType.Prop);

    public FoundAsset this[string name] => All.Single(a => a.Name == name);

    private IEnumerable<string> Names(AssetType type) => All.Where(a => a.Type == type).Select(a => a.Name);
}
