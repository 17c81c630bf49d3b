using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Assets;

internal sealed class ProjectAssetTable : IEntityTypeConfiguration<ProjectAsset>
{
    public void Configure(EntityTypeBuilder<ProjectAsset> builder)
    {
        builder.ToTable("ProjectAssets");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Name).HasMaxLength(TypedText.MaxName);
        builder.Property(a => a.NormalizedName).HasMaxLength(TypedText.MaxName * 4);
        builder.Ignore(a => a.Subject);
        builder.HasIndex(a => new
        {
            a.ProjectId,
            a.Type,
            a.NormalizedName,
        });
        builder.HasIndex(a => a.LibraryAssetId);
        builder.HasOne<Branch>().WithMany().HasForeignKey(a => a.BranchId);
        builder.HasOne<Subject>().WithOne().HasForeignKey<ProjectAsset>(a => a.Id);
        builder.HasOne<LibraryAsset>().WithMany().HasForeignKey(a => a.LibraryAssetId).OnDelete(DeleteBehavior.SetNull);
    }
}
