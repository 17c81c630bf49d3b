using System.Globalization;
using System.Security.Cryptography;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using Microsoft.Data.Sqlite;

namespace AssetLibrary.Web.Commands.Benchmarks;

/// <summary>
/// A library of any size, the same at every run, written past EF into a SQLite file: three tags and a picture each, names of two or
/// three words, a sentence to each. One in five tells of the word "weathered"; "quicksilver" is in some twenty of them.
/// </summary>
internal sealed class LibraryFill(int rows)
{
    public const string Frequent = "weathered";
    public const string Rare = "quicksilver";

    private const int Tags = 300;
    private const int AtOnce = 50_000;

    private static readonly string[] First = Words(
        "amber ancient ashen autumn blue brass broken bronze burnt carved cedar coral copper crimson crystal dusty ebony emerald faded "
            + "forged frozen gilded glass golden granite green grey hollow iron ivory jade lacquered leaden linen little lonely marble "
            + "midnight mossy northern oaken old pale paper patched pearl pewter plain polished red ribbed royal rusted sable saffron "
            + "salted scarlet silent silver slate smoked southern spare stone striped sunken tall tarnished tin twisted velvet violet walnut wax white wicker wild winter wooden woven yellow"
    );
    private static readonly string[] Second = Words(
        "abbey anchor arch attic axe balcony barge barrel basket bell bench boat bottle bridge bucket cabin cage candle cape castle "
            + "cellar chair chapel chest clock cloak coach coat coin compass cottage courtyard crown cup dagger deckhand desk doctor "
            + "door drum engine farmer ferry fiddler fisher flute fountain garden gate ghost glove goblet guard hall hammer harbour hat "
            + "helmet hermit horn house hunter inn island jar judge keeper kettle key king kitchen knife ladder lamp lantern ledger lighthouse lock locket mantle map market mask merchant mill miller mirror monk mule nurse oar office orchard organ pilot pipe planter pocketwatch porter prison queen quill rider ring road rope saddle sailor scholar school sextant shield ship shop singer skiff smith soldier spear stable stage stair station statue street sword table tailor tavern teapot temple tent thief throne tower train tree trumpet tunnel umbrella vault vessel village violin wagon wall warden watch well wharf wheel widow window witch workshop yard"
    );
    private static readonly string[] Told = Words(
        "heavy light near far by the river behind a door under snow with marks of many hands never moved since someone left it there "
            + "seen at dawn and again at night kept in order by an aunt who says nothing of where it came from as if it waited for rain"
    );

    /// <summary>The id of the row that nine of ten rows are newer than.</summary>
    public Guid Late { get; private set; }

    public Guid Middle { get; private set; }

    public void Write(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA synchronous=OFF; PRAGMA cache_size=-400000; PRAGMA foreign_keys=OFF; PRAGMA wal_autocheckpoint=20000;");
        var tags = WriteTags(connection);
        var (random, now) = (new Random(7), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        for (var done = 0; done < rows; done += AtOnce)
        {
            using var transaction = connection.BeginTransaction();
            using var into = new Tables(connection);
            for (var i = done; i < Math.Min(rows, done + AtOnce); i++)
            {
                var id = Guid.CreateVersion7(now.AddMilliseconds(i * 2L));
                (Late, Middle) = (i == rows / 10 ? id : Late, i == rows / 2 ? id : Middle);
                WriteAsset(into, id, i, random, tags, now.AddMilliseconds(i * 2L));
            }

            transaction.Commit();
        }

        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA optimize;");
    }

    private void WriteAsset(Tables into, Guid id, int i, Random random, Guid[] tags, DateTimeOffset at)
    {
        var type = (AssetType)(i % 3);
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{Title(Pick(First, random))} {Pick(Second, random)}{(random.Next(3) == 0 ? $" {random.Next(1, 1000)}" : "")}"
        );
        var told =
            string.Join(' ', Enumerable.Range(0, 14).Select(_ => Pick(Told, random)))
            + (i % 5 == 2 ? " " + Frequent : "")
            + (i / 3 % Math.Max(1, rows / 21) == 1 ? " " + Rare : "");
        string[] aliases = random.Next(4) == 0 ? [$"{Pick(Second, random)} of {Pick(Second, random)}"] : [];
        var (history, media) = (Guid.CreateVersion7(at), Guid.CreateVersion7(at));
        into.Subjects.Add(id, "LibraryAsset", null);
        into.Assets.Add(
            id,
            type.ToString(),
            name,
            SearchText.Normalize(name),
            TypedText.Searchable(name, aliases, told),
            System.Text.Json.JsonSerializer.Serialize(aliases),
            told,
            1,
            at,
            at,
            0,
            0 // its keys are made when the server starts, as after an update
        );
        into.Revisions.Add(id, 1, name, System.Text.Json.JsonSerializer.Serialize(aliases), told, at);
        foreach (var tag in Enumerable.Range(0, 3).Select(_ => tags[(int)(Tags * random.NextDouble() * random.NextDouble())]).Distinct())
        {
            into.Links.Add(id, tag);
        }

        into.Media.Add(
            media,
            Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(i))),
            "Image",
            "image/png",
            100_000,
            512,
            768,
            "#446688",
            name,
            SearchText.Index(name),
            "Import",
            at
        );
        into.Histories.Add(history, id, "reference", 1, 1);
        into.Versions.Add(history, 1, media, "{}", at);
    }

    private static Guid[] WriteTags(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        using var tags = new Insert(connection, "Tags", "Id", "Name", "NormalizedName");
        var ids = Enumerable.Range(0, Tags).Select(_ => Ids.New()).ToArray();
        for (var i = 0; i < Tags; i++)
        {
            tags.Add(ids[i], Tag(i), Tag(i));
        }

        transaction.Commit();
        return ids;
    }

    public static string Tag(int i) => string.Create(CultureInfo.InvariantCulture, $"tag {i}");

    private static string Pick(string[] words, Random random) => words[random.Next(words.Length)];

    private static string Title(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string[] Words(string text) => text.Split(' ');

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // only constants of ours come here
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private sealed class Tables(SqliteConnection connection) : IDisposable
    {
        public Insert Subjects { get; } = new(connection, "Subjects", "Id", "Type", "ProjectId");
        public Insert Assets { get; } =
            new(
                connection,
                "LibraryAssets",
                "Id",
                "Type",
                "Name",
                "NormalizedName",
                "SearchText",
                "Aliases",
                "Description",
                "Revision",
                "CreatedAt",
                "ChangedAt",
                "LooksRevision",
                "KeysVersion"
            );
        public Insert Revisions { get; } =
            new(connection, "LibraryAssetRevisions", "LibraryAssetId", "Revision", "Name", "Aliases", "Description", "At");
        public Insert Links { get; } = new(connection, "LibraryAssetTags", "LibraryAssetId", "TagsId");
        public Insert Media { get; } =
            new(
                connection,
                "MediaItems",
                "Id",
                "Sha256",
                "Kind",
                "ContentType",
                "Bytes",
                "Width",
                "Height",
                "DominantColor",
                "Title",
                "SearchText",
                "Source",
                "CreatedAt"
            );
        public Insert Histories { get; } = new(connection, "Histories", "Id", "SubjectId", "Key", "LastNumber", "BestNumber");
        public Insert Versions { get; } = new(connection, "AssetVersions", "HistoryId", "Number", "MediaId", "Metadata", "CreatedAt");

        public void Dispose()
        {
            foreach (var table in new[] { Subjects, Assets, Revisions, Links, Media, Histories, Versions })
            {
                table.Dispose();
            }
        }
    }

    private sealed class Insert : IDisposable
    {
        private readonly SqliteCommand command;

        public Insert(SqliteConnection connection, string table, params string[] columns)
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // only constants of ours come here
            command.CommandText =
                $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES "
                + $"({string.Join(", ", columns.Select(c => "$" + c))})";
#pragma warning restore CA2100
            foreach (var column in columns)
            {
                command.Parameters.Add(new("$" + column, null));
            }
        }

        public void Add(params object?[] values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i] switch
                {
                    null => DBNull.Value,
                    Guid id => id.ToString().ToUpperInvariant(), // as EF stores it
                    DateTimeOffset at => RawDatabase.ToSqlite(at),
                    var value => value,
                };
            }

            command.ExecuteNonQuery();
        }

        public void Dispose() => command.Dispose();
    }
}
