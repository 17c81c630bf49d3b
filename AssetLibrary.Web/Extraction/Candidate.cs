using System.Text.Json;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Scripts;

namespace AssetLibrary.Web.Extraction;

/// <summary>Superseded: a newer run has its own, or the asset that it is was removed. Merged: it went into another candidate.</summary>
public enum CandidateState
{
    Open,
    Accepted,
    Rejected,
    Superseded,
    Merged,
}

/// <summary>One run of an extractor over a draft; it shares its id with the job that did it.</summary>
public sealed class ExtractionRun : IOfProject, ICreated
{
    public required Guid Id { get; init; }
    public required Guid? ProjectId { get; init; }
    public required Guid BranchId { get; init; }
    public required Guid DraftId { get; init; }
    public required string Extractor { get; init; }

    /// <summary>The style that was chosen when it ran, and its revision.</summary>
    public required Guid StyleId { get; init; }
    public int Candidates { get; set; }

    /// <summary>Of them, those that are in the project already, with nothing new about them: accepted by a person before.</summary>
    public int Known { get; set; }

    /// <summary>Found, but not shown: rejected by a person before, or removed from the project.</summary>
    public int Dropped { get; set; }

    /// <summary>Said by the model, but not borne out by the script.</summary>
    public int Unproven { get; set; }

    /// <summary>The language model that was asked, and the version of what it was told; null where none is.</summary>
    public string? Model { get; set; }
    public string? PromptVersion { get; set; }

    /// <summary>Where the language model cannot be used, the built-in extractor reads: a choice made when it was asked for.</summary>
    public bool Fallback { get; init; }

    /// <summary>The built-in extractor read instead.</summary>
    public bool FellBack { get; set; }

    /// <summary>What it was expected to cost when it was asked for, in millionths of a US dollar; null for nothing.</summary>
    public long? EstimateMicroUsd { get; set; }
    public int Calls { get; private set; }
    public long InputTokens { get; private set; }
    public long OutputTokens { get; private set; }
    public long CostMicroUsd { get; private set; }
    public int CachedScenes { get; set; }
    public long ElapsedMs { get; set; }

    /// <summary>JSON: how many answers needed how much repair.</summary>
    public string Tiers { get; set; } = "{}";

    /// <summary>JSON: sentences for a person.</summary>
    public string Notices { get; set; } = "[]";

    /// <summary>JSON: the first <see cref="DroppedItem"/>s that were not borne out.</summary>
    public string Unbelieved { get; set; } = "[]";
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }
}

/// <summary>Something extraction found, with the lines that prove it, waiting in the inbox for a decision.</summary>
public sealed class Candidate : IOfProject
{
    public const int MaxDoubt = 500;

    private Candidate() { }

    public Guid Id { get; private set; } = Ids.New();
    public Guid? ProjectId { get; private set; }
    public Guid BranchId { get; private set; }
    public Guid RunId { get; private set; }

    /// <summary>Its place in the run's order: characters first, the most important first.</summary>
    public int Ordinal { get; private set; }
    public AssetType Type { get; private set; }
    public string Name { get; private set; } = "";
    public string NormalizedName { get; private set; } = "";
    public List<string> Aliases { get; private set; } = [];
    public string Description { get; private set; } = "";
    public Confidence Confidence { get; private set; }
    public bool Speaks { get; private set; }

    /// <summary>Why the extractor asks a person to look; null where it has no doubt.</summary>
    public string? Doubt { get; private set; }
    public CandidateState State { get; private set; }

    /// <summary>What it became, once it was accepted.</summary>
    public Guid? ProjectAssetId { get; private set; }

    /// <summary>The candidate it was merged into.</summary>
    public Guid? MergedIntoId { get; private set; }

    /// <summary>JSON: <see cref="SceneAppearance"/>s.</summary>
    public string AppearancesJson { get; private set; } = "[]";

    /// <summary>How often it is named in all its scenes: what the inbox sorts by.</summary>
    public int Mentions { get; private set; }

    public static Candidate From(ExtractionRun run, int ordinal, FoundAsset found, IReadOnlyDictionary<int, Guid> scenes)
    {
        var candidate = new Candidate
        {
            ProjectId = run.ProjectId,
            BranchId = run.BranchId,
            RunId = run.Id,
            Ordinal = ordinal,
            Confidence = found.Confidence,
            Doubt = found.Doubt is null ? null : SearchText.Cut(found.Doubt, MaxDoubt),
        };
        candidate.Describe(
            found.Type,
            SearchText.Cut(found.Name, TypedText.MaxName),
            found.Aliases.Where(a => a.Length <= TypedText.MaxName).Take(50),
            SearchText.Cut(found.Description, TypedText.MaxDescription)
        );
        candidate.AppearAs(
            JsonSerializer.Serialize(
                found
                    .Appearances.Where(a => scenes.ContainsKey(a.Scene))
                    .Select(a => new SceneAppearance(scenes[a.Scene], a.Speaks, a.Count))
            ),
            found.Speaks
        );
        return candidate;
    }

    public IReadOnlyList<SceneAppearance> Appearances() => JsonSerializer.Deserialize<List<SceneAppearance>>(AppearancesJson) ?? [];

    public void Describe(AssetType type, string? name, IEnumerable<string> aliases, string? description)
    {
        Type = type;
        Name = TypedText.Name(name);
        NormalizedName = SearchText.Cut(SearchText.Normalize(Name), TypedText.MaxName * 4);
        Aliases = TypedText.Aliases(aliases, Name);
        Description = TypedText.Description(description);
    }

    /// <summary>A part of this one that stands on its own from now on, in the same place of the same run.</summary>
    public Candidate Split(string name, IEnumerable<string> aliases)
    {
        var part = new Candidate
        {
            ProjectId = ProjectId,
            BranchId = BranchId,
            RunId = RunId,
            Ordinal = Ordinal,
            Confidence = Confidence,
        };
        part.Describe(Type, name, aliases, "");
        return part;
    }

    public void Appear(IEnumerable<SceneAppearance> scenes) => AppearAs(JsonSerializer.Serialize(scenes), null);

    /// <summary>As <see cref="AppearancesJson"/> was before; whether it speaks follows from the scenes unless it is told.</summary>
    public void AppearAs(string json, bool? speaks)
    {
        AppearancesJson = json;
        var scenes = Appearances();
        (Speaks, Mentions) = (speaks ?? scenes.Any(a => a.Speaks), scenes.Sum(a => a.Count));
    }

    public void Accept(Guid asset) => (State, ProjectAssetId) = (CandidateState.Accepted, asset);

    public void Reject() => (State, ProjectAssetId) = (CandidateState.Rejected, null);

    public void Supersede() => State = CandidateState.Superseded;

    public void MergeInto(Candidate other) => (State, MergedIntoId) = (CandidateState.Merged, other.Id);

    public void Reopen() => (State, ProjectAssetId, MergedIntoId) = (CandidateState.Open, null, null);
}

/// <summary>A quoted line of the draft that proves a candidate.</summary>
public sealed class Evidence : IOfProject
{
    public Guid Id { get; init; } = Ids.New();
    public required Guid CandidateId { get; set; }
    public Guid? ProjectId { get; init; }
    public Guid? SceneId { get; init; }
    public string? SceneNumber { get; init; }
    public required int Line { get; init; }
    public required string Quote { get; init; }
}
