namespace AssetLibrary.Tests.Fuzz;

/// <summary>Texts that programs stumble over, each for a reason of its own.</summary>
internal static class NaughtyText
{
    public static readonly IReadOnlyList<string> All =
    [
        "",
        " ",
        "\t",
        "Lamp 😀",
        "👨‍👩‍👧‍👦 and 🏴󠁧󠁢󠁳󠁣󠁴󠁿 and 👍🏽",
        "𠮷野家",
        "שלום Mara مرحبا",
        "e" + new string('\u0301', 100),
        new string('\u0301', 300),
        "Zoe\u0308 and Zo\u00EB",
        "a\0b",
        "\u0001\u0008\u001B[31mred\u001B[0m\u007F\u0085\u009F",
        "a\uFFFEb",
        "a\uFFFFb",
        "\uFDD0\U0001FFFE\U0010FFFF",
        "a\uD800",
        "\uDC00b",
        "\uD800\uD800\uDC00\uDC00",
        "photo\u202Egnp.exe",
        "\u2066a\u2067b\u2069",
        "\uFEFFa\u200Bb\u00ADc",
        "\u1100\u1161\u11A8",
        "ﷺ ½ ﬁ Ⅻ ß İ ı",
        "'; DROP TABLE \"Users\"; --",
        "%_\\[a-z]^",
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "{{7*7}} ${7*7} @(7*7)",
        "CON",
        "../../etc/passwd",
        "..\\..\\a",
        "a\r\nSet-Cookie: b=c",
        "one\ntwo\u2028three",
        "null",
        "true",
        "-1",
        "NaN",
        "1e400",
        "99999999999999999999",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999Z",
        "00000000-0000-0000-0000-000000000000",
        "http://127.0.0.1:1/x",
        "//evil.example/x",
        "javascript:alert(1)",
        new string('a', 300),
        string.Concat(Enumerable.Repeat("Lamp, ", 3000)),
    ];

    public static readonly IReadOnlyList<string> Huge =
    [
        new('a', 200_000),
        string.Concat(Enumerable.Repeat("%_", 100_000)),
        string.Concat(Enumerable.Repeat("😀", 100_000)),
        "x" + new string('\u0301', 200_000),
    ];
}
