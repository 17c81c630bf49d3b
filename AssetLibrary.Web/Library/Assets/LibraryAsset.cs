using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;

namespace AssetLibrary.Web.Library.Assets;

/// <summary>A character, location or prop that every project can use.</summary>
public sealed class LibraryAsset : IRevised, ICreated
{
    private LibraryAsset() { }

    public Guid Id { get; private set; } = Ids.New();
    public AssetType Type { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>The name's normalised twin: what "the same name" means.</summary>
    public string NormalizedName { get; private set; } = "";

    /// <summary>Normalised name, aliases and description, for search.</summary>
    public string SearchText { get; private set; } = "";
    public List<string> Aliases { get; private set; } = [];
    public string Description { get; private set; } = "";
    public List<Tag> Tags { get; private set; } = [];

    /// <summary>Grows with every look that is added, changed or removed, so that projects see that there is something new.</summary>
    public int LooksRevision { get; private set; }

    /// <summary>The <see cref="NameKeys.Version"/> that its name keys were made by; 0: it has none.</summary>
    public int KeysVersion { get; internal set; }
    public DateTimeOffset? TrashedAt { get; private set; }
    public Guid? TrashedBy { get; private set; }
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }
    public int Revision { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid? ChangedBy { get; set; }

    /// <summary>Makes an asset and the subject of its histories, ready to be saved.</summary>
    /// <exception cref="RefusedException">422: no name, or one that is too long.</exception>
    public static LibraryAsset Make(
        LibraryContext db,
        AssetType type,
        string? name,
        IEnumerable<string>? aliases = null,
        string? description = null
    )
    {
        var asset = new LibraryAsset { Type = type };
        asset.Describe(name, aliases ?? [], description);
        db.Add(
            new Subject
            {
                Id = asset.Id,
                Type = SubjectType.LibraryAsset,
                ProjectId = null,
            }
        );
        db.Add(asset);
        db.Announce(Topics.LibraryAsset, asset.Id, null);
        return asset;
    }

    public Subject Subject =>
        new()
        {
            Id = Id,
            Type = SubjectType.LibraryAsset,
            ProjectId = null,
        };

    public void Describe(string? name, IEnumerable<string> aliases, string? description)
    {
        Name = TypedText.Name(name);
        Aliases = TypedText.Aliases(aliases, Name);
        Description = TypedText.Description(description);
        NormalizedName = Database.SearchText.Cut(Database.SearchText.Normalize(Name), TypedText.MaxName * 4);
        SearchText = TypedText.Searchable(Name, Aliases, Description);
    }

    public void TouchLooks() => LooksRevision++;

    public void Trash(DateTimeOffset now, Guid? by) => (TrashedAt, TrashedBy) = (now, by);

    public void Restore() => (TrashedAt, TrashedBy) = (null, null);
}

/// <summary>A word that library assets are sorted by.</summary>
public sealed class Tag
{
    public Guid Id { get; init; } = Ids.New();
    public required string Name { get; set; }
    public required string NormalizedName { get; set; }
}

/// <summary>That an asset carries a tag.</summary>
public sealed class LibraryAssetTag
{
    public required Guid LibraryAssetId { get; init; }
    public required Guid TagsId { get; init; }
}

/// <summary>How an asset read at one revision: what sync compares with, and the history of its edits.</summary>
public sealed class LibraryAssetRevision
{
    public required Guid LibraryAssetId { get; init; }
    public required int Revision { get; init; }
    public required string Name { get; init; }
    public required List<string> Aliases { get; init; }
    public required string Description { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? By { get; init; }
}
