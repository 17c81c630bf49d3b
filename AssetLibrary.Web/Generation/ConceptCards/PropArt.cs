namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>One thing, looked at for its own sake.</summary>
internal static class PropArt
{
    /// <summary>On a plinth, in a cone of light.</summary>
    public static void Plinth(CardScene scene)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        var unit = Math.Min(width / 512, scene.Clear / 400);
        var bright = colours.Light == CardLight.Day;
        var wall = bright ? colours.Haze : colours.Dusk;
        var (x, floor) = (width / 2, scene.Clear * 0.84);
        canvas.Rect(
            0,
            0,
            width,
            height,
            canvas.Linear(1, 0, (0, wall.Lighter(-0.06), 1), (0.5, wall.Lighter(0.03), 1), (1, wall.Lighter(-0.1), 1))
        );
        canvas.Rect(0, floor, width, height - floor, canvas.Fade(wall.Lighter(-0.08), wall.Lighter(-0.16)));
        var lean = scene.Chance.Between(-120, 120) * unit;
        var light = colours.Glow;
        canvas.Path(
            $"M{x + lean - 26 * unit} 0H{x + lean + 26 * unit}L{x + 176 * unit} {floor + 40 * unit}H{x - 176 * unit}Z",
            canvas.Fade(light, light, 0.62, 0.1)
        );
        canvas.Ellipse(x, floor + 38 * unit, 178 * unit, 26 * unit, light, 0.4);
        canvas.Path(
            $"M{x - 84 * unit} {floor + 40 * unit}L{x + 84 * unit} {floor + 40 * unit}L{x + 84 * unit - lean * 2.4} {height + 60 * unit}H{x - 84 * unit - lean * 2.4}Z",
            canvas.Fade(colours.Deep, colours.Deep, 0.5, 0.1)
        );

        var plinth = bright ? colours.Paper : colours.Middle;
        var top = floor - 56 * unit;
        canvas.Path(
            $"M{x - 84 * unit} {top}H{x + 84 * unit}V{floor + 40 * unit}H{x - 84 * unit}Z",
            canvas.Linear(1, 0, (0, plinth.Lighter(lean > 0 ? -0.12 : 0.04), 1), (1, plinth.Lighter(lean > 0 ? 0.04 : -0.14), 1))
        );
        canvas.Ellipse(x, top, 84 * unit, 13 * unit, plinth.Lighter(0.09));
        canvas.Ellipse(x - lean * 0.1, top + 1, 58 * unit, 8 * unit, colours.Deep, 0.4);
        Standing(scene, x, top + 3 * unit, 178 * unit, colours.Accent);
        scene.Vignette(0.4);
    }

    /// <summary>A working drawing with its measures.</summary>
    public static void Blueprint(CardScene scene)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        var unit = Math.Min(width / 512, scene.Clear / 400);
        var paper = colours.Light == CardLight.Day ? colours.Paper : colours.Dusk with { Chroma = Math.Max(colours.Dusk.Chroma, 0.07) };
        var ink = colours.Light == CardLight.Day ? colours.Dusk : colours.Paper;
        canvas.Rect(0, 0, width, height, paper);
        for (var line = 0; line < 60; line++)
        {
            var at = line * 20 * unit;
            canvas.Line($"M{at} 0V{height}M0 {at}H{width}", ink, (line % 5 == 0 ? 0.9 : 0.5) * unit, line % 5 == 0 ? 0.22 : 0.12);
        }
        var (x, y, size) = (width / 2, scene.Clear * 0.46, 236 * unit);
        canvas.Add(
            $"""<circle cx="{x}" cy="{y}" r="{size * 0.66}" fill="none" stroke="{colours.Accent}" stroke-width="{1.2 * unit}" stroke-dasharray="{7 * unit} {5 * unit}" opacity="0.9"/>"""
        );
        canvas.Line($"M{x - size * 0.8} {y}H{x + size * 0.8}M{x} {y - size * 0.7}V{y + size * 0.7}", colours.Accent, 0.9 * unit, 0.7);
        var shape = PropShape.Of(scene);
        using (canvas.Moved($"translate({x} {y}) scale({new Exact(size / 200)})"))
        {
            shape.Outline(canvas, ink, paper);
        }
        // Measures of nothing in particular, but always the same ones.
        var (low, right) = (y + size * 0.62, x + size * 0.66);
        canvas.Line(
            $"M{x - size / 2} {low}H{x + size / 2}M{x - size / 2} {low - 7 * unit}v{14 * unit}M{x + size / 2} {low - 7 * unit}v{14 * unit}M{right} {y - size / 2}V{y + size / 2}M{right - 7 * unit} {y - size / 2}h{14 * unit}M{right - 7 * unit} {y + size / 2}h{14 * unit}",
            ink,
            1.1 * unit,
            0.8
        );
        canvas.Add(
            $"""<text x="{x}" y="{low + 17 * unit}" text-anchor="middle" font-family="Inter" font-size="{11 * unit}" fill="{ink}">{40 + scene.Chance.Below(400)} mm</text>"""
        );
        canvas.Add(
            $"""<text transform="translate({right + 17 * unit} {y}) rotate(-90)" text-anchor="middle" font-family="Inter" font-size="{11 * unit}" fill="{ink}">{40 + scene.Chance.Below(400)} mm</text>"""
        );
        canvas.Line(
            $"M{24 * unit} {24 * unit}h{26 * unit}M{24 * unit} {24 * unit}v{26 * unit}M{width - 24 * unit} {24 * unit}h{-26 * unit}M{width - 24 * unit} {24 * unit}v{26 * unit}",
            ink,
            1.6 * unit,
            0.8
        );
    }

    /// <summary>The same thing many times, one of them in colour.</summary>
    public static void FlatLay(CardScene scene)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        var ground =
            colours.Light == CardLight.Night
                ? colours.Dusk
                : scene.Pick(colours.Haze, colours.Accent.Towards(colours.Haze, 0.4), colours.Paper.Towards(colours.Haze, 0.5));
        canvas.Rect(0, 0, width, height, ground);
        var columns = scene.Pick(3, 4);
        var cell = width / columns;
        var rows = (int)Math.Ceiling(height / cell) + 1;
        var chosen = scene.Chance.Below(columns) + columns * scene.Chance.Below(2);
        var turn = scene.Pick(0, 45, -30, 15);
        for (var index = 0; index < columns * rows; index++)
        {
            var (column, row) = (index % columns, index / columns);
            var (x, y) = ((column + 0.5) * cell, (row + 0.5) * cell);
            if ((column + row) % 2 == 0)
            {
                canvas.Rect(column * cell, row * cell, cell, cell, ground.Lighter(ground.Lightness > 0.6 ? -0.055 : 0.05));
            }
            if (index == chosen)
            {
                canvas.Circle(x, y, cell * 0.44, colours.Glow, 0.85);
            }
            var quiet = ground.Lightness > 0.6 ? colours.Middle : colours.Haze;
            Thing(
                scene,
                x,
                y,
                cell * 0.62,
                turn + (column + row) % 2 * 90 * (turn == 0 ? 0 : 1),
                index == chosen ? scene.Colours.Accent : quiet,
                shadow: true
            );
        }
        scene.Vignette(0.16);
    }

    /// <summary>On a table before a great disc, with a long shadow.</summary>
    public static void Still(CardScene scene)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        var unit = Math.Min(width / 512, scene.Clear / 380);
        var table = scene.Clear * 0.78;
        scene.Sky(table / height);
        var side = scene.Chance.In(0.5) ? 1 : -1;
        var x = width / 2 - side * 22 * unit;
        canvas.Circle(x + side * 60 * unit, table * 0.55, 150 * unit, colours.Light == CardLight.Day ? colours.Glow : colours.Accent, 0.9);
        canvas.Rect(0, table, width, height - table, canvas.Fade(colours.Depth(0.36), colours.Depth(0.08)));
        canvas.Rect(0, table, width, 3 * unit, colours.Glow, 0.5);
        var foot = table + 34 * unit;
        canvas.Path(
            $"M{x - 50 * unit} {foot}H{x + 50 * unit}L{x - side * 330 * unit + 60 * unit} {foot + 96 * unit}H{x - side * 330 * unit - 90 * unit}Z",
            colours.Deep,
            0.55
        );
        canvas.Ellipse(x, foot, 66 * unit, 8 * unit, colours.Deep, 0.6);
        Standing(scene, x, foot, 200 * unit, colours.Light == CardLight.Day ? colours.Accent : colours.Paper.Towards(colours.Haze, 0.4));
        scene.Vignette(0.32);
    }

    private static void Standing(CardScene scene, double x, double foot, double size, Oklch colour) =>
        Thing(scene, x, foot - PropShape.Of(scene).Foot * size / 200, size, 0, colour);

    private static void Thing(CardScene scene, double x, double y, double size, double turn, Oklch colour, bool shadow = false)
    {
        var canvas = scene.Canvas;
        var shape = PropShape.Of(scene);
        if (shadow)
        {
            using (canvas.Moved($"translate({x + size * 0.05} {y + size * 0.06}) rotate({turn}) scale({new Exact(size / 200)})"))
            {
                shape.Shadow(canvas, scene.Colours.Deep);
            }
        }
        using (canvas.Moved($"translate({x} {y}) rotate({turn}) scale({new Exact(size / 200)})"))
        {
            shape.Fill(canvas, colour, scene.Colours);
        }
    }
}
