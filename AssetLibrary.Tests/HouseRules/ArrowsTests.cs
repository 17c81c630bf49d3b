using System.Text.RegularExpressions;

namespace AssetLibrary.Tests.HouseRules;

/// <summary>The table of rooms in README.md is the plan: every arrow in it is used, and there is no other.</summary>
public sealed partial class ArrowsTests
{
    // Below every room that answers requests: Shared; below every room with rows: Database, Accounts and Live.
    private static readonly string[] Ground = ["Shared", "Database", "Accounts", "Live"];

    // Nobody uses these two, and they may use everything.
    private static readonly string[] Top = ["Admin", "Commands"];

    private static readonly Dictionary<string, string[]> Plan = Read();

    [Fact]
    public void Every_folder_of_the_app_is_a_room_of_the_plan() => Assert.Equal(Plan.Keys.Order(), House.Rooms);

    [Fact]
    public void A_room_uses_directly_what_the_plan_says_and_nothing_else()
    {
        var wrong = House
            .Arrows()
            .Where(a => !Top.Contains(a.From) && !Plan[a.From].Contains(a.To) && !GroundOf(a.From).Contains(a.To))
            .Select(a => $"{a.From} -> {a.To} ({a.File})")
            .Distinct();
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_arrow_of_the_plan_is_used()
    {
        var used = House.Arrows().Select(a => (a.From, a.To)).ToHashSet();
        Assert.Empty(
            Plan.Where(r => !Top.Contains(r.Key))
                .SelectMany(r => r.Value.Where(to => !used.Contains((r.Key, to))).Select(to => $"{r.Key} -> {to}"))
        );
    }

    [Fact]
    public void Nobody_uses_the_top_floor() =>
        Assert.Empty(House.Arrows().Where(a => Top.Contains(a.To)).Select(a => $"{a.From} -> {a.To} ({a.File})"));

    [Fact]
    public void No_rooms_form_a_circle()
    {
        var edges = House.Arrows().Select(a => (a.From, a.To)).Distinct().ToLookup(e => e.From, e => e.To);
        foreach (var room in Plan.Keys)
        {
            var (seen, todo) = (new HashSet<string>(StringComparer.Ordinal), new Stack<string>(edges[room]));
            while (todo.TryPop(out var next))
            {
                if (seen.Add(next))
                {
                    foreach (var further in edges[next])
                    {
                        todo.Push(further);
                    }
                }
            }

            Assert.False(seen.Contains(room), $"{room} uses itself by way of others.");
        }
    }

    /// <summary>Addresses lead upwards too (a bar, a link, a part that is embedded once); each room that does so is named here.</summary>
    [Fact]
    public void Rooms_name_the_addresses_of_these_other_rooms()
    {
        var found = House
            .Addresses()
            .Where(a => !Top.Contains(a.From))
            .GroupBy(a => a.From)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{g.Key}: {string.Join(", ", g.Select(a => a.To).Distinct().Order(StringComparer.Ordinal))}")
            .ToList();
        Assert.True(Embeds.SequenceEqual(found), string.Join('\n', found.Except(Embeds)));
    }

    private static readonly string[] Embeds =
    [
        "Accounts: Projects",
        "Assets: Generation, Home, Inbox, Jobs, Library, Projects, Scripts, Storyboard, Styles",
        "Changes: Assets, Extraction, Home, Scripts, Versions",
        "Conversations: Gallery, Generation, Jobs",
        "Extraction: Home, Inbox, Jobs, Projects, Scripts",
        "Gallery: Assets, Styles, Versions",
        "Generation: Admin, Jobs, Versions",
        "Help: Accounts, Offline",
        "Home: Assets, Changes, Inbox, Jobs, Projects, Reports, Scripts",
        "Inbox: Assets, Extraction, Generation, Home, Scripts",
        "Jobs: Generation, Projects",
        "Library: Generation, Styles",
        "Offline: Gallery, Scripts, Versions",
        "Projects: Home, Inbox, Scripts",
        "Reports: Gallery, Home",
        "Scripts: Assets, Changes, Home, Projects, Storyboard, Versions",
        "Shared: Accounts, Admin, Conversations, Gallery, Help, Jobs, Library, Projects, Scripts",
        "Storyboard: Assets, Generation, Home, Scripts, Versions",
        "Styles: Library, Projects, Scripts",
        "Versions: Gallery, Generation",
    ];

    private static string[] GroundOf(string room) =>
        Array.IndexOf(Ground, room) switch
        {
            0 => [],
            1 => ["Shared"],
            2 => ["Shared", "Database"],
            3 => ["Shared", "Database", "Accounts"],
            _ => room is "Sqlite" or "Screenplays" or "Imaging" or "Names" ? [] : Ground,
        };

    private static Dictionary<string, string[]> Read() =>
        Row()
            .Matches(File.ReadAllText(Path.Combine(Artifacts.Solution(), "README.md")).Split("\n## The rooms\n")[1].Split("\n## ")[0])
            .SelectMany(m =>
                Room().Matches(m.Groups["rooms"].Value).Select(r => (r.Groups["room"].Value, Uses: m.Groups["uses"].Value.Trim()))
            )
            .ToDictionary(r => r.Value, r => r.Uses is "–" or "everything" ? [] : r.Uses.Split(", "), StringComparer.Ordinal);

    [GeneratedRegex(
        @"^\| (?<rooms>`[A-Z]\w+`(, `[A-Z]\w+`)*) \| [^|]+ \| (?<uses>[^|]+) \|$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<room>\w+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Room();
}
