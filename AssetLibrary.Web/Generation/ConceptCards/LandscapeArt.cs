namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>Land under a wide sky, layer behind layer.</summary>
internal static class LandscapeArt
{
    /// <summary>Five layers from the haze to the foreground: hills, trees, dunes or roofs.</summary>
    public static void Ridges(CardScene scene)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        var unit = height / 576;
        scene.Sky(0.66);
        Sky(scene, width * scene.Chance.Between(0.22, 0.78), height * scene.Chance.Between(0.24, 0.42), unit);
        var city = scene.Hints.City;
        var water = scene.Hints.Sea;
        for (var layer = 0; layer < 5; layer++)
        {
            var far = 0.86 - layer * 0.2;
            var y = height * (0.5 + layer * 0.095);
            var ink = colours.Depth(far);
            if (city)
            {
                Roofs(scene, y, ink, unit * (0.75 + layer * 0.22), lit: layer > 0);
            }
            else if (scene.Hints.Forest && layer > 1)
            {
                Trees(scene, y, ink, unit * (0.5 + layer * 0.28));
            }
            else
            {
                Ridge(scene, 0, width, y, (scene.Hints.Desert ? 26 : 76 - layer * 8) * unit, ink, height - y + 60);
            }
            // Mist between the layers.
            canvas.Rect(0, y, width, height * 0.12, canvas.Fade(colours.Sky.Horizon, colours.Sky.Horizon, 0, 0.2));
            if (water && layer == 1)
            {
                Water(scene, y + height * 0.045, unit);
                Boat(scene, unit);
                break;
            }
        }
        scene.Vignette(0.3);
    }

    /// <summary>Hills, and the same hills in the water.</summary>
    public static void Reflection(CardScene scene)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        var unit = height / 576;
        var shore = height * 0.56;
        scene.Sky(0.56);
        var sun = width * scene.Chance.Between(0.3, 0.7);
        Sky(
            scene,
            sun,
            shore - (colours.Light == CardLight.Night ? scene.Chance.Between(150, 230) : scene.Chance.Between(60, 150)) * unit,
            unit
        );
        Ridge(scene, 0, width, shore - 60 * unit, 70 * unit, colours.Depth(0.75), 70 * unit);
        Ridge(scene, 0, width, shore - 20 * unit, 50 * unit, colours.Depth(0.45), 30 * unit);
        Water(scene, shore, unit);
        for (var band = 0; band < 16; band++)
        {
            var y = shore + 8 * unit + band * (height - shore) / 16;
            var half = (22 + band * 5) * unit * scene.Chance.Between(0.6, 1.1);
            canvas.Rect(sun - half, y, half * 2, (1.6 + band * 0.24) * unit, colours.Glow, 0.75 - band * 0.035, 2);
        }
        if (scene.Hints.Forest || scene.Chance.In(0.4))
        {
            Trees(scene, height * 0.95, colours.Deep, unit * 1.7);
        }
        else
        {
            Boat(scene, unit);
        }
        scene.Vignette(0.3);
    }

    /// <summary>A road to the horizon with poles along it.</summary>
    public static void Road(CardScene scene)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        var unit = height / 576;
        var horizon = height * 0.58;
        var vanish = width * scene.Chance.Between(0.36, 0.64);
        scene.Sky(0.58);
        Sky(scene, vanish + scene.Chance.Between(-60, 60) * unit, horizon - scene.Chance.Between(30, 120) * unit, unit);
        Ridge(scene, 0, width, horizon - 6 * unit, 44 * unit, colours.Depth(0.66), 20 * unit);
        canvas.Rect(0, horizon, width, height - horizon, canvas.Fade(colours.Depth(0.52), colours.Depth(0.12)));
        for (var furrow = -9; furrow <= 9; furrow++)
        {
            canvas.Line($"M{vanish} {horizon}L{vanish + furrow * width * 0.17} {height}", colours.Deep, 1.2 * unit, 0.22);
        }
        canvas.Path(
            $"M{vanish - 3 * unit} {horizon}L{vanish + 3 * unit} {horizon}L{width * 0.5 + 250 * unit} {height}L{width * 0.5 - 250 * unit} {height}Z",
            canvas.Fade(colours.Depth(0.4), colours.Deep)
        );
        for (var dash = 0; dash < 7; dash++)
        {
            var (near, next) = (Math.Pow(dash / 7.0, 2.2), Math.Pow((dash + 0.5) / 7.0, 2.2));
            var (y0, y1) = (horizon + near * (height - horizon), horizon + next * (height - horizon));
            var (x0, x1) = (vanish + (width * 0.5 - vanish) * near, vanish + (width * 0.5 - vanish) * next);
            canvas.Path(
                $"M{x0 - near * 7 * unit} {y0}L{x0 + near * 7 * unit} {y0}L{x1 + next * 7 * unit} {y1}L{x1 - next * 7 * unit} {y1}Z",
                colours.Glow,
                0.8
            );
        }
        var side = scene.Chance.In(0.5) ? 1 : -1;
        for (var pole = 1; pole <= 6; pole++)
        {
            var near = Math.Pow(pole / 6.0, 2.1);
            var x = vanish + side * near * width * 0.5;
            var (foot, tall) = (horizon + near * 90 * unit, 24 * unit + near * 370 * unit);
            canvas.Line(
                $"M{x} {foot}V{foot - tall}M{x - near * 42 * unit - 3} {foot - tall * 0.92}H{x + near * 42 * unit + 3}",
                colours.Deep,
                1.2 * unit + near * 5 * unit
            );
        }
        scene.Vignette(0.35);
    }

    /// <summary>One outline of hills from left to right, filled downwards.</summary>
    public static void Ridge(CardScene scene, double left, double width, double y, double rise, Oklch ink, double down)
    {
        var steps = 4 + scene.Chance.Below(5);
        var path = new System.Text.StringBuilder();
        var last = y - scene.Chance.Between(0, rise);
        path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{left:0.#} {y + down:0.#}V{last:0.#}");
        for (var step = 1; step <= steps; step++)
        {
            var x = left + width * step / steps;
            // Mostly up and down, but not like a wave.
            var next = y + (step % 2 == 0 ? scene.Chance.Between(-rise * 0.3, rise * 0.4) : -scene.Chance.Between(0, rise));
            var middle = x - width / steps * scene.Chance.Between(0.35, 0.65);
            path.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"C{middle:0.#} {last:0.#} {middle:0.#} {next:0.#} {x:0.#} {next:0.#}"
            );
            last = next;
        }
        path.Append(System.Globalization.CultureInfo.InvariantCulture, $"V{y + down:0.#}Z");
        scene.Canvas.Path($"{path}", scene.Canvas.Fade(ink.Lighter(0.035), ink.Lighter(-0.03)));
    }

    private static void Sky(CardScene scene, double x, double y, double unit)
    {
        var colours = scene.Colours;
        if (colours.Light == CardLight.Night)
        {
            scene.Stars(90, 0.55);
            scene.Disc(x, y, scene.Chance.Between(34, 58) * unit, colours.Paper.Towards(colours.Glow, 0.5), 4.5);
            if (scene.Chance.In(0.4))
            {
                scene.Canvas.Circle(x + 18 * unit, y - 8 * unit, 44 * unit, colours.Sky.Between, 0.96);
            }
        }
        else
        {
            scene.Disc(
                x,
                y,
                scene.Chance.Between(52, 98) * unit,
                colours.Light == CardLight.Day ? colours.Accent : colours.Paper.Towards(colours.Glow, 0.7),
                3
            );
            for (var cloud = 0; cloud < 4; cloud++)
            {
                var (cx, cy, half) = (
                    scene.Chance.Between(0, scene.Width),
                    scene.Chance.Between(0.08, 0.42) * scene.Height,
                    scene.Chance.Between(60, 170) * unit
                );
                scene.Canvas.Rect(cx - half, cy, half * 2, scene.Chance.Between(4, 11) * unit, colours.Paper, 0.34, 6 * unit);
            }
        }
    }

    private static void Water(CardScene scene, double y, double unit)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        canvas.Rect(
            0,
            y,
            width,
            height - y,
            canvas.Linear(
                0,
                1,
                (0, colours.Sky.Horizon.Towards(colours.Middle, 0.4), 1),
                (0.45, colours.Depth(0.42), 1),
                (1, colours.Depth(0.08), 1)
            )
        );
        for (var wave = 0; wave < 34; wave++)
        {
            var near = Math.Pow(wave / 34.0, 1.5);
            var half = scene.Chance.Between(14, 90) * unit * (0.4 + near);
            canvas.Rect(
                scene.Chance.Between(0, width) - half,
                y + near * (height - y),
                half * 2,
                (1 + near * 3) * unit,
                colours.Paper,
                0.12 + 0.14 * (1 - near),
                2
            );
        }
    }

    private static void Boat(CardScene scene, double unit)
    {
        var (canvas, ink) = (scene.Canvas, scene.Colours.Deep);
        var (x, y) = (scene.Width * scene.Chance.Between(0.2, 0.75), scene.Height * 0.71);
        canvas.Path($"M{x - 46 * unit} {y}L{x + 52 * unit} {y}L{x + 34 * unit} {y + 17 * unit}L{x - 34 * unit} {y + 17 * unit}Z", ink);
        canvas.Path(
            $"M{x} {y - 4 * unit}V{y - 96 * unit}L{x + 40 * unit} {y - 8 * unit}ZM{x - 5 * unit} {y - 8 * unit}V{y - 76 * unit}L{x - 30 * unit} {y - 8 * unit}Z",
            scene.Colours.Accent.Lighter(0.06)
        );
        canvas.Ellipse(x, y + 21 * unit, 58 * unit, 3 * unit, ink, 0.35);
    }

    private static void Trees(CardScene scene, double y, Oklch ink, double size)
    {
        scene.Canvas.Rect(0, y, scene.Width, scene.Height - y + 1, ink);
        for (var x = -10.0; x < scene.Width + 20; x += scene.Chance.Between(12, 34) * size)
        {
            var (tall, half) = (scene.Chance.Between(52, 118) * size, scene.Chance.Between(11, 19) * size);
            scene.Canvas.Path(
                $"M{x} {y - tall}L{x + half * 0.55} {y - tall * 0.56}L{x + half * 0.3} {y - tall * 0.58}L{x + half} {y + 2}H{x - half}L{x - half * 0.3} {y - tall * 0.58}L{x - half * 0.55} {y - tall * 0.56}Z",
                ink
            );
        }
    }

    private static void Roofs(CardScene scene, double y, Oklch ink, double size, bool lit)
    {
        for (var x = -20.0; x < scene.Width; )
        {
            var (wide, tall) = (scene.Chance.Between(34, 92) * size, scene.Chance.Between(20, 165) * size);
            scene.Canvas.Rect(x, y - tall, wide + 1, scene.Height - y + tall, ink);
            if (scene.Chance.In(0.2))
            {
                scene.Canvas.Rect(x + wide * 0.46, y - tall - 30 * size, 2.4 * size, 31 * size, ink);
            }
            for (var row = 0; lit && row < tall / (15 * size); row++)
            {
                for (var column = 0; column < wide / (13 * size) - 1; column++)
                {
                    if (scene.Chance.In(scene.Colours.Light == CardLight.Night ? 0.26 : 0.1))
                    {
                        scene.Canvas.Rect(
                            x + (7 + column * 13) * size,
                            y - tall + (8 + row * 15) * size,
                            5.4 * size,
                            7.4 * size,
                            scene.Colours.Glow,
                            0.85
                        );
                    }
                }
            }
            x += wide + scene.Chance.Between(0, 16) * size;
        }
    }
}
