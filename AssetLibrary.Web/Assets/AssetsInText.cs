using System.Text;
using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation.Named;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Looks;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>
/// The assets that a text names, by name and alias; of the library by name, which is looked up and not read through. A longer name
/// hides a shorter one inside it: “Mara’s flat” does not name Mara.
/// </summary>
internal sealed class AssetsInText(LibraryContext db) : INamedAssets
{
    /// <summary>Words of a text that are looked at, words and letters of the longest name of the library that is found.</summary>
    private const int MostWords = 400,
        LongestName = 5;

    private static readonly char[] Edges = [.. ".,;:!?\"()[]“”'–—…，。、；：！？「」"];

    public async Task<IReadOnlyList<NamedAsset>> InAsync(
        Guid? projectId,
        string text,
        IReadOnlyCollection<Guid> but,
        CancellationToken cancel
    )
    {
        var plain = Plain(text);
        var known = projectId is { } project ? await OfProjectAsync(project, but, cancel) : await OfLibraryAsync(plain, but, cancel);
        var own = known.Where(k => k.IsSubject).Select(k => (k.Name, k.Type)).ToHashSet();
        var found = Find(plain, known, cancel).Where(k => !own.Contains((k.Name, k.Type))).ToList();
        var ids = found.ConvertAll(f => f.Id);
        var pictures =
            ids.Count == 0
                ? []
                : await (
                    from history in db.Set<History>()
                    where ids.Contains(history.SubjectId) && history.Key == AssetKeys.Reference
                    join version in db.Set<AssetVersion>()
                        on new { HistoryId = history.Id, Number = history.BestNumber ?? 0 } equals new { version.HistoryId, version.Number }
                    join item in db.Set<MediaItem>() on version.MediaId equals item.Id
                    where item.Kind == MediaKind.Image
                    select new { history.SubjectId, item.Id }
                ).ToDictionaryAsync(p => p.SubjectId, p => p.Id, cancel);
        return
        [
            .. found
                // On several branches there may be one of the same name: it is one, and the one with a picture speaks for it.
                .GroupBy(f => (f.Name, f.Type))
                .Select(g =>
                {
                    var one = g.FirstOrDefault(f => pictures.ContainsKey(f.Id)) ?? g.First();
                    Guid? picture = pictures.TryGetValue(one.Id, out var id) ? id : null;
                    return new NamedAsset(one.Id, one.Name, one.Type, picture, one.Address, [.. g.Select(f => f.Id)]);
                }),
        ];
    }

    /// <summary>Of the branch that the picture is of; of all where it is of nothing.</summary>
    private async Task<List<Known>> OfProjectAsync(Guid project, IReadOnlyCollection<Guid> but, CancellationToken cancel)
    {
        var ofLooks = await db.Set<Look>().Where(l => but.Contains(l.Id)).Select(l => l.ProjectAssetId).ToListAsync(cancel);
        var own = but.Concat(ofLooks).ToHashSet();
        var branches = await db.Set<ProjectAsset>().Where(a => own.Contains(a.Id)).Select(a => a.BranchId).Distinct().ToListAsync(cancel);
        var rows = await db.Set<ProjectAsset>()
            .AsNoTracking()
            .Where(a => a.ProjectId == project && a.TrashedAt == null && (branches.Count == 0 || branches.Contains(a.BranchId)))
            .Select(a => new
            {
                a.Id,
                a.Name,
                a.Type,
                a.Aliases,
            })
            .ToListAsync(cancel);
        return rows.ConvertAll(a => new Known(
            a.Id,
            a.Name,
            a.Type,
            [.. a.Aliases.Prepend(a.Name).Select(Plain)],
            $"/Projects/{project}/Assets/{a.Id}",
            own.Contains(a.Id)
        ));
    }

    private async Task<List<Known>> OfLibraryAsync(string plain, IReadOnlyCollection<Guid> but, CancellationToken cancel)
    {
        var ofLooks = await db.Set<LibraryLook>().Where(l => but.Contains(l.Id)).Select(l => l.LibraryAssetId).ToListAsync(cancel);
        var own = but.Concat(ofLooks).ToHashSet();
        var runs = Runs(plain);
        var rows = await db.Set<LibraryAsset>()
            .AsNoTracking()
            .Where(a => a.TrashedAt == null && runs.Contains(a.NormalizedName))
            .OrderBy(a => a.Id)
            .Take(NamedReferences.Most * 4)
            .Select(a => new
            {
                a.Id,
                a.Name,
                a.Type,
            })
            .ToListAsync(cancel);
        return rows.ConvertAll(a => new Known(a.Id, a.Name, a.Type, [Plain(a.Name)], $"/Library/{a.Id}", own.Contains(a.Id)));
    }

    /// <summary>Every run of words that may be a name as the library stores it: with and without what may stand around it.</summary>
    private static List<string> Runs(string plain)
    {
        var words = plain.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords).ToList();
        var runs = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < words.Count; at++)
        {
            for (var count = 1; count <= Math.Min(LongestName, words.Count - at); count++)
            {
                var run = string.Join(' ', words.Skip(at).Take(count));
                var bare = run.Trim(Edges);
                foreach (var one in new[] { run, bare, bare.EndsWith("'s", StringComparison.Ordinal) ? bare[..^2] : bare })
                {
                    runs.Add(one);
                    runs.Add(one.Replace('\'', '’'));
                }
            }

            for (var i = 0; i < words[at].Length && Letters.IsUnspaced(words[at][i..]); i++)
            {
                for (var count = 1; count <= Math.Min(LongestName, words[at].Length - i); count++)
                {
                    runs.Add(words[at].Substring(i, count));
                }
            }
        }

        return [.. runs.Where(IsName)];
    }

    /// <summary>In the order in which they come, each once; the longest name wins where several begin or lie inside each other.</summary>
    private static List<Known> Find(string plain, List<Known> known, CancellationToken cancel)
    {
        var taken = new bool[plain.Length];
        var at = new Dictionary<Guid, int>();
        var byName = known
            .SelectMany(k => k.Names.Distinct(StringComparer.Ordinal).Select(n => (Name: n, Known: k)))
            .Where(p => IsName(p.Name))
            .ToLookup(p => p.Name, p => p.Known, StringComparer.Ordinal);
        foreach (var named in byName.OrderByDescending(g => g.Key.Length))
        {
            cancel.ThrowIfCancellationRequested();
            var name = named.Key;
            for (var i = plain.IndexOf(name, StringComparison.Ordinal); i >= 0; i = Next(i + 1))
            {
                if (IsWhole(plain, i, name.Length) && !taken.AsSpan(i, name.Length).Contains(true))
                {
                    // Others of the same name are named by it too.
                    foreach (var same in named)
                    {
                        at[same.Id] = at.TryGetValue(same.Id, out var before) ? Math.Min(before, i) : i;
                    }

                    taken.AsSpan(i, name.Length).Fill(true);
                }
            }

            int Next(int from) => from >= plain.Length ? -1 : plain.IndexOf(name, from, StringComparison.Ordinal);
        }

        return [.. known.Where(k => at.ContainsKey(k.Id)).OrderBy(k => at[k.Id])];
    }

    /// <summary>One letter is a name only where a letter is a word.</summary>
    private static bool IsName(string text) => text.Length > 1 || Letters.IsUnspaced(text);

    // Scripts without spaces have no edges of words.
    private static bool IsWhole(string text, int at, int length) => IsEdge(text, at - 1, at) && IsEdge(text, at + length, at + length - 1);

    private static bool IsEdge(string text, int outside, int inside) =>
        outside < 0
        || outside >= text.Length
        || !char.IsLetterOrDigit(text[outside])
        || !char.IsLetterOrDigit(text[inside])
        || (Rune.TryGetRuneAt(text, inside, out var letter) && Letters.IsUnspaced(letter));

    private static string Plain(string text) => PlainText.Of(text.Replace('’', '\''));

    /// <param name="Id">The asset.</param>
    /// <param name="Name">As it is called.</param>
    /// <param name="Type">What it is.</param>
    /// <param name="Names">As they are compared.</param>
    /// <param name="Address">Of its page.</param>
    /// <param name="IsSubject">The picture is of it: its name hides shorter ones, and is not told.</param>
    private sealed record Known(Guid Id, string Name, AssetType Type, IReadOnlyList<string> Names, string Address, bool IsSubject);
}
