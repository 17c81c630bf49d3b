using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Accounts;

/// <summary>
/// Identity's tables, as IdentityUserContext maps them (its store works on any context that has them), and ours beside them.
/// </summary>
internal sealed class AccountTables
    : IEntityTypeConfiguration<User>,
        IEntityTypeConfiguration<Studio>,
        IEntityTypeConfiguration<ApiToken>,
        IEntityTypeConfiguration<AuditEntry>,
        IEntityTypeConfiguration<IdentityUserClaim<Guid>>,
        IEntityTypeConfiguration<IdentityUserLogin<Guid>>,
        IEntityTypeConfiguration<IdentityUserToken<Guid>>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("Users");
        builder.Property(u => u.UserName).HasMaxLength(256);
        builder.Property(u => u.NormalizedUserName).HasMaxLength(256);
        builder.Property(u => u.Email).HasMaxLength(256);
        builder.Property(u => u.NormalizedEmail).HasMaxLength(256);
        builder.Property(u => u.ConcurrencyStamp).IsConcurrencyToken();
        builder.HasIndex(u => u.NormalizedUserName).IsUnique();
        builder.HasIndex(u => u.NormalizedEmail);
    }

    public void Configure(EntityTypeBuilder<Studio> builder)
    {
        builder.ToTable("Studio").Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Name).HasMaxLength(200);
    }

    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("ApiTokens").HasOne<User>().WithMany().HasForeignKey(t => t.UserId);
        builder.Property(t => t.Name).HasMaxLength(200);
        builder.Property(t => t.Hash).HasMaxLength(64);
        builder.HasIndex(t => t.Hash).IsUnique();
    }

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("AuditEntries").HasIndex(a => a.At);
        builder.Property(a => a.Verb).HasMaxLength(64);
        builder.Property(a => a.Details).HasMaxLength(500);
    }

    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> builder)
    {
        builder.ToTable("UserClaims").HasKey(c => c.Id);
        builder.HasOne<User>().WithMany().HasForeignKey(c => c.UserId).IsRequired();
    }

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> builder)
    {
        builder.ToTable("UserLogins").HasKey(l => new { l.LoginProvider, l.ProviderKey });
        builder.HasOne<User>().WithMany().HasForeignKey(l => l.UserId).IsRequired();
    }

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder)
    {
        builder
            .ToTable("UserTokens")
            .HasKey(t => new
            {
                t.UserId,
                t.LoginProvider,
                t.Name,
            });
        builder.HasOne<User>().WithMany().HasForeignKey(t => t.UserId).IsRequired();
    }
}
