using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation.Named;

/// <summary>One that is named, and its place among the pictures that go along, from 1; null where none of it goes.</summary>
public sealed record NamedLine(NamedAsset Asset, Guid? MediaId, int? Place);

/// <summary>Which of the assets that a prompt names go along with a picture of theirs.</summary>
/// <param name="Lines">In the order in which they are named.</param>
/// <param name="TakesPictures">The model takes reference pictures at all.</param>
public sealed record NamedInPrompt(IReadOnlyList<NamedLine> Lines, bool TakesPictures)
{
    /// <summary>Without whose picture somebody has decided to go on.</summary>
    public IReadOnlyCollection<Guid> Decided { get; init; } = [];

    public static readonly NamedInPrompt Nothing = new([], TakesPictures: true);

    /// <summary>Characters and locations without any picture: each would look like somebody else.</summary>
    public IReadOnlyList<NamedLine> Lacking =>
        TakesPictures ? [.. Lines.Where(l => l is { Place: null, Asset: { PictureId: null, Type: not AssetType.Prop } })] : [];

    /// <summary>Whom the pictures that go along show, for the prompt.</summary>
    public IReadOnlyDictionary<Guid, string> Shown =>
        // A picture of two shows both.
        Lines
            .Where(l => l is { Place: not null, MediaId: not null })
            .GroupBy(l => l.MediaId!.Value, l => l.Asset.Name)
            .ToDictionary(g => g.Key, g => string.Join(" and ", g));

    /// <exception cref="RefusedException">422: somebody is named who has no picture, and nobody has decided to go on without.</exception>
    public void Require()
    {
        if (Lacking.Where(l => !Decided.Contains(l.Asset.Id)).ToList() is { Count: > 0 } lacking)
        {
            throw RefusedException.Invalid(
                $"{string.Join(", ", lacking.Select(l => l.Asset.Name))} {(lacking.Count == 1 ? "has" : "have")} no picture yet. "
                    + "Generate it first, or go on without.",
                "named"
            );
        }
    }
}

/// <summary>The truth about references, before money is spent.</summary>
public sealed class NamedReferences(LibraryContext db, INamedAssets assets)
{
    /// <summary>At most so many are told about.</summary>
    public const int Most = 12;

    /// <summary>Characters of a text that are looked at: a prompt and a description of their greatest length.</summary>
    private const int MostText = 2 * TypedText.MaxDescription;

    /// <param name="projectId">Whose assets are looked for; null for the library's.</param>
    /// <param name="subjects">What the picture is of.</param>
    /// <param name="text">All that somebody has written.</param>
    /// <param name="references">What goes along, in its order.</param>
    /// <param name="takesPictures">The model takes reference pictures.</param>
    /// <param name="decided">Without whose picture somebody has decided to go on.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<NamedInPrompt> ReadAsync(
        Guid? projectId,
        IReadOnlyCollection<Guid> subjects,
        string? text,
        IReadOnlyList<Guid> references,
        bool takesPictures,
        IReadOnlyCollection<Guid> decided,
        CancellationToken cancel
    )
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return NamedInPrompt.Nothing;
        }

        var named = (await assets.InAsync(projectId, SearchText.Cut(text, MostText), subjects, cancel)).Take(Most).ToList();
        var ids = named.SelectMany(n => n.Same).ToList();
        // Any version of somebody shows them, not the best one only.
        var going =
            references.Count == 0 || ids.Count == 0
                ? []
                : await db.Set<History>()
                    .Where(h => ids.Contains(h.SubjectId))
                    .Join(db.Set<AssetVersion>(), h => h.Id, v => v.HistoryId, (h, v) => new { h.SubjectId, v.MediaId })
                    .Where(v => references.Contains(v.MediaId))
                    .ToListAsync(cancel);
        return new(
            named.ConvertAll(n =>
            {
                var of = going.Where(g => n.Same.Contains(g.SubjectId)).Select(g => g.MediaId).ToHashSet();
                var place = references.ToList().FindIndex(of.Contains);
                return new NamedLine(n, place < 0 ? n.PictureId : references[place], place < 0 ? null : place + 1);
            }),
            takesPictures
        )
        {
            Decided = decided,
        };
    }
}
