using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AssetLibrary.Web.Library.Bulk;

/// <summary>What was done to several assets, in a sentence, and what was left.</summary>
public sealed record BulkAnswer(string Sentence, IReadOnlyList<LeftAlone> InUse);

/// <summary>
/// A verb on the assets that are ticked in the list. It answers with what it did; lists hear of it by the event app:library-changed.
/// </summary>
[RequestFormLimits(ValueCountLimit = ManyAssets.Most + 50)]
public abstract class BulkPage(ManyAssets many) : PageModel
{
    protected ManyAssets Many { get; } = many;

    public BulkAnswer Answer { get; private set; } = null!;

    public IActionResult OnGet() => Redirect("/Library");

    protected PageResult Did(Outcome outcome, string verb)
    {
        var count = outcome.Changed.Count;
        Answer = new(
            count switch
            {
                0 => $"No assets {verb}.",
                1 => $"1 asset {verb}.",
                _ => $"{count:N0} assets {verb}.",
            },
            outcome.InUse
        );
        Response.Htmx(h => h.WithTrigger("app:library-changed"));
        return Page();
    }
}
