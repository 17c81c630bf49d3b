using System.Text.Json.Serialization;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Generation;

/// <summary>What one generation job is to make; it shares its id with the job.</summary>
public sealed class GenerationRequest : IOfProject, ICreated
{
    public required Guid Id { get; init; }
    public Guid? ProjectId { get; init; }

    /// <summary>
    /// SHA-256 of everything that is sent but the seed: together with <see cref="Take"/> unique, so the same take is never made twice.
    /// </summary>
    public required string InputsHash { get; init; }

    /// <summary>1 for the first picture of these inputs, 2 for the next.</summary>
    public required int Take { get; init; }
    public Guid? SubjectId { get; init; }
    public required string AssetKey { get; init; }

    /// <summary>The conversation in which it was asked for, and what was asked of several models at once.</summary>
    public Guid? ConversationId { get; init; }
    public Guid? SessionId { get; init; }
    public required string Provider { get; init; }
    public required string Model { get; init; }

    /// <summary>JSON: <see cref="RequestSnapshot"/>.</summary>
    public required string Sent { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    public required long Seed { get; init; }

    /// <summary>Of a clip: how long it is to be. Null of a picture.</summary>
    public int? Seconds { get; init; }

    /// <summary>The picture, once it is stored; how its <see cref="Orders.Order"/> gets there is said by that.</summary>
    public Guid? MediaId { get; set; }

    /// <summary>What it was expected to cost when it was asked for, in millionths of a US dollar; null when nobody knew.</summary>
    public long? EstimateMicroUsd { get; init; }

    /// <summary>JSON: <see cref="GenerationResult"/>; null before anything came back.</summary>
    public string? Received { get; set; }

    /// <summary>The job of another provider that a person had tried before this one.</summary>
    public Guid? RetryOf { get; init; }

    /// <summary>The job of another provider that failed, whereupon this one was made automatically.</summary>
    public Guid? FallbackOf { get; init; }

    /// <summary>Names of providers that may be asked when this one fails, in their order, with commas; empty for none.</summary>
    public string Fallbacks { get; init; } = "";
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }
}

/// <summary>The caller's own key: the same key from the same person is the same request.</summary>
public sealed class RequestKey
{
    public required Guid UserId { get; init; }
    public required string Key { get; init; }
    public required string BodyHash { get; init; }
    public required Guid BatchId { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>What was really sent, stored with every request.</summary>
public sealed record RequestSnapshot(
    string Prompt,
    SentStyle? Style,
    SentSubject? Subject,
    string Provider,
    string Model,
    int Width,
    int Height
)
{
    // Left out where there is nothing to say, so that the hashes of earlier requests stay what they are.

    /// <summary>In the order in which they go out; inspirations are kept here and sent nowhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SentReference>? References { get; init; }

    /// <summary>
    /// What really went out of <see cref="References"/>, in their order; null before it did, and where nothing did. No part of the hash.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SentCopy>? Copies { get; init; }

    /// <summary>
    /// What <see cref="Prompt"/> is made of; null in requests of earlier versions. No part of the hash: it says nothing more.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SentPart>? Parts { get; init; }

    /// <summary>The size as the provider is asked for it, which knows only some: "672x1008", or "2:3 at 1K".</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Asked { get; init; }

    /// <summary>Of a clip: how long it is to be. Null of a picture.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Seconds { get; init; }
}

/// <summary>Typed: by the person who asked. Template: what kind of picture. The others are named after where they come from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PartKind>))]
public enum PartKind
{
    Typed,
    Template,
    Description,
    Look,
    Style,
    StyleOfType,
    Negative,
    StyleExample,

    /// <summary>Which of the pictures that go along shows whom.</summary>
    Shown,
}

public sealed record SentPart(PartKind Kind, string Text);

/// <summary>What came back with the picture, as the provider itself says it.</summary>
/// <param name="AnswerId">Its own name of the answer, to be found again there.</param>
/// <param name="Model">The model that really answered.</param>
/// <param name="Usd">What its usage costs by the price table, or null where it does not count.</param>
/// <param name="Tokens">Counted by it: input and output.</param>
public sealed record Receipt(string? AnswerId = null, string? Model = null, decimal? Usd = null, TokenCount? Tokens = null);

public sealed record TokenCount(long Input, long Output);

/// <summary>How a picture came: sizes as decoded, what was paid, and how long it took in seconds.</summary>
public sealed record GenerationResult(
    int? Width,
    int? Height,
    int? OriginalWidth,
    int? OriginalHeight,
    decimal? CostUsd,
    CostBasis Basis,
    double Seconds,
    Receipt? Receipt
);

/// <summary>
/// Reference: what it must look like. Concept: a first drawing of it. Inspiration: for people only, it never leaves the house.
/// Style: how it is drawn, not what. StartFrame and EndFrame: what a clip begins and ends with.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReferenceRole>))]
public enum ReferenceRole
{
    Reference,
    Concept,
    Inspiration,
    Style,
    StartFrame,
    EndFrame,
}

internal static class ReferenceRoles
{
    /// <summary>Those that go out, of references and their roles as a form has them.</summary>
    public static List<Guid> Sent(IReadOnlyList<Guid> references, IReadOnlyList<ReferenceRole> roles) =>
        [.. references.Where((_, i) => i >= roles.Count || roles[i] != ReferenceRole.Inspiration)];
}

/// <param name="MediaId">The picture here.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Order">From 1.</param>
/// <param name="Sha256">Its bytes, whatever becomes of the item.</param>
/// <param name="ContentType">As decoded here.</param>
/// <param name="Bytes">Their number.</param>
public sealed record SentReference(Guid MediaId, ReferenceRole Role, int Order, BlobRef Sha256, string ContentType, long Bytes)
{
    [JsonIgnore]
    public bool IsSent => Role != ReferenceRole.Inspiration;

    [JsonIgnore]
    public bool IsFrame => Role is ReferenceRole.StartFrame or ReferenceRole.EndFrame;
}

/// <summary>The copy of a reference picture as a provider got it: upright, in sRGB, without metadata.</summary>
/// <param name="Order">That of the <see cref="SentReference"/>.</param>
/// <param name="Sha256">Of the bytes that went out.</param>
/// <param name="ContentType">As it was made.</param>
/// <param name="Bytes">Their number.</param>
public sealed record SentCopy(int Order, BlobRef Sha256, string ContentType, long Bytes);

/// <summary>The revision tells later whether the picture is stale.</summary>
public sealed record SentStyle(Guid Id, int Revision, string Name, string Prompt, string Negative, IReadOnlyList<string> Palette)
{
    /// <summary>What the style adds for this type of asset; null for nothing, as in requests of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ForType { get; init; }
}

public sealed record SentSubject(SubjectType Type, Guid Id, int Revision, AssetType AssetType, string Name, string Description)
{
    /// <summary>Of a look: what is special about it, which stands at the end of the description.</summary>
    [JsonIgnore]
    public string? Look { get; init; }
}

internal sealed class GenerationTables : IEntityTypeConfiguration<GenerationRequest>, IEntityTypeConfiguration<RequestKey>
{
    public void Configure(EntityTypeBuilder<GenerationRequest> builder)
    {
        builder.ToTable("GenerationRequests");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.InputsHash).HasMaxLength(64);
        builder.Property(r => r.AssetKey).HasMaxLength(64);
        builder.Property(r => r.Provider).HasMaxLength(64);
        builder.Property(r => r.Model).HasMaxLength(128);
        builder.HasIndex(r => new { r.InputsHash, r.Take }).IsUnique();
        builder.Property(r => r.Fallbacks).HasMaxLength(300);
        builder.HasIndex(r => r.SubjectId);
        builder.HasIndex(r => r.SessionId);
        builder.HasOne<Job>().WithOne().HasForeignKey<GenerationRequest>(r => r.Id);
        builder.HasOne<Subject>().WithMany().HasForeignKey(r => r.SubjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<MediaItem>().WithMany().HasForeignKey(r => r.MediaId).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<RequestKey> builder)
    {
        builder.ToTable("RequestKeys").HasKey(k => new { k.UserId, k.Key });
        builder.Property(k => k.Key).HasMaxLength(200);
        builder.Property(k => k.BodyHash).HasMaxLength(64);
    }
}
