using Microsoft.Playwright;

namespace AssetLibrary.Tests;

internal static class PageWaits
{
    /// <summary>
    /// Asks again until the expression is true. Playwright's own wait evaluates in the page, where our policy forbids it from the second
    /// look on.
    /// </summary>
    public static Task UntilAsync(this IPage page, string expression) =>
        Patience.UntilAsync(() => page.EvaluateAsync<bool>(expression), expression);
}
