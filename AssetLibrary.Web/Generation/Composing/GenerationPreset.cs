using System.Text.Json;
using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Generation.Composing;

/// <summary>Settings of the composer under a name, of one project or, without one, of the library.</summary>
public sealed class GenerationPreset : IOfProject, ICreated
{
    private GenerationPreset() { }

    public Guid Id { get; private set; } = Ids.New();
    public Guid? ProjectId { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>JSON: <see cref="PresetSettings"/>.</summary>
    public string Settings { get; private set; } = "{}";
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }

    /// <exception cref="Shared.RefusedException">422: it has no name.</exception>
    public static GenerationPreset Make(Guid? projectId, string? name, PresetSettings settings) =>
        new()
        {
            ProjectId = projectId,
            Name = TypedText.Name(name),
            Settings = JsonSerializer.Serialize(settings, JsonSerializerOptions.Web),
        };

    public void Change(PresetSettings settings) => Settings = JsonSerializer.Serialize(settings, JsonSerializerOptions.Web);
}

/// <summary>What a preset fills in: nothing that belongs to one subject only.</summary>
public sealed record PresetSettings(string? Maker, string? Size, int? Count, string? Prompt, string? Negative, bool Fallback);

internal sealed class PresetTable : IEntityTypeConfiguration<GenerationPreset>
{
    public void Configure(EntityTypeBuilder<GenerationPreset> builder)
    {
        builder.ToTable("GenerationPresets");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Name).HasMaxLength(TypedText.MaxName);
        builder.HasIndex(p => new { p.ProjectId, p.Name }).IsUnique();
    }
}
