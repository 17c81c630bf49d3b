using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Live;

/// <summary>That something changed: written in the change's own transaction, so news never tells what was rolled back.</summary>
public sealed class Change : IOutlivesProject
{
    public long Seq { get; private set; }
    public required DateTimeOffset At { get; init; }
    public required string Topic { get; init; }
    public required Guid Id { get; init; }
    public required Guid? ProjectId { get; init; }
}

/// <summary>What news can be about; the words that pages listen to.</summary>
public static class Topics
{
    public const string Job = "job";
    public const string Batch = "batch";
    public const string Project = "project";
    public const string Candidate = "candidate";
    public const string ProjectAsset = "project-asset";
    public const string LibraryAsset = "library-asset";
    public const string Media = "media";
    public const string Conversation = "conversation";

    /// <summary>A history of versions; the id is its subject's.</summary>
    public const string History = "history";
}

public static class News
{
    /// <summary>Adds the news to what the caller is about to save.</summary>
    public static void Announce(this LibraryContext db, string topic, Guid id, Guid? projectId) => db.Add(Of(db, topic, id, projectId));

    /// <summary>The news of thousands, in the caller's write; the last one goes with its save, and so has the highest number.</summary>
    public static async Task AnnounceAsync(
        this LibraryContext db,
        string topic,
        IReadOnlyList<Guid> ids,
        Guid? projectId,
        CancellationToken cancel = default
    )
    {
        if (ids.Count > 0)
        {
            await db.InsertAsync(ids.SkipLast(1).Select(id => Of(db, topic, id, projectId)).ToList(), cancel);
            db.Announce(topic, ids[^1], projectId);
        }
    }

    private static Change Of(LibraryContext db, string topic, Guid id, Guid? projectId) =>
        new()
        {
            At = db.Now,
            Topic = topic,
            Id = id,
            ProjectId = projectId,
        };
}

internal sealed class ChangeTable : IEntityTypeConfiguration<Change>
{
    public void Configure(EntityTypeBuilder<Change> builder)
    {
        builder.ToTable("Changes").HasKey(c => c.Seq);
        builder.Property(c => c.Topic).HasMaxLength(32);
        builder.HasIndex(c => c.At);
    }
}
