using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Screenplays;

namespace AssetLibrary.Web.Scripts;

/// <summary>One stored version of a script; the highest number is current. Its bytes lie in the blob store.</summary>
public sealed class Draft : IOfProject, ICreated
{
    public Guid Id { get; init; } = Ids.New();
    public Guid? ProjectId { get; init; }
    public required Guid BranchId { get; init; }
    public required int Number { get; init; }
    public required string FileName { get; set; }
    public required string Format { get; init; }
    public required string Encoding { get; init; }
    public required string? Title { get; init; }

    /// <summary>What it is read from again: the bytes as they came, or the text that was taken out of them (of a PDF).</summary>
    public required BlobRef TextSha256 { get; init; }

    /// <summary>The bytes as they came, where those are not the text.</summary>
    public BlobRef? SourceSha256 { get; init; }
    public required int SceneCount { get; init; }
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }

    public void Rename(string name) => FileName = name;
}

/// <summary>A scene of a branch. It keeps its identity from draft to draft, and so all that was made for it.</summary>
public sealed class Scene : IOfProject
{
    public Guid Id { get; init; } = Ids.New();
    public Guid? ProjectId { get; init; }
    public required Guid BranchId { get; init; }

    /// <summary>1-based, in the newest draft that has it.</summary>
    public int Ordinal { get; set; }
    public string? Number { get; set; }
    public string Heading { get; set; } = "";
    public string? IntExt { get; set; }
    public string? Location { get; set; }
    public string? TimeOfDay { get; set; }
    public List<string> Characters { get; set; } = [];
    public required int FirstDraft { get; init; }

    /// <summary>The last draft that had it; null while the newest one does.</summary>
    public int? LastDraft { get; set; }

    /// <summary>As the newest draft has it.</summary>
    public void Become(ScreenplayScene read) =>
        (Ordinal, Number, Heading, IntExt, Location, TimeOfDay, Characters, LastDraft) = (
            read.Ordinal,
            read.Number,
            read.Heading,
            read.IntExt,
            read.Location,
            read.TimeOfDay,
            [.. read.Characters],
            null
        );
}

/// <summary>What a scene was like in a draft, and where it stands there in 1-based lines of the decoded text.</summary>
public sealed class SceneText : IOfProject
{
    public required Guid SceneId { get; init; }
    public required Guid DraftId { get; init; }
    public Guid? ProjectId { get; init; }
    public int Ordinal { get; init; }
    public string? Number { get; init; }
    public string Heading { get; init; } = "";
    public required int FromLine { get; init; }
    public required int ToLine { get; init; }

    /// <summary>Its length in eighths of a page, where the file says it; null where only lines are known.</summary>
    public int? Eighths { get; init; }

    /// <summary>SHA-256 of the scene's text: an unchanged scene has an unchanged hash.</summary>
    public required string Hash { get; init; }
}
