using System.Runtime.CompilerServices;
using AssetLibrary.Web.Extraction.BuiltIn.Characters;
using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Extraction.BuiltIn.Locations;
using AssetLibrary.Web.Extraction.BuiltIn.Props;
using AssetLibrary.Web.Screenplays;

namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>
/// Reads characters, locations and props out of a parsed script without a network: cues, headings, capitals and a list
/// of physical things. The same script always gives the same answer; every item has at least one quote.
/// </summary>
public sealed class BuiltInExtractor(TimeProvider time) : IExtractor
{
    public const string ExtractorName = "built-in";

    private static readonly ConditionalWeakTable<Screenplay, IReadOnlyList<FoundAsset>> Read = [];

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(150);

    public string Name => ExtractorName;

    public string? Missing => null;

    public void Prepare(ExtractionRun run) { }

    public async Task<IReadOnlyList<FoundAsset>> ExtractAsync(
        ExtractionRun run,
        Screenplay screenplay,
        ExtractionReport report,
        CancellationToken cancel
    )
    {
        var scenesDone = 0;
        var total = Math.Max(1, screenplay.Scenes.Count);
        await report.ProgressAsync(0, total);
        var work = Task.Run(() => Extract(screenplay, (done, _) => Volatile.Write(ref scenesDone, done), cancel), cancel);
        while (await Task.WhenAny(work, Task.Delay(Look, time, cancel)) != work && !cancel.IsCancellationRequested)
        {
            await report.ProgressAsync(Volatile.Read(ref scenesDone), total);
        }

        var found = await work;
        await report.ProgressAsync(total, total);
        return found;
    }

    /// <summary>What is in a script, for a page that shows it: found once for as long as the script is kept in memory.</summary>
    public static IReadOnlyList<FoundAsset> In(Screenplay screenplay) => Read.GetValue(screenplay, s => Extract(s));

    /// <summary>progress(scenesDone, scenesTotal) is called from the calling thread, last with both numbers equal.</summary>
    public static IReadOnlyList<FoundAsset> Extract(
        Screenplay screenplay,
        Action<int, int>? progress = null,
        CancellationToken cancel = default
    )
    {
        var total = screenplay.Scenes.Count;
        progress?.Invoke(0, total);
        var pages = new ScriptPages(screenplay);
        var things = Things.Of(pages.Vocabulary.Language);
        cancel.ThrowIfCancellationRequested();
        var characters = new CharacterFinder(pages, things).Find(cancel).ToList();
        var locations = new LocationFinder(pages).Find().ToList();
        // Single words only: a person's name is no prop, but an intercom that speaks is both.
        var names = new WordList([.. characters.Where(c => !c.Name.Contains(' ', StringComparison.Ordinal)).Select(c => c.Name)]);
        var props = new PropFinder(pages, things, names, new WordList([.. characters.SelectMany(c => c.Aliases.Append(c.Name))]))
            .Find(scene => progress?.Invoke(Math.Max(0, scene - 1), total), cancel)
            .ToList();
        progress?.Invoke(total, total);
        List<Sighting> found = [.. characters, .. locations, .. props];
        TaggedThings.Add(pages, found);
        return [.. found.OrderBy(f => f.Type).Select(f => f.Found())];
    }
}
