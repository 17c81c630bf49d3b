namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>The few colours of one card, from dark to light, and the one that stands out.</summary>
internal sealed record CardColours(CardLight Light, Oklch Deep, Oklch Dusk, Oklch Middle, Oklch Haze, Oklch Glow, Oklch Paper, Oklch Accent)
{
    // Hues that go together: ground, haze, accent.
    private static readonly (double Ground, double Haze, double Accent, double Chroma)[] Schemes =
    [
        (235, 205, 62, 0.075),
        (265, 320, 45, 0.085),
        (30, 65, 205, 0.075),
        (160, 110, 75, 0.06),
        (300, 20, 55, 0.075),
        (215, 240, 25, 0.055),
        (190, 95, 35, 0.065),
        (255, 255, 85, 0.045),
        (15, 40, 250, 0.07),
        (130, 85, 30, 0.055),
    ];

    public static CardColours From(IReadOnlyList<string> palette, double? hue, CardLight light, CardChance chance)
    {
        var given = palette.Select(Oklch.Parse).OfType<Oklch>().OrderBy(colour => colour.Lightness).ToList();
        var scheme = Schemes[(int)((chance.NameHash ^ chance.Next() % 4) % (ulong)Schemes.Length)];
        var ground = new Oklch(0.3, scheme.Chroma, scheme.Ground);
        var haze = new Oklch(0.74, scheme.Chroma, scheme.Haze);
        var accent = new Oklch(0.66, 0.17, hue ?? scheme.Accent);
        if (hue is { } named && Math.Abs((scheme.Ground - named + 540) % 360 - 180) < 50)
        {
            // What is named must stand out from its ground.
            ground = ground with { Hue = (named + 180) % 360 };
        }
        if (given.Count > 0)
        {
            accent = given.MaxBy(colour => colour.Chroma);
            ground = given[0];
            haze = given.Count > 2 ? given[^2] : given[^1];
            if (given.Count == 1)
            {
                // One colour is the accent; its ground lies a third of the circle away.
                (ground, haze) = (
                    accent with
                    {
                        Hue = (accent.Hue + 170) % 360,
                        Chroma = accent.Chroma * 0.4,
                    },
                    accent with
                    {
                        Hue = (accent.Hue + 200) % 360,
                        Chroma = accent.Chroma * 0.4,
                    }
                );
            }
        }
        return Shade(ground, haze, accent, light);
    }

    private static CardColours Shade(Oklch ground, Oklch haze, Oklch accent, CardLight light)
    {
        var night = light == CardLight.Night;
        var quiet = Math.Min(ground.Chroma, 0.09);
        return new CardColours(
            light,
            Deep: ground with
            {
                Lightness = night ? 0.155 : 0.2,
                Chroma = Math.Min(quiet, 0.045),
            },
            Dusk: ground with
            {
                Lightness = night ? 0.27 : 0.35,
                Chroma = Math.Min(quiet, 0.07),
            },
            Middle: ground.Towards(haze, 0.5) with
            {
                Lightness = night ? 0.42 : 0.56,
                Chroma = Math.Clamp(quiet + 0.02, 0.02, 0.1),
            },
            Haze: haze with
            {
                Lightness = night ? 0.6 : 0.78,
                Chroma = Math.Min(haze.Chroma, 0.085),
            },
            Glow: accent with
            {
                Lightness = 0.9,
                Chroma = Math.Min(accent.Chroma, light == CardLight.LowSun ? 0.1 : 0.07),
            },
            Paper: haze with
            {
                Lightness = 0.955,
                Chroma = Math.Min(haze.Chroma, 0.018),
            },
            Accent: accent with
            {
                Lightness = Math.Clamp(accent.Lightness, 0.58, 0.76),
                Chroma = Math.Clamp(accent.Chroma, 0.04, 0.19),
            }
        );
    }

    /// <summary>From what is near (0, dark) to what is far (1, in the haze).</summary>
    public Oklch Depth(double far) => far < 0.5 ? Deep.Towards(Middle, far * 2) : Middle.Towards(Haze, far * 2 - 1);

    /// <summary>Of the sky, from the zenith down to the horizon.</summary>
    public (Oklch Zenith, Oklch Between, Oklch Horizon) Sky =>
        Light switch
        {
            CardLight.Night => (Deep, Dusk, Middle),
            CardLight.LowSun => (Middle.Towards(Dusk, 0.35), Haze.Towards(Accent, 0.4), Glow.Towards(Accent, 0.12)),
            _ => (Haze, Haze.Towards(Paper, 0.5), Paper),
        };
}
