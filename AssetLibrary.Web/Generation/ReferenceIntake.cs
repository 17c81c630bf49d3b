using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation.Providers;
using AssetLibrary.Web.Media;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>
/// Reference pictures that are named by an address. One of this library's own is the item behind it, though its permission may have
/// run out; any other is fetched first, and comes in through the one door together with what it is for: so what was sent can be
/// shown later, and a refusal leaves nothing.
/// </summary>
internal sealed class ReferenceIntake(LibraryContext db, RemotePictures remote, MediaDoor door, Lending lending) : IDisposable
{
    private readonly List<(int At, string File, string Title)> fetched = [];

    /// <summary>Before a transaction is open: it may take a while.</summary>
    /// <returns>The references by their items; those that were fetched are without one until <see cref="TakeAsync"/>.</returns>
    public async Task<IReadOnlyList<WishedReference>> FetchAsync(IReadOnlyList<(Guid? MediaId, Uri? Address, ReferenceRole Role)> named, CancellationToken cancel)
    {
        var references = new List<WishedReference>();
        foreach (var (id, address, role) in named)
        {
            if ((id ?? lending.ItemAt(address!)) is not { } item)
            {
                fetched.Add((references.Count, await remote.FetchAsync(address!, cancel), Path.GetFileName(address!.LocalPath)));
                item = Guid.Empty;
            }

            references.Add(new(item, role));
        }

        return references;
    }

    /// <summary>In the transaction in which the request is made, anew at each attempt.</summary>
    public async Task<PictureWish> TakeAsync(PictureWish wish, CancellationToken cancel)
    {
        var references = wish.References.ToList();
        var projects = fetched.Count == 0 ? [] : await db.Set<Versions.Subject>().Where(s => wish.Subjects.Contains(s.Id)).Select(s => s.ProjectId).Distinct().ToListAsync(cancel);
        foreach (var (at, file, title) in fetched)
        {
            await using var bytes = File.OpenRead(file);
            var item = await door.TakeAsync(bytes, new(MediaSource.Import, title, title.Length > 0 ? title : null, projects.Count == 1 ? projects[0] : null), cancel);
            references[at] = references[at] with { MediaId = item.Id };
        }

        if (fetched.Count > 0)
        {
            await db.SaveChangesAsync(cancel);
        }

        return wish with { References = references };
    }

    public void Dispose()
    {
        foreach (var (_, file, _) in fetched)
        {
            File.Delete(file);
        }
    }
}
