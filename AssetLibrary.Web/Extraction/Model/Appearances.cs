using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Extraction.BuiltIn.Characters;
using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>
/// In which scenes an entity is: where it has a cue, where the heading or the action names it, and where a quote proves it.
/// </summary>
internal sealed class Appearances(ScriptPages pages)
{
    private readonly List<(int Scene, int Line, string Key)> cues = [.. Cues(pages.Screenplay)];

    /// <summary>Kept, as it is gone through once for every name.</summary>
    private readonly List<ScriptLine> action = [.. pages.Action];

    /// <summary>How many cues each name has.</summary>
    public IReadOnlyDictionary<string, int> CueCounts =>
        cues.GroupBy(c => c.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);

    public IReadOnlyList<FoundAppearance> Of(FoundEntity entity)
    {
        var seen = new HashSet<(int Scene, int Line)>(entity.Evidence.Select(e => (e.Scene, e.Line)));
        var spoken = new HashSet<int>();
        switch (entity.Type)
        {
            case AssetType.Character:
                foreach (var cue in cues.Where(c => entity.Keys.Contains(c.Key)))
                {
                    seen.Add((cue.Scene, cue.Line));
                    spoken.Add(cue.Scene);
                }

                Mention(entity, anyCase: false, seen);
                break;
            case AssetType.Location:
                seen.UnionWith(
                    pages
                        .Screenplay.Scenes.Where(s =>
                            s.Location is not null && entity.Keys.Contains(NameKey.Of(AssetType.Location, s.Location))
                        )
                        .Select(s => (s.Ordinal, s.FromLine))
                );
                break;
            default:
                Mention(entity, anyCase: true, seen);
                break;
        }

        return
        [
            .. seen.GroupBy(s => s.Scene).OrderBy(g => g.Key).Select(g => new FoundAppearance(g.Key, spoken.Contains(g.Key), g.Count())),
        ];
    }

    /// <summary>A heading names it.</summary>
    public bool IsHeading(FoundEntity entity) =>
        pages.Screenplay.Scenes.Any(s => s.Location is not null && entity.Keys.Contains(NameKey.Of(AssetType.Location, s.Location)));

    /// <summary>Somewhere the action or a heading bears it out, not only what people say.</summary>
    public bool IsMoreThanTalk(FoundEntity entity)
    {
        var shown = action.Select(l => l.Line).Concat(pages.Screenplay.Scenes.Select(s => s.FromLine)).ToHashSet();
        return entity.Evidence.Any(e => shown.Contains(e.Line));
    }

    private void Mention(FoundEntity entity, bool anyCase, HashSet<(int Scene, int Line)> seen)
    {
        var person = new Person(entity.Keys[0], entity.Name);
        // A bare noun (GUARD) is mentioned wherever any guard is.
        var keys = entity
            .Keys.Where(k => anyCase || k.Contains(' ', StringComparison.Ordinal) || !PeopleWords.Nouns.Has(k))
            .Distinct(StringComparer.Ordinal);
        foreach (
            var (line, _, _) in new Mentions([.. keys.Select(k => KeyValuePair.Create(k, person))], pages.Vocabulary, anyCase).In(action)
        )
        {
            seen.Add((line.Scene, line.Line));
        }
    }

    private static IEnumerable<(int Scene, int Line, string Key)> Cues(Screenplay screenplay)
    {
        var scene = 0;
        foreach (var element in screenplay.Elements)
        {
            scene += element.Type == ElementType.SceneHeading ? 1 : 0;
            foreach (var key in element.Type == ElementType.Character ? CueNames.Read(element) : [])
            {
                yield return (scene, element.Line, key.ToUpperInvariant());
            }
        }
    }
}
