using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Conversations;

internal sealed class ConversationTables : IEntityTypeConfiguration<Conversation>, IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Conversation> builder)
    {
        builder.ToTable("Conversations");
        builder.Property(c => c.Title).HasMaxLength(Conversation.MaxTitle);
        builder.HasIndex(c => c.LastAt);
    }

    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("Messages");
        builder.HasOne<Conversation>().WithMany().HasForeignKey(m => m.ConversationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(m => new { m.ConversationId, m.Id });
        builder.HasIndex(m => m.JobId);
    }
}
