namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>People as silhouettes.</summary>
internal static class CharacterArt
{
    /// <summary>Head and shoulders before a great disc, lit from one side.</summary>
    public static void Bust(CardScene scene)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        scene.Sky(0.95);
        if (colours.Light == CardLight.Night)
        {
            scene.Stars(40, 0.6);
        }
        var left = scene.Chance.In(0.5) ? 1 : -1;
        var centre = width / 2 + left * width * 0.02;
        var unit = Math.Min(width / 512, height / 640);
        var head = height * 0.4;
        var disc = colours.Light == CardLight.Day ? colours.Accent : colours.Glow.Towards(colours.Accent, 0.55);
        var discX = centre - left * scene.Chance.Between(20, 70) * unit;
        var discY = head - scene.Chance.Between(10, 40) * unit;
        scene.Disc(discX, discY, scene.Chance.Between(165, 205) * unit, disc, 1.9);
        for (var ring = 1; ring <= 3; ring++)
        {
            canvas.Add(
                $"""<circle cx="{discX}" cy="{discY}" r="{(205 + ring * 34) * unit}" fill="none" stroke="{disc}" stroke-width="{1.2 * unit}" opacity="{0.5 - ring * 0.12}"/>"""
            );
        }

        var person = Silhouette.Of(scene);
        var scale = unit * (person.Child ? 0.94 : 1.06);
        var top = head + (person.Child ? 44 : 0) * unit;
        // The same shape behind itself, a little to the light: a rim of light without a filter.
        using (canvas.Moved($"translate({centre - left * 5 * unit} {top - 2 * unit}) scale({new Exact(left * scale)} {new Exact(scale)})"))
        {
            person.Draw(canvas, colours.Glow, colours.Glow, colours.Glow, detail: false);
        }
        using (canvas.Moved($"translate({centre} {top}) scale({new Exact(left * scale)} {new Exact(scale)})"))
        {
            person.Draw(
                canvas,
                colours.Deep.Towards(colours.Dusk, 0.3),
                colours.Deep,
                colours.Deep.Towards(colours.Dusk, 0.75),
                detail: true
            );
        }
        scene.Vignette(0.3);
    }

    /// <summary>A profile with a country inside it.</summary>
    public static void Profile(CardScene scene)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        var paper = colours.Light == CardLight.Night ? colours.Dusk : colours.Paper.Towards(colours.Haze, 0.45);
        canvas.Rect(0, 0, width, height, canvas.Fade(paper, paper.Towards(colours.Middle, 0.3)));
        canvas.Circle(width * 0.5, height * 0.4, Math.Min(width * 0.46, height * 0.38), paper.Towards(colours.Glow, 0.55), 0.65);
        var flip = scene.Chance.In(0.5) ? 1 : -1;
        var scale = Math.Min(width / 512, height / 640) * 1.12;
        using (canvas.Moved($"translate({width / 2} {height * 0.42}) scale({new Exact(flip * scale)} {new Exact(scale)})"))
        {
            using (canvas.Clipped($"{Silhouette.ProfilePath(scene.Hints)}"))
            {
                canvas.Rect(
                    -300,
                    -300,
                    600,
                    900,
                    canvas.Linear(0, 1, (0, colours.Dusk, 1), (0.3, colours.Accent, 1), (0.45, colours.Glow, 1), (1, colours.Haze, 1))
                );
                canvas.Circle(scene.Chance.Between(-60, 40), scene.Chance.Between(-60, -10), 44, colours.Paper, 0.92);
                var base0 = 20.0;
                for (var ridge = 0; ridge < 5; ridge++)
                {
                    LandscapeArt.Ridge(scene, -300, 600, base0 + ridge * 52, 46 - ridge * 3, colours.Depth(0.72 - ridge * 0.18), 700);
                }
                var trees = scene.Chance.Below(3);
                for (var tree = 0; trees > 0 && tree < 26; tree++)
                {
                    var (x, tall) = (scene.Chance.Between(-240, 240), scene.Chance.Between(30, 70));
                    var foot = 262 + scene.Chance.Between(-8, 14);
                    canvas.Path($"M{x - tall * 0.2} {foot}L{x} {foot - tall}L{x + tall * 0.2} {foot}Z", colours.Deep);
                }
            }
        }
        scene.Vignette(0.2);
    }
}
