using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Delivery;

/// <summary>What came of asking every place.</summary>
/// <param name="Step">Who had them; null for nobody.</param>
/// <param name="Why">A sentence of the last one that did not.</param>
public sealed record Fetched(string? Step, string? Why);

/// <summary>
/// Missing bytes, from the places that may have them, in their order: each is asked again after 1, 2 and 4 seconds. What comes is only
/// kept when it has the address that is looked for.
/// </summary>
public sealed class Fetcher(IEnumerable<IBytePlace> places, BlobStore blobs, DeliveryCounts counts, TimeProvider time)
{
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    public async Task<bool> MayHaveAsync(MediaItem item, CancellationToken cancel)
    {
        foreach (var place in places)
        {
            if (await place.KnowsAsync(item, cancel))
            {
                return true;
            }
        }

        return false;
    }

    public async Task<Fetched> FetchAsync(MediaItem item, CancellationToken cancel)
    {
        string? why = null;
        foreach (var place in places)
        {
            if (!await place.KnowsAsync(item, cancel))
            {
                continue;
            }

            for (var tries = 0; ; tries++)
            {
                (why, var again) = await TryAsync(place, item, cancel);
                if (why is null)
                {
                    counts.Count(place.Name, tries == 0 ? "served" : "served after a retry");
                    return new(place.Name, null);
                }

                if (!again || tries == Waits.Length)
                {
                    counts.Count(place.Name, "failed");
                    break;
                }

                await Task.Delay(Waits[tries], time, cancel);
            }
        }

        return new(null, why ?? "No other place is known for this file.");
    }

    /// <returns>Why the bytes are not here now, null when they are; and whether it may help to ask again.</returns>
    private async Task<(string? Why, bool Again)> TryAsync(IBytePlace place, MediaItem item, CancellationToken cancel)
    {
        try
        {
            await blobs.PutWantedAsync(item.Sha256, await place.FetchAsync(item, cancel), item.FileName, cancel);
            return (null, false);
        }
        catch (OtherBytesException)
        {
            return ("What came is another file: the address leads to something else now.", true);
        }
        catch (RefusedException refused)
        {
            return (refused.Message, true);
        }
        catch (StoreTroubleException trouble)
        {
            return (trouble.Message, trouble.IsTemporary);
        }
    }
}
