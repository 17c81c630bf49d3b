using System.Security.Cryptography;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Imaging;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Queue;
using ReferencePicture = AssetLibrary.Web.Generation.ReferencePicture;

namespace AssetLibrary.Web.Generation.Orders;

/// <summary>
/// The reference pictures of an order, as they go out with it. Never the stored bytes: a copy that is upright, in sRGB, without
/// metadata (no place where a photo was taken leaves the house), in a format and size that the provider takes.
/// </summary>
public sealed class SentReferences(BlobStore blobs, ImageWorkers workers, SignedUrls signedUrls, GenerationOptions options)
{
    /// <summary>In their order, without inspirations. It decodes: never inside a transaction.</summary>
    /// <param name="sent">Which they are.</param>
    /// <param name="limits">What the provider takes.</param>
    /// <param name="lends">The provider fetches them: the copies are put among the blobs, and get addresses for a while.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="JobFailedException">One of them is not here any more, or cannot be sent.</exception>
    public async Task<IReadOnlyList<ReferencePicture>> ReadAsync(
        RequestSnapshot sent,
        ReferenceLimits limits,
        bool lends,
        CancellationToken cancel
    )
    {
        var wanted = GoingOut(sent).ToList();
        var each = limits with { MostBytes = Math.Min(limits.MostBytes, options.MostReferenceBytes / Math.Max(1, wanted.Count)) };
        var pictures = new List<ReferencePicture>();
        foreach (var reference in wanted)
        {
            pictures.Add(await CopyAsync(reference, each, lends, cancel));
        }

        return pictures;
    }

    /// <summary>What is remembered of them.</summary>
    public static IReadOnlyList<SentCopy> Copies(RequestSnapshot sent, IReadOnlyList<ReferencePicture> pictures) =>
        [
            .. GoingOut(sent)
                .Zip(pictures, (r, p) => new SentCopy(r.Order, BlobRef.Of(SHA256.HashData(p.Bytes)), p.ContentType, p.Bytes.Length)),
        ];

    private static IEnumerable<SentReference> GoingOut(RequestSnapshot sent) =>
        (sent.References ?? []).Where(r => r.IsSent).OrderBy(r => r.Order);

    private async Task<ReferencePicture> CopyAsync(SentReference reference, ReferenceLimits limits, bool lends, CancellationToken cancel)
    {
        var stored = reference.Sha256;
        if (!blobs.Has(stored))
        {
            throw Failed(ErrorClass.BadRequest, $"Reference picture {reference.Order} is missing from storage.");
        }

        var file = blobs.NewFile();
        try
        {
            var type = await workers.ReferenceAsync(blobs.PathOf(stored), file, limits, cancel) switch
            {
                ImageReading.Readable { Info: var info } => info.ContentType,
                ImageReading.Unreadable busy when busy.Fault.IsTransient() => throw Failed(
                    ErrorClass.Temporary,
                    $"Reference picture {reference.Order} couldn’t be read right now. {busy.Sentence}"
                ),
                ImageReading.Unreadable broken => throw Failed(
                    ErrorClass.BadRequest,
                    $"Reference picture {reference.Order} can’t be sent. {broken.Sentence}"
                ),
                var other => throw new InvalidOperationException($"{other} is no reading."),
            };
            var copy = new ReferencePicture(reference.Role, type, await File.ReadAllBytesAsync(file, cancel));
            return lends
                ? copy with
                {
                    Address = signedUrls.AddressOf(reference.MediaId, (await blobs.PutFileAsync(file, cancel: cancel)).Blob, type),
                }
                : copy;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static JobFailedException Failed(ErrorClass kind, string sentence) => new(new(FailureStage.Prepare, kind, sentence));
}
