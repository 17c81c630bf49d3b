using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Looks;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Assets.Syncing;

public enum SyncTake
{
    Library,
    Project,
    Merged,
}

/// <summary>What a person chose for one field; the value only with <see cref="SyncTake.Merged"/>, and only where they changed it.</summary>
public sealed record SyncChoice(SyncTake Take, string? Value = null);

public static class SyncChoices
{
    /// <summary>Adds the choice for a field by its name.</summary>
    /// <exception cref="RefusedException">422: there is no such field, or it stands twice.</exception>
    public static void Choose(this Dictionary<SyncField, SyncChoice> choices, string name, SyncChoice choice)
    {
        if (!Enum.TryParse<SyncField>(name, ignoreCase: true, out var field) || !Enum.IsDefined(field) || !char.IsAsciiLetter(name[0]))
        {
            throw RefusedException.Invalid($"Unknown field “{name}”.", "fields");
        }

        if (!choices.TryAdd(field, choice))
        {
            throw RefusedException.Invalid($"The field “{name}” appears twice.", "fields");
        }
    }
}

/// <summary>
/// One field as it was at the last sync, reads in the library now, reads here now, and would read with both sides' changes.
/// Aliases and looks are one to a line, a picture is the id of its media item.
/// </summary>
public sealed record FieldPreview(SyncField Field, string Base, string Library, string Project, string? Merged)
{
    /// <summary>The library reads otherwise than at the last sync.</summary>
    public bool LibraryChanged => Library != Base;

    /// <summary>It reads otherwise here than at the last sync: a sync leaves it alone unless somebody says so.</summary>
    public bool Overridden { get; init; }

    /// <summary>Places where both changed the same words.</summary>
    public int Conflicts { get; init; }

    /// <summary>There is something to decide on.</summary>
    public bool IsOpen => LibraryChanged && Library != Project;
}

/// <summary>An asset beside what it was cloned from.</summary>
public sealed record SyncPreview(ProjectAsset Asset, LibraryAsset Library, IReadOnlyList<FieldPreview> Fields)
{
    public FieldPreview Of(SyncField field) => Fields.Single(f => f.Field == field);

    internal static SyncPreview Of(ProjectAsset asset, SyncSource source)
    {
        var library = source.Library;
        var description = TextMerge.Merge(asset.SyncedDescription ?? "", library.Description, asset.Description);
        var name = asset.Name == asset.SyncedName ? library.Name : asset.Name;
        var (was, libraryPicture, ownPicture) = (
            asset.SyncedPictureId?.ToString() ?? "",
            source.LibraryPicture?.ToString() ?? asset.SyncedPictureId?.ToString() ?? "",
            source.OwnPicture?.ToString() ?? ""
        );
        return new(
            asset,
            library,
            [
                new(SyncField.Name, asset.SyncedName ?? "", library.Name, asset.Name, name)
                {
                    Overridden = Is("name"),
                    Conflicts = asset.Name != asset.SyncedName && library.Name != asset.SyncedName && asset.Name != library.Name ? 1 : 0,
                },
                new(
                    SyncField.Aliases,
                    Lines(asset.SyncedAliases),
                    Lines(library.Aliases),
                    Lines(asset.Aliases),
                    Lines(TextMerge.Merge(asset.SyncedAliases, library.Aliases, asset.Aliases))
                )
                {
                    Overridden = Is("aliases"),
                },
                new(SyncField.Description, asset.SyncedDescription ?? "", library.Description, asset.Description, description.Text)
                {
                    Overridden = Is("description"),
                    Conflicts = description.Conflicts,
                },
                new(SyncField.Picture, was, libraryPicture, ownPicture, null) { Overridden = ownPicture != was },
                Looks(asset, source),
            ]
        );

        bool Is(string field) => asset.OverriddenFields.Contains(field);
    }

    // One line a look; what is new, changed or gone in the library says so.
    private static FieldPreview Looks(ProjectAsset asset, SyncSource source)
    {
        var news = source.LookNews();
        var linked = source.OwnLooks.Where(l => l.LibraryLookId is not null).ToList();
        var gone =
            asset.SyncedLooks == source.Library.LooksRevision
                ? []
                : linked.Where(l => source.LibraryLooks.All(o => o.Id != l.LibraryLookId)).ToList();
        var unchanged = linked.Where(l => news.All(n => n.Mine != l) && !gone.Contains(l)).Select(l => l.SyncedName!);
        return new(
            SyncField.Looks,
            Lines(linked.Select(l => l.SyncedName!)),
            Lines([
                .. unchanged,
                .. news.Select(n => n.Mine is null ? $"{n.Library.Name} (new)" : $"{n.Library.Name} (changed)"),
                .. gone.Select(l => $"{l.SyncedName} (removed)"),
            ]),
            Lines(source.OwnLooks.Select(l => l.Name)),
            null
        )
        {
            Overridden = linked.Exists(l => !l.IsAsSynced),
        };
    }

    private static string Lines(IEnumerable<string> values) => string.Join('\n', values);
}

/// <summary>
/// What an asset is compared with. Declined: library looks whose copy was removed here; they do not come back automatically.
/// </summary>
internal sealed record SyncSource(
    LibraryAsset Library,
    Guid? LibraryPicture,
    Guid? OwnPicture,
    IReadOnlyList<LibraryLook> LibraryLooks,
    IReadOnlyList<Look> OwnLooks,
    int SyncedLooks,
    IReadOnlySet<Guid> Declined
)
{
    /// <summary>Library looks that are not here yet, or have a newer revision than the copy here was synced with.</summary>
    public List<(LibraryLook Library, Look? Mine)> LookNews() =>
        SyncedLooks == Library.LooksRevision
            ? []
            : LibraryLooks
                .Where(l => !Declined.Contains(l.Id))
                .Select(l => (Library: l, Mine: OwnLooks.FirstOrDefault(o => o.LibraryLookId == l.Id)))
                .Where(p => p.Mine is null || p.Mine.SyncedName != p.Library.Name || p.Mine.SyncedDescription != p.Library.Description)
                .ToList();
}
