using System.Globalization;
using System.Text;

namespace AssetLibrary.Web.Commands.Benchmarks;

/// <summary>
/// A feature-length script made of nothing: about 120 pages, 25,000 words and 150 scenes, the same for the same seed.
/// For measuring and for tests of size; nobody should have to read it.
/// </summary>
internal static class LongScript
{
    private const int Words = 25_000;

    private static readonly string[] Names =
    [
        "MARA",
        "TOBIAS",
        "DR. LINDQVIST",
        "OLD PETE",
        "SISTER AGNES",
        "JUNE",
        "CAPTAIN ROOK",
        "ELI",
        "WAITRESS",
        "GUARD 1",
        "GUARD 2",
        "NOOR",
    ];

    private static readonly string[] Places =
    [
        "KITCHEN",
        "HARBOUR",
        "MARA'S FLAT",
        "POLICE STATION - CELL",
        "TRAIN",
        "ROOFTOP",
        "LIBRARY",
        "DINER",
        "HOSPITAL CORRIDOR",
        "FOREST ROAD",
        "THEATRE",
        "BOAT",
    ];

    private static readonly string[] Things =
    [
        "lantern",
        "suitcase",
        "coffee mug",
        "rusty key",
        "leather notebook",
        "revolver",
        "umbrella",
        "photograph",
        "pocket watch",
        "violin",
        "letter",
        "bicycle",
    ];

    private static readonly string[] Actions =
    [
        "picks up the",
        "puts down a",
        "stares at the",
        "hides the",
        "carries a",
        "throws the",
        "opens a",
        "walks past the",
        "hands over the",
        "forgets the",
    ];

    private static readonly string[] Talk =
    [
        "never",
        "tomorrow",
        "listen",
        "you",
        "promised",
        "the",
        "boat",
        "is",
        "gone",
        "and",
        "I",
        "know",
        "what",
        "we",
        "saw",
        "that",
        "night",
        "before",
        "it",
        "rained",
        "please",
    ];

    private static readonly string[] Times = ["DAY", "NIGHT", "DAWN", "LATER", "CONTINUOUS", "EVENING"];

    public static string Write(int seed = 1)
    {
        var random = new Sequence((uint)seed);
        var script = new StringBuilder("Title: The Long One\nAuthor: Nobody\nDraft date: 1/1/2026\n\nFADE IN:\n\n");
        var words = 0;
        for (var scene = 1; words < Words; scene++)
        {
            script.Append(
                CultureInfo.InvariantCulture,
                $"{(random.Next(2) == 0 ? "INT." : "EXT.")} {random.Of(Places)} - {random.Of(Times)} #{scene}#\n\n"
            );
            for (var beat = 6 + random.Next(6); beat > 0; beat--)
            {
                words += Action(script, random) + Speech(script, random);
            }
            script.Append(random.Next(3) == 0 ? "CUT TO:\n\n" : "");
        }
        return script.Append("> THE END <\n").ToString();
    }

    private static int Action(StringBuilder script, Sequence random)
    {
        var sentences = 1 + random.Next(2);
        for (var i = 0; i < sentences; i++)
        {
            script.Append(random.Of(Names)).Append(' ').Append(random.Of(Actions)).Append(' ').Append(random.Of(Things)).Append(". ");
        }
        script.Append("\n\n");
        return sentences * 6;
    }

    private static int Speech(StringBuilder script, Sequence random)
    {
        var length = 6 + random.Next(12);
        script.Append(random.Of(Names)).Append(random.Next(5) == 0 ? " (V.O.)\n" : "\n").Append(random.Next(4) == 0 ? "(quietly)\n" : "");
        for (var i = 0; i < length; i++)
        {
            script.Append(random.Of(Talk)).Append(i % 9 == 8 ? '\n' : ' ');
        }
        script.Length--;
        script.Append(".\n\n");
        return length + 1;
    }

    /// <summary>Marsaglia's xorshift with 32 bits: the same numbers on every machine and every runtime.</summary>
    private sealed class Sequence(uint seed)
    {
        private uint state = seed;

        public int Next(int below)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            return (int)(state % (uint)below);
        }

        public string Of(string[] choices) => choices[Next(choices.Length)];
    }
}
