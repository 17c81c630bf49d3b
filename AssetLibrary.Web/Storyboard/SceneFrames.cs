using System.Text;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Storyboard;

/// <summary>What goes along with a frame, and what it is made from; nothing of it has been ordered.</summary>
/// <param name="Description">The scene in words, and which picture shows whom.</param>
/// <param name="Going">Whose pictures go along, in their order.</param>
/// <param name="Left">Whose picture the model has no room for.</param>
/// <param name="Missing">Who has no picture.</param>
public sealed record FramePlan(
    BoardRow Scene,
    string Key,
    string Description,
    IReadOnlyList<InScene> Going,
    IReadOnlyList<InScene> Left,
    IReadOnlyList<InScene> Missing
)
{
    public PictureRequest Wish(string provider, string model) =>
        new([Scene.SceneId], Key, Provider: provider, Model: model)
        {
            Kind = MediaKind.Image,
            Description = Description,
            References = [.. Going.Select(g => new RequestedReference(g.Picture!.MediaId))],
        };
}

/// <summary>Frames of scenes: from the words of the script, and the pictures of those who appear.</summary>
public sealed class SceneFrames(LibraryContext db, DraftImport import)
{
    /// <summary>Characters of the script in one description: more than this a picture does not show.</summary>
    public const int MostWords = 1200;

    /// <summary>Props in the background do not need a picture each.</summary>
    public const int MostProps = 4;

    /// <summary>For each scene in the order of the list.</summary>
    /// <param name="branchId">Whose current draft is read.</param>
    /// <param name="rows">The scenes.</param>
    /// <param name="key">Which frame.</param>
    /// <param name="model">Who draws; it has room for so many pictures.</param>
    /// <param name="without">Assets that somebody has left out.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<List<FramePlan>> PlanAsync(
        Guid branchId,
        IReadOnlyList<BoardRow> rows,
        string key,
        ModelInfo model,
        IReadOnlyCollection<Guid> without,
        CancellationToken cancel
    )
    {
        var words = await WordsAsync(branchId, [.. rows.Select(r => r.SceneId)], cancel);
        return [.. rows.Select(r => Plan(r, key, words.GetValueOrDefault(r.SceneId, ""), model.MaxReferences, without))];
    }

    private static FramePlan Plan(BoardRow row, string key, string words, int room, IReadOnlyCollection<Guid> without)
    {
        var cast = row.Cast.Where(c => !without.Contains(c.AssetId)).ToList();
        var needed = cast.Where(c => c.Type != AssetType.Prop).Concat(cast.Where(c => c.Type == AssetType.Prop).Take(MostProps)).ToList();
        var shown = needed.Where(c => c.Picture is { Kind: MediaKind.Image }).ToList();
        var going = shown.Take(room).ToList();
        return new(
            row,
            key,
            Describe(row, key, words, needed, going),
            going,
            [.. shown.Skip(room)],
            [.. needed.Where(c => c.Picture is not { Kind: MediaKind.Image } && c.Type != AssetType.Prop)]
        );
    }

    // The provider is told in words which picture shows whom: none of them has a field for it.
    private static string Describe(BoardRow row, string key, string words, List<InScene> needed, List<InScene> going)
    {
        var text = new StringBuilder();
        text.Append(key == AssetKeys.SceneEndFrame ? "The last moment of the scene." : "The first moment of the scene.").Append('\n');
        text.Append(row.Heading).Append('\n');
        if (needed.Count > 0)
        {
            text.Append("In it: ")
                .AppendJoin(", ", needed.Select(c => going.IndexOf(c) is >= 0 and var at ? $"{c.Called} as in picture {at + 1}" : c.Called))
                .Append(".\n");
        }

        return text.Append(key == AssetKeys.SceneEndFrame ? Tail(words) : SearchText.Cut(words, MostWords)).ToString().Trim();
    }

    private static string Tail(string words) =>
        words.Length <= MostWords ? words
        : words.IndexOf('\n', words.Length - MostWords) is >= 0 and var line ? words[(line + 1)..]
        : SearchText.Cut(words[^(MostWords - 1)..].TrimStart(), MostWords);

    /// <summary>What happens in each scene, without what is said.</summary>
    private async Task<Dictionary<Guid, string>> WordsAsync(Guid branchId, List<Guid> scenes, CancellationToken cancel)
    {
        if (await db.CurrentDraftAsync(branchId) is not { } draft || await import.OpenAsync(draft, cancel) is not { } screenplay)
        {
            return [];
        }

        var places = await db.Set<SceneText>()
            .Where(t => t.DraftId == draft.Id && scenes.Contains(t.SceneId))
            .Select(t => new
            {
                t.SceneId,
                t.FromLine,
                t.ToLine,
            })
            .ToListAsync(cancel);
        return places.ToDictionary(
            p => p.SceneId,
            p =>
                string.Join(
                    '\n',
                    screenplay
                        .Elements.Where(e => e.Type == ElementType.Action && e.Line >= p.FromLine && e.Line <= p.ToLine)
                        .Select(e => e.Plain.ReplaceLineEndings(" ").Trim())
                        .Where(t => t.Length > 0)
                )
        );
    }
}
