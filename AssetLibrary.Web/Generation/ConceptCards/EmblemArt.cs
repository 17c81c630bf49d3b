namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>The sign of a place, for one whose name does not tell how it looks.</summary>
internal static class EmblemArt
{
    /// <summary>A pin on the contour lines of a map.</summary>
    public static void Place(CardScene scene)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        var unit = Math.Min(width / 1024, scene.Clear / 440);
        var bright = colours.Light == CardLight.Day;
        var ground = bright ? colours.Paper : colours.Dusk;
        var ink = bright ? colours.Dusk : colours.Paper;
        canvas.Rect(0, 0, width, height, canvas.Fade(ground.Lighter(0.04), ground.Lighter(-0.12)));
        var (x, y) = (width * scene.Chance.Between(0.2, 0.8), scene.Clear * scene.Chance.Between(0.5, 0.72));
        for (var hill = 0; hill < 4; hill++)
        {
            var (middle, level) = (width * scene.Chance.Between(-0.1, 1.1), scene.Clear * scene.Chance.Between(0, 1.2));
            var shade = scene.Chance.Between(-0.1, 0.12);
            for (var line = 6; line > 0; line--)
            {
                var reach = line * scene.Chance.Between(40, 52) * unit;
                canvas.Ellipse(middle, level, reach * 1.7, reach, ground.Lighter(shade * (7 - line) / 6), 0.5);
                canvas.Line(
                    $"M{middle - reach * 1.7} {level}a{reach * 1.7} {reach} 0 1 0 {reach * 3.4} 0a{reach * 1.7} {reach} 0 1 0 {-reach * 3.4} 0Z",
                    ink,
                    unit,
                    0.28
                );
            }
        }

        canvas.Ellipse(x, y, 46 * unit, 14 * unit, colours.Deep, 0.4);
        var (half, top) = (74 * unit, y - 190 * unit);
        canvas.Path(
            $"M{x} {y}C{x - 20 * unit} {y - 60 * unit} {x - half} {top + half * 1.5} {x - half} {top + half * 0.6}A{half} {half} 0 0 1 {x + half} {top + half * 0.6}C{x + half} {top + half * 1.5} {x + 20 * unit} {y - 60 * unit} {x} {y}Z",
            colours.Accent
        );
        canvas.Circle(x, top + half * 0.6, half * 0.42, ground);
        scene.Vignette(0.3);
    }
}
