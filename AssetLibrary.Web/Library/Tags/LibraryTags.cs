using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Tags;

/// <summary>A tag, and how many assets outside the trash carry it.</summary>
public sealed record TagCount(Guid Id, string Name, string NormalizedName, int Assets);

/// <summary>There is a tag of that name: renaming would make one of both, so it is asked first.</summary>
public sealed class TagTakenException(Tag other)
    : RefusedException(
        StatusCodes.Status409Conflict,
        "name-taken",
        $"A tag named “{other.Name}” already exists. Merge the two tags instead."
    )
{
    public Tag Other => other;
}

/// <summary>The verbs of tags, with their audit entries and news; each is saved on its own.</summary>
public static class LibraryTags
{
    public const int MaxName = 100;

    /// <summary>By name, after a name; two queries however many assets carry them.</summary>
    public static async Task<List<TagCount>> TagCountsAsync(this LibraryContext db, string? query, string? after, int count)
    {
        var tags = db.Set<Tag>().AsQueryable();
        if (!string.IsNullOrWhiteSpace(query))
        {
            var pattern = SearchText.Anywhere(query);
            tags = tags.Where(t => EF.Functions.Like(t.NormalizedName, pattern, @"\"));
        }

        tags = string.IsNullOrEmpty(after) ? tags : tags.Where(t => t.NormalizedName.CompareTo(after) > 0);
        return await tags.OrderBy(t => t.NormalizedName)
            .Take(count)
            .Select(t => new TagCount(
                t.Id,
                t.Name,
                t.NormalizedName,
                db.Set<LibraryAssetTag>().Count(l => l.TagsId == t.Id)
                    - db.Set<LibraryAsset>()
                        .Where(a => a.TrashedAt != null)
                        .Count(a => db.Set<LibraryAssetTag>().Any(l => l.LibraryAssetId == a.Id && l.TagsId == t.Id))
            ))
            .AsNoTracking()
            .ToListAsync();
    }

    public static async Task<Tag> CreateTagAsync(this LibraryContext db, string? name)
    {
        var clean = NameOf(name);
        if (await NamedAsync(db, clean) is { } other)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "name-taken", $"A tag named “{other.Name}” already exists.");
        }

        var tag = new Tag { Name = clean, NormalizedName = SearchText.Normalize(clean) };
        db.Add(tag);
        await SaveAsync(db, tag, "created", clean);
        return tag;
    }

    /// <summary>A new name; one that another tag has only when they may be merged: then the other takes over the assets of both.</summary>
    /// <returns>The tag that carries the name now.</returns>
    /// <exception cref="TagTakenException">Another has this name and merging was not allowed.</exception>
    public static async Task<Tag> RenameTagAsync(this LibraryContext db, Tag tag, string? name, bool merge)
    {
        var clean = NameOf(name);
        var old = tag.Name;
        if (await NamedAsync(db, clean) is not { } other || other.Id == tag.Id)
        {
            (tag.Name, tag.NormalizedName) = (clean, SearchText.Normalize(clean));
            await SaveAsync(db, tag, "renamed", $"{old} → {clean}");
            return tag;
        }

        if (!merge)
        {
            throw new TagTakenException(other);
        }

        return await db.WriteAsync(async () =>
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "LibraryAssetTags" ("LibraryAssetId", "TagsId")
                SELECT "LibraryAssetId", {other.Id} FROM "LibraryAssetTags" WHERE "TagsId" = {tag.Id} ON CONFLICT DO NOTHING
                """
            );
            await db.Set<LibraryAssetTag>().Where(l => l.TagsId == tag.Id).ExecuteDeleteAsync();
            db.Remove(tag);
            await SaveAsync(db, other, "merged", $"{old} → {other.Name}");
            return other;
        });
    }

    public static async Task RemoveTagAsync(this LibraryContext db, Tag tag)
    {
        db.Remove(tag);
        await SaveAsync(db, tag, "removed", tag.Name);
    }

    private static string NameOf(string? name) =>
        SearchText.Clean(name).ReplaceLineEndings(" ") is { Length: > 0 and <= MaxName } clean
        && SearchText.Normalize(clean).Length > 0
        && !clean.Contains(',', StringComparison.Ordinal)
            ? clean
            : throw RefusedException.Invalid($"Enter a tag name of up to {MaxName} characters, without commas.", "name");

    private static Task<Tag?> NamedAsync(LibraryContext db, string name)
    {
        var normalized = SearchText.Normalize(name);
        return db.Set<Tag>().SingleOrDefaultAsync(t => t.NormalizedName == normalized);
    }

    private static Task<int> SaveAsync(LibraryContext db, Tag tag, string verb, string details)
    {
        db.Record($"tag.{verb}", tag.Id, details: details);
        db.Announce(Topics.LibraryAsset, tag.Id, null); // every list that shows tags
        return db.SaveChangesAsync();
    }
}
