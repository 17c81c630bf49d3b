using System.Text.Json;
using System.Text.Json.Nodes;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Projects;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Matching;

/// <summary>What a project asset's metadata says about where it came from: <c>source</c> with the run, the extractor and how sure it was.</summary>
internal static class AssetOrigin
{
    public const string Key = "source";

    public static JsonObject Of(Candidate candidate, ExtractionRun run) => new()
    {
        ["candidateId"] = candidate.Id.ToString(),
        ["runId"] = run.Id.ToString(),
        ["extractor"] = run.Extractor,
        ["model"] = run.Model,
        ["confidence"] = JsonNamingPolicy.CamelCase.ConvertName(candidate.Confidence.ToString()),
    };

    /// <summary>Notes it on an asset that has none yet.</summary>
    public static void NoteSource(this ProjectAsset asset, Candidate candidate, ExtractionRun run)
    {
        var metadata = JsonNode.Parse(asset.Metadata)!.AsObject();
        if (metadata.TryAdd(Key, Of(candidate, run)))
        {
            asset.ReplaceMetadata(metadata.ToJsonString());
        }
    }
}

/// <summary>Gives the assets that were made before there was metadata what is known of them: their run, confidence, last style and job.</summary>
internal sealed class MetadataBackfill : IAfterMigration
{
    private const int AtOnce = 200;

    public async Task RunAsync(LibraryContext db, CancellationToken cancel)
    {
        var after = Guid.Empty;
        while (true)
        {
            var some = await db.Set<ProjectAsset>().IgnoreQueryFilters([LibraryContext.Access]).Where(a => a.Id.CompareTo(after) > 0).OrderBy(a => a.Id).Take(AtOnce).Select(a => new { a.Id, a.Metadata }).ToListAsync(cancel);
            if (some.Count == 0)
            {
                return;
            }

            await FillAsync(db, some.ToDictionary(a => a.Id, a => a.Metadata), cancel);
            after = some[^1].Id;
        }
    }

    private static async Task FillAsync(LibraryContext db, Dictionary<Guid, string> assets, CancellationToken cancel)
    {
        var candidates = (await db.Set<Candidate>().IgnoreQueryFilters([LibraryContext.Access]).AsNoTracking().Where(c => c.ProjectAssetId != null && assets.Keys.Contains(c.ProjectAssetId.Value)).OrderBy(c => c.Id)
            .Join(db.Set<ExtractionRun>().IgnoreQueryFilters([LibraryContext.Access]), c => c.RunId, r => r.Id, (c, r) => new { Candidate = c, Run = r }).ToListAsync(cancel)).ToLookup(r => r.Candidate.ProjectAssetId!.Value);
        var requests = (await db.Set<GenerationRequest>().IgnoreQueryFilters([LibraryContext.Access]).AsNoTracking().Where(r => r.MediaId != null && r.SubjectId != null && assets.Keys.Contains(r.SubjectId.Value)).OrderBy(r => r.Id)
            .Select(r => new { r.Id, r.SubjectId, r.Sent }).ToListAsync(cancel)).ToLookup(r => r.SubjectId!.Value);
        foreach (var (id, metadata) in assets)
        {
            var known = JsonNode.Parse(metadata)!.AsObject();
            var notes = new JsonObject();
            if (candidates[id].FirstOrDefault() is { } found)
            {
                notes[AssetOrigin.Key] = AssetOrigin.Of(found.Candidate, found.Run);
            }

            if (requests[id].LastOrDefault() is { } last)
            {
                foreach (var (key, value) in GenerationJob.Notes(JsonSerializer.Deserialize<Sent>(last.Sent, JsonSerializerOptions.Web)!, last.Id))
                {
                    notes[key] = value?.DeepClone();
                }
            }

            foreach (var key in notes.Select(n => n.Key).Where(k => known.ContainsKey(k) || notes[k] is null).ToList())
            {
                notes.Remove(key);
            }

            if (notes.Count > 0)
            {
                await db.NoteAsync(id, notes, cancel);
            }
        }
    }
}
