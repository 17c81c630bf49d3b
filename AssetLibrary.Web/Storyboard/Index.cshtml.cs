using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared.Htmx;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Storyboard;

/// <summary>The scenes of a branch with their frames and clips.</summary>
public sealed class StoryboardPage(LibraryContext db, CurrentViewer viewer) : ProjectPage(db, viewer)
{
    private const int PageSize = 30,
        MostShown = 300;

    public Board Board { get; private set; } = null!;
    public int Scenes { get; private set; }

    /// <summary>Scenes without a picture, by key.</summary>
    public IReadOnlyDictionary<string, int> Missing { get; private set; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Only scenes that lack this one.</summary>
    [BindProperty(SupportsGet = true, Name = "missing")]
    public string? Only { get; set; }

    public string? More => Board.After is { } after ? Place.At("/Scenes", ("missing", Only), ("after", after)) : null;

    public async Task<IActionResult> OnGetAsync(int? after, int? shown, CancellationToken cancel)
    {
        var branch = await BranchAsync();
        Only = Frame.Kinds.Any(k => k.Key == Only) ? Only : null;
        Board = await Board.LoadAsync(
            Db,
            Board.Scenes(Db, branch.Id, Only),
            after,
            Math.Clamp(shown ?? PageSize, PageSize, MostShown),
            cancel
        );
        if (after is not null && Request.IsHtmxPartial())
        {
            return Partial("_Rows", this);
        }

        Scenes = await Board.Scenes(Db, branch.Id, null).CountAsync(cancel);
        var there = await Db.Set<History>()
            .Where(h => h.BestNumber != null && Board.Scenes(Db, branch.Id, null).Any(s => s.Id == h.SubjectId))
            .GroupBy(h => h.Key)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        Missing = Frame.Kinds.ToDictionary(k => k.Key, k => Scenes - there.GetValueOrDefault(k.Key), StringComparer.Ordinal);
        return Page();
    }
}
