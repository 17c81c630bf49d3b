using System.Globalization;

namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>A number that a tenth is too coarse for: a scale, an opacity.</summary>
internal readonly record struct Exact(double Number)
{
    public override string ToString() => Math.Round(Number, 3).ToString(CultureInfo.InvariantCulture);
}
