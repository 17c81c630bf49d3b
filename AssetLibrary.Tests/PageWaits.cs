using Microsoft.Playwright;

namespace AssetLibrary.Tests;

internal static class PageWaits
{
    /// <summary>Asks again until the expression is true. Playwright's own wait evaluates in the page, where our policy forbids it from the second look on.</summary>
    public static async Task UntilAsync(this IPage page, string expression)
    {
        for (var look = 0; look < 300; look++)
        {
            if (await page.EvaluateAsync<bool>(expression))
            {
                return;
            }

            await page.WaitForTimeoutAsync(50);
        }

        Assert.Fail($"Never true: {expression}");
    }
}
