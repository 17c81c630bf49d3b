using System.Text.RegularExpressions;
using AssetLibrary.Tests.Accounts;
using Microsoft.Playwright;

namespace AssetLibrary.Tests.Pages;

/// <summary>
/// Every page in light and dark, at a desk, on a phone and at 200 % zoom: nothing that axe finds, no complaint in the console, nothing
/// wider than the screen.
/// </summary>
public sealed partial class EveryPageTests(App app, Browser browser) : IClassFixture<App>
{
    /// <summary>Addresses of files, streams and data.</summary>
    private static readonly string[] Files = ["/api/", "/media/", "/blobs/", "/live", "/openapi/", "/healthz", "/readyz"];

    private static readonly string[] OfColours = ["color-contrast", "link-in-text-block"];

    private enum Screen
    {
        Desk,
        Phone,

        /// <summary>A desk at 200 %: half as many pixels, each twice as large.</summary>
        Zoomed,
    }

    [Fact]
    public async Task Every_page_is_accessible_quiet_and_fits_the_screen()
    {
        var pages = await PagesAsync();
        var wrong = await Task.WhenAll(
            SeeAsync(pages, "light", ColorScheme.Light, Screen.Desk),
            SeeAsync(pages, "dark", ColorScheme.Dark, Screen.Desk),
            SeeAsync(pages, "phone", ColorScheme.Light, Screen.Phone),
            SeeAsync(pages, "phone-dark", ColorScheme.Dark, Screen.Phone),
            SeeAsync(pages, "zoom", ColorScheme.Light, Screen.Zoomed),
            SeeAsync(pages, "zoom-dark", ColorScheme.Dark, Screen.Zoomed)
        );
        Assert.True(wrong.All(w => w.Count == 0), string.Join(Environment.NewLine, wrong.SelectMany(w => w)));
    }

    /// <summary>What is wrong.</summary>
    private async Task<List<string>> SeeAsync(List<(string Title, string Address)> pages, string look, ColorScheme scheme, Screen screen)
    {
        var (wrong, name) = (new List<string>(), "");
        await using var context = await browser.ContextAsync(app.Address, o =>
        {
            o.ColorScheme = scheme;
            o.ReducedMotion = ReducedMotion.Reduce;
            if (screen == Screen.Phone)
            {
                (o.ViewportSize, o.IsMobile, o.HasTouch, o.DeviceScaleFactor) = (new() { Width = 390, Height = 844 }, true, true, 2);
            }
            else if (screen == Screen.Zoomed)
            {
                (o.ViewportSize, o.DeviceScaleFactor) = (new() { Width = 680, Height = 450 }, 2);
            }
        });
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                wrong.Add($"{look} {name}: {message.Text}");
            }
        };
        page.PageError += (_, error) => wrong.Add($"{look} {name}: {error}");
        foreach (var (title, address) in pages)
        {
            name = title;
            if (title == "projects")
            {
                await page.SignInAsync("ada");
            }

            await page.GotoAsync(address);
            await page.EvaluateAsync("document.fonts.ready");
            await page.UntilAsync(
                "[...document.images].filter(i => i.getBoundingClientRect().top < innerHeight && i.loading !== 'lazy').every(i => "
                    + "i.complete)"
            );
            await page.ShootAsync($"page-{title}-{look}");
            var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (width > 0)
            {
                wrong.Add($"{look} {title}: {width} pixels wider than the screen");
            }

            // What axe finds depends on the colours or on the width, so both at once tell nothing new, and axe is what takes the time.
            if (screen == Screen.Desk || (screen == Screen.Phone && scheme == ColorScheme.Light))
            {
                var found = await page.ViolationsAsync(scheme == ColorScheme.Dark ? OfColours : []);
                wrong.AddRange(found.Select(v => $"{look} {title}: {v}"));
            }
        }

        return wrong;
    }

    /// <summary>The states of the furnished studio, and every page of the access table that is in none of them.</summary>
    private async Task<List<(string Title, string Address)>> PagesAsync()
    {
        var studio = await FurnishedStudio.MakeAsync(app);
        using var client = await app.SignInAsync("ada", followRedirects: false);
        var routes = AccessTable
            .Rows.Keys.Where(row => row.StartsWith("GET /", StringComparison.Ordinal) && !row.Contains('?'))
            .Select(row => row["GET ".Length..])
            .Where(route =>
                !Files.Any(f => route.StartsWith(f, StringComparison.Ordinal)) && !route.Contains("{**", StringComparison.Ordinal)
            )
            .ToList();
        Assert.DoesNotContain(studio.States, s => !routes.Exists(r => Fits(r, s.Address)));
        var pages = studio.States.ToList();
        foreach (var route in routes.Where(r => AccessTable.Rows[$"GET {r}"][^1] == '+' && !studio.States.Exists(s => Fits(r, s.Address))))
        {
            // What leads on to another page is seen there; a part of a page, in it.
            var address = Fill(route, studio.Ids);
            using var answer = await client.GetAsync(address);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True((int)answer.StatusCode < 500, $"{address}: {answer.StatusCode} {text}");
            if (answer.IsSuccessStatusCode && text.Contains("<html", StringComparison.Ordinal))
            {
                pages.Add(
                    (Parameter().Replace(route, "").Replace("//", "/", StringComparison.Ordinal).Trim('/').Replace('/', '-'), address)
                );
            }
        }

        return pages;
    }

    private static bool Fits(string route, string address) =>
        Regex.IsMatch(
            address,
            $@"^{Parameter().Replace(route, p => p.Value.EndsWith(":guid}", StringComparison.Ordinal) ? "[0-9a-f-]{36}" : "[^/]+")}(\?|$)",
            RegexOptions.None,
            TimeSpan.FromSeconds(10)
        );

    private static string Fill(string route, Dictionary<string, string?> ids)
    {
        foreach (var (parameter, id) in ids.OrderByDescending(i => i.Key.Length))
        {
            var at = parameter.IndexOf('{', StringComparison.Ordinal);
            if (at == 0 || route.StartsWith(parameter, StringComparison.Ordinal))
            {
                route = route.Replace(parameter, parameter[..at] + id, StringComparison.Ordinal);
            }
        }

        Assert.DoesNotContain('{', route);
        return route;
    }

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Parameter();
}
