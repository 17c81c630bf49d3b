using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation.Named;
using AssetLibrary.Web.Library.Assets;
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
    /// <summary>Words of a text that are looked at, and words of the longest name of the library that is found.</summary>
    private const int MostWords = 400,
        LongestName = 5;

    public async Task<IReadOnlyList<NamedAsset>> InAsync(
        Guid? projectId,
        string text,
        IReadOnlyCollection<Guid> but,
        CancellationToken cancel
    )
    {
        var plain = Plain(text);
        var known = projectId is { } project ? await OfProjectAsync(project, but, cancel) : await OfLibraryAsync(plain, but, cancel);
        var found = Find(plain, known);
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
                .Select(f => new NamedAsset(f.Id, f.Name, f.Type, pictures.TryGetValue(f.Id, out var id) ? id : null, f.Address))
                // On several branches there may be one of the same name: it is one, and the one with a picture speaks for it.
                .GroupBy(f => (f.Name, f.Type))
                .Select(g => g.FirstOrDefault(f => f.PictureId is not null) ?? g.First()),
        ];
    }

    private async Task<List<Known>> OfProjectAsync(Guid project, IReadOnlyCollection<Guid> but, CancellationToken cancel)
    {
        var ofLooks = await db.Set<Look>().Where(l => but.Contains(l.Id)).Select(l => l.ProjectAssetId).ToListAsync(cancel);
        var rows = await db.Set<ProjectAsset>()
            .AsNoTracking()
            .Where(a => a.ProjectId == project && a.TrashedAt == null && !but.Contains(a.Id) && !ofLooks.Contains(a.Id))
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
            $"/Projects/{project}/Assets/{a.Id}"
        ));
    }

    private async Task<List<Known>> OfLibraryAsync(string plain, IReadOnlyCollection<Guid> but, CancellationToken cancel)
    {
        var words = plain.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords).Select(w => w.Trim(Edges)).ToList();
        var runs = Enumerable
            .Range(0, words.Count)
            .SelectMany(at =>
                Enumerable.Range(1, Math.Min(LongestName, words.Count - at)).Select(n => string.Join(' ', words.Skip(at).Take(n)))
            )
            .Where(r => r.Length > 1)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var rows = await db.Set<LibraryAsset>()
            .AsNoTracking()
            .Where(a => a.TrashedAt == null && runs.Contains(a.NormalizedName) && !but.Contains(a.Id))
            .OrderBy(a => a.Id)
            .Take(NamedReferences.Most * 4)
            .Select(a => new
            {
                a.Id,
                a.Name,
                a.Type,
            })
            .ToListAsync(cancel);
        return rows.ConvertAll(a => new Known(a.Id, a.Name, a.Type, [Plain(a.Name)], $"/Library/{a.Id}"));
    }

    /// <summary>In the order in which they come, each once; the longest name wins where several begin or lie inside each other.</summary>
    private static List<Known> Find(string plain, List<Known> known)
    {
        var taken = new bool[plain.Length];
        var at = new Dictionary<Guid, int>();
        foreach (var (asset, name) in known.SelectMany(k => k.Names.Select(n => (k, n))).OrderByDescending(p => p.n.Length))
        {
            for (var i = Next(0); i >= 0; i = Next(i + 1))
            {
                if (IsWhole(plain, i, name.Length) && !taken.AsSpan(i, name.Length).Contains(true))
                {
                    // Others of the same name are named by it too.
                    foreach (var same in known.Where(k => k.Names.Contains(name, StringComparer.Ordinal)))
                    {
                        at[same.Id] = at.TryGetValue(same.Id, out var before) ? Math.Min(before, i) : i;
                    }

                    taken.AsSpan(i, name.Length).Fill(true);
                }
            }

            int Next(int from) => name.Length < 2 || from >= plain.Length ? -1 : plain.IndexOf(name, from, StringComparison.Ordinal);
        }

        return [.. known.Where(k => at.ContainsKey(k.Id)).OrderBy(k => at[k.Id])];
    }

    // Scripts without spaces have no edges of words.
    private static bool IsWhole(string text, int at, int length) =>
        (at == 0 || !char.IsLetterOrDigit(text[at - 1]) || !char.IsLetterOrDigit(text[at]) || Letters.IsUnspaced(text[at..]))
        && (
            at + length == text.Length
            || !char.IsLetterOrDigit(text[at + length])
            || !char.IsLetterOrDigit(text[at + length - 1])
            || Letters.IsUnspaced(text[(at + length - 1)..])
        );

    private static string Plain(string text) => PlainText.Of(text.Replace('’', '\''));

    private static readonly char[] Edges = ['.', ',', ';', ':', '!', '?', '"', '(', ')', '[', ']', '“', '”', '\'', '–', '—', '…'];

    private sealed record Known(Guid Id, string Name, AssetType Type, IReadOnlyList<string> Names, string Address);
}
