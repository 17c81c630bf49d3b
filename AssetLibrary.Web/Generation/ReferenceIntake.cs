using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation.Providers;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>
/// Reference pictures that are named by an address. One of this library's own is the item behind it, though its permission may have
/// run out; any other is fetched and looked at first, and its row comes in together with what it is for: so what was sent can be
/// shown later, and a refusal leaves no row.
/// </summary>
internal sealed class ReferenceIntake(
    LibraryContext db,
    RemoteFiles remote,
    MediaIntake intake,
    SignedUrls signedUrls,
    GenerationOptions options
)
{
    private readonly List<MediaItem> fetched = [];

    internal static FetchRules Rules(GenerationOptions options) =>
        new(
            "A reference picture",
            "references",
            $"the references of one request can total at most {options.MostReferenceBytes / (1024 * 1024)} MB."
        );

    /// <summary>Before a transaction is open: it may take a while. All of them share one limit of bytes.</summary>
    /// <exception cref="RefusedException">422 with a sentence.</exception>
    public async Task<IReadOnlyList<RequestedReference>> FetchAsync(
        IReadOnlyList<Guid> subjects,
        IReadOnlyList<(Guid? MediaId, Uri? Address, ReferenceRole Role)> named,
        CancellationToken cancel
    )
    {
        var known = named.Select(r => r.MediaId ?? signedUrls.ItemAt(r.Address!)).ToList();
        var projects = known.Contains(null)
            ? await db.Set<Subject>().Where(s => subjects.Contains(s.Id)).Select(s => s.ProjectId).Distinct().ToListAsync(cancel)
            : [];
        if (projects.Count > 1)
        {
            // It would be seen by more people than those of each project.
            throw RefusedException.Invalid("References by url work only with subjects of one project.", "references");
        }

        var references = new List<RequestedReference>();
        foreach (var ((_, address, role), item) in named.Zip(known))
        {
            references.Add(new(item ?? (await ComeAsync(address!, projects.FirstOrDefault(), cancel)).Id, role));
        }

        return references;
    }

    /// <summary>Saves the rows of what was fetched, in the transaction of the request, again at each attempt.</summary>
    public async Task SaveAsync()
    {
        fetched.ForEach(intake.Enter);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private async Task<MediaItem> ComeAsync(Uri address, Guid? project, CancellationToken cancel)
    {
        var title = Path.GetFileName(address.LocalPath);
        var file = await remote.FetchAsync(address, options.MostReferenceBytes - fetched.Sum(f => f.Bytes), Rules(options), cancel);
        var item = await intake.PrepareFileAsync(
            file,
            new(MediaSource.Import, title, title.Length > 0 ? title : null, project) { Wanted = MediaKind.Image },
            cancel
        );
        fetched.Add(item);
        return item;
    }
}
