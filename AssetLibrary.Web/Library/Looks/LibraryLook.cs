using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Library.Looks;

/// <summary>A named variant of a library asset (winter coat, night, broken) with pictures of its own.</summary>
public sealed class LibraryLook : IRevised, ICreated
{
    private LibraryLook() { }

    public Guid Id { get; private set; } = Ids.New();
    public Guid LibraryAssetId { get; private set; }
    public string Name { get; private set; } = "";
    public string Description { get; private set; } = "";
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
            Type = SubjectType.LibraryLook,
            ProjectId = null,
        };

    /// <summary>Adds a look to the asset; the caller saves both.</summary>
    public static LibraryLook Make(LibraryContext db, LibraryAsset asset, string? name, string? description)
    {
        var look = new LibraryLook { LibraryAssetId = asset.Id };
        db.Add(look.Subject);
        db.Add(look);
        look.Describe(db, asset, name, description);
        return look;
    }

    public void Describe(LibraryContext db, LibraryAsset asset, string? name, string? description)
    {
        (Name, Description) = (TypedText.Name(name), TypedText.Description(description));
        asset.TouchLooks();
        db.Announce(Topics.LibraryAsset, asset.Id, null);
    }

    /// <summary>Projects keep their own copies.</summary>
    public void Trash(LibraryContext db, LibraryAsset asset)
    {
        TrashedAt = db.Now;
        asset.TouchLooks();
        db.Announce(Topics.LibraryAsset, asset.Id, null);
    }

    /// <summary>Goes over to the asset that its own was merged into, and back with an undo.</summary>
    public void MoveTo(Guid libraryAssetId) => LibraryAssetId = libraryAssetId;
}

internal sealed class LibraryLookTable : IEntityTypeConfiguration<LibraryLook>
{
    public void Configure(EntityTypeBuilder<LibraryLook> builder)
    {
        builder.ToTable("LibraryLooks");
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.Name).HasMaxLength(TypedText.MaxName);
        builder.Ignore(l => l.Subject);
        builder.HasIndex(l => l.LibraryAssetId);
        builder.HasOne<Subject>().WithOne().HasForeignKey<LibraryLook>(l => l.Id);
        builder.HasOne<LibraryAsset>().WithMany().HasForeignKey(l => l.LibraryAssetId);
    }
}
