using System.Text.Json;
using System.Text.Json.Nodes;
using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Ledger;

public enum DecisionVerb
{
    Accept,
    Reject,
    Edit,
    Merge,
    Split,
    Sync,
    Match,
    MergeAssets,
    MergeLibrary,
    Remove,
    Reopen,
    Looks,
    Rename,
}

/// <summary>
/// What was decided, and how things read before and after it: the line behind every undo. Each room keeps its own part of the two
/// sides, as a record of its own; parts are told apart by the names of their properties.
/// </summary>
public sealed class Decision : IOfProject
{
    private DateTimeOffset at;
    private string before = "{}";
    private string after = "{}";

    public Guid Id { get; init; } = Ids.New();
    public Guid? ProjectId { get; init; }

    /// <summary>Empty for what was decided in the library.</summary>
    public required Guid BranchId { get; init; }
    public required DateTimeOffset At
    {
        get => at;
        init => at = value;
    }
    public Guid? By { get; init; }
    public required DecisionVerb Verb { get; init; }

    /// <summary>JSON: the parts of all rooms, as they read before.</summary>
    public required string Before
    {
        get => before;
        init => before = value;
    }

    /// <summary>JSON: the parts of all rooms, as they read after.</summary>
    public required string After
    {
        get => after;
        init => after = value;
    }
    public DateTimeOffset? UndoneAt { get; private set; }

    public void Undo(DateTimeOffset now) => UndoneAt = now;

    /// <summary>A decision that is written in parts has done more.</summary>
    public void Grow(DateTimeOffset now, string wholeBefore, string wholeAfter) => (at, before, after) = (now, wholeBefore, wholeAfter);

    /// <summary>A part of it was taken back on its own.</summary>
    public void Shrink(string leftBefore, string leftAfter) => (before, after) = (leftBefore, leftAfter);

    /// <summary>One side of a decision: the properties of all parts in one object.</summary>
    public static string Write(params IEnumerable<object> parts)
    {
        var side = new JsonObject();
        foreach (var (name, value) in parts.SelectMany(p => JsonSerializer.SerializeToNode(p)!.AsObject()))
        {
            side.Add(name, value?.DeepClone());
        }

        return side.ToJsonString();
    }

    /// <summary>A room's part of one side; its properties are null or empty where the decision did not touch it.</summary>
    public static T Read<T>(string side) => JsonSerializer.Deserialize<T>(side)!;
}

/// <summary>
/// A room takes its part of a decision back. It runs inside the undo's transaction, and refuses when later work builds on the decision.
/// </summary>
public interface IUndo
{
    /// <exception cref="Shared.RefusedException">409 built-upon.</exception>
    Task UndoAsync(Decision decision, CancellationToken cancel);
}

internal sealed class DecisionTable : IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        builder.ToTable("Decisions");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.UndoneAt).IsConcurrencyToken();
        builder.HasIndex(d => new { d.BranchId, d.Id });
    }
}
