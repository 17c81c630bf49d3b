using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Imaging;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>The built-in drawing: no key, no network, no price. The same order and seed give the same picture.</summary>
public sealed class ConceptCardProvider(ImageWorkers images, BlobStore blobs) : IImageProvider
{
    public const string Name = MediaItem.BuiltIn;

    public ProviderInfo Info { get; } =
        new(
            Name,
            "Built-in concept cards",
            [new("concept-card", 0, new PictureSizes.Any()) { TakesSeed = true, Negative = NegativePrompts.Ignored }]
        )
        {
            MaxParallel = Math.Max(2, Environment.ProcessorCount),
        };

    public async Task<ProviderStep> SubmitAsync(PictureOrder order, CancellationToken cancel)
    {
        var sent = order.Sent;
        var card = new ConceptCard(
            sent.Subject?.AssetType ?? AssetType.Prop,
            sent.Subject?.Name ?? sent.Prompt,
            sent.Subject?.Description ?? "",
            sent.Style?.Palette ?? [],
            sent.Style?.Name ?? "",
            sent.Width,
            sent.Height,
            order.Seed
        );
        var file = blobs.NewFile();
        try
        {
            await images.DrawAsync(card.ToSvg(), file, sent.Width, sent.Height, cancel);
            return new ProviderStep.Finished(file);
        }
        catch (DrawingFailedException e)
        {
            File.Delete(file);
            throw new JobFailedException(
                new(FailureStage.Submit, e.Fault.IsTransient() ? ErrorClass.Temporary : ErrorClass.Internal, e.Message),
                e
            );
        }
    }

    public Task<ProviderStep> CollectAsync(string providerJobId, CancellationToken cancel) =>
        throw new InvalidOperationException("Concept cards are drawn immediately. There is nothing to collect.");
}
