using System.Text.RegularExpressions;

namespace AssetLibrary.Tests.HouseRules;

/// <summary>The rooms of the app and which of them each may use. The namespaces that a file uses are the arrows.</summary>
public sealed partial class ArrowsTests
{
    // Everything below every room: Shared under whatever answers a request, Database, Accounts and Live under whatever has rows.
    private static readonly string[] Ground = ["Shared", "Database", "Accounts", "Live"];

    private static readonly Dictionary<string, string[]> Plan = new(StringComparer.Ordinal)
    {
        ["Admin"] = ["*"],
        ["Commands"] = ["*"],
        ["Stage5"] = ["Matching", "Generation", "Extraction", "LanguageModels", "Projects"],
        ["Gallery"] = ["Matching", "Generation", "Media", "Projects"],
        ["Jobs"] = ["Generation", "Extraction"],
        ["Matching"] = ["Extraction", "Generation", "Projects", "Library", "LanguageModels"],
        ["Generation"] = ["Projects", "Library", "Versions", "Media", "Queue", "Imaging", "Costs", "Telemetry"],
        ["Extraction"] = ["Projects", "Screenplays", "Queue", "LanguageModels"],
        ["LanguageModels"] = ["Costs", "Telemetry"],
        ["Costs"] = [],
        ["Telemetry"] = [],
        ["Projects"] = ["Library", "Versions", "Media", "Screenplays", "Blobs"],
        ["Library"] = ["Versions", "Media"],
        ["Versions"] = ["Media"],
        ["Media"] = ["Blobs", "Imaging"],
        ["Queue"] = ["Accounts", "Live"],
        ["Live"] = ["Accounts", "Database"],
        ["Accounts"] = ["Database"],
        ["Database"] = ["Sqlite"],
        ["Blobs"] = ["Sqlite"],
        ["Home"] = [],
        ["Help"] = [],
        ["Sqlite"] = [],
        ["Screenplays"] = [],
        ["Imaging"] = [],
        ["Shared"] = [],
    };

    [Fact]
    public void Every_folder_of_the_app_is_a_room_of_the_plan()
    {
        string[] others = ["bin", "obj", "node_modules", "wwwroot", "Properties"];
        var folders = Directory.EnumerateDirectories(Root).Select(d => Path.GetFileName(d)!).Except(others).Order();
        Assert.Equal(Plan.Keys.Order(), folders);
    }

    [Fact]
    public void A_room_uses_only_the_rooms_behind_its_arrow()
    {
        var wrong = Arrows().Where(a => !Allowed(a.From).Contains("*") && !Allowed(a.From).Contains(a.To) && !GroundOf(a.From).Contains(a.To)).Select(a => $"{a.From} -> {a.To} ({a.File})").Distinct();
        Assert.Empty(wrong);
    }

    [Fact]
    public void No_rooms_stand_in_a_circle()
    {
        var edges = Arrows().Select(a => (a.From, a.To)).Distinct().ToLookup(e => e.From, e => e.To);
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

    [Fact]
    public void Only_media_makes_media_items() =>
        Assert.Empty(Files().Where(f => f.Room != "Media" && File.ReadAllText(f.Path).Contains("new MediaItem", StringComparison.Ordinal)).Select(f => f.Path));

    [Fact]
    public void Pages_hold_no_inline_style_and_no_inline_script()
    {
        var wrong = Directory.EnumerateFiles(Root, "*.cshtml", SearchOption.AllDirectories).Where(InSource)
            .Where(f => InlineCode().IsMatch(File.ReadAllText(f).Replace("""<script type="importmap" asp""", "", StringComparison.Ordinal)));
        Assert.Empty(wrong);
    }

    private static string Root => Path.Combine(Artifacts.Solution(), "AssetLibrary.Web");

    private static string[] GroundOf(string room) => Array.IndexOf(Ground, room) switch
    {
        0 => [],
        1 => ["Shared"],
        2 => ["Shared", "Database"],
        3 => ["Shared", "Database", "Accounts"],
        _ => room is "Sqlite" or "Screenplays" or "Imaging" ? [] : Ground,
    };

    private static HashSet<string> Allowed(string room)
    {
        var (all, todo) = (new HashSet<string>(StringComparer.Ordinal), new Stack<string>(Plan[room]));
        while (todo.TryPop(out var next))
        {
            if (all.Add(next) && Plan.TryGetValue(next, out var below))
            {
                foreach (var further in below)
                {
                    todo.Push(further);
                }
            }
        }

        return all;
    }

    private static IEnumerable<(string From, string To, string File)> Arrows() =>
        from file in Files()
        from Match match in Use().Matches(Comments().Replace(File.ReadAllText(file.Path), ""))
        let room = match.Groups["room"].Value
        where Plan.ContainsKey(room) && room != file.Room
        select (file.Room, room, Path.GetFileName(file.Path));

    private static IEnumerable<(string Room, string Path)> Files() =>
        Directory.EnumerateFiles(Root, "*.*", SearchOption.AllDirectories)
            .Where(f => (f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".cshtml", StringComparison.Ordinal)) && InSource(f))
            .Select(f => (Path.GetRelativePath(Root, f).Split(Path.DirectorySeparatorChar), f)).Where(f => f.Item1.Length > 1).Select(f => (f.Item1[0], f.f));

    private static bool InSource(string file)
    {
        var path = Path.GetRelativePath(Root, file).Replace('\\', '/');
        return !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal) && !path.StartsWith("node_modules/", StringComparison.Ordinal) && !path.Contains("/Migrations/", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\bAssetLibrary\.Web\.(?<room>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Use();

    [GeneratedRegex("//[^\n]*", RegexOptions.None, 1000)]
    private static partial Regex Comments();

    [GeneratedRegex("""<style|<script(?![^>]*\bsrc=)|\sstyle=|\shx-on|\son\w+=""", RegexOptions.None, 1000)]
    private static partial Regex InlineCode();
}
