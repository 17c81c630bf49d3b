namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>Where a composition is drawn, and with what. Down to <see cref="Clear"/> nothing is written over it.</summary>
internal sealed record CardScene(
    SvgCanvas Canvas,
    CardColours Colours,
    CardChance Chance,
    CardHints Hints,
    double Width,
    double Height,
    double Clear
)
{
    /// <summary>The whole ground as sky.</summary>
    public void Sky(double horizon)
    {
        var (zenith, between, low) = Colours.Sky;
        Canvas.Rect(0, 0, Width, Height, Canvas.Linear(0, 1, (0, zenith, 1), (horizon * 0.55, between, 1), (horizon, low, 1)));
    }

    /// <summary>A disc of light with a wide soft halo.</summary>
    public void Disc(double x, double y, double radius, Oklch colour, double halo = 3.2)
    {
        Canvas.Circle(x, y, radius * halo, Canvas.Radial((0, colour, 0.55), (0.35, colour, 0.26), (1, colour, 0)));
        Canvas.Circle(x, y, radius, colour);
    }

    /// <summary>Dark corners.</summary>
    public void Vignette(double strength = 0.42) =>
        Canvas.Rect(0, 0, Width, Height, Canvas.Radial((0, Colours.Deep, 0), (0.62, Colours.Deep, 0), (1, Colours.Deep, strength)));

    public void Stars(int count, double below)
    {
        for (var star = 0; star < count; star++)
        {
            Canvas.Circle(
                Chance.Between(0, Width),
                Chance.Between(0, Height * below),
                Chance.Between(0.5, 1.5),
                Colours.Paper,
                Chance.Between(0.2, 0.75)
            );
        }
    }

    /// <summary>One of several, by chance.</summary>
    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Chance.Below(choices.Length)];
}
