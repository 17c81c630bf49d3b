using AssetLibrary.Web.Costs;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AssetLibrary.Web.Generation;

/// <summary>Who can make a picture, and for how much: a fragment that forms of other rooms hold.</summary>
public sealed class ChoicePage(ProviderCatalog catalog) : PageModel
{
    public IReadOnlyList<ProviderChoice> Choices { get; private set; } = [];

    /// <param name="count">How many pictures one click asks for.</param>
    public async Task OnGetAsync(int? count, CancellationToken cancel)
    {
        var pictures = Math.Clamp(count ?? 1, 1, 1000);
        var ready = await catalog.ReadyAsync(cancel, p => !p.DefaultModel.MakesVideo);
        Choices = ready.ConvertAll(info => new ProviderChoice(
            info.Name,
            info.Label,
            Words(info.UsdPerPicture * pictures),
            Words(info.UsdPerPicture)
        ));
    }

    private static string Words(decimal? usd) =>
        usd switch
        {
            null => "price unknown",
            0 => "free",
            { } sum => Money.Words(Money.Micro(sum)),
        };
}

/// <param name="Name">As forms send it.</param>
/// <param name="Label">As people call it.</param>
/// <param name="Price">Of all the pictures that are asked for.</param>
/// <param name="Each">Of one.</param>
public sealed record ProviderChoice(string Name, string Label, string Price, string Each);
