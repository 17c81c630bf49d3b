using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Spreadsheet;

public enum RowFate
{
    New,
    Changed,
    Same,

    /// <summary>It cannot be taken as it is: the sentence says why.</summary>
    Wrong,
}

/// <summary>What comes of a row.</summary>
/// <param name="Row">As it was read.</param>
/// <param name="Fate">What comes of it.</param>
/// <param name="Asset">That it is.</param>
/// <param name="Why">Why it is that one, what changes, or what is wrong.</param>
public sealed record PlannedRow(SheetRow Row, RowFate Fate, ProjectAsset? Asset, string Why);

/// <summary>
/// A spreadsheet against the assets of a branch. A row is an asset by its id, by its name or an alias, or where names are one by the
/// rules of names. An empty cell leaves what is there: brought in twice, the second time changes nothing.
/// </summary>
public sealed record SheetPlan(IReadOnlyList<PlannedRow> Rows)
{
    public int Of(RowFate fate) => Rows.Count(r => r.Fate == fate);

    public static async Task<SheetPlan> ReadAsync(LibraryContext db, Guid branchId, Sheet sheet, CancellationToken cancel)
    {
        var assets = await db.Set<ProjectAsset>()
            .Where(a => a.BranchId == branchId && a.TrashedAt == null)
            .OrderBy(a => a.Id)
            .ToListAsync(cancel);
        var byId = assets.ToDictionary(a => a.Id);
        var byName = assets
            .SelectMany(a => a.Aliases.Prepend(a.Name).Select(n => (Name: SearchText.Normalize(n), Asset: a)))
            .ToLookup(p => p.Name, p => p.Asset, StringComparer.Ordinal);
        var forms = assets.ConvertAll(a => (Asset: a, Forms: NameForms.Of(a.Type, a.Name, a.Aliases)));
        var context = NameContext.Story(forms.Select(f => f.Forms));
        var taken = new Dictionary<Guid, int>();
        var names = new Dictionary<(AssetType, string), int>();
        return new([.. sheet.Rows.Select(Plan)]);

        PlannedRow Plan(SheetRow row)
        {
            var (asset, why) = Find(row);
            var type = Sheet.TypeOf(row.Type) ?? asset?.Type;
            if (!string.IsNullOrEmpty(row.Id) && asset is null && Guid.TryParse(row.Id, out _) && string.IsNullOrEmpty(row.Name))
            {
                return new(row, RowFate.Wrong, null, "There is no asset with this id.");
            }

            if (!string.IsNullOrEmpty(row.Type) && Sheet.TypeOf(row.Type) is null)
            {
                return new(row, RowFate.Wrong, asset, $"“{row.Type}” is not a type. Use character, location or prop.");
            }

            if (type is null)
            {
                return new(row, RowFate.Wrong, null, "Enter a type: character, location or prop.");
            }

            if (asset is not null && !taken.TryAdd(asset.Id, row.Line))
            {
                return new(row, RowFate.Wrong, asset, $"This is the same asset as in row {taken[asset.Id]}.");
            }

            if (asset is null && !names.TryAdd((type.Value, SearchText.Normalize(row.Name ?? "")), row.Line))
            {
                return new(
                    row,
                    RowFate.Wrong,
                    null,
                    $"This is the same name as in row {names[(type.Value, SearchText.Normalize(row.Name ?? ""))]}."
                );
            }

            try
            {
                var changes = asset is null ? null : Changes(asset, row, type.Value);
                if (asset is null)
                {
                    TypedText.Aliases(TypedText.SplitAliases(row.Aliases), TypedText.Name(row.Name));
                    TypedText.Description(row.Description);
                    TypedText.Tags(TypedText.SplitAliases(row.Tags));
                    return new(row, RowFate.New, null, "");
                }

                return changes!.Count == 0
                    ? new(row, RowFate.Same, asset, why)
                    : new(row, RowFate.Changed, asset, $"{string.Join(", ", changes)}{(why.Length > 0 ? $" · {why}" : "")}");
            }
            catch (RefusedException refused)
            {
                return new(row, RowFate.Wrong, asset, refused.Message);
            }
        }

        (ProjectAsset? Asset, string Why) Find(SheetRow row)
        {
            if (Guid.TryParse(row.Id, out var id) && byId.TryGetValue(id, out var known))
            {
                return (known, "");
            }

            var type = Sheet.TypeOf(row.Type);
            var named = byName[SearchText.Normalize(row.Name ?? "")].Where(a => type is null || a.Type == type).Distinct().ToList();
            if (named is [var one])
            {
                return (one, "");
            }

            if (named.Count > 1 || string.IsNullOrEmpty(row.Name) || type is null)
            {
                return (null, "");
            }

            var asked = NameForms.Of(type.Value, row.Name, TypedText.SplitAliases(row.Aliases));
            var same = forms
                .Where(f => f.Forms.Type == type)
                .Select(f => (f.Asset, Found: NameSimilarity.Compare(asked, f.Forms, context)))
                .Where(f => f.Found.Verdict == NameVerdict.Same)
                .ToList();
            return same is [var (found, reason)] ? (found, reason.Why) : (null, "");
        }
    }

    /// <summary>The names of what would change.</summary>
    private static List<string> Changes(ProjectAsset asset, SheetRow row, AssetType type)
    {
        var changes = new List<string>();
        var (name, aliases, description, tags) = Values(asset, row);
        void Add(bool isOther, string what)
        {
            if (isOther)
            {
                changes.Add(what);
            }
        }

        Add(type != asset.Type, "type");
        Add(TypedText.Name(name) != asset.Name, "name");
        Add(!TypedText.Aliases(aliases, TypedText.Name(name)).SequenceEqual(asset.Aliases), "aliases");
        Add(TypedText.Description(description) != asset.Description, "description");
        Add(!TypedText.Tags(tags).SequenceEqual(asset.Tags), "tags");
        return changes;
    }

    /// <summary>What the asset would be: cells that are empty or missing leave what is there.</summary>
    public static (string Name, IEnumerable<string> Aliases, string Description, IEnumerable<string> Tags) Values(
        ProjectAsset asset,
        SheetRow row
    ) =>
        (
            string.IsNullOrEmpty(row.Name) || IsAlias(asset, row.Name) ? asset.Name : row.Name,
            string.IsNullOrEmpty(row.Aliases) ? asset.Aliases : TypedText.SplitAliases(row.Aliases),
            string.IsNullOrEmpty(row.Description) ? asset.Description : row.Description,
            string.IsNullOrEmpty(row.Tags) ? asset.Tags : TypedText.SplitAliases(row.Tags)
        );

    // An alias in the column of names names the asset; it does not rename it.
    private static bool IsAlias(ProjectAsset asset, string name) =>
        asset.Aliases.Exists(a => SearchText.Normalize(a) == SearchText.Normalize(name));
}
