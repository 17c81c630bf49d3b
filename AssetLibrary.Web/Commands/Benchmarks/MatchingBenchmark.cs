using System.Diagnostics;
using System.Globalization;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets.Matching;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Search;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Commands.Benchmarks;

/// <summary><c>benchmark --matching</c>: one name, and 200 at once, against a library of 100,000 assets on SQLite.</summary>
internal static class MatchingBenchmark
{
    private const int Rows = 100_000,
        Batch = 200,
        AtOnce = 1000;

    // A few syllables make enough names that are alike; given names and kinds of things repeat as they do in reality.
    private static readonly string[] Starts =
    [
        "Bra",
        "Kol",
        "Tess",
        "Mar",
        "Ven",
        "Hol",
        "Dru",
        "Pel",
        "Quis",
        "Ros",
        "Thal",
        "Ur",
        "Wie",
        "Zan",
        "Fer",
        "Gul",
        "Hart",
        "Ib",
        "Jor",
        "Lam",
    ];
    private static readonly string[] Middles =
    [
        "en",
        "ar",
        "ing",
        "ow",
        "el",
        "ob",
        "and",
        "ur",
        "ist",
        "am",
        "ev",
        "or",
        "usk",
        "ill",
        "ock",
        "ett",
    ];
    private static readonly string[] Ends =
    [
        "berg",
        "son",
        "well",
        "mann",
        "ova",
        "ier",
        "hagen",
        "ski",
        "ton",
        "ini",
        "ez",
        "dorf",
        "by",
        "ard",
        "moor",
        "lund",
    ];
    private static readonly string[] Given =
    [
        "Anna",
        "Tom",
        "Mira",
        "Ivan",
        "Elena",
        "Paul",
        "Sofia",
        "Karl",
        "Odile",
        "Peter",
        "Julia",
        "Max",
        "Nora",
        "Luis",
        "Greta",
        "Hugo",
        "Iris",
        "Jakob",
        "Lena",
        "Oskar",
    ];
    private static readonly string[] Kinds =
    [
        "House",
        "Kitchen",
        "Office",
        "Street",
        "Harbour",
        "Station",
        "Room",
        "Garden",
        "Bridge",
        "Hall",
    ];
    private static readonly string[] Things = ["Lamp", "Letter", "Knife", "Watch", "Key", "Scarf", "Map", "Radio", "Coat", "Book"];

    public static async Task PrintAsync(Func<string[], WebApplication> build)
    {
        var folder = Directory.CreateTempSubdirectory("assetlibrary-benchmark-").FullName;
        await using (var app = build(["--DataPath", folder, "--Queue:Parallel", "0", "--Logging:LogLevel:Default", "Error"]))
        {
            await app.PrepareDatabaseAsync();
            await FillAsync(app);
            var started = Stopwatch.GetTimestamp();
            await app.PrepareNameKeysAsync();
            BenchmarkCommand.Row("keys of 100,000 old library assets, once", $"{Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
            await MeasureAsync(app);
        }

        BenchmarkCommand.Row("library.db with them", $"{new FileInfo(Path.Combine(folder, "library.db")).Length / 1048576.0:F0} MB");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task FillAsync(WebApplication app)
    {
        var random = new Random(7);
        for (var done = 0; done < Rows; done += AtOnce)
        {
            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
            var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
            for (var i = done; i < done + AtOnce; i++)
            {
                var (type, name) = Name(random);
                LibraryAsset.Make(
                    db,
                    type,
                    name,
                    i % 4 == 0 ? [Surname(random)] : [],
                    $"A {Pick(random, Middles)} {Pick(random, Ends)} with a {Pick(random, Things)} from the {Pick(random, Kinds)}, "
                        + $"{random.Next(8, 90)} years old."
                );
            }

            await db.SaveChangesAsync();
        }
    }

    private static async Task MeasureAsync(WebApplication app)
    {
        var random = new Random(11);
        var names = Enumerable
            .Range(0, Batch)
            .Select(_ => Name(random))
            .Select(n => new AskedName(n.Type, n.Name.ToUpperInvariant(), [], "With a lamp and a scar."))
            .ToList();
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        var matches = new LibraryMatches(db);
        var times = new List<double>();
        foreach (var name in names.Concat(names))
        {
            var started = Stopwatch.GetTimestamp();
            await matches.LikelyAsync([name], 5);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var warm = times.Skip(Batch).Order().ToList();
        BenchmarkCommand.Row(
            "match one name with 100,000 assets, median, 95th of 200",
            string.Create(CultureInfo.InvariantCulture, $"{warm[Batch / 2]:F1} ms, {warm[Batch * 95 / 100]:F1} ms")
        );
        var batches = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await matches.LikelyAsync(names, 5);
            batches.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        BenchmarkCommand.Row(
            "match 200 names at once, median of 7",
            string.Create(CultureInfo.InvariantCulture, $"{batches.Order().ElementAt(3):F0} ms, 3 queries")
        );
    }

    private static (AssetType Type, string Name) Name(Random random) =>
        random.Next(3) switch
        {
            0 => (AssetType.Character, random.Next(4) == 0 ? Pick(random, Given) : $"{Pick(random, Given)} {Surname(random)}"),
            1 => (
                AssetType.Location,
                random.Next(3) == 0
                    ? $"{Surname(random)} {Pick(random, Kinds)} - {Pick(random, Kinds)}"
                    : $"{Surname(random)} {Pick(random, Kinds)}"
            ),
            _ => (AssetType.Prop, $"{Surname(random)} {Pick(random, Things)}"),
        };

    private static string Surname(Random random) => Pick(random, Starts) + Pick(random, Middles) + Pick(random, Ends);

    private static string Pick(Random random, string[] words) => words[random.Next(words.Length)];
}
