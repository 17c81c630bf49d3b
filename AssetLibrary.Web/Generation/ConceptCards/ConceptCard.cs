using AssetLibrary.Web.Library;

namespace AssetLibrary.Web.Generation.ConceptCards;

public sealed record ConceptCard(AssetType Type, string Name, string Description, IReadOnlyList<string> Palette, string StyleName, int Width, int Height, long Seed)
{
    public string ToSvg() => $"<svg xmlns='http://www.w3.org/2000/svg' width='{Width}' height='{Height}'><rect width='100%' height='100%' fill='{(Palette.Count > 0 ? Palette[(int)(Seed % Palette.Count)] : "#557")}'/></svg>";
}
