namespace AssetLibrary.Web.Assets.Merging;

/// <summary>The two of a merge in the library, the one that stays first; null where the decision merged none.</summary>
public sealed record LibrarySide(IReadOnlyList<LibraryEntry>? Library);

/// <summary>A library asset as it stood, and what named it: project assets by their link, proposals by their candidate.</summary>
public sealed record LibraryEntry(
    Guid Id,
    int Revision,
    string Name,
    IReadOnlyList<string> Aliases,
    string Description,
    IReadOnlyList<Guid> Tags,
    IReadOnlyList<Guid> Looks,
    IReadOnlyList<BestEntry> Best,
    IReadOnlyList<Guid> Links,
    IReadOnlyList<Guid> Proposals
);
