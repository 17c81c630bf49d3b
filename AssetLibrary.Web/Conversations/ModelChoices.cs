using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Composing;
using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.Media;

namespace AssetLibrary.Web.Conversations;

/// <summary>Who can be asked here: models of pictures and clips that are ready, and the language model.</summary>
public sealed record ModelChoices(IReadOnlyList<Maker> Pictures, IReadOnlyList<Maker> Clips, string? LanguageModel)
{
    /// <summary>What a form sends for an answer in words.</summary>
    public const string Words = "words";

    public static async Task<ModelChoices> LoadAsync(ProviderCatalog catalog, LanguageModel model, CancellationToken cancel)
    {
        var makers = (await catalog.ReadyAsync(cancel))
            .SelectMany(p => p.Models.OrderByDescending(m => m == p.DefaultModel).Select(m => new Maker(p, m)))
            .ToList();
        return new(
            makers.FindAll(m => !m.Model.MakesVideo),
            makers.FindAll(m => m.Model.MakesVideo),
            model.Missing is null ? model.Options.Model : null
        );
    }

    /// <summary>"provider|model" or <see cref="Words"/> → what a saying asks for; null for a choice that is none.</summary>
    public (MediaKind? Kind, string? Provider, string? Model)? Read(string? choice)
    {
        if (choice == Words)
        {
            return (null, null, null);
        }

        return Pictures.Concat(Clips).FirstOrDefault(m => m.Value == choice) is { } maker
            ? (maker.Model.MakesVideo ? MediaKind.Video : MediaKind.Image, maker.Provider.Name, maker.Model.Id)
            : null;
    }
}
