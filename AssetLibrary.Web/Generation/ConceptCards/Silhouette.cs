namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>Head and shoulders seen from the front. The middle of the face is the origin; a head is about 190 high.</summary>
internal sealed record Silhouette(bool Child, Silhouette.Hair Top, bool Beard, bool Glasses, bool Collar, double Shoulders)
{
    internal enum Hair
    {
        Short,
        Side,
        Bob,
        Long,
        Bun,
        Curls,
        Bald,
        Fedora,
        Peaked,
        Hood,
        Beanie,
    }

    public static Silhouette Of(CardScene scene)
    {
        var hints = scene.Hints;
        var top =
            hints.Uniform ? Hair.Peaked
            : hints.Hat ? Hair.Fedora
            : hints.Old && hints.Female ? scene.Pick(Hair.Bun, Hair.Curls)
            : hints.Old ? scene.Pick(Hair.Bald, Hair.Side, Hair.Fedora)
            : hints.Female ? scene.Pick(Hair.Bob, Hair.Long, Hair.Bun, Hair.Curls, Hair.Hood)
            : hints.Male ? scene.Pick(Hair.Short, Hair.Side, Hair.Beanie, Hair.Curls)
            : scene.Pick(Hair.Short, Hair.Side, Hair.Bob, Hair.Long, Hair.Bun, Hair.Curls, Hair.Fedora, Hair.Hood);
        var beard = hints.Beard || (hints.Male && !hints.Child && scene.Chance.In(hints.Old ? 0.6 : 0.25));
        return new Silhouette(
            hints.Child,
            top,
            beard,
            hints.Glasses,
            scene.Chance.In(0.6),
            hints.Child ? 122
                : hints.Female ? 150
                : 178
        );
    }

    /// <summary>Coat, skin and hair; detail adds what is only seen from near.</summary>
    public void Draw(SvgCanvas canvas, Oklch coat, Oklch skin, Oklch hair, bool detail)
    {
        DrawBody(canvas, coat, skin, hair, detail);
        DrawTop(canvas, coat, hair, detail);
    }

    /// <summary>All that lies under hair and hat.</summary>
    public void DrawBody(SvgCanvas canvas, Oklch coat, Oklch skin, Oklch hair, bool detail)
    {
        if (Top is Hair.Long)
        {
            canvas.Path($"M-78 -40C-84 40 -98 100 -104 160L104 160C98 100 84 40 78 -40Z", hair);
        }
        if (Top is Hair.Hood)
        {
            canvas.Path(
                $"M0 -138C-82 -138 -104 -60 -100 20C-98 80 -120 110 -140 140L140 140C120 110 98 80 100 20C104 -60 82 -138 0 -138Z",
                coat.Lighter(detail ? 0.03 : 0)
            );
        }
        // Neck, then the coat from the neck to the shoulders and down.
        canvas.Path($"M-36 50L-38 120L38 120L36 50Z", skin);
        canvas.Path(
            $"M-40 104C-60 126 {-Shoulders * 0.8} 130 {-Shoulders} 176C{-Shoulders - 16} 230 {-Shoulders - 22} 330 {-Shoulders - 26} 700L{Shoulders + 26} 700C{Shoulders + 22} 330 {Shoulders + 16} 230 {Shoulders} 176C{Shoulders * 0.8} 130 60 126 40 104C20 122 -20 122 -40 104Z",
            coat
        );
        if (Collar)
        {
            canvas.Path($"M-44 92L-74 136L-18 196L0 150L18 196L74 136L44 92C30 122 -30 122 -44 92Z", coat.Lighter(detail ? 0.045 : 0));
        }
        if (detail)
        {
            canvas.Line($"M0 150L-4 420", skin, 2.5, 0.7);
            canvas.Line(
                $"M{-Shoulders * 0.72} 214C{-Shoulders * 0.66} 300 {-Shoulders * 0.68} 380 {-Shoulders * 0.66} 460M{Shoulders * 0.72} 214C{Shoulders * 0.66} 300 {Shoulders * 0.68} 380 {Shoulders * 0.66} 460",
                skin,
                2.5,
                0.6
            );
        }
        Head(canvas, skin);
        if (Beard)
        {
            canvas.Path($"M-66 0C-66 70 -40 112 0 114C40 112 66 70 66 0C52 34 30 40 0 38C-30 40 -52 34 -66 0Z", hair);
        }
    }

    public void DrawTop(SvgCanvas canvas, Oklch coat, Oklch hair, bool detail)
    {
        Crown(canvas, coat, hair);
        if (Glasses && detail)
        {
            canvas.Line(
                $"M-52 -10a23 21 0 1 0 46 0a23 21 0 1 0 -46 0M6 -10a23 21 0 1 0 46 0a23 21 0 1 0 -46 0M-6 -12Q0 -17 6 -12",
                hair.Lighter(0.35),
                3,
                0.9
            );
        }
    }

    private static void Head(SvgCanvas canvas, Oklch skin)
    {
        canvas.Ellipse(-69, 2, 10, 20, skin);
        canvas.Ellipse(69, 2, 10, 20, skin);
        canvas.Path($"M0 -98C-50 -98 -70 -60 -69 -10C-68 40 -44 92 0 94C44 92 68 40 69 -10C70 -60 50 -98 0 -98Z", skin);
    }

    private void Crown(SvgCanvas canvas, Oklch coat, Oklch hair)
    {
        switch (Top)
        {
            case Hair.Short:
                canvas.Path(
                    $"M-73 0C-84 -70 -56 -112 2 -112C60 -112 84 -66 73 0C68 -30 62 -46 50 -54C14 -44 -30 -50 -48 -58C-62 -40 -68 -24 -73 0Z",
                    hair
                );
                break;
            case Hair.Side:
                canvas.Path(
                    $"M-72 6C-86 -60 -62 -116 8 -114C70 -112 82 -60 73 6C68 -30 64 -48 54 -60C24 -52 -14 -60 -34 -82C-48 -58 -66 -34 -72 6Z",
                    hair
                );
                break;
            case Hair.Bob:
                canvas.Path(
                    $"M-88 66C-98 -20 -96 -118 0 -118C96 -118 98 -20 88 66C76 74 62 70 56 58C66 10 66 -30 48 -54C10 -38 -34 -42 -50 -56C-66 -30 -66 10 -56 58C-62 70 -76 74 -88 66Z",
                    hair
                );
                break;
            case Hair.Long:
                canvas.Path($"M-82 60C-98 -30 -86 -118 0 -118C86 -118 98 -30 82 60C74 10 70 -30 20 -72C-20 -64 -70 -40 -82 60Z", hair);
                break;
            case Hair.Bun:
                canvas.Circle(14, -126, 36, hair);
                canvas.Path($"M-74 6C-86 -70 -58 -114 0 -114C58 -114 86 -70 74 6C68 -34 44 -62 4 -70C-40 -62 -68 -34 -74 6Z", hair);
                break;
            case Hair.Curls:
                canvas.Path(
                    $"M-78 24C-104 18 -108 -18 -90 -30C-104 -58 -82 -88 -58 -86C-52 -118 -12 -130 8 -112C34 -132 70 -114 70 -86C96 -82 106 -50 90 -30C108 -14 102 20 78 24C72 -12 66 -32 48 -50C14 -40 -22 -40 -48 -50C-66 -32 -72 -12 -78 24Z",
                    hair
                );
                break;
            case Hair.Fedora:
                canvas.Path(
                    $"M-72 -10C-80 -40 -74 -56 -60 -64L60 -64C74 -56 80 -40 72 -10C64 -34 40 -44 0 -44C-40 -44 -64 -34 -72 -10Z",
                    hair
                );
                canvas.Path($"M-66 -62C-66 -130 -52 -158 -26 -156C-10 -150 10 -150 26 -156C52 -158 66 -130 66 -62Z", coat.Lighter(0.02));
                canvas.Path($"M-142 -48C-100 -80 100 -80 142 -48C112 -40 60 -54 0 -54C-60 -54 -112 -40 -142 -48Z", coat.Lighter(0.02));
                canvas.Path($"M-66 -66L-67 -86C-30 -94 30 -94 67 -86L66 -66C30 -72 -30 -72 -66 -66Z", hair.Lighter(0.06));
                break;
            case Hair.Peaked:
                canvas.Path(
                    $"M-104 -92C-92 -142 -40 -160 0 -160C40 -160 92 -142 104 -92C84 -74 70 -70 68 -62L-68 -62C-70 -70 -84 -74 -104 -92Z",
                    coat.Lighter(0.02)
                );
                canvas.Path($"M-70 -64L70 -64L72 -38C40 -50 -40 -50 -72 -38Z", hair);
                canvas.Path($"M-74 -42C-40 -58 40 -58 74 -42C64 -20 40 -26 0 -26C-40 -26 -64 -20 -74 -42Z", coat);
                break;
            case Hair.Hood:
                canvas.Path($"M-74 30C-86 -70 -58 -112 0 -112C58 -112 86 -70 74 30C70 -30 50 -76 0 -78C-50 -76 -70 -30 -74 30Z", hair);
                break;
            case Hair.Beanie:
                canvas.Path($"M-76 -40C-84 -110 -50 -142 0 -142C50 -142 84 -110 76 -40Z", coat.Lighter(0.03));
                canvas.Path($"M-80 -58L80 -58L78 -30C40 -38 -40 -38 -78 -30Z", hair);
                break;
            default:
                canvas.Path($"M-73 14C-80 -8 -78 -30 -72 -44L-66 -20ZM73 14C80 -8 78 -30 72 -44L66 -20Z", hair);
                break;
        }
    }

    /// <summary>Looks to the right; crown at -200, shoulders from 190 down.</summary>
    public static string ProfilePath(CardHints hints)
    {
        var nape = hints.Female
            ? "C-150 -20 -150 60 -168 118C-176 150 -160 176 -140 182"
            : "C-120 -20 -100 20 -92 60C-88 100 -92 140 -104 164";
        return "M20 -196C76 -194 112 -160 118 -112C121 -92 116 -78 120 -64C126 -44 146 -18 152 -2C154 8 142 12 132 14C134 24 140 32 138 40"
            + "C137 45 130 46 127 48C132 52 134 58 131 64C128 69 123 70 123 76C124 92 118 106 98 110C76 114 60 116 54 132C50 150 54 172 70 188C110 204 166 214 196 250C214 280 222 360 226 520"
            + "L-250 520C-246 360 -236 280 -214 240C-190 210 -150 204 -120 192"
            + (hints.Female ? "L-140 182" : "L-104 164")
            + Reverse(nape, hints.Female)
            + "C-150 -140 -80 -200 20 -196Z";
    }

    // The nape is written downwards and walked upwards here.
    private static string Reverse(string nape, bool female) =>
        nape.Length == 0 ? ""
        : female ? "C-160 176 -176 150 -168 118C-150 60 -150 -20 -146 -60"
        : "C-92 140 -88 100 -92 60C-100 20 -128 -10 -134 -60";
}
