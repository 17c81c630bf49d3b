using System.Globalization;
using System.Numerics;

namespace AssetLibrary.Web.Media;

/// <summary>
/// How much two pictures look alike, in per cent: a hint for a person and nothing that decides. Shapes are compared by difference hash
/// (unrelated pictures differ in about half of its bits, which is 0), colours by the dominant one.
/// </summary>
public sealed record Likeness(int Shapes, int Colours)
{
    private const int Unrelated = 32;

    private static readonly double Opposite = Math.Sqrt(3 * 255 * 255);

    /// <summary>Null where one of them was never read.</summary>
    public static Likeness? Of((string? DHash, string? Color) one, (string? DHash, string? Color) other) =>
        one is { DHash: { } hash, Color: { } colour } && other is { DHash: { } otherHash, Color: { } otherColour }
            ? new(Shape(Bits(hash) ^ Bits(otherHash)), Colour(Channels(colour), Channels(otherColour)))
            : null;

    /// <summary>For people.</summary>
    public string Words => $"shapes {Shapes} % alike, colours {Colours} %";

    private static int Shape(ulong differ) => Math.Max(0, 100 - (BitOperations.PopCount(differ) * 100 / Unrelated));

    private static int Colour(int[] one, int[] other) =>
        (int)Math.Round(100 * (1 - (Math.Sqrt(one.Zip(other, (a, b) => (double)(a - b) * (a - b)).Sum()) / Opposite)));

    private static ulong Bits(string hash) => ulong.Parse(hash, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static int[] Channels(string colour) =>
        [
            .. Enumerable
                .Range(0, 3)
                .Select(i => int.Parse(colour.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        ];
}
