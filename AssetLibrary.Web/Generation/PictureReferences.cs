using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation.Prompts;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>Which pictures go along with an order, and what a model takes of them.</summary>
public sealed class PictureReferences(LibraryContext db, OwnAddress address, GenerationOptions options)
{
    /// <summary>Everything that could make a provider refuse them is said here, before anything is spent.</summary>
    public async Task<IReadOnlyList<SentReference>?> ReadAsync(
        IReadOnlyList<RequestedReference> wished,
        ProviderInfo provider,
        ModelInfo model,
        CancellationToken cancel
    )
    {
        var ids = wished.Select(r => r.MediaId).Distinct().ToList();
        var items =
            ids.Count == 0
                ? []
                : await db.Set<MediaItem>().Where(m => ids.Contains(m.Id)).AsNoTracking().ToDictionaryAsync(m => m.Id, cancel);
        if (items.Count != ids.Count)
        {
            throw RefusedException.NotFound();
        }

        var all = wished
            .Select((r, i) => items[r.MediaId] is var m ? new SentReference(m.Id, r.Role, i + 1, m.Sha256, m.ContentType, m.Bytes) : null!)
            .ToList();
        var sent = all.Where(r => r.IsSent).ToList();
        RequireRoom(all, provider, model, "references");
        if (model.Clip is { FetchesFrames: true } && sent.Exists(r => r.IsFrame) && !address.IsKnown)
        {
            throw RefusedException.Invalid(
                $"{provider.Label} can’t download frames from this server. Set PublicUrl or choose another provider.",
                "references"
            );
        }

        if (sent.FirstOrDefault(r => items[r.MediaId].Kind != MediaKind.Image) is { } odd)
        {
            throw RefusedException.Invalid($"References must be pictures. Number {odd.Order} is {odd.ContentType}.", "references");
        }

        return sent.Sum(r => r.Bytes) > options.MostReferenceBytes
                ? throw RefusedException.Invalid(
                    $"The reference pictures of one request can total at most {options.MostReferenceBytes / (1024 * 1024)} MB.",
                    "references"
                )
            : all.Count == 0 ? null
            : all;
    }

    /// <exception cref="RefusedException">422: the model does not take so many, or these together.</exception>
    public static void RequireRoom(IReadOnlyList<SentReference> all, ProviderInfo provider, ModelInfo model, string field)
    {
        var who = $"{provider.Label} ({model.Id})";
        var (frames, pictures) = (
            all.Where(r => r.IsFrame).Select(r => r.Role).ToList(),
            all.Count(r => r is { IsSent: true, IsFrame: false })
        );
        var most = model.Clip?.MaxFrames ?? 0;
        var complaint =
            frames.Count > 0 && !model.MakesVideo ? $"{who} generates pictures. Start and end frames are only for clips."
            : frames.Count != frames.Distinct().Count() ? "A clip can have only one start frame and one end frame."
            : frames.Count > most
                ? most == 0 ? $"{who} doesn’t support frames."
                    : $"{who} supports only a start frame."
            : frames is [ReferenceRole.EndFrame] ? "An end frame needs a start frame."
            : frames.Count > 0 && pictures > 0 ? "A clip can use frames or reference pictures, not both."
            : pictures <= model.MaxReferences ? null
            : model.MaxReferences == 0 ? $"{who} doesn’t support reference pictures."
            : $"{who} supports at most {model.MaxReferences} reference picture{(model.MaxReferences == 1 ? "" : "s")}. Sent: {pictures}.";
        if (complaint is not null)
        {
            throw RefusedException.Invalid(complaint, field);
        }
    }

    /// <summary>The style's example goes along last; not with a sample of the style itself.</summary>
    internal static IReadOnlyList<SentReference>? WithExample(
        PromptSubject drawn,
        IReadOnlyList<SentReference>? references,
        Dictionary<Guid, SentReference> examples
    ) =>
        drawn.StyleId is { } style && drawn.Subject?.Type != SubjectType.StyleCapsule && examples.TryGetValue(style, out var example)
            ? [.. references ?? [], example with { Order = (references?.Count ?? 0) + 1 }]
            : references;
}
