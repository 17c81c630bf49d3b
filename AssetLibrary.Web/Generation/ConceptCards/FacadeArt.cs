namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>Houses seen straight on, and streets seen along.</summary>
internal static class FacadeArt
{
    /// <summary>A wall of windows, some of them lit, one with somebody in it.</summary>
    public static void Facade(CardScene scene)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        var unit = height / 576;
        scene.Sky(0.9);
        if (colours.Light == CardLight.Night)
        {
            scene.Stars(50, 0.4);
        }
        var sideways = scene.Chance.In(0.5);
        scene.Disc(
            width * (sideways ? 0.86 : 0.12),
            height * 0.2,
            42 * unit,
            colours.Light == CardLight.Day ? colours.Accent : colours.Glow,
            3.6
        );
        // Neighbours in the haze, then the house.
        canvas.Rect(sideways ? width * 0.66 : 0, height * 0.34, width * 0.34, height, colours.Depth(0.62));
        canvas.Rect(sideways ? width * 0.8 : width * 0.04, height * 0.24, width * 0.16, height, colours.Depth(0.5));
        var (left, wide) = (sideways ? width * 0.06 : width * 0.28, width * 0.66);
        var top = height * 0.1;
        var wall = colours.Light == CardLight.Day ? colours.Middle.Towards(colours.Accent, 0.35) : colours.Depth(0.2);
        canvas.Rect(left, top, wide, height - top, canvas.Linear(1, 0, (0, wall.Lighter(0.05), 1), (1, wall.Lighter(-0.06), 1)));
        canvas.Rect(left - 12 * unit, top - 10 * unit, wide + 24 * unit, 16 * unit, wall.Lighter(-0.1));
        canvas.Path($"M{left + wide * 0.16} {top - 8 * unit}v{-44 * unit}h{30 * unit}v{44 * unit}Z", wall.Lighter(-0.1));

        var (columns, rows) = (6 + scene.Chance.Below(3), 4);
        var (cellX, cellY) = (wide / columns, (height * 0.74 - top) / rows);
        var (somebodyX, somebodyY) = (1 + scene.Chance.Below(columns - 2), scene.Chance.Below(2));
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var somebody = row == somebodyY && column == somebodyX;
                Opening(
                    scene,
                    left + column * cellX + cellX * 0.25,
                    top + row * cellY + cellY * 0.26,
                    cellX * 0.5,
                    cellY * 0.58,
                    unit,
                    wall,
                    somebody || scene.Chance.In(0.3),
                    somebody
                );
            }
            canvas.Rect(left, top + (row + 1) * cellY + cellY * 0.08, wide, 3 * unit, wall.Lighter(-0.06));
        }
        Pavement(scene, unit, left + wide * scene.Pick(0.12, 0.88));
        scene.Vignette(0.36);
    }

    /// <summary>Walls on both sides, a lamp, wet ground.</summary>
    public static void Street(CardScene scene)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        var unit = height / 576;
        var (x, y) = (width * scene.Chance.Between(0.42, 0.58), height * 0.6);
        scene.Sky(0.6);
        scene.Disc(x, y - 110 * unit, scene.Chance.Between(46, 80) * unit, colours.Glow, 4);
        canvas.Rect(0, y, width, height - y, canvas.Fade(colours.Depth(0.5).Towards(colours.Glow, 0.25), colours.Deep));
        for (var house = 0; house < 5; house++)
        {
            var far = 0.7 - house * 0.15;
            var near = Math.Pow((house + 1) / 5.0, 1.7);
            foreach (var side in new[] { -1, 1 })
            {
                var edge = side < 0 ? x - 46 * unit - near * (x - 120 * unit) : x + 46 * unit + near * (width - x - 120 * unit);
                var tall = (90 + near * 420 + scene.Chance.Between(-40, 40)) * unit;
                var foot = y + near * 120 * unit;
                var ink = colours.Depth(Math.Max(0.02, far));
                canvas.Rect(side < 0 ? -10 : edge, foot - tall, side < 0 ? edge + 10 : width - edge + 10, tall + height, ink);
                for (var row = 0; row < 5; row++)
                {
                    for (var column = 0; column < 3; column++)
                    {
                        if (scene.Chance.In(colours.Light == CardLight.Night ? 0.42 : 0.2))
                        {
                            var size = (5 + near * 19) * unit;
                            var at = side < 0 ? edge - (column + 1) * size * 2 : edge + (column + 0.6) * size * 2;
                            canvas.Rect(at, foot - tall + (row * 2.1 + 1.2) * size, size * 0.82, size * 1.25, colours.Glow, 0.85);
                        }
                    }
                }
            }
        }
        canvas.Path(
            $"M{x - 44 * unit} {y}H{x + 44 * unit}L{width * 0.5 + 330 * unit} {height}H{width * 0.5 - 330 * unit}Z",
            canvas.Fade(colours.Glow, colours.Glow, 0.5, 0.06)
        );
        Pavement(scene, unit, x + scene.Pick(-1, 1) * 190 * unit, ground: false);
        scene.Vignette(0.42);
    }

    private static void Opening(
        CardScene scene,
        double x,
        double y,
        double wide,
        double tall,
        double unit,
        Oklch wall,
        bool lit,
        bool somebody
    )
    {
        var (canvas, colours) = (scene.Canvas, scene.Colours);
        canvas.Rect(x - 4 * unit, y - 4 * unit, wide + 8 * unit, tall + 8 * unit, wall.Lighter(-0.09));
        canvas.Rect(x, y, wide, tall, lit ? canvas.Fade(colours.Glow, colours.Accent.Lighter(0.08)) : wall.Lighter(-0.17).ToString());
        if (somebody)
        {
            canvas.Circle(x + wide * 0.56, y + tall * 0.48, wide * 0.13, colours.Deep);
            canvas.Path(
                $"M{x + wide * 0.3} {y + tall}C{x + wide * 0.32} {y + tall * 0.6} {x + wide * 0.8} {y + tall * 0.6} {x + wide * 0.82} {y + tall}Z",
                colours.Deep
            );
        }
        else if (scene.Chance.In(0.3))
        {
            canvas.Rect(x, y, wide, tall * scene.Chance.Between(0.2, 0.6), wall.Lighter(lit ? 0.12 : -0.1), 0.8);
        }
        canvas.Line($"M{x + wide / 2} {y}V{y + tall}", wall.Lighter(-0.12), 2.4 * unit);
        canvas.Rect(x - 7 * unit, y + tall + 3 * unit, wide + 14 * unit, 5 * unit, wall.Lighter(0.08));
    }

    private static void Pavement(CardScene scene, double unit, double lamp, bool ground = true)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        var foot = height * 0.9;
        if (ground)
        {
            canvas.Rect(0, height * 0.88, width, height * 0.12, colours.Deep);
        }
        canvas.Circle(lamp, foot - 262 * unit, 150 * unit, canvas.Radial((0, colours.Glow, 0.6), (1, colours.Glow, 0)));
        canvas.Line($"M{lamp} {foot}V{foot - 240 * unit}", colours.Deep, 6 * unit);
        canvas.Path(
            $"M{lamp - 15 * unit} {foot - 240 * unit}L{lamp - 22 * unit} {foot - 284 * unit}H{lamp + 22 * unit}L{lamp + 15 * unit} {foot - 240 * unit}Z",
            colours.Glow
        );
        canvas.Path(
            $"M{lamp - 27 * unit} {foot - 282 * unit}L{lamp} {foot - 302 * unit}L{lamp + 27 * unit} {foot - 282 * unit}Z",
            colours.Deep
        );
    }
}
