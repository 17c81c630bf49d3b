using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Database;

/// <summary>What a person may do: a viewer reads, an editor works and spends, an admin does everything everywhere.</summary>
public enum Role
{
    Viewer,
    Editor,
    Admin,
}

/// <summary>That a person belongs to a project. It stands here because the access filter of every table asks it.</summary>
public sealed class ProjectMember
{
    public required Guid ProjectId { get; init; }
    public required Guid UserId { get; init; }

    /// <summary>Narrows what the person may do in this project; it never widens it.</summary>
    public Role Role { get; set; } = Role.Editor;
}

internal sealed class ProjectMemberTable : IEntityTypeConfiguration<ProjectMember>
{
    public void Configure(EntityTypeBuilder<ProjectMember> builder)
    {
        builder.ToTable("ProjectMembers").HasKey(m => new { m.ProjectId, m.UserId });
        builder.HasIndex(m => new { m.UserId, m.ProjectId });
    }
}
