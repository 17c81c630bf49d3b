using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Styles;
using AssetLibrary.Web.Versions;

namespace AssetLibrary.Web.Projects;

/// <summary>A film, a series or a clip. Anyone who is not a member sees no trace of it.</summary>
public sealed class Project : IOfProject, IRevised, ICreated
{
    private Project() { }

    public Guid Id { get; private set; } = Ids.New();
    public string Name { get; private set; } = "";

    /// <summary>The project's own style capsule; nothing is extracted or generated before there is one.</summary>
    public Guid? StyleId { get; private set; }

    /// <summary>Sizes of pictures as 512x768, where the project has its own; null for the usual one of the type.</summary>
    public string? CharacterSize { get; private set; }
    public string? LocationSize { get; private set; }
    public string? PropSize { get; private set; }

    /// <summary>Only pictures that somebody has approved go along as references.</summary>
    public bool OnlyApprovedReferences { get; private set; }

    /// <summary>Since then it is out of the list of projects; everything in it is kept.</summary>
    public DateTimeOffset? ArchivedAt { get; private set; }

    /// <summary>Since then nobody finds it, and its rows are being removed.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }
    public int Revision { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid? ChangedBy { get; set; }

    /// <summary>Guarded by its own id.</summary>
    public Guid? ProjectId { get; private set; }

    /// <summary>Makes a project with its main branch; anyone who makes it is its first member.</summary>
    public static (Project Project, Branch Main) Make(LibraryContext db, string? name)
    {
        var project = new Project { Name = TypedText.Name(name) };
        project.ProjectId = project.Id;
        var main = new Branch { ProjectId = project.Id, Name = Branch.Main };
        db.Add(
            new Subject
            {
                Id = project.Id,
                Type = SubjectType.Project,
                ProjectId = project.Id,
            }
        );
        db.AddRange(project, main);
        if (db.ViewerId is { } maker)
        {
            db.Add(new ProjectMember { ProjectId = project.Id, UserId = maker });
        }

        db.Announce(Topics.Project, project.Id, project.Id);
        return (project, main);
    }

    public void Rename(string? name) => Name = TypedText.Name(name);

    public void RequireApprovedReferences(bool isRequired) => OnlyApprovedReferences = isRequired;

    /// <summary>Null brings it back.</summary>
    public void Archive(DateTimeOffset? at) => ArchivedAt = at;

    public void Delete(DateTimeOffset at) => DeletedAt = at;

    /// <exception cref="RefusedException">422 for what is no size.</exception>
    public void UseSizes(string? character, string? location, string? prop) =>
        (CharacterSize, LocationSize, PropSize) = (
            PixelSize.Read(character, "character")?.ToString(),
            PixelSize.Read(location, "location")?.ToString(),
            PixelSize.Read(prop, "prop")?.ToString()
        );

    public PixelSize? SizeOf(AssetType type) =>
        PixelSize.Read(
            type switch
            {
                AssetType.Character => CharacterSize,
                AssetType.Location => LocationSize,
                _ => PropSize,
            },
            "size"
        );

    public void Use(StyleCapsule style) =>
        StyleId = style.ProjectId == Id ? style.Id : throw new InvalidOperationException("The style must belong to this project.");

    /// <exception cref="RefusedException">409 style-required.</exception>
    public Guid RequireStyle() => StyleId ?? throw StyleCapsule.Required();
}

public sealed class Branch : IOfProject, ICreated
{
    public const string Main = "main";

    public Guid Id { get; init; } = Ids.New();
    public Guid? ProjectId { get; init; }
    public required string Name { get; set; }
    public Guid? FromBranchId { get; init; }
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }
}
