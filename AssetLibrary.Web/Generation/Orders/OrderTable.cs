using AssetLibrary.Web.Blobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Generation.Orders;

internal sealed class OrderTable : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("Orders");
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Ignore(o => o.IsPaidFor).Ignore(o => o.CanBeCollected);
        builder.Property(o => o.ArrivedSha256).NamesBlob();
        builder.Property(o => o.AnswerSha256).NamesBlob();
        builder.Property(o => o.AnswerType).HasMaxLength(100);
        builder.HasIndex(o => new { o.State, o.Id });
        builder.HasIndex(o => o.ProviderJobId);
        builder.HasIndex(o => o.ArrivedSha256);
        builder.HasIndex(o => o.AnswerSha256);
        builder.HasOne<GenerationRequest>().WithOne().HasForeignKey<Order>(o => o.Id);
    }
}
