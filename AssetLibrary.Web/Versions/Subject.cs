using AssetLibrary.Web.Database;

namespace AssetLibrary.Web.Versions;

public enum SubjectType
{
    Project,
    Scene,
    LibraryAsset,
    LibraryLook,
    ProjectAsset,
    Look,
    StyleCapsule,
}

/// <summary>What histories belong to. It shares its key with the noun that it stands for and is made together with it.</summary>
public sealed class Subject : IOfProject
{
    public required Guid Id { get; init; }
    public required SubjectType Type { get; init; }
    public required Guid? ProjectId { get; init; }
}

/// <summary>The versions of one subject under one key, and which of them is best.</summary>
public sealed class History : IOfProject
{
    public Guid Id { get; init; } = Ids.New();
    public Guid SubjectId { get; init; }
    public Guid? ProjectId { get; init; }
    public string Key { get; init; } = "";

    /// <summary>Assigned by the database in one atomic step: two writers never get the same.</summary>
    public int LastNumber { get; internal set; }
    public int? BestNumber { get; private set; }

    /// <summary>Set when a person chose: from then on a new version no longer becomes best automatically.</summary>
    public DateTimeOffset? BestChosenAt { get; private set; }
    public Guid? BestChosenBy { get; private set; }

    public void ChooseBest(int number, DateTimeOffset now, Guid? by) => (BestNumber, BestChosenAt, BestChosenBy) = (number, now, by);

    /// <summary>As it was: an undo.</summary>
    public void RestoreBest(int? number, DateTimeOffset? chosenAt, Guid? chosenBy) =>
        (BestNumber, BestChosenAt, BestChosenBy) = (number, chosenAt, chosenBy);

    /// <summary>Forgets the numbers behind this one, whose versions are removed in the same save.</summary>
    public void RestoreLast(int number) => LastNumber = number;

    internal void Grow(int best)
    {
        if (BestChosenAt is null)
        {
            BestNumber = best;
        }
    }
}

/// <summary>Media item number <see cref="Number"/> in a history. Never overwritten.</summary>
public sealed class AssetVersion : IOfProject, ICreated
{
    public required Guid HistoryId { get; init; }
    public required int Number { get; init; }
    public required Guid MediaId { get; init; }
    public Guid? ProjectId { get; init; }

    /// <summary>The key in <see cref="Metadata"/> of a sentence that its history shows.</summary>
    public const string NoteKey = "note";

    /// <summary>A JSON object: <c>evaluation.qualityScore</c> and whatever else.</summary>
    public string Metadata { get; set; } = "{}";
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }
}

/// <summary>The keys that the app itself uses; others may be named freely.</summary>
public static class AssetKeys
{
    public const string Reference = "reference";
    public const string Clip = "clip";
    public const string SceneStartFrame = "scene_start_frame";
    public const string SceneEndFrame = "scene_end_frame";
    public const string SceneVideo = "scene_video";

    public static bool IsValid(string key) => key.Length is > 0 and <= 64 && key.All(c => c is '_' or '-' || char.IsAsciiLetterOrDigit(c));
}
