using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AssetLibrary.Web.Generation;

/// <summary>Who can make a picture, and for how much: a fragment that forms of other rooms hold.</summary>
public sealed class ChoicePage(IEnumerable<IImageProvider> providers) : PageModel
{
    public IReadOnlyList<ProviderChoice> Choices { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var choices = new List<ProviderChoice>();
        foreach (var provider in providers)
        {
            if ((await provider.StandingAsync(cancel)).Missing is null)
            {
                choices.Add(new(provider.Info.Name, provider.Info.Label, provider.Info.UsdPerPicture switch
                {
                    null => "price not known",
                    0 => "free",
                    var usd => string.Create(CultureInfo.InvariantCulture, $"${usd:0.00##}"),
                }));
            }
        }

        Choices = choices;
    }
}

public sealed record ProviderChoice(string Name, string Label, string Price);
