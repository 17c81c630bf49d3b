using System.Text.RegularExpressions;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(AssetLibrary.Tests.Browser))]

namespace AssetLibrary.Tests;

/// <summary>One Chromium for all tests; each test gets a context (cookies, cache) of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private readonly Lazy<Task<IBrowser>> browser;
    private IPlaywright? playwright;

    public Browser() => browser = new(StartAsync);

    public async Task<IBrowserContext> ContextAsync(Uri address, Action<BrowserNewContextOptions>? change = null)
    {
        var options = new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = 1360, Height = 900 },
        };
        change?.Invoke(options);
        var context = await (await browser.Value).NewContextAsync(options);
        context.SetDefaultTimeout((float)Patience.Limit.TotalMilliseconds);
        return context;
    }

    public async Task<IPage> OpenAsync(Uri address) => await (await ContextAsync(address)).NewPageAsync();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (browser.IsValueCreated)
        {
            await (await browser.Value).CloseAsync();
        }

        playwright?.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        var chromium = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
        Assert.True(File.Exists(chromium), $"{chromium} is missing: install Debian's package chromium, or set CHROMIUM to where one lies.");
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout((float)Patience.Limit.TotalMilliseconds);
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = Arguments });
    }
}

/// <summary>What nearly every journey does first.</summary>
public static class Visits
{
    public static async Task SignInAsync(this IPage page, string name)
    {
        await page.GotoAsync("/SignIn");
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(App.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.IsAtAsync("/Projects$");
    }

    /// <summary>
    /// Waits until the address matches the pattern. Playwright's own WaitForURLAsync looks once and then listens, so that an address
    /// that changes between the two is waited for in vain.
    /// </summary>
    public static Task IsAtAsync(this IPage page, string pattern) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1)));
}
