using System.Text.Json;
using System.Text.Json.Nodes;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Assets.Matching;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Inbox;

/// <summary>Open candidates, matched with the library at once.</summary>
internal sealed class MatchCandidates(LibraryContext db) : IMatchCandidates
{
    public async Task<MatchCandidate?> FindAsync(Guid branchId, Guid id, bool onlyShown = false, CancellationToken cancel = default) =>
        await db.Set<Candidate>().SingleOrDefaultAsync(c => c.Id == id && c.BranchId == branchId, cancel) is not { } candidate ? null
        : candidate.State == CandidateState.Open || onlyShown ? new Found(db, candidate)
        : throw new RefusedException(StatusCodes.Status409Conflict, "decided", "This candidate was already reviewed.");

    private sealed class Found(LibraryContext db, Candidate candidate) : MatchCandidate
    {
        public override Guid? ProjectId => candidate.ProjectId;

        public override Counterpart Counterpart =>
            new(candidate.Id, candidate.Type, candidate.Name, candidate.Aliases, candidate.Description, IsCandidate: true);

        public override IReadOnlyList<SceneAppearance> Scenes => candidate.Appearances();

        public override object Side => new CandidateSide { Candidates = [CandidateEntry.Of(candidate)] };

        public override async Task BecomeAsync(ProjectAsset asset, CancellationToken cancel)
        {
            candidate.Accept(asset.Id);
            asset.NoteSource(candidate, await db.Set<ExtractionRun>().SingleAsync(r => r.Id == candidate.RunId, cancel));
        }
    }
}

/// <summary>
/// What a project asset's metadata says about where it came from: <c>source</c> with the run, the extractor and how sure it was.
/// </summary>
internal static class AssetOrigin
{
    private const string Key = "source";

    /// <summary>Notes it on an asset that has none yet.</summary>
    public static void NoteSource(this ProjectAsset asset, Candidate candidate, ExtractionRun run)
    {
        var metadata = JsonNode.Parse(asset.Metadata)!.AsObject();
        if (metadata.TryAdd(Key, Of(candidate, run)))
        {
            asset.ReplaceMetadata(metadata.ToJsonString());
        }
    }

    private static JsonObject Of(Candidate candidate, ExtractionRun run) =>
        new()
        {
            ["candidateId"] = candidate.Id.ToString(),
            ["runId"] = run.Id.ToString(),
            ["extractor"] = run.Extractor,
            ["model"] = run.Model,
            ["confidence"] = JsonNamingPolicy.CamelCase.ConvertName(candidate.Confidence.ToString()),
        };
}
