using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Versions;

/// <summary>How a subject reads now: what a picture of it is made from, and what tells later whether it is stale.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Id">The subject.</param>
/// <param name="Revision">Of its text; 0 where it has none.</param>
/// <param name="AssetType">What it is drawn as.</param>
/// <param name="Name">As it is called in a prompt.</param>
/// <param name="Description">All of its text.</param>
public sealed record SubjectReading(SubjectType Type, Guid Id, int Revision, AssetType AssetType, string Name, string Description)
{
    /// <summary>Of a look: what is special about it, which ends the description.</summary>
    public string? Look { get; init; }

    public Guid? ProjectId { get; init; }

    /// <summary>Where people see it; null where it is no longer to be seen.</summary>
    public SubjectPlace? Place { get; init; }

    /// <summary>The style that its pictures are made in; null where none is chosen.</summary>
    public Guid? StyleId { get; init; }

    /// <summary>Pixels of its pictures, where its project has a size of its own.</summary>
    public (int Width, int Height)? Size { get; init; }

    /// <summary>A look reads as its asset does, and then what is special about it.</summary>
    public static SubjectReading OfLook(
        SubjectType type,
        Guid id,
        int revision,
        AssetType of,
        (string Name, string Description) asset,
        (string Name, string Description) look
    ) =>
        new(
            type,
            id,
            revision,
            of,
            $"{asset.Name}, {look.Name}",
            string.Join('\n', new[] { asset.Description, look.Description }.Where(d => d.Length > 0))
        )
        {
            Look = look.Description,
        };
}

/// <param name="Address">Of the page that shows it.</param>
/// <param name="Of">What it belongs to, by name: a project, the library.</param>
/// <param name="OfAddress">Of the page of that.</param>
public sealed record SubjectPlace(string Address, string Of, string OfAddress);

/// <summary>
/// A room that has subjects says how they read now. What is not its own, is in the trash, or is not the viewer's is left out.
/// </summary>
public interface ISubjectSource
{
    Task<IReadOnlyList<SubjectReading>> ReadAsync(IReadOnlyCollection<Guid> subjects, CancellationToken cancel);

    /// <summary>Its subjects whose names hold the words, at most so many; the newest ones without words.</summary>
    Task<IReadOnlyList<Guid>> FindAsync(string? words, int most, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Guid>>([]);
}

/// <summary>All rooms' subjects; a fixed number of queries, however many are asked for.</summary>
public sealed class SubjectReadings(IEnumerable<ISubjectSource> rooms)
{
    public async Task<Dictionary<Guid, SubjectReading>> ReadAsync(IReadOnlyCollection<Guid> subjects, CancellationToken cancel = default)
    {
        var readings = new Dictionary<Guid, SubjectReading>();
        foreach (var room in subjects.Count == 0 ? [] : rooms)
        {
            foreach (var reading in await room.ReadAsync(subjects, cancel))
            {
                readings[reading.Id] = reading;
            }
        }

        return readings;
    }

    /// <summary>Subjects by name, in the order of the rooms; at most so many of each.</summary>
    public async Task<List<SubjectReading>> FindAsync(string? words, int most, CancellationToken cancel = default)
    {
        var found = new List<Guid>();
        foreach (var room in rooms)
        {
            found.AddRange(await room.FindAsync(words, most, cancel));
        }

        var readings = await ReadAsync(found, cancel);
        return [.. found.Where(readings.ContainsKey).Select(id => readings[id])];
    }
}
