using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Extraction;

/// <summary>What a person rejected stays rejected, also where a new draft has one lantern instead of several.</summary>
internal sealed class RejectedNames
{
    /// <summary>Singular and plural begin alike.</summary>
    private const int Beginning = 3;

    private readonly HashSet<(AssetType, string)> names = [];
    private readonly ILookup<string, NameForms> props;

    private RejectedNames(List<(AssetType Type, string Name, string Normalized)> rejected)
    {
        names.UnionWith(rejected.Select(r => (r.Type, r.Normalized)));
        props = rejected
            .Where(r => r.Type == AssetType.Prop)
            .DistinctBy(r => r.Normalized)
            .ToLookup(r => Start(r.Normalized), r => NameForms.Of(r.Type, r.Name));
    }

    public static async Task<RejectedNames> LoadAsync(LibraryContext db, Guid branchId, CancellationToken cancel) =>
        new(
            (
                await db.Set<Candidate>()
                    .Where(c => c.BranchId == branchId && c.State == CandidateState.Rejected)
                    .Select(c => new
                    {
                        c.Type,
                        c.Name,
                        c.NormalizedName,
                    })
                    .ToListAsync(cancel)
            ).ConvertAll(c => (c.Type, c.Name, c.NormalizedName))
        );

    public bool Has(Candidate candidate) =>
        names.Contains((candidate.Type, candidate.NormalizedName))
        || candidate.Type == AssetType.Prop
            && props[Start(candidate.NormalizedName)].Any(NameForms.Of(candidate.Type, candidate.Name).IsOneOrSeveralOf);

    private static string Start(string name) => name.Length <= Beginning ? name : name[..Beginning];
}
