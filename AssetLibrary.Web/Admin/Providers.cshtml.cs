using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Providers;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Admin;

/// <summary>
/// Who makes pictures: where each provider is configured, what it costs, whether it answers. A key goes in and is never shown again.
/// </summary>
[Authorize(Policy = Policies.Admin)]
public sealed class ProvidersPage(LibraryContext db, ProviderCatalog catalog, ProviderKeys keys) : PageModel
{
    private const int LongestKey = 4000;

    public IReadOnlyList<ProviderRow> Rows { get; private set; } = [];

    /// <summary>What a provider answered to the test.</summary>
    public (string Provider, bool Good, string Sentence)? Heard { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var set = await db.Set<ProviderKey>()
            .AsNoTracking()
            .Select(k => new { k.Provider, k.SetAt })
            .ToDictionaryAsync(k => k.Provider, k => k.SetAt, cancel);
        var rows = new List<ProviderRow>();
        foreach (var provider in catalog.All)
        {
            rows.Add(new(provider.Info, await provider.StandingAsync(cancel), set.TryGetValue(provider.Info.Name, out var at) ? at : null));
        }

        Rows = rows;
    }

    public async Task<IActionResult> OnPostKeyAsync(string? provider, string? key, CancellationToken cancel)
    {
        var info = Find(provider).Info;
        if (key?.Trim() is not { Length: > 0 and <= LongestKey } given || given.Any(c => char.IsControl(c) || c > 126))
        {
            ModelState.AddModelError("", "Enter the key on one line, exactly as the provider shows it.");
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await OnGetAsync(cancel);
            return Page();
        }

        await keys.SetAsync(db, info.Name, given);
        db.Record("provider.key-set", details: info.Name);
        await db.SaveChangesAsync(cancel);
        return RedirectToPage(null, null, null, info.Name);
    }

    public async Task<IActionResult> OnPostForgetAsync(string? provider, CancellationToken cancel)
    {
        var info = Find(provider).Info;
        keys.Forget();
        if (await db.Set<ProviderKey>().SingleOrDefaultAsync(k => k.Provider == info.Name, cancel) is { } known)
        {
            db.Remove(known);
            db.Record("provider.key-removed", details: info.Name);
            await db.SaveChangesAsync(cancel);
        }

        return RedirectToPage(null, null, null, info.Name);
    }

    public async Task<IActionResult> OnPostTestAsync(string? provider, CancellationToken cancel)
    {
        var asked = Find(provider);
        try
        {
            Heard = (asked.Info.Name, true, await asked.TryAsync(cancel));
        }
        catch (JobFailedException e)
        {
            Heard = (asked.Info.Name, false, e.Failure.Sentence);
        }

        db.Record("provider.tested", details: asked.Info.Name);
        await db.SaveChangesAsync(cancel);
        await OnGetAsync(cancel);
        return Page();
    }

    private IImageProvider Find(string? name) => catalog.Find(name) ?? throw RefusedException.NotFound();
}

public sealed record ProviderRow(ProviderInfo Info, ProviderStanding Standing, DateTimeOffset? KeySetAt)
{
    /// <summary>The built-in one has nothing to set.</summary>
    public bool IsRemote => Standing.Endpoint is not null || Standing.Missing is not null;

    public bool NeedsKey => Standing is { Missing: not null, Endpoint: not null, Key: KeySource.None };

    public string KeyWords =>
        Standing.Key switch
        {
            KeySource.SetHere => "set here",
            KeySource.Configuration => "set by configuration",
            KeySource.Unreadable => "set here, but can’t be read – enter it again",
            _ => "not set",
        };

    public static string Price(ModelInfo model) =>
        model switch
        {
            { Clip.UsdPerSecond: { } second } => string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"${second:0.00####} per second"
            ),
            _ => OfPicture(model.UsdPerPicture),
        };

    private static string OfPicture(decimal? price) =>
        price switch
        {
            null => "price unknown",
            0 => "free",
            var usd => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${usd:0.00####} per picture"),
        };
}
