namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>Rooms, told by where their light falls.</summary>
internal static class InteriorArt
{
    /// <summary>A back wall with windows; the light lies on the floor.</summary>
    public static void Window(CardScene scene)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        var floor = Math.Min(height * 0.66, scene.Clear * 0.84);
        var unit = floor / 380;
        var night = colours.Light == CardLight.Night;
        var wall = night ? colours.Dusk.Lighter(0.05) : colours.Middle.Towards(colours.Haze, 0.25);
        canvas.Rect(
            0,
            0,
            width,
            height,
            canvas.Linear(1, 0, (0, wall.Lighter(-0.06), 1), (0.5, wall.Lighter(0.05), 1), (1, wall.Lighter(-0.1), 1))
        );
        canvas.Rect(0, floor, width, height - floor, canvas.Fade(colours.Depth(0.4), colours.Depth(0.1)));
        for (var board = -12; board <= 12; board++)
        {
            canvas.Line(
                $"M{width / 2 + board * 60 * unit} {floor}L{width / 2 + board * 190 * unit} {height}",
                colours.Deep,
                1.2 * unit,
                0.3
            );
        }
        canvas.Rect(0, floor - 12 * unit, width, 12 * unit, wall.Lighter(-0.12));

        var count = 1 + scene.Chance.Below(3);
        var (wide, tall) = ((count == 1 ? 250 : 130) * unit, 240 * unit);
        var gap = wide * 1.32;
        var first = width * scene.Pick(0.34, 0.5, 0.62) - (count - 1) * gap / 2;
        var top = floor * 0.18;
        var slant = scene.Pick(-1, 1) * scene.Chance.Between(110, 210) * unit;
        for (var pane = 0; pane < count; pane++)
        {
            var x = first + pane * gap - wide / 2;
            Pane(scene, x, top, wide, tall, unit);
            var light = night ? colours.Haze : colours.Glow;
            canvas.Path(
                $"M{x + slant * 0.55} {floor + 14 * unit}H{x + wide + slant * 0.55}L{x + wide * 1.12 + slant * 1.5} {height}H{x - wide * 0.12 + slant * 1.5}Z",
                canvas.Fade(light, light, night ? 0.4 : 0.72, 0.1)
            );
            canvas.Path(
                $"M{x} {top}H{x + wide}L{x + wide + slant * 0.55} {floor + 14 * unit}H{x + slant * 0.55}Z",
                canvas.Fade(light, light, 0.2, 0.03)
            );
        }
        Furniture(scene, floor, unit);
        scene.Vignette(0.46);
    }

    /// <summary>One vanishing point, light at the end.</summary>
    public static void Corridor(CardScene scene)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        var unit = height / 576;
        var (x, y) = (width * scene.Chance.Between(0.38, 0.62), Math.Min(height * 0.48, scene.Clear * 0.58));
        var (half, up) = (76 * unit, 88 * unit);
        var near = colours.Light == CardLight.Day ? colours.Middle : colours.Dusk;
        var light = colours.Glow.Towards(colours.Accent, 0.15);
        canvas.Rect(0, 0, width, height, near);
        // Ceiling, floor, the two walls, each towards the end.
        canvas.Path($"M0 0H{width}L{x + half} {y - up}H{x - half}Z", canvas.Fade(colours.Deep, near.Lighter(0.08)));
        canvas.Path($"M0 {height}H{width}L{x + half} {y + up}H{x - half}Z", canvas.Fade(near.Towards(light, 0.55), colours.Deep));
        canvas.Path(
            $"M0 0V{height}L{x - half} {y + up}V{y - up}Z",
            canvas.Linear(1, 0, (0, colours.Deep, 1), (1, near.Towards(light, 0.3), 1))
        );
        canvas.Path(
            $"M{width} 0V{height}L{x + half} {y + up}V{y - up}Z",
            canvas.Linear(-1, 0, (0, colours.Deep.Lighter(0.06), 1), (1, near.Towards(light, 0.42), 1))
        );
        for (var frame = 1; frame < 7; frame++)
        {
            var part = 1 - Math.Pow(frame / 7.0, 0.55);
            var (l, r) = (x - half - part * (x - half), x + half + part * (width - x - half));
            var (t, b) = (y - up - part * (y - up), y + up + part * (height - y - up));
            canvas.Line($"M{l} {b}V{t}H{r}V{b}", colours.Deep, (2 + part * 12) * unit, 0.55);
            if (frame > 1)
            {
                canvas.Path(
                    $"M{x + (l - x) * 0.16} {t + 3}H{x + (r - x) * 0.16}L{x + (r - x) * 0.12} {t + (y - t) * 0.1 + 3}H{x + (l - x) * 0.12}Z",
                    light,
                    0.9 - part * 0.5
                );
            }
        }
        canvas.Circle(x, y, 300 * unit, canvas.Radial((0, light, 0.7), (0.4, light, 0.22), (1, light, 0)));
        canvas.Rect(x - half, y - up, half * 2, up * 2, light.Lighter(0.05));
        if (scene.Chance.In(0.65))
        {
            var foot = y + up + 4 * unit;
            canvas.Ellipse(x, foot - 92 * unit, 9 * unit, 11 * unit, colours.Deep);
            canvas.Path(
                $"M{x - 17 * unit} {foot - 76 * unit}Q{x} {foot - 84 * unit} {x + 17 * unit} {foot - 76 * unit}L{x + 20 * unit} {foot - 26 * unit}H{x + 11 * unit}V{foot}H{x - 11 * unit}V{foot - 26 * unit}H{x - 20 * unit}Z",
                colours.Deep
            );
            canvas.Path(
                $"M{x - 10 * unit} {foot}H{x + 10 * unit}L{x + 66 * unit} {height}H{x - 66 * unit}Z",
                canvas.Fade(colours.Deep, colours.Deep, 0.75, 0.1)
            );
        }
        scene.Vignette(0.5);
    }

    private static void Pane(CardScene scene, double x, double y, double wide, double tall, double unit)
    {
        var (canvas, colours) = (scene.Canvas, scene.Colours);
        var (zenith, between, horizon) = colours.Sky;
        canvas.Rect(x - 9 * unit, y - 9 * unit, wide + 18 * unit, tall + 18 * unit, colours.Deep.Lighter(0.06));
        using (canvas.Window(x, y, wide, tall))
        {
            canvas.Rect(
                0,
                0,
                wide,
                tall,
                canvas.Linear(0, 1, (0, zenith.Lighter(0.1), 1), (0.6, between.Lighter(0.08), 1), (1, horizon.Lighter(0.08), 1))
            );
            canvas.Circle(wide * 0.62, tall * 0.36, tall * 0.13, colours.Glow);
            LandscapeArt.Ridge(scene, 0, wide, tall * 0.78, tall * 0.16, colours.Depth(0.62), tall * 0.3);
            LandscapeArt.Ridge(scene, 0, wide, tall * 0.93, tall * 0.1, colours.Depth(0.36), tall * 0.3);
        }
        canvas.Line($"M{x + wide / 2} {y}V{y + tall}M{x} {y + tall * 0.42}H{x + wide}", colours.Deep.Lighter(0.06), 6 * unit);
        canvas.Rect(x - 20 * unit, y + tall + 8 * unit, wide + 40 * unit, 11 * unit, colours.Deep.Lighter(0.1));
    }

    private static void Furniture(CardScene scene, double floor, double unit)
    {
        var (canvas, colours, width) = (scene.Canvas, scene.Colours, scene.Width);
        var ink = colours.Deep;
        var foot = floor + 74 * unit;
        var x = width * scene.Pick(0.2, 0.27, 0.74);
        if (scene.Hints.Bedroom)
        {
            canvas.Rect(x - 190 * unit, foot - 74 * unit, 400 * unit, 74 * unit, ink.Lighter(0.05), 1, 12 * unit);
            canvas.Rect(x - 204 * unit, foot - 138 * unit, 24 * unit, 152 * unit, ink, 1, 6 * unit);
            canvas.Rect(x - 172 * unit, foot - 96 * unit, 88 * unit, 34 * unit, colours.Paper, 0.85, 14 * unit);
            canvas.Rect(x - 70 * unit, foot - 78 * unit, 280 * unit, 52 * unit, colours.Accent, 0.9, 8 * unit);
        }
        else
        {
            canvas.Rect(x - 140 * unit, foot - 96 * unit, 280 * unit, 13 * unit, ink, 1, 3);
            canvas.Line(
                $"M{x - 124 * unit} {foot - 90 * unit}L{x - 132 * unit} {foot + 14 * unit}M{x + 124 * unit} {foot - 90 * unit}L{x + 132 * unit} {foot + 14 * unit}",
                ink,
                8 * unit
            );
            canvas.Line(
                $"M{x + 196 * unit} {foot - 176 * unit}L{x + 186 * unit} {foot - 48 * unit}H{x + 120 * unit}M{x + 186 * unit} {foot - 48 * unit}L{x + 194 * unit} {foot + 16 * unit}M{x + 124 * unit} {foot - 48 * unit}L{x + 118 * unit} {foot + 16 * unit}",
                ink,
                7 * unit
            );
            canvas.Path(
                $"M{x - 60 * unit} {foot - 96 * unit}C{x - 84 * unit} {foot - 130 * unit} {x - 64 * unit} {foot - 142 * unit} {x - 60 * unit} {foot - 164 * unit}H{x - 40 * unit}C{x - 36 * unit} {foot - 142 * unit} {x - 16 * unit} {foot - 130 * unit} {x - 40 * unit} {foot - 96 * unit}Z",
                colours.Accent
            );
            canvas.Line(
                $"M{x - 50 * unit} {foot - 162 * unit}C{x - 56 * unit} {foot - 200 * unit} {x - 76 * unit} {foot - 214 * unit} {x - 82 * unit} {foot - 232 * unit}M{x - 50 * unit} {foot - 162 * unit}C{x - 44 * unit} {foot - 196 * unit} {x - 30 * unit} {foot - 206 * unit} {x - 22 * unit} {foot - 222 * unit}",
                ink.Lighter(0.1),
                3 * unit
            );
        }
        if (scene.Hints.Kitchen || scene.Chance.In(0.55))
        {
            for (var lamp = 0; lamp < (scene.Hints.Kitchen ? 3 : 1); lamp++)
            {
                var at = x + (lamp - (scene.Hints.Kitchen ? 1 : 0)) * 96 * unit;
                canvas.Line($"M{at} 0V{150 * unit}", ink, 2.6 * unit);
                canvas.Circle(at, 188 * unit, 130 * unit, canvas.Radial((0, colours.Glow, 0.5), (1, colours.Glow, 0)));
                canvas.Path(
                    $"M{at - 36 * unit} {186 * unit}C{at - 34 * unit} {154 * unit} {at + 34 * unit} {154 * unit} {at + 36 * unit} {186 * unit}Z",
                    ink
                );
                canvas.Ellipse(at, 187 * unit, 30 * unit, 6 * unit, colours.Glow);
            }
        }
    }
}
