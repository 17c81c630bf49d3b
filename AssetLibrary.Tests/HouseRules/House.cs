using System.Text.RegularExpressions;

namespace AssetLibrary.Tests.HouseRules;

/// <summary>
/// The source of the app as its folders tell it: rooms, the rooms that their files use, and the addresses that they name.
/// </summary>
internal static partial class House
{
    public static string Root { get; } = Path.Combine(Artifacts.Solution(), "AssetLibrary.Web");

    /// <summary>The folders at the top.</summary>
    public static IReadOnlyList<string> Rooms { get; } =
    [
        .. Directory
            .EnumerateDirectories(Root)
            .Select(d => Path.GetFileName(d)!)
            .Except(["bin", "obj", "node_modules", "wwwroot", "Properties"])
            .Order(),
    ];

    public static IEnumerable<(string Room, string Path)> Files() =>
        Directory
            .EnumerateFiles(Root, "*.*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".cshtml" && IsSource(f))
            .Select(f => (Path.GetRelativePath(Root, f).Split(Path.DirectorySeparatorChar), f))
            .Where(f => f.Item1.Length > 1)
            .Select(f => (f.Item1[0], f.f));

    /// <summary>Who uses whom by namespace, subfolders included.</summary>
    public static IEnumerable<(string From, string To, string File)> Arrows() =>
        from file in Files()
        from Match match in Use().Matches(Comments().Replace(File.ReadAllText(file.Path), ""))
        let room = match.Groups["room"].Value
        where Rooms.Contains(room) && room != file.Room
        select (file.Room, room, Path.GetRelativePath(Root, file.Path));

    /// <summary>Which room's pages a room leads to or embeds, by the addresses in its strings.</summary>
    public static IEnumerable<(string From, string To, string File)> Addresses()
    {
        var routes = Files()
            .Where(f => f.Path.EndsWith(".cshtml", StringComparison.Ordinal))
            .Select(f => (f.Room, Route: PageRoute().Match(File.ReadAllText(f.Path)).Groups["route"].Value))
            .Where(r => r.Route.Length > 1)
            .Select(r => (r.Room, Parts: Parts(r.Route)))
            .ToList();
        return from file in Files()
            from Match match in Address().Matches(Comments().Replace(File.ReadAllText(file.Path), ""))
            let parts = Parts((match.Groups["place"].Success ? "/Projects/*" : "") + match.Groups["address"].Value)
            let room = routes.Where(r => Fits(r.Parts, parts)).Select(r => r.Room).FirstOrDefault()
            where room is not null && room != file.Room
            select (file.Room, room, Path.GetRelativePath(Root, file.Path));
    }

    public static bool IsSource(string file)
    {
        var path = Path.GetRelativePath(Root, file).Replace('\\', '/');
        return path.Split('/')[0] is not ("obj" or "bin" or "node_modules") && !path.Contains("/Migrations/", StringComparison.Ordinal);
    }

    private static bool Fits(string[] route, string[] address) =>
        route.Length == address.Length
        && route
            .Zip(address)
            .All(p => p.First == "*" || p.Second == "*" || string.Equals(p.First, p.Second, StringComparison.OrdinalIgnoreCase))
        && address.Any(p => p != "*");

    private static string[] Parts(string address) =>
        [
            .. address
                .Split('?', '#')[0]
                .Split('/', StringSplitOptions.RemoveEmptyEntries)
                .Select(p => p.Contains('{', StringComparison.Ordinal) || p.StartsWith('@') ? "*" : p),
        ];

    [GeneratedRegex(@"\bAssetLibrary\.Web\.(?<room>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Use();

    [GeneratedRegex("""//[^\n"]*\n""", RegexOptions.None, 1000)]
    private static partial Regex Comments();

    [GeneratedRegex("""@page\s"(?<route>[^"]+)" """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex PageRoute();

    [GeneratedRegex(
        """(?<place>\bAt\(\$?)?"(?<address>/[A-Z][^"\s<>]*)" """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        1000
    )]
    private static partial Regex Address();
}
