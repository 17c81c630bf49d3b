using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets.Merging;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Matching;

public enum NameStrategy
{
    Project,
    Library,
    Custom,
}

public enum DescriptionStrategy
{
    Library,
    Project,
    Merged,
}

/// <summary>What comes from the library into a project, beside what stands there, and how name, text and picture are settled.</summary>
/// <param name="LibraryAssetId">What is cloned.</param>
/// <param name="AssetId">The project asset that it is matched with; it stays the same asset and gets the link.</param>
/// <param name="CandidateId">Or the candidate in the inbox, which is accepted with it.</param>
public sealed record MatchRequest(Guid LibraryAssetId, Guid? AssetId = null, Guid? CandidateId = null)
{
    /// <summary>The counterpart's revision that was looked at; null for a candidate, or where none was.</summary>
    public int? Revision { get; init; }

    /// <summary>Null: the project's where there is a counterpart, else the library's.</summary>
    public NameStrategy? Name { get; init; }
    public string? CustomName { get; init; }

    /// <summary>Null: merged where there is a counterpart, else the library's.</summary>
    public DescriptionStrategy? Description { get; init; }

    /// <summary>The text itself, whatever the strategy says.</summary>
    public string? DescriptionText { get; init; }

    /// <summary>Whether the library's picture becomes the best one here; without it only where there is none yet.</summary>
    public bool TakePicture { get; init; }

    /// <summary>Whether a new picture is made of the result.</summary>
    public bool Regenerate { get; init; }

    /// <summary>Whether a language model may be asked for a merged text that is not given; it costs money.</summary>
    public bool AskModel { get; init; }
}

/// <summary>What a match would make, and why the two may be one.</summary>
public sealed record MatchPreview(
    LibraryAsset Library,
    Counterpart? Counterpart,
    string Name,
    string Description,
    IReadOnlyList<string> Reasons,
    IReadOnlyDictionary<NameStrategy, string> Names
)
{
    /// <summary>Sentences about the merged description.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}

/// <summary>The project asset or candidate that a library asset is held against.</summary>
public sealed record Counterpart(Guid Id, AssetType Type, string Name, IReadOnlyList<string> Aliases, string Description, bool IsCandidate);

public sealed record Matched(ProjectAsset Asset, Decision Decision, Job? Job);

/// <summary>
/// Clones a library asset into a branch: on its own, for a candidate, or into an asset that is there. All of it or nothing, and one line in
/// the ledger.
/// </summary>
public sealed class AssetMatch(
    LibraryContext db,
    PictureRequests pictures,
    DescriptionMerge merging,
    ModelSpending spending,
    LibraryMatches matches,
    IMatchCandidates candidates
)
{
    /// <exception cref="RefusedException">404 for what is not there; 409 over-budget where the model may not be asked; 422 for two of
    /// different types, or what cannot be a name or a description.</exception>
    public async Task<MatchPreview> PreviewAsync(Branch branch, MatchRequest wish, CancellationToken cancel = default) =>
        await PreviewAsync(await PartiesAsync(branch, wish, cancel), wish, cancel);

    /// <exception cref="RefusedException">As the preview; 409 decided for a candidate that is not open; 409 style-required for a picture
    /// without a style.</exception>
    public async Task<Matched> RunAsync(Branch branch, MatchRequest wish, CancellationToken cancel = default)
    {
        // A language model may be asked for the merged text, so nothing is held open meanwhile. Anyone who saves in the meantime was
        // faster.
        var seen = await PartiesAsync(branch, wish, cancel);
        seen.Asset?.Expect(wish.Revision);
        var preview = await PreviewAsync(seen, wish, cancel);
        db.ChangeTracker.Clear();
        return await db.WriteAsync(() => SettleAsync(branch, wish, seen, preview, cancel), cancel);
    }

    private async Task<Matched> SettleAsync(Branch branch, MatchRequest wish, Parties seen, MatchPreview preview, CancellationToken cancel)
    {
        var parties = await PartiesAsync(branch, wish, cancel);
        parties.Asset?.Expect(seen.Asset?.Revision);
        List<object> before =
        [
            .. parties.Candidate is { } waiting ? [waiting.Side] : Array.Empty<object>(),
            await SideAsync(parties.Asset, cancel),
        ];
        var names = parties.Library.Aliases.Concat(preview.Counterpart is { } other ? [other.Name, .. other.Aliases] : []);
        var asset = parties.Asset
            ?? ProjectAsset.Make(db, branch.ProjectId!.Value, branch.Id, parties.Library.Type, preview.Name, names, preview.Description);
        if (parties.Asset is not null)
        {
            asset.Edit(db, preview.Name, names, preview.Description);
        }

        await asset.FollowAsync(db, parties.Library, cancel);
        if (wish.TakePicture && asset.SyncedPictureId is { } media)
        {
            await TakePictureAsync(asset, media, cancel);
        }

        if (parties.Candidate is { } candidate)
        {
            await asset.AppearInAsync(db, candidate.Scenes, Math.Max, cancel);
            await candidate.BecomeAsync(asset, cancel);
        }

        db.Record("asset.matched", asset.Id, asset.ProjectId, $"{asset.Name} with {parties.Library.Name}");
        await db.SaveChangesAsync(cancel);
        var job = wish.Regenerate ? (await pictures.AddAsync(new([asset.Id]), cancel)).Jobs[0] : null;
        var decision = db.Record(
            DecisionVerb.Match,
            asset,
            before,
            [.. parties.Candidate is { } settled ? [settled.Side] : Array.Empty<object>(), await SideAsync(asset, cancel)]
        );
        return new(asset, decision, job);
    }

    private async Task<AssetSide> SideAsync(ProjectAsset? asset, CancellationToken cancel) =>
        new() { Assets = asset is null ? [] : [await AssetSnapshot.EntryAsync(db, asset, cancel)] };

    private async Task<MatchPreview> PreviewAsync(Parties parties, MatchRequest wish, CancellationToken cancel)
    {
        var (library, other) = (parties.Library, parties.Counterpart);
        var names = new Dictionary<NameStrategy, string>
        {
            [NameStrategy.Project] = other?.Name ?? library.Name,
            [NameStrategy.Library] = With(library.Name, other?.Name),
            [NameStrategy.Custom] = With(SearchText.Clean(wish.CustomName) is { Length: > 0 } custom ? custom : "Custom", other?.Name),
        };
        var strategy = wish.Name ?? (other is null ? NameStrategy.Library : NameStrategy.Project);
        if (strategy == NameStrategy.Custom && string.IsNullOrWhiteSpace(wish.CustomName))
        {
            throw RefusedException.Invalid("Enter a custom name.", "customName");
        }

        var merged =
            wish.DescriptionText is null
            && other is not null
            && (wish.Description ?? DescriptionStrategy.Merged) == DescriptionStrategy.Merged
                ? wish.AskModel
                    ? await AskAsync(parties, library.Description, other.Description, cancel)
                    : BuiltInMerge.Merge(library.Description, other.Description)
                : null;
        var description = merged?.Text
            ?? wish.DescriptionText
            ?? (wish.Description == DescriptionStrategy.Project ? other?.Description ?? "" : library.Description);
        var likely = other is null
            ? []
            : await matches.LikelyAsync(other.Type, other.Name, other.Aliases, other.Description, cancel: cancel);
        return new(
            library,
            other,
            TypedText.Name(names[strategy]),
            TypedText.Description(description),
            likely.FirstOrDefault(l => l.Id == library.Id)?.Reasons ?? [],
            names
        )
        {
            Notices = merged?.Notices ?? [],
        };
    }

    /// <summary>What it costs is paid when the answer is there, whatever is decided later.</summary>
    private Task<MergedDescription> AskAsync(Parties parties, string library, string project, CancellationToken cancel)
    {
        var (of, estimate) = (parties.Asset?.ProjectId ?? parties.Candidate?.ProjectId, merging.Estimate(library, project));
        var question = new PaidQuestion(estimate, of, db.ViewerId, parties.Asset?.Id, DescriptionMerge.Patience);
        return spending.AskAsync(question, () => merging.MergeAsync(library, project, cancel), merged => merged.CostMicroUsd, cancel);
    }

    private static string With(string name, string? project) =>
        project is null || SearchText.Normalize(project) == SearchText.Normalize(name) ? name : $"{name} ({project})";

    private async Task<Parties> PartiesAsync(Branch branch, MatchRequest wish, CancellationToken cancel)
    {
        var library = await db.Set<LibraryAsset>().SingleOrDefaultAsync(a => a.Id == wish.LibraryAssetId && a.TrashedAt == null, cancel)
            ?? throw RefusedException.NotFound();
        if (wish is { AssetId: not null, CandidateId: not null })
        {
            throw RefusedException.Invalid("Match with an asset or a candidate, not both.");
        }

        var asset = wish.AssetId is null
            ? null
            : await db.Set<ProjectAsset>()
                .SingleOrDefaultAsync(a => a.Id == wish.AssetId && a.BranchId == branch.Id && a.TrashedAt == null, cancel)
                ?? throw RefusedException.NotFound();
        var candidate = wish.CandidateId is { } waiting
            ? await candidates.FindAsync(branch.Id, waiting, cancel: cancel) ?? throw RefusedException.NotFound()
            : null;
        var parties = new Parties(library, asset, candidate);
        return parties.Counterpart is { } other && other.Type != library.Type
            ? throw RefusedException.Invalid(
                $"“{other.Name}” is a {other.Type.ToString().ToLowerInvariant()}, but “{library.Name}” is a "
                    + $"{library.Type.ToString().ToLowerInvariant()}. Choose two of the same type."
            )
            : parties;
    }

    private async Task TakePictureAsync(ProjectAsset asset, Guid media, CancellationToken cancel)
    {
        var history = await db.Set<History>().SingleOrDefaultAsync(h => h.SubjectId == asset.Id && h.Key == AssetKeys.Reference, cancel);
        if (
            history is not null
            && await db.Set<AssetVersion>()
                .AnyAsync(v => v.HistoryId == history.Id && v.Number == history.BestNumber && v.MediaId == media, cancel)
        )
        {
            return;
        }

        var last = await db.AppendAsync(asset.Subject, AssetKeys.Reference, [media], cancel: cancel);
        await db.SaveChangesAsync(cancel);
        await db.ChooseBestAsync(
            history ?? await db.Set<History>().SingleAsync(h => h.SubjectId == asset.Id && h.Key == AssetKeys.Reference, cancel),
            last,
            cancel
        );
    }

    private sealed record Parties(LibraryAsset Library, ProjectAsset? Asset, MatchCandidate? Candidate)
    {
        public Counterpart? Counterpart =>
            Asset is not null ? new(Asset.Id, Asset.Type, Asset.Name, Asset.Aliases, Asset.Description, false) : Candidate?.Counterpart;
    }
}
