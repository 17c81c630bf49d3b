using System.Text.RegularExpressions;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Styles;

/// <summary>A visual style: what is added to every prompt, and the colours. Studio-wide, or a project's own copy.</summary>
public sealed partial class StyleCapsule : IOfProject, IRevised, ICreated
{
    private StyleCapsule() { }

    public Guid Id { get; private set; } = Ids.New();
    public Guid? ProjectId { get; private set; }
    public string Name { get; private set; } = "";
    public string Prompt { get; private set; } = "";
    public string Negative { get; private set; } = "";

    /// <summary>What is added for one type of asset only: how rooms are lit, how faces are drawn.</summary>
    public string ForCharacters { get; private set; } = "";
    public string ForLocations { get; private set; } = "";
    public string ForProps { get; private set; } = "";

    /// <summary>At most 8 colours as <c>#rrggbb</c>.</summary>
    public List<string> Palette { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }
    public int Revision { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid? ChangedBy { get; set; }

    public static StyleCapsule Make(
        LibraryContext db,
        Guid? projectId,
        string? name,
        string? prompt,
        string? negative,
        IEnumerable<string>? palette,
        StyleAdditions? additions = null
    )
    {
        var style = new StyleCapsule { ProjectId = projectId };
        style.Set(name, prompt, negative, palette ?? [], additions ?? new());
        db.Add(
            new Subject
            {
                Id = style.Id,
                Type = SubjectType.StyleCapsule,
                ProjectId = projectId,
            }
        );
        db.Add(style);
        db.Add(style.Remember(db, 1));
        return style;
    }

    /// <summary>A project's own copy, which later changes of the original leave alone.</summary>
    public StyleCapsule CopyInto(LibraryContext db, Guid projectId) => Make(db, projectId, Name, Prompt, Negative, Palette, Additions);

    /// <summary>409 style-required: what a project without a style is told.</summary>
    public static RefusedException Required() =>
        new(StatusCodes.Status409Conflict, "style-required", "Choose a style for this project before you extract or generate.");

    public StyleAdditions Additions => new(ForCharacters, ForLocations, ForProps);

    public string For(AssetType type) => Additions.For(type);

    /// <summary>A revision of its own. Additions that are null stay as they are.</summary>
    public void Edit(
        LibraryContext db,
        string? name,
        string? prompt,
        string? negative,
        IEnumerable<string> palette,
        StyleAdditions? additions = null
    )
    {
        Set(name, prompt, negative, palette, additions ?? Additions);
        db.Entry(this).State = EntityState.Modified; // a save without a change is a revision too
        db.Add(Remember(db, Revision + 1));
    }

    /// <summary>These words differ from its own: what was made with its own would be out of date.</summary>
    public bool ReadsOtherwise(string? prompt, string? negative, StyleAdditions additions) =>
        TypedText.Description(prompt) != Prompt
        || TypedText.Description(negative) != Negative
        || new StyleAdditions(
            TypedText.Description(additions.Characters),
            TypedText.Description(additions.Locations),
            TypedText.Description(additions.Props)
        ) != Additions;

    private StyleCapsuleRevision Remember(LibraryContext db, int revision) =>
        new()
        {
            StyleCapsuleId = Id,
            Revision = revision,
            ProjectId = ProjectId,
            Name = Name,
            Prompt = Prompt,
            Negative = Negative,
            Palette = [.. Palette],
            ForCharacters = ForCharacters,
            ForLocations = ForLocations,
            ForProps = ForProps,
            At = db.Now,
            By = db.ViewerId,
        };

    private void Set(string? name, string? prompt, string? negative, IEnumerable<string> palette, StyleAdditions additions)
    {
        (ForCharacters, ForLocations, ForProps) = (
            TypedText.Description(additions.Characters),
            TypedText.Description(additions.Locations),
            TypedText.Description(additions.Props)
        );
        Name = TypedText.Name(name);
        Prompt = TypedText.Description(prompt);
        Negative = TypedText.Description(negative);
        var colours = palette.Select(c => (c ?? "").Trim().ToLowerInvariant()).Where(c => c.Length > 0).ToList();
        Palette =
            Prompt.Length == 0 ? throw RefusedException.Invalid("Describe the style. The description is added to every prompt.")
            : colours.Count > 8 ? throw RefusedException.Invalid("Enter up to 8 colours.")
            : colours.All(c => Colour().IsMatch(c)) ? colours
            : throw RefusedException.Invalid("Write colours as #rrggbb, for example #2f4858.");
    }

    [GeneratedRegex("^#[0-9a-f]{6}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Colour();
}

/// <summary>How a style read at one revision: pictures name it, so that one can tell later what is stale.</summary>
public sealed class StyleCapsuleRevision : IOfProject
{
    public required Guid StyleCapsuleId { get; init; }
    public required int Revision { get; init; }
    public Guid? ProjectId { get; init; }
    public required string Name { get; init; }
    public required string Prompt { get; init; }
    public required string Negative { get; init; }
    public required List<string> Palette { get; init; }
    public string ForCharacters { get; init; } = "";
    public string ForLocations { get; init; } = "";
    public string ForProps { get; init; } = "";
    public required DateTimeOffset At { get; init; }
    public Guid? By { get; init; }
}

/// <summary>What a style adds for one type of asset only; empty for nothing.</summary>
public sealed record StyleAdditions(string? Characters = "", string? Locations = "", string? Props = "")
{
    public string For(AssetType type) =>
        (
            type switch
            {
                AssetType.Character => Characters,
                AssetType.Location => Locations,
                _ => Props,
            }
        ) ?? "";
}

internal sealed class StyleTables : IEntityTypeConfiguration<StyleCapsule>, IEntityTypeConfiguration<StyleCapsuleRevision>
{
    public void Configure(EntityTypeBuilder<StyleCapsule> builder)
    {
        builder.ToTable("StyleCapsules");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Name).HasMaxLength(TypedText.MaxName);
        builder.Ignore(s => s.Additions);
        builder.HasOne<Subject>().WithOne().HasForeignKey<StyleCapsule>(s => s.Id);
    }

    public void Configure(EntityTypeBuilder<StyleCapsuleRevision> builder)
    {
        builder.ToTable("StyleCapsuleRevisions").HasKey(r => new { r.StyleCapsuleId, r.Revision });
        builder.HasOne<StyleCapsule>().WithMany().HasForeignKey(r => r.StyleCapsuleId);
    }
}
