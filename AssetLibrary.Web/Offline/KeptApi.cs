using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Replication;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Offline;

/// <summary>What a browser keeps offline is told by the browser itself, and shown among the devices.</summary>
internal static class KeptApi
{
    public static void MapKeptApi(this RouteGroupBuilder api) => api.MapPut("/devices/{id:guid}/kept", KeepAsync);

    private sealed record Kept(string? Name, long? Files, long? Bytes);

    private static async Task<IResult> KeepAsync(Guid id, Kept body, LibraryContext db, CurrentViewer viewer, CancellationToken cancel)
    {
        if (body.Files is not >= 0 || body.Bytes is not >= 0)
        {
            throw RefusedException.Invalid("Say how many files and bytes are kept.", "files");
        }

        var person = await db.Set<User>().Where(u => u.Id == viewer.Id).Select(u => u.UserName).SingleOrDefaultAsync(cancel);
        var name = $"{person}, {(SearchText.Clean(body.Name) is { Length: > 0 } said ? SearchText.Cut(said, 40) : "browser")}";
        return await db.WriteAsync(
            async () =>
            {
                var device = await db.Set<Device>().SingleOrDefaultAsync(d => d.Id == id, cancel);
                // Another person's browser is none of theirs.
                if (
                    device is not null
                    && (device.Kind != DeviceKind.Browser || !device.Name.StartsWith($"{person}, ", StringComparison.Ordinal))
                )
                {
                    return Problem.NotFound();
                }

                if (body.Files == 0)
                {
                    if (device is not null)
                    {
                        db.Remove(device);
                    }

                    return Results.NoContent();
                }

                if (device is null)
                {
                    device = new(id, DeviceKind.Browser, name);
                    db.Add(device);
                }

                device.Rename(name);
                device.Keeps(body.Files.Value, body.Bytes.Value);
                device.Seen(db.Now, freeBytes: null);
                return Results.NoContent();
            },
            cancel
        );
    }
}
