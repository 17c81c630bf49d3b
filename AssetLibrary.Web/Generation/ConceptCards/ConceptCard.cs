using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>
/// A picture made of nothing but words and a palette (#rrggbb, may be empty): what a newcomer sees of an asset without a provider.
/// The same card is always the same picture; another seed is another picture. Says of itself that it is a concept card.
/// </summary>
public sealed record ConceptCard(
    AssetType Type,
    string Name,
    string Description,
    IReadOnlyList<string> Palette,
    string StyleName,
    int Width,
    int Height,
    long Seed
)
{
    /// <summary>Refers to nothing outside itself.</summary>
    public string ToSvg()
    {
        var chance = new CardChance($"{Type}/{Name}", Seed);
        var hints = new CardHints(Name, Description);
        var light = hints.Light ?? (CardLight)chance.Below(3);
        var canvas = new SvgCanvas();
        var layout = CardLayout.For(this, chance, CardColours.From(Palette, hints.Hue, light, chance));
        var compositions = Compositions(hints);
        // The next seed is the next composition, so that "again" is never nearly the same.
        var composition = compositions[(int)((chance.NameHash + unchecked((ulong)Seed)) % (ulong)compositions.Count)];
        layout.Draw(canvas, window =>
            composition(new CardScene(canvas, layout.Colours, chance, hints, window.Width, window.Height, window.Clear))
        );
        return canvas.ToSvg(Width, Height);
    }

    // A place is drawn as its name says; what a description mentions may stand in another place.
    private List<Action<CardScene>> Compositions(CardHints all)
    {
        var hints = Type == AssetType.Location ? new CardHints(Name, "") : all;
        return Type switch
        {
            AssetType.Character => [CharacterArt.Bust, DoorwayArt.Doorway, PortraitArt.Portrait, CharacterArt.Profile],
            AssetType.Location when hints.Kitchen || hints.Bedroom => [InteriorArt.Window],
            AssetType.Location when hints.Inside && !hints.Hall => [InteriorArt.Window, InteriorArt.Corridor],
            AssetType.Location when hints.Sea => [LandscapeArt.Reflection, LandscapeArt.Ridges],
            AssetType.Location when hints.Nature && !hints.City => [LandscapeArt.Ridges, LandscapeArt.Reflection, LandscapeArt.Road],
            AssetType.Location when hints.Hall => [InteriorArt.Corridor, InteriorArt.Window],
            AssetType.Location when hints.City => [FacadeArt.Facade, LandscapeArt.Ridges, FacadeArt.Street],
            AssetType.Location when hints.Road => [LandscapeArt.Road, LandscapeArt.Ridges, FacadeArt.Street],
            AssetType.Location => [EmblemArt.Place],
            _ => [PropArt.Plinth, PropArt.Blueprint, PropArt.FlatLay, PropArt.Still],
        };
    }
}
