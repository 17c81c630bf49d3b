using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared.Htmx;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Matching;

/// <summary>The library to choose from: for a clone, or for a match with an asset or a candidate of this project.</summary>
public sealed class FromLibraryPage(
    LibraryContext db,
    CurrentViewer viewer,
    LibraryMatches matches,
    LibraryList list,
    IMatchCandidates candidates
) : ProjectPage(db, viewer)
{
    private const int Most = 40;

    [FromQuery(Name = "")]
    public AssetFilter Filter { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "asset")]
    public Guid? AssetId { get; set; }

    [BindProperty(SupportsGet = true, Name = "candidate")]
    public Guid? CandidateId { get; set; }

    /// <summary>The one that is to be matched; null when something new is added.</summary>
    public string? Counterpart { get; private set; }
    public IReadOnlyList<LibraryChoice> Choices { get; private set; } = [];
    public bool HasMore { get; private set; }

    /// <summary>What matching takes for it, the nearest first.</summary>
    public IReadOnlyList<LikelyAsset> Likely { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var branch = await BranchAsync();
        if (AssetId is not null || CandidateId is not null)
        {
            if (await OfAsync(branch.Id) is not { } of)
            {
                return NotFound();
            }

            (Counterpart, Filter) = (of.Name, Filter with { Type = of.Type });
            Likely = await matches.LikelyAsync(of.Type, of.Name, of.Aliases, of.Description);
        }

        var found = await list.PageAsync(Filter with { Trash = false }, null, Most, full: false);
        HasMore = found.Next is not null;
        var shown = found
            .Rows.Select(r => new
            {
                r.Id,
                r.Type,
                r.Name,
                r.Description,
            })
            .ToList();
        if (string.IsNullOrWhiteSpace(Filter.Query) && Likely.Count > 0)
        {
            // Those that may be it stand first, whatever the order of the rest.
            var near = Likely.Select(l => l.Id).ToList();
            var missing = near.Except(shown.Select(r => r.Id)).ToList();
            shown.AddRange(
                await Db.Set<LibraryAsset>()
                    .Where(a => missing.Contains(a.Id))
                    .Select(a => new
                    {
                        a.Id,
                        a.Type,
                        a.Name,
                        a.Description,
                    })
                    .AsNoTracking()
                    .ToListAsync()
            );
            shown = [.. shown.OrderBy(r => near.IndexOf(r.Id) is >= 0 and var at ? at : int.MaxValue)];
        }

        var ids = shown.ConvertAll(r => r.Id);
        var pictures = await Db.BestOfAsync(ids);
        var here = (
            await Db.Set<ProjectAsset>()
                .Where(a =>
                    a.BranchId == branch.Id && a.TrashedAt == null && a.LibraryAssetId != null && ids.Contains(a.LibraryAssetId.Value)
                )
                .Select(a => new { Library = a.LibraryAssetId!.Value, a.Id })
                .ToListAsync()
        )
            .GroupBy(a => a.Library)
            .ToDictionary(g => g.Key, g => g.First().Id);
        Choices = shown.ConvertAll(r => new LibraryChoice(
            r.Id,
            r.Type,
            r.Name,
            r.Description,
            pictures.GetValueOrDefault(r.Id),
            here.TryGetValue(r.Id, out var copy) ? copy : null,
            Likely.FirstOrDefault(l => l.Id == r.Id)?.Reasons ?? [],
            Likely.FirstOrDefault(l => l.Id == r.Id)?.Score ?? 0
        ));
        return Request.IsHtmxPartial() ? Partial("_FromLibrary", this) : Page();
    }

    private async Task<Counterpart?> OfAsync(Guid branch) =>
        AssetId is null
            ? (await candidates.FindAsync(branch, CandidateId!.Value, onlyShown: true))?.Counterpart
            : await Db.Set<ProjectAsset>()
                .Where(a => a.Id == AssetId && a.BranchId == branch && a.TrashedAt == null)
                .Select(a => new Counterpart(a.Id, a.Type, a.Name, a.Aliases, a.Description, false))
                .SingleOrDefaultAsync();

    public string Address(AssetType? type) =>
        Place.At(
            "/FromLibrary",
            ("type", type?.ToString().ToLowerInvariant()),
            ("q", Filter.Query),
            ("asset", AssetId),
            ("candidate", CandidateId)
        );

    public string Match(Guid library) => Place.At("/Match", ("library", library), ("asset", AssetId), ("candidate", CandidateId));
}

public sealed record LibraryChoice(
    Guid Id,
    AssetType Type,
    string Name,
    string Description,
    Picture? Picture,
    Guid? HereId,
    IReadOnlyList<string> Reasons,
    double Score
);
