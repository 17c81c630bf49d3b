using System.Runtime.InteropServices;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Headings;
using AssetLibrary.Web.Scripts.Scenes;
using AssetLibrary.Web.Shared.Texts;

namespace AssetLibrary.Web.Scripts;

public enum SceneState
{
    Same,
    Changed,
    New,
    Gone,
}

/// <summary>A paragraph of either draft or of both, with the words that changed.</summary>
public sealed record ParagraphDiff(ElementType Type, int? OldLine, int? NewLine, IReadOnlyList<WordChange> Words)
{
    public bool IsSame => OldLine is not null && NewLine is not null && Words.All(w => w.State == WordState.Same);
}

/// <summary>
/// A scene in one draft or in both. SceneId is null for what stands before the first heading. A scene that is Same can still
/// have moved, or show a section line that changed.
/// </summary>
public sealed record SceneDiff(
    Guid? SceneId,
    SceneState State,
    ScreenplayScene? Old,
    ScreenplayScene? New,
    IReadOnlyList<ParagraphDiff> Paragraphs
)
{
    public bool Moved { get; init; }

    /// <summary>Nothing in it is worth unfolding.</summary>
    public bool ReadsTheSame => Paragraphs.All(p => p.IsSame);

    public bool Renamed => Old is not null && New is not null && Old.Heading != New.Heading;

    public string Heading => (New ?? Old)?.Heading ?? "Before the first scene";

    /// <summary>The writer's number, else the place in the script.</summary>
    public string? Number => (New ?? Old) is { } scene ? NumberOf(scene) : null;

    public int Added => Paragraphs.Where(p => SceneIsOwn(p)).Sum(p => WordDiff.Count(p.Words, WordState.Added));

    public int Removed => Paragraphs.Where(p => SceneIsOwn(p)).Sum(p => WordDiff.Count(p.Words, WordState.Removed));

    public static string NumberOf(ScreenplayScene scene) =>
        scene.Number ?? scene.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static bool SceneIsOwn(ParagraphDiff paragraph) =>
        paragraph.Type is not (ElementType.Section or ElementType.Synopsis or ElementType.PageBreak);
}

/// <summary>Two drafts of a script, scene by scene in the order of the newer one, those that are gone where they stood.</summary>
public static class ScriptDiff
{
    /// <summary>Paragraphs that share less are two paragraphs, not one that was changed.</summary>
    private const double Alike = .3;

    /// <param name="old">The older draft.</param>
    /// <param name="oldIds">The identity of each of its scenes, in order; null for one that has none.</param>
    /// <param name="now">The newer draft.</param>
    /// <param name="nowIds">The identity of each of its scenes.</param>
    public static IReadOnlyList<SceneDiff> Compare(Screenplay old, IReadOnlyList<Guid?> oldIds, Screenplay now, IReadOnlyList<Guid?> nowIds)
    {
        var (olds, news) = (SceneProse.Of(old), SceneProse.Of(now));
        var oldAt = new Dictionary<Guid, int>();
        for (var i = 0; i < olds.Count; i++)
        {
            if (oldIds[i] is { } id)
            {
                oldAt.TryAdd(id, i);
            }
        }

        var partners = nowIds.Select(id => id is { } known && oldAt.TryGetValue(known, out var at) ? at : -1).ToList();
        var kept = partners.Where(p => p >= 0).ToList();
        var inOrder = Rising.Longest(kept).Select(i => kept[i]).ToHashSet();
        var met = kept.ToHashSet();
        var scenes = new List<SceneDiff>();
        if (Paragraphs(SceneProse.Before(old), SceneProse.Before(now)) is { Count: > 0 } before)
        {
            scenes.Add(new(null, before.All(p => p.IsSame) ? SceneState.Same : SceneState.Changed, null, null, before));
        }

        var passed = 0;
        void PassGone(int until)
        {
            for (; passed < until; passed++)
            {
                if (!met.Contains(passed))
                {
                    scenes.Add(new(oldIds[passed], SceneState.Gone, olds[passed].Scene, null, Paragraphs(olds[passed].All, [])));
                }
            }
        }

        for (var i = 0; i < news.Count; i++)
        {
            if (partners[i] < 0)
            {
                scenes.Add(new(nowIds[i], SceneState.New, null, news[i].Scene, Paragraphs([], news[i].All)));
                continue;
            }

            if (inOrder.Contains(partners[i]))
            {
                PassGone(partners[i]);
            }

            var paragraphs = Paragraphs(olds[partners[i]].All, news[i].All);
            var same = olds[partners[i]].Hash() == news[i].Hash();
            scenes.Add(
                new(nowIds[i], same ? SceneState.Same : SceneState.Changed, olds[partners[i]].Scene, news[i].Scene, paragraphs)
                {
                    Moved = !inOrder.Contains(partners[i]),
                }
            );
        }

        PassGone(olds.Count);
        return scenes;
    }

    private static List<ParagraphDiff> Paragraphs(IReadOnlyList<ScreenplayElement> old, IReadOnlyList<ScreenplayElement> now)
    {
        var ids = new Dictionary<(ElementType, string), int>();
        var result = new List<ParagraphDiff>(Math.Max(old.Count, now.Count));
        var (i, j) = (0, 0);
        foreach (var run in Myers.Common(Ids(old, ids), Ids(now, ids)).Append(new(old.Count, now.Count, 0)))
        {
            Replaced(old, i, run.Old, now, j, run.New, result);
            for (var k = 0; k < run.Length; k++)
            {
                result.Add(
                    new(now[run.New + k].Type, old[run.Old + k].Line, now[run.New + k].Line, [new(WordState.Same, now[run.New + k].Text)])
                );
            }

            (i, j) = (run.Old + run.Length, run.New + run.Length);
        }

        return result;
    }

    // Each old paragraph looks for the next new one of its kind that reads alike; what finds no partner went or came whole.
    private static void Replaced(
        IReadOnlyList<ScreenplayElement> old,
        int i,
        int oldEnd,
        IReadOnlyList<ScreenplayElement> now,
        int j,
        int newEnd,
        List<ParagraphDiff> result
    )
    {
        const int LookAhead = 12;
        for (; i < oldEnd; i++)
        {
            var (partner, words) = (-1, (List<WordChange>?)null);
            for (var k = j; k < Math.Min(newEnd, j + LookAhead) && partner < 0; k++)
            {
                if (
                    old[i].Type == now[k].Type
                    && WordDiff.Compare(old[i].Plain, now[k].Plain) is var changes
                    && (old[i].Type == ElementType.SceneHeading || Share(changes) >= Alike)
                )
                {
                    (partner, words) = (k, changes);
                }
            }

            if (partner < 0)
            {
                result.Add(Whole(old[i], WordState.Removed));
                continue;
            }

            for (; j < partner; j++)
            {
                result.Add(Whole(now[j], WordState.Added));
            }

            result.Add(new(now[j].Type, old[i].Line, now[j].Line, words!));
            j++;
        }

        for (; j < newEnd; j++)
        {
            result.Add(Whole(now[j], WordState.Added));
        }
    }

    private static double Share(List<WordChange> changes)
    {
        int Length(WordState state) => changes.Where(c => c.State == state).Sum(c => c.Text.Length);
        var same = 2.0 * Length(WordState.Same);
        return same / Math.Max(1, same + Length(WordState.Added) + Length(WordState.Removed));
    }

    private static ParagraphDiff Whole(ScreenplayElement element, WordState state) =>
        new(
            element.Type,
            state == WordState.Removed ? element.Line : null,
            state == WordState.Added ? element.Line : null,
            [new(state, element.Plain)]
        );

    private static int[] Ids(IReadOnlyList<ScreenplayElement> elements, Dictionary<(ElementType, string), int> ids)
    {
        var numbers = new int[elements.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(ids, (elements[i].Type, elements[i].Plain), out var known);
            numbers[i] = id = known ? id : ids.Count;
        }

        return numbers;
    }
}
