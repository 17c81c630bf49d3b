namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>A whole figure, small, where the light comes from.</summary>
internal static class DoorwayArt
{
    public static void Doorway(CardScene scene)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        var unit = Math.Min(width / 512, height / 640);
        var bright = colours.Light == CardLight.Day;
        var wall = bright ? colours.Middle : colours.Deep.Towards(colours.Dusk, 0.8);
        var floor = height * 0.66;
        var light = colours.Glow.Towards(colours.Accent, bright ? 0.05 : 0.2);
        canvas.Rect(
            0,
            0,
            width,
            height,
            canvas.Linear(1, 0, (0, wall.Lighter(-0.07), 1), (0.5, wall.Lighter(0.06), 1), (1, wall.Lighter(-0.09), 1))
        );
        canvas.Rect(0, floor, width, height - floor, canvas.Fade(wall.Lighter(-0.05), colours.Deep));

        var middle = width * scene.Pick(0.36, 0.5, 0.64);
        var (half, top) = (scene.Chance.Between(84, 104) * unit, floor - scene.Chance.Between(330, 370) * unit);
        var arch = scene.Chance.In(0.5);
        var lean = (width / 2 - middle) * 0.9 + scene.Chance.Between(-70, 70) * unit;
        canvas.Circle(middle, (top + floor) / 2, 330 * unit, canvas.Radial((0, light, 0.5), (1, light, 0)));
        // Light on the floor, then the door itself.
        canvas.Path(
            $"M{middle - half} {floor}L{middle + half} {floor}L{middle + half * 2.5 + lean} {height}L{middle - half * 2.1 + lean} {height}Z",
            canvas.Fade(light, light, 0.9, 0.14)
        );
        if (arch)
        {
            canvas.Path(
                $"M{middle - half} {floor}V{top + half}A{half} {half} 0 0 1 {middle + half} {top + half}V{floor}Z",
                canvas.Fade(light.Lighter(0.06), light.Towards(colours.Accent, 0.35))
            );
        }
        else
        {
            canvas.Rect(middle - half, top, half * 2, floor - top, canvas.Fade(light.Lighter(0.06), light.Towards(colours.Accent, 0.35)));
            canvas.Path(
                $"M{middle + half} {top}L{middle + half * 1.62} {top - 26 * unit}V{floor + 34 * unit}L{middle + half} {floor}Z",
                wall.Lighter(-0.12)
            );
        }
        if (scene.Chance.In(0.6))
        {
            canvas.Circle(middle - half * 0.3, top + half * 1.15, half * 0.5, colours.Accent, 0.85);
        }

        var tall = (scene.Hints.Child ? 190 : 268) * unit;
        var foot = floor + 26 * unit;
        canvas.Path(
            $"M{middle - 26 * unit} {foot}L{middle + 24 * unit} {foot}L{middle + lean + 76 * unit} {height}L{middle + lean - 84 * unit} {height}Z",
            canvas.Fade(colours.Deep, colours.Deep, 0.85, 0.35)
        );
        using (canvas.Moved($"translate({middle} {foot}) scale({new Exact(tall / 270)})"))
        {
            Figure(scene);
        }
        scene.Vignette(0.5);
    }

    /// <summary>Stands on the origin, 270 high.</summary>
    private static void Figure(CardScene scene)
    {
        var (canvas, hints, ink) = (scene.Canvas, scene.Hints, scene.Colours.Deep);
        canvas.Ellipse(0, 0, 44, 6, ink, 0.6);
        canvas.Ellipse(0, -246, 19, 23, ink);
        canvas.Rect(-7, -230, 14, 20, ink);
        var skirt = hints.Female && scene.Chance.In(0.7);
        if (skirt)
        {
            canvas.Path(
                $"M-34 -206C-20 -216 20 -216 34 -206C30 -180 26 -160 24 -146C36 -110 46 -80 50 -62L-50 -62C-46 -80 -36 -110 -24 -146C-26 -160 -30 -180 -34 -206Z",
                ink
            );
            canvas.Path($"M-18 -64L-15 0L-3 0L-3 -64ZM3 -64L4 0L16 0L18 -64Z", ink);
            canvas.Path(
                $"M-34 -206C-48 -170 -50 -140 -46 -108L-37 -108C-38 -140 -34 -160 -26 -184ZM34 -206C48 -170 50 -140 46 -108L37 -108C38 -140 34 -160 26 -184Z",
                ink
            );
        }
        else
        {
            // A coat to the knees.
            canvas.Path($"M-40 -204C-22 -216 22 -216 40 -204C46 -160 44 -110 50 -70L-50 -70C-44 -110 -46 -160 -40 -204Z", ink);
            canvas.Path($"M-28 -76L-26 0L-4 0L-1 -76ZM28 -76L27 0L5 0L1 -76Z", ink);
            canvas.Path(
                $"M-40 -204C-56 -170 -60 -130 -54 -94L-43 -92C-44 -130 -40 -160 -32 -180ZM40 -204C56 -170 60 -130 54 -94L43 -92C44 -130 40 -160 32 -180Z",
                ink
            );
        }
        if (hints.Uniform)
        {
            canvas.Path($"M-30 -258C-24 -282 24 -282 30 -258L22 -250L-22 -250Z", ink);
        }
        else if (hints.Hat || (!hints.Female && scene.Chance.In(0.4)))
        {
            canvas.Path($"M-38 -254C-20 -262 20 -262 38 -254C20 -250 -20 -250 -38 -254ZM-19 -256C-18 -284 18 -284 19 -256Z", ink);
        }
        else if (hints.Female)
        {
            canvas.Path($"M-22 -240C-28 -276 28 -276 22 -240C26 -224 24 -212 20 -206L-20 -206C-24 -212 -26 -224 -22 -240Z", ink);
        }
        if (scene.Chance.In(0.35))
        {
            canvas.Rect(44, -96, 40, 30, ink, 1, 3);
        }
    }
}
