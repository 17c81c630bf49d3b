using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Extraction;

/// <summary>Something an extractor was told of and did not believe. Scene is the 1-based ordinal, 0 before the first.</summary>
public sealed record DroppedItem(int Scene, AssetType Type, string Name, string Reason);

/// <summary>What an extractor tells about its work besides what it found.</summary>
public sealed class ExtractionReport(Func<int, int, Task> progress)
{
    private const int Most = 500;

    private readonly SortedDictionary<string, int> tiers = new(StringComparer.Ordinal);
    private readonly List<string> notices = [];
    private readonly List<DroppedItem> dropped = [];

    /// <summary>How many answers needed how much repair.</summary>
    public IReadOnlyDictionary<string, int> Tiers => tiers;

    /// <summary>What a person should know, in sentences.</summary>
    public IReadOnlyList<string> Notices => notices;

    /// <summary>The first few hundred; <see cref="DroppedCount"/> counts all.</summary>
    public IReadOnlyList<DroppedItem> Dropped => dropped;

    public int DroppedCount { get; private set; }

    /// <summary>Scenes whose answer was known from before.</summary>
    public int CachedScenes { get; set; }

    public Task ProgressAsync(int scenesDone, int scenes) => progress(scenesDone, scenes);

    public void Tier(string name) => tiers[name] = tiers.GetValueOrDefault(name) + 1;

    public void Notice(string sentence)
    {
        if (notices.Count < Most && !notices.Contains(sentence))
        {
            notices.Add(sentence);
        }
    }

    public void Drop(DroppedItem item)
    {
        DroppedCount++;
        if (dropped.Count < Most)
        {
            dropped.Add(item);
        }
    }
}
