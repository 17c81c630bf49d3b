using System.Text.Json;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;

namespace AssetLibrary.Web.Assets;

/// <summary>A project's own copy of a character, location or prop; it may be linked to a library asset.</summary>
public sealed class ProjectAsset : IOfProject, IRevised, ICreated
{
    private ProjectAsset() { }

    public Guid Id { get; private set; } = Ids.New();
    public Guid? ProjectId { get; private set; }
    public Guid BranchId { get; private set; }
    public AssetType Type { get; private set; }
    public string Name { get; private set; } = "";
    public string NormalizedName { get; private set; } = "";
    public string SearchText { get; private set; } = "";
    public List<string> Aliases { get; private set; } = [];
    public string Description { get; private set; } = "";

    /// <summary>Words that the project sorts its assets by; the library has tags of its own.</summary>
    public List<string> Tags { get; private set; } = [];

    /// <summary>A JSON object.</summary>
    public string Metadata { get; private set; } = "{}";
    public Guid? LibraryAssetId { get; private set; }

    /// <summary>The library asset's revision at the last sync.</summary>
    public int? SyncedRevision { get; private set; }

    /// <summary>Fields that read otherwise here than they were synced: a sync never changes them silently.</summary>
    public List<string> OverriddenFields { get; private set; } = [];

    /// <summary>How the library asset read when each field was last decided on: the base of every three-way comparison.</summary>
    public string? SyncedName { get; private set; }
    public List<string> SyncedAliases { get; private set; } = [];
    public string? SyncedDescription { get; private set; }

    /// <summary>The media item that was the library asset's best when it was last offered and decided on.</summary>
    public Guid? SyncedPictureId { get; private set; }

    /// <summary>The library asset's count of changed looks at the last sync.</summary>
    public int SyncedLooks { get; private set; }
    public DateTimeOffset? LastSyncedAt { get; private set; }
    public DateTimeOffset? TrashedAt { get; private set; }
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }
    public int Revision { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid? ChangedBy { get; set; }

    public Subject Subject =>
        new()
        {
            Id = Id,
            Type = SubjectType.ProjectAsset,
            ProjectId = ProjectId,
        };

    public static ProjectAsset Make(
        LibraryContext db,
        Guid projectId,
        Guid branchId,
        AssetType type,
        string? name,
        IEnumerable<string> aliases,
        string? description
    )
    {
        var asset = new ProjectAsset
        {
            ProjectId = projectId,
            BranchId = branchId,
            Type = type,
        };
        asset.Set(name, aliases, description);
        db.Add(
            new Subject
            {
                Id = asset.Id,
                Type = SubjectType.ProjectAsset,
                ProjectId = projectId,
            }
        );
        db.Add(asset);
        db.Announce(Topics.ProjectAsset, asset.Id, projectId);
        return asset;
    }

    /// <summary>The same asset on another branch, with its link and all, and a story of its own from here on.</summary>
    public ProjectAsset CopyTo(LibraryContext db, Guid branchId)
    {
        var copy = (ProjectAsset)MemberwiseClone();
        (copy.Id, copy.BranchId, copy.CreatedAt, copy.CreatedBy) = (Ids.New(), branchId, default, null);
        (copy.Aliases, copy.OverriddenFields, copy.SyncedAliases, copy.Tags) = (
            [.. Aliases],
            [.. OverriddenFields],
            [.. SyncedAliases],
            [.. Tags]
        );
        db.Add(copy.Subject);
        db.Add(copy);
        return copy;
    }

    /// <summary>
    /// Changes what people edit; for a linked asset, what reads otherwise than it was synced is remembered as overridden.
    /// </summary>
    public void Edit(LibraryContext db, string? name, IEnumerable<string> aliases, string? description)
    {
        Set(name, aliases, description);
        Compare();
        db.Announce(Topics.ProjectAsset, Id, ProjectId);
    }

    /// <summary>These and no others.</summary>
    public void UseTags(LibraryContext db, IEnumerable<string> tags)
    {
        var wanted = TypedText.Tags(tags);
        if (!wanted.SequenceEqual(Tags))
        {
            Tags = wanted;
            db.Announce(Topics.ProjectAsset, Id, ProjectId);
        }
    }

    /// <summary>It is of another type after all; one of the library keeps the library's.</summary>
    /// <exception cref="RefusedException">409 linked.</exception>
    public void ChangeType(AssetType type) =>
        Type =
            type == Type || LibraryAssetId is null
                ? type
                : throw new RefusedException(
                    Microsoft.AspNetCore.Http.StatusCodes.Status409Conflict,
                    "linked",
                    "A linked asset keeps the type of its library asset."
                );

    /// <summary>As it was: an undo. What was overridden then is overridden, and nothing more.</summary>
    public void Restore(LibraryContext db, string name, IEnumerable<string> aliases, string description, IEnumerable<string> overridden)
    {
        Set(name, aliases, description);
        OverriddenFields = [.. overridden];
        db.Announce(Topics.ProjectAsset, Id, ProjectId);
    }

    /// <summary>Makes this the project's copy of a library asset; what reads otherwise here counts as overridden.</summary>
    public void Link(LibraryAsset library, DateTimeOffset now, Guid? picture = null)
    {
        LibraryAssetId = library.Id;
        (SyncedName, SyncedAliases, SyncedDescription, SyncedPictureId, SyncedLooks) = (
            library.Name,
            [.. library.Aliases],
            library.Description,
            picture,
            library.LooksRevision
        );
        Synced(library, now);
    }

    /// <summary>That a field was decided on, whichever way: from now on it is compared with how the library reads now.</summary>
    public void Decide(SyncField field, LibraryAsset library, Guid? picture)
    {
        switch (field)
        {
            case SyncField.Name:
                SyncedName = library.Name;
                break;
            case SyncField.Aliases:
                SyncedAliases = [.. library.Aliases];
                break;
            case SyncField.Description:
                SyncedDescription = library.Description;
                break;
            case SyncField.Picture:
                SyncedPictureId = picture;
                break;
            case SyncField.Looks:
                SyncedLooks = library.LooksRevision;
                break;
        }
    }

    /// <summary>Remembers when and with which revision it was synced.</summary>
    public void Synced(LibraryAsset library, DateTimeOffset now)
    {
        (SyncedRevision, LastSyncedAt) = (library.Revision, now);
        Compare();
    }

    /// <summary>The link as it was: an undo.</summary>
    public void Relink(AssetLink link)
    {
        (LibraryAssetId, SyncedRevision, LastSyncedAt) = (link.LibraryAssetId, link.Revision, link.At);
        (SyncedName, SyncedAliases, SyncedDescription, SyncedPictureId, SyncedLooks) = (
            link.Name,
            [.. link.Aliases],
            link.Description,
            link.PictureId,
            link.Looks
        );
    }

    /// <summary>Takes over another asset's link; what reads otherwise here counts as overridden.</summary>
    public void Inherit(AssetLink link)
    {
        Relink(link);
        Compare();
    }

    public void Trash(DateTimeOffset now) => TrashedAt = now;

    public void Untrash() => TrashedAt = null;

    /// <summary>RFC 7396: fields are replaced, null removes one; anything but an object is refused.</summary>
    public void MergeMetadata(JsonElement patch) => Metadata = MergePatch.Apply(Metadata, patch);

    /// <summary>The whole object, as a form sends it.</summary>
    public void ReplaceMetadata(string json) => Metadata = json;

    // The order is that of the fields; aliases say the same in any order.
    private void Compare()
    {
        if (LibraryAssetId is not null)
        {
            OverriddenFields =
            [
                .. Name == SyncedName ? Array.Empty<string>() : ["name"],
                .. Aliases.ToHashSet(StringComparer.Ordinal).SetEquals(SyncedAliases) ? Array.Empty<string>() : ["aliases"],
                .. Description == SyncedDescription ? Array.Empty<string>() : ["description"],
            ];
        }
    }

    private void Set(string? name, IEnumerable<string> aliases, string? description)
    {
        Name = TypedText.Name(name);
        Aliases = TypedText.Aliases(aliases, Name);
        Description = TypedText.Description(description);
        NormalizedName = Database.SearchText.Cut(Database.SearchText.Normalize(Name), TypedText.MaxName * 4);
        SearchText = TypedText.Searchable(Name, Aliases, Description);
    }
}

/// <summary>What a sync decides on, one by one.</summary>
public enum SyncField
{
    Name,
    Aliases,
    Description,
    Picture,
    Looks,
}

/// <summary>A project asset's link to the library as it stood.</summary>
public sealed record AssetLink(
    Guid? LibraryAssetId,
    int? Revision,
    DateTimeOffset? At,
    string? Name,
    IReadOnlyList<string> Aliases,
    string? Description,
    Guid? PictureId,
    int Looks
)
{
    public static AssetLink Of(ProjectAsset a) =>
        new(
            a.LibraryAssetId,
            a.SyncedRevision,
            a.LastSyncedAt,
            a.SyncedName,
            [.. a.SyncedAliases],
            a.SyncedDescription,
            a.SyncedPictureId,
            a.SyncedLooks
        );
}
