using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Looks;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Assets.Looks;

/// <summary>A named variant of a project asset (winter coat, night, broken): its own text, its own pictures, its own scenes.</summary>
public sealed class Look : IOfProject, IRevised, ICreated
{
    private Look() { }

    public Guid Id { get; private set; } = Ids.New();
    public Guid? ProjectId { get; private set; }
    public Guid ProjectAssetId { get; private set; }
    public string Name { get; private set; } = "";
    public string Description { get; private set; } = "";
    public Guid? LibraryLookId { get; private set; }

    /// <summary>The library look's revision at the last sync, and how it read then.</summary>
    public int? SyncedRevision { get; private set; }
    public string? SyncedName { get; private set; }
    public string? SyncedDescription { get; private set; }
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
            Type = SubjectType.Look,
            ProjectId = ProjectId,
        };

    /// <summary>Reads as the library look did when it was synced.</summary>
    public bool IsAsSynced => Name == SyncedName && Description == SyncedDescription;

    /// <summary>Adds a look to the asset; the caller saves.</summary>
    public static Look Make(LibraryContext db, ProjectAsset asset, string? name, string? description)
    {
        var look = new Look { ProjectId = asset.ProjectId, ProjectAssetId = asset.Id };
        db.Add(look.Subject);
        db.Add(look);
        look.Describe(db, name, description);
        return look;
    }

    /// <summary>The project's copy of a library look; its picture is localised by the caller.</summary>
    public static Look Clone(LibraryContext db, ProjectAsset asset, LibraryLook library)
    {
        var look = Make(db, asset, library.Name, library.Description);
        look.Link(library);
        return look;
    }

    /// <summary>The same look for the same asset on another branch.</summary>
    public Look CopyTo(LibraryContext db, ProjectAsset asset)
    {
        var copy = (Look)MemberwiseClone();
        (copy.Id, copy.ProjectAssetId, copy.CreatedAt, copy.CreatedBy) = (Ids.New(), asset.Id, default, null);
        db.Add(copy.Subject);
        db.Add(copy);
        return copy;
    }

    public void Describe(LibraryContext db, string? name, string? description)
    {
        (Name, Description) = (TypedText.Name(name), TypedText.Description(description));
        db.Announce(Topics.ProjectAsset, ProjectAssetId, ProjectId);
    }

    public void Link(LibraryLook library) =>
        (LibraryLookId, SyncedRevision, SyncedName, SyncedDescription) = (library.Id, library.Revision, library.Name, library.Description);

    /// <summary>As it was: an undo.</summary>
    public void Restore(LibraryContext db, LookEntry was)
    {
        Describe(db, was.Name, was.Description);
        (ProjectAssetId, LibraryLookId, SyncedRevision, SyncedName, SyncedDescription) = (
            was.ProjectAssetId,
            was.LibraryLookId,
            was.SyncedRevision,
            was.SyncedName,
            was.SyncedDescription
        );
    }

    public void Trash(LibraryContext db)
    {
        TrashedAt = db.Now;
        db.Announce(Topics.ProjectAsset, ProjectAssetId, ProjectId);
    }

    /// <summary>Goes over to the asset that its own was merged into.</summary>
    public void MoveTo(Guid projectAssetId) => ProjectAssetId = projectAssetId;

    /// <summary>In these scenes the asset has this look; where it had it before and is not named, it looks as usual again.</summary>
    /// <exception cref="RefusedException">422 for a scene that the asset is not in.</exception>
    public async Task WearInAsync(LibraryContext db, IReadOnlyCollection<Guid> scenes, CancellationToken cancel = default)
    {
        var appearances = await db.Set<Appearance>().Where(a => a.ProjectAssetId == ProjectAssetId).ToListAsync(cancel);
        if (scenes.Except(appearances.Select(a => a.SceneId)).Any())
        {
            throw RefusedException.Invalid("Choose only scenes that the asset appears in.", "scenes");
        }

        foreach (var appearance in appearances)
        {
            appearance.LookId =
                scenes.Contains(appearance.SceneId) ? Id
                : appearance.LookId == Id ? null
                : appearance.LookId;
        }

        // Scenes are part of the look: who ticks them at the same time as somebody else is told so.
        if (db.Entry(this).State == EntityState.Unchanged)
        {
            db.Entry(this).State = EntityState.Modified;
        }

        db.Announce(Topics.ProjectAsset, ProjectAssetId, ProjectId);
    }
}

/// <summary>A look as it stood.</summary>
public sealed record LookEntry(
    Guid Id,
    Guid ProjectAssetId,
    int Revision,
    string Name,
    string Description,
    Guid? LibraryLookId,
    int? SyncedRevision,
    string? SyncedName,
    string? SyncedDescription
)
{
    public static LookEntry Of(Look l) =>
        new(
            l.Id,
            l.ProjectAssetId,
            l.Revision,
            l.Name,
            l.Description,
            l.LibraryLookId,
            l.SyncedRevision,
            l.SyncedName,
            l.SyncedDescription
        );
}

internal sealed class LookTable : IEntityTypeConfiguration<Look>
{
    public void Configure(EntityTypeBuilder<Look> builder)
    {
        builder.ToTable("Looks");
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.Name).HasMaxLength(TypedText.MaxName);
        builder.Ignore(l => l.Subject);
        builder.Ignore(l => l.IsAsSynced);
        builder.HasIndex(l => l.ProjectAssetId);
        builder.HasOne<Subject>().WithOne().HasForeignKey<Look>(l => l.Id);
        builder.HasOne<ProjectAsset>().WithMany().HasForeignKey(l => l.ProjectAssetId);
        builder.HasOne<LibraryLook>().WithMany().HasForeignKey(l => l.LibraryLookId).OnDelete(DeleteBehavior.SetNull);
    }
}
