namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>A flat portrait of cut paper: half the face in light, half in shade.</summary>
internal static class PortraitArt
{
    public static void Portrait(CardScene scene)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        var night = colours.Light == CardLight.Night;
        var ground = night
            ? colours.Dusk
            : scene.Pick(colours.Accent.Towards(colours.Haze, 0.25), colours.Haze, colours.Paper.Towards(colours.Haze, 0.35));
        canvas.Rect(0, 0, width, height, ground);
        Ground(scene, ground);

        var unit = Math.Min(width / 512, height / 640);
        var side = scene.Chance.In(0.5) ? 1 : -1;
        var person = Silhouette.Of(scene);
        var top = height * 0.42;
        var scale = unit * 1.12;
        var skin = new Oklch(scene.Pick(0.84, 0.76, 0.64, 0.52), 0.065, scene.Pick(52.0, 60, 66)).Towards(colours.Glow, 0.06);
        var hair = scene.Hints.Old
            ? colours.Paper.At(0.84)
            : colours.Deep.Towards(colours.Accent, scene.Pick(0.0, 0.12, 0.3)).At(scene.Pick(0.2, 0.26, 0.34));
        var coat =
            scene.Hints.Hue is { } named ? new Oklch(0.5, 0.14, named)
            : Math.Abs(ground.Lightness - colours.Middle.Lightness) > 0.16 ? scene.Pick(colours.Dusk.Lighter(0.06), colours.Middle)
            : colours.Deep.Lighter(0.06);
        using (canvas.Moved($"translate({width / 2 + 12 * unit} {top}) scale({new Exact(side * scale)} {new Exact(scale)})"))
        {
            person.DrawBody(canvas, coat, skin, hair, detail: true);
            // The shaded half of everything, the coat with it.
            canvas.Path($"M0 -98C50 -98 70 -60 69 -10C68 40 44 92 0 94C10 60 -6 40 4 18L-4 10C6 -10 0 -40 0 -98Z", colours.Deep, 0.3);
            canvas.Path(
                $"M0 118L40 106C60 126 {person.Shoulders * 0.8} 130 {person.Shoulders} 176C{person.Shoulders + 16} 230 {person.Shoulders + 22} 330 {person.Shoulders + 26} 700L-6 700Z",
                colours.Deep,
                0.22
            );
            canvas.Path($"M-36 82C-20 100 20 100 36 82L38 112C20 122 -10 118 -38 104Z", skin.Lighter(-0.28), 0.5);
            Face(scene, person, skin, hair);
            person.DrawTop(canvas, coat, hair, detail: true);
        }
        scene.Vignette(0.18);
    }

    private static void Ground(CardScene scene, Oklch ground)
    {
        var (canvas, colours, width, height) = (scene.Canvas, scene.Colours, scene.Width, scene.Height);
        var second = ground.Towards(colours.Accent, 0.6);
        if (Math.Abs(second.Lightness - ground.Lightness) < 0.06)
        {
            second = ground.Lighter(ground.Lightness > 0.6 ? -0.12 : 0.12);
        }
        switch (scene.Chance.Below(4))
        {
            case 0:
                canvas.Path(
                    $"M{width * 0.12} {height}V{height * 0.4}A{width * 0.38} {width * 0.38} 0 0 1 {width * 0.88} {height * 0.4}V{height}Z",
                    second
                );
                break;
            case 1:
                canvas.Circle(width * scene.Pick(0.3, 0.7), height * 0.32, width * 0.4, second);
                break;
            case 2:
                for (var stripe = 0; stripe < 7; stripe++)
                {
                    canvas.Rect(width * (0.02 + stripe * 0.145), 0, width * 0.072, height, second, 0.3 + stripe * 0.1);
                }
                break;
            default:
                canvas.Rect(scene.Pick(0, width * 0.5), 0, width * 0.5, height, second);
                canvas.Circle(width * 0.5, height * 0.34, width * 0.3, second.Lighter(0.08), 0.55);
                break;
        }
    }

    private static void Face(CardScene scene, Silhouette person, Oklch skin, Oklch hair)
    {
        var (canvas, colours) = (scene.Canvas, scene.Colours);
        var shade = skin.Lighter(-0.24);
        var dark = colours.Deep.Towards(hair, 0.3).At(0.24);
        // Lids, brows, nose and mouth, and nothing else: less is more of a face.
        canvas.Line($"M-46 -8Q-30 2 -14 -8M14 -8Q30 2 46 -8", dark, 3.6, 0.9);
        canvas.Line(
            $"M-50 -30Q-32 -42 -12 -32M12 -32Q32 -42 50 -30",
            dark,
            person.Top is Silhouette.Hair.Bob or Silhouette.Hair.Long or Silhouette.Hair.Bun ? 4 : 6.5,
            0.85
        );
        canvas.Line($"M4 -22Q-2 6 -9 24Q-2 31 8 27", shade, 3.4);
        canvas.Path(
            $"M-23 57Q-10 48 0 53Q10 48 23 57Q0 73 -23 57Z",
            skin.Towards(colours.Accent with { Hue = 22, Lightness = 0.5, Chroma = 0.13 }, 0.62)
        );
        canvas.Line($"M-22 57Q0 62 22 57", dark, 1.8, 0.55);
        if (scene.Hints.Old)
        {
            canvas.Line($"M-44 26Q-40 42 -32 52M44 26Q40 42 32 52M-30 -58Q0 -64 30 -58", shade, 2.2, 0.7);
        }
        else if (scene.Chance.In(0.5))
        {
            canvas.Circle(-38, 30, 15, colours.Accent with { Hue = 25, Lightness = skin.Lightness - 0.05, Chroma = 0.12 }, 0.4);
        }
    }
}
