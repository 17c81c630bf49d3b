using System.Text.Json;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;

namespace AssetLibrary.Web.Projects;

/// <summary>A project's own copy of a character, location or prop; it may be linked to a library asset.</summary>
public sealed class ProjectAsset : IOfProject, IRevised, ICreated
{
    private ProjectAsset() { }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid? ProjectId { get; private set; }
    public Guid BranchId { get; private set; }
    public AssetType Type { get; private set; }
    public string Name { get; private set; } = "";
    public string NormalizedName { get; private set; } = "";
    public string SearchText { get; private set; } = "";
    public List<string> Aliases { get; private set; } = [];
    public string Description { get; private set; } = "";

    /// <summary>A JSON object.</summary>
    public string Metadata { get; private set; } = "{}";
    public Guid? LibraryAssetId { get; private set; }

    /// <summary>The library asset's revision at the last sync.</summary>
    public int? SyncedRevision { get; private set; }

    /// <summary>Fields that were edited here since the link was made: a sync never changes them silently.</summary>
    public List<string> OverriddenFields { get; private set; } = [];
    public DateTimeOffset? LastSyncedAt { get; private set; }
    public DateTimeOffset? TrashedAt { get; private set; }
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }
    public int Revision { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid? ChangedBy { get; set; }

    public Subject Subject => new() { Id = Id, Type = SubjectType.ProjectAsset, ProjectId = ProjectId };

    public static ProjectAsset Make(LibraryContext db, Guid projectId, Guid branchId, AssetType type, string? name, IEnumerable<string> aliases, string? description)
    {
        var asset = new ProjectAsset { ProjectId = projectId, BranchId = branchId, Type = type };
        asset.Set(name, aliases, description);
        db.Add(new Subject { Id = asset.Id, Type = SubjectType.ProjectAsset, ProjectId = projectId });
        db.Add(asset);
        db.Announce(Topics.ProjectAsset, asset.Id, projectId);
        return asset;
    }

    /// <summary>The same asset on another branch, with its link and all, and a story of its own from here on.</summary>
    public ProjectAsset CopyTo(LibraryContext db, Guid branchId)
    {
        var copy = (ProjectAsset)MemberwiseClone();
        (copy.Id, copy.BranchId, copy.CreatedAt, copy.CreatedBy) = (Guid.CreateVersion7(), branchId, default, null);
        (copy.Aliases, copy.OverriddenFields) = ([.. Aliases], [.. OverriddenFields]);
        db.Add(copy.Subject);
        db.Add(copy);
        return copy;
    }

    /// <summary>Changes what people edit; for a linked asset, what differs from before is remembered as overridden.</summary>
    public void Edit(LibraryContext db, string? name, IEnumerable<string> aliases, string? description)
    {
        var before = (Name, Aliases: string.Join('\n', Aliases), Description);
        Set(name, aliases, description);
        if (LibraryAssetId is not null)
        {
            Override("name", before.Name != Name);
            Override("aliases", before.Aliases != string.Join('\n', Aliases));
            Override("description", before.Description != Description);
        }

        db.Announce(Topics.ProjectAsset, Id, ProjectId);
    }

    /// <summary>As it was: an undo. What was overridden then is overridden, and nothing more.</summary>
    public void Restore(LibraryContext db, string name, IEnumerable<string> aliases, string description, IEnumerable<string> overridden)
    {
        Set(name, aliases, description);
        OverriddenFields = [.. overridden];
        db.Announce(Topics.ProjectAsset, Id, ProjectId);
    }

    public void Link(LibraryAsset library, DateTimeOffset now) =>
        (LibraryAssetId, SyncedRevision, LastSyncedAt, OverriddenFields) = (library.Id, library.Revision, now, []);

    public void Trash(DateTimeOffset now) => TrashedAt = now;

    /// <summary>RFC 7396: fields are replaced, null removes one; anything but an object is refused.</summary>
    public void MergeMetadata(JsonElement patch) => Metadata = MergePatch.Apply(Metadata, patch);

    private void Override(string field, bool changed)
    {
        if (changed && !OverriddenFields.Contains(field))
        {
            OverriddenFields = [.. OverriddenFields, field];
        }
    }

    private void Set(string? name, IEnumerable<string> aliases, string? description)
    {
        Name = AssetText.Name(name);
        Aliases = AssetText.Aliases(aliases, Name);
        Description = AssetText.Description(description);
        NormalizedName = Database.SearchText.Cut(Database.SearchText.Normalize(Name), LibraryAsset.MaxName * 4);
        SearchText = AssetText.Searchable(Name, Aliases, Description);
    }
}

/// <summary>That an asset is in a scene: whether it speaks there, and how often it is named.</summary>
public sealed class Appearance : IOfProject
{
    public required Guid ProjectAssetId { get; init; }
    public required Guid SceneId { get; init; }
    public Guid? ProjectId { get; init; }
    public bool Speaks { get; set; }
    public int Count { get; set; }
}
