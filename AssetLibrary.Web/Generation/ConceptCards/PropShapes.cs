namespace AssetLibrary.Web.Generation.ConceptCards;

internal sealed partial record PropShape
{
    private static IEnumerable<PropShape> Shapes()
    {
        yield return new(
            "lamp",
            [
                (Stuff.Dark, "M-8 -10H8V78H-8Z"),
                (Stuff.Dark, "M-44 92C-44 76 44 76 44 92Z"),
                (Stuff.Body, "M-36 -92H36L64 -4H-64Z"),
                (Stuff.Shade, "M10 -92H36L64 -4H22Z"),
                (Stuff.Light, "M-36 -92H-22L-40 -4H-64Z"),
                (Stuff.Accent, "M-60 -4H60L56 4H-56Z"),
                (Stuff.Line, "M30 4V34"),
            ]
        );
        yield return new(
            "lantern",
            [
                (Stuff.Dark, "M-30 -62H30L20 -84H-20Z"),
                (Stuff.Dark, "M-44 78H44V92H-44Z"),
                (Stuff.Body, "M-38 -62H38V78H-38Z"),
                (Stuff.Accent, "M-26 -48H26V64H-26Z"),
                (Stuff.Light, "M0 -26C16 0 18 16 0 34C-18 16 -16 0 0 -26Z"),
                (Stuff.Shade, "M-10 34H10V64H-10Z"),
                (Stuff.Line, "M-20 -84C-24 -110 24 -110 20 -84"),
            ]
        );
        yield return new(
            "letter",
            [
                (Stuff.Body, "M-92 -58H92V62H-92Z"),
                (Stuff.Shade, "M-92 62L-18 0H18L92 62Z"),
                (Stuff.Light, "M-92 -58H92L0 22Z"),
                (Stuff.Line, "M-92 -58L0 22L92 -58"),
                (Stuff.Dark, "M-17 12a17 17 0 1 0 34 0a17 17 0 1 0 -34 0Z"),
            ],
            Foot: 62
        );
        yield return new(
            "key",
            [
                (
                    Stuff.Body,
                    "M-88 0A40 40 0 1 1 -10 -10H86V10H72V34H56V10H40V26H26V10H-10A40 40 0 0 1 -88 0ZM-66 0A18 18 0 1 0 -30 0A18 18 0 1 "
                        + "0 -66 0Z"
                ),
                (Stuff.Light, "M-10 -10H86V-4H-8Z"),
                (Stuff.Line, "M-66 0A18 18 0 1 0 -30 0A18 18 0 1 0 -66 0"),
            ],
            Foot: 34
        );
        yield return new(
            "cup",
            [
                (Stuff.Line, "M50 -22C98 -30 98 44 42 44"),
                (Stuff.Body, "M-62 -48H58C58 20 46 78 16 84H-20C-50 78 -62 20 -62 -48Z"),
                (Stuff.Shade, "M14 -48H58C58 20 46 78 16 84H-2C18 40 18 0 14 -48Z"),
                (Stuff.Light, "M-62 -48A60 13 0 0 1 58 -48A60 13 0 0 1 -62 -48Z"),
                (Stuff.Dark, "M-52 -47A50 8 0 0 1 48 -47A50 8 0 0 1 -52 -47Z"),
                (Stuff.Line, "M-18 -72C-30 -84 -6 -92 -18 -106M10 -72C-2 -84 22 -92 10 -106"),
            ],
            Foot: 84
        );
        yield return new(
            "book",
            [
                (Stuff.Body, "M-66 -90H52C60 -90 64 -86 64 -78V92H-54C-64 92 -68 86 -68 78V-88Z"),
                (Stuff.Shade, "M-66 -90H-46V92H-54C-64 92 -68 86 -68 78Z"),
                (Stuff.Accent, "M-60 72H64V86H-56C-64 84 -64 74 -60 72Z"),
                (Stuff.Light, "M-24 -56H42V-46H-24ZM-24 -34H20V-27H-24Z"),
                (Stuff.Dark, "M20 -90H34V-30L27 -40L20 -30Z"),
            ]
        );
        yield return new(
            "bottle",
            [
                (Stuff.Dark, "M-15 -98H15V-78H-15Z"),
                (Stuff.Body, "M-13 -78H13V-46C13 -24 40 -20 40 8V84C40 90 36 92 32 92H-32C-36 92 -40 90 -40 84V8C-40 -20 -13 -24 -13 -46Z"),
                (Stuff.Shade, "M2 -78H13V-46C13 -24 40 -20 40 8V84C40 90 36 92 32 92H14C20 40 20 0 2 -46Z"),
                (Stuff.Accent, "M-40 14H40V64H-40Z"),
                (Stuff.Light, "M-30 -2C-28 -14 -20 -20 -16 -26V84H-30Z"),
                (Stuff.Line, "M-22 30H22M-22 44H10"),
            ]
        );
        yield return new(
            "phone",
            [
                (Stuff.Dark, "M-88 -34C-96 -78 96 -78 88 -34L54 -26C50 -44 44 -48 30 -50H-30C-44 -48 -50 -44 -54 -26Z"),
                (Stuff.Body, "M-46 -40H46L78 62C82 78 76 84 66 84H-66C-76 84 -82 78 -78 62Z"),
                (Stuff.Shade, "M-72 66H72L74 84H-74Z"),
                (Stuff.Light, "M-34 16a34 34 0 1 0 68 0a34 34 0 1 0 -68 0Z"),
                (Stuff.Dark, "M-13 16a13 13 0 1 0 26 0a13 13 0 1 0 -26 0Z"),
                (Stuff.Line, "M-24 16h1M24 16h1M0 -8v1M0 40v1M-17 -1h1M17 -1h1M-17 33h1M17 33h1"),
            ],
            Foot: 84
        );
        yield return new(
            "watch",
            [
                (Stuff.Dark, "M-10 -98H10V-70H-10Z"),
                (Stuff.Body, "M-74 8a74 74 0 1 0 148 0a74 74 0 1 0 -148 0Z"),
                (Stuff.Light, "M-60 8a60 60 0 1 0 120 0a60 60 0 1 0 -120 0Z"),
                (Stuff.Shade, "M42 -35A60 60 0 0 1 42 51A90 90 0 0 0 42 -35Z"),
                (Stuff.Line, "M0 8V-32M0 8L28 22M0 -46v6M0 56v6M-54 8h6M48 8h6"),
                (Stuff.Dark, "M-5 8a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z"),
            ],
            Foot: 82
        );
        yield return new(
            "camera",
            [
                (Stuff.Dark, "M-34 -66H34L44 -46H-44Z"),
                (Stuff.Body, "M-92 -48H92C96 -48 98 -44 98 -40V58C98 64 94 68 88 68H-88C-94 68 -98 64 -98 58V-40C-98 -44 -96 -48 -92 -48Z"),
                (Stuff.Shade, "M-98 22H98V58C98 64 94 68 88 68H-88C-94 68 -98 64 -98 58Z"),
                (Stuff.Dark, "M-46 12a46 46 0 1 0 92 0a46 46 0 1 0 -92 0Z"),
                (Stuff.Light, "M-32 12a32 32 0 1 0 64 0a32 32 0 1 0 -64 0Z"),
                (Stuff.Dark, "M-20 12a20 20 0 1 0 40 0a20 20 0 1 0 -40 0Z"),
                (Stuff.Accent, "M58 -34H84V-20H58Z"),
                (Stuff.Accent, "M-10 4a6 6 0 1 0 12 0a6 6 0 1 0 -12 0Z"),
            ],
            Foot: 68
        );
        yield return new(
            "case",
            [
                (Stuff.Line, "M-30 -42V-62C-30 -70 -24 -74 -18 -74H18C24 -74 30 -70 30 -62V-42"),
                (Stuff.Body, "M-90 -42H90C96 -42 98 -38 98 -32V76C98 84 94 88 88 88H-88C-94 88 -98 84 -98 76V-32C-98 -38 -96 -42 -90 -42Z"),
                (Stuff.Shade, "M-98 24H98V76C98 84 94 88 88 88H-88C-94 88 -98 84 -98 76Z"),
                (Stuff.Dark, "M-66 -42H-48V88H-66ZM48 -42H66V88H48Z"),
                (Stuff.Accent, "M-66 16H-48V32H-66ZM48 16H66V32H48Z"),
                (Stuff.Light, "M-40 -34H40V-28H-40Z"),
            ],
            Foot: 88
        );
        yield return new(
            "car",
            [
                (
                    Stuff.Body,
                    "M-98 40C-98 14 -88 6 -64 0L-38 -36C-34 -42 -28 -44 -20 -44H26C36 -44 42 -40 48 -32L66 -2C88 2 98 12 98 32V44H-98Z"
                ),
                (Stuff.Shade, "M-98 26H98V44H-98Z"),
                (Stuff.Accent, "M-44 -4L-26 -32H0V-4ZM10 -4V-32H28C34 -32 36 -30 40 -24L50 -4Z"),
                (Stuff.Dark, "M-80 44a24 24 0 1 0 48 0a24 24 0 1 0 -48 0ZM34 44a24 24 0 1 0 48 0a24 24 0 1 0 -48 0Z"),
                (Stuff.Light, "M-66 44a10 10 0 1 0 20 0a10 10 0 1 0 -20 0ZM48 44a10 10 0 1 0 20 0a10 10 0 1 0 -20 0Z"),
            ],
            Foot: 68
        );
        yield return new(
            "ring",
            [
                (Stuff.Line, "M-56 34a56 56 0 1 0 112 0a56 56 0 1 0 -112 0"),
                (Stuff.Line, "M-46 34a46 46 0 1 0 92 0a46 46 0 1 0 -92 0"),
                (Stuff.Body, "M-40 -60L-22 -84H22L40 -60L0 -12Z"),
                (Stuff.Light, "M-22 -84H22L12 -60H-12Z"),
                (Stuff.Shade, "M12 -60H40L0 -12Z"),
                (Stuff.Accent, "M-12 -60H12L0 -12Z"),
            ]
        );
        yield return new(
            "umbrella",
            [
                (Stuff.Line, "M0 -10V70C0 96 34 96 34 72"),
                (
                    Stuff.Body,
                    "M-96 6C-92 -62 -44 -92 0 -92C44 -92 92 -62 96 6C84 -8 62 -8 50 6C38 -8 12 -8 0 6C-12 -8 -38 -8 -50 6C-62 -8 -84 "
                        + "-8 -96 6Z"
                ),
                (Stuff.Shade, "M0 -92C44 -92 92 -62 96 6C84 -8 62 -8 50 6C48 -40 30 -76 0 -92Z"),
                (Stuff.Light, "M0 -92C-30 -76 -48 -40 -50 6C-62 -8 -84 -8 -96 6C-92 -62 -44 -92 0 -92Z"),
                (Stuff.Dark, "M-3 -104H3V-90H-3Z"),
            ]
        );
        yield return new(
            "radio",
            [
                (Stuff.Line, "M58 -52L88 -100"),
                (Stuff.Body, "M-86 -52H86C94 -52 98 -48 98 -40V70C98 78 94 82 86 82H-86C-94 82 -98 78 -98 70V-40C-98 -48 -94 -52 -86 -52Z"),
                (Stuff.Dark, "M-80 14a42 42 0 1 0 84 0a42 42 0 1 0 -84 0Z"),
                (Stuff.Shade, "M-66 14a28 28 0 1 0 56 0a28 28 0 1 0 -56 0Z"),
                (Stuff.Accent, "M20 -30H80V0H20Z"),
                (Stuff.Light, "M22 44a13 13 0 1 0 26 0a13 13 0 1 0 -26 0ZM56 44a13 13 0 1 0 26 0a13 13 0 1 0 -26 0Z"),
                (Stuff.Line, "M44 -30V0"),
            ],
            Foot: 82
        );
        yield return new(
            "gun",
            [
                (Stuff.Body, "M-96 -48H84V-12H6C-2 -12 -6 -6 -10 4L-34 78H-78L-56 -12C-70 -12 -96 -16 -96 -28Z"),
                (Stuff.Shade, "M-56 -12H6C-2 -12 -6 -6 -10 4L-34 78H-78Z"),
                (Stuff.Light, "M-92 -48H84V-38H-92Z"),
                (Stuff.Line, "M-4 -10C2 18 20 22 30 -10"),
                (Stuff.Dark, "M84 -42H98V-22H84Z"),
            ],
            Foot: 78
        );
        yield return new(
            "knife",
            [
                (Stuff.Body, "M-98 0L-66 -14H22V14H-76Z"),
                (Stuff.Light, "M-66 -14H22V-2H-94Z"),
                (Stuff.Dark, "M22 -24H32V24H22ZM32 -12H92C98 -12 98 12 92 12H32Z"),
                (Stuff.Accent, "M46 -3a4 4 0 1 0 8 0a4 4 0 1 0 -8 0ZM70 -3a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z"),
            ],
            Foot: 24
        );
        yield return new(
            "vase",
            [
                (Stuff.Line, "M0 -50C-4 -80 -22 -88 -30 -106M2 -50C4 -78 20 -86 30 -98"),
                (Stuff.Accent, "M-46 -104a15 15 0 1 0 30 0a15 15 0 1 0 -30 0ZM18 -100a13 13 0 1 0 26 0a13 13 0 1 0 -26 0Z"),
                (Stuff.Body, "M-24 -52H24C22 -30 60 -10 58 30C56 66 34 92 26 92H-26C-34 92 -56 66 -58 30C-60 -10 -22 -30 -24 -52Z"),
                (Stuff.Shade, "M8 -52H24C22 -30 60 -10 58 30C56 66 34 92 26 92H4C30 40 24 -10 8 -52Z"),
                (Stuff.Light, "M-46 18C-46 0 -34 -14 -26 -22C-34 0 -40 30 -34 60C-42 50 -46 34 -46 18Z"),
            ]
        );
        yield return new(
            "box",
            [
                (Stuff.Body, "M-84 -18L0 14V92L-84 56Z"),
                (Stuff.Shade, "M84 -18L0 14V92L84 56Z"),
                (Stuff.Light, "M0 -52L84 -18L0 14L-84 -18Z"),
                (Stuff.Accent, "M-8 11L0 14L8 11V46H-8Z"),
                (Stuff.Line, "M-84 -18L0 14L84 -18M0 14V92"),
            ]
        );
        yield return new(
            "chair",
            [
                (Stuff.Body, "M-56 -92H-38V8H-56Z"),
                (Stuff.Light, "M-56 -92H40V-70H-56ZM-56 -46H40V-28H-56Z"),
                (Stuff.Body, "M24 -92H40V8H24Z"),
                (Stuff.Shade, "M-64 8H56V28H-64Z"),
                (Stuff.Dark, "M-60 28H-44V92H-60ZM36 28H52V92H36Z"),
            ]
        );
        yield return new(
            "table",
            [
                (Stuff.Body, "M-96 -24H96V0H-96Z"),
                (Stuff.Light, "M-96 -24H96V-16H-96Z"),
                (Stuff.Shade, "M-84 0H84V14H-84Z"),
                (Stuff.Dark, "M-84 14H-68V92H-84ZM68 14H84V92H68Z"),
            ]
        );
        // The sign of a thing, where no word of its name tells its form: a label, so that nothing wrong is shown.
        yield return new(
            "emblem",
            [
                (Stuff.Body, "M-92 8L-4 -80H84V8L-4 92Z"),
                (Stuff.Shade, "M84 8L-4 92L-20 76L84 -24Z"),
                (Stuff.Dark, "M38 -50a14 14 0 1 0 28 0a14 14 0 1 0 -28 0Z"),
                (Stuff.Line, "M52 -50C66 -92 92 -96 100 -104"),
            ]
        );
        yield return new(
            "paper",
            [
                (Stuff.Body, "M-70 -88H46L72 -62V90H-70Z"),
                (Stuff.Shade, "M46 -88V-62H72Z"),
                (Stuff.Accent, "M-50 -58H28V8H-50Z"),
                (Stuff.Dark, "M-50 8L-22 -26L0 -4L12 -16L28 8Z"),
                (Stuff.Line, "M-50 30H50M-50 48H50M-50 66H18"),
            ]
        );
    }
}
