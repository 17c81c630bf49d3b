using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace AssetLibrary.Tests.Pages;

/// <summary>
/// axe-core run in the page itself. The runner of its package opens a second, empty page for each run and brings over all that is right,
/// which takes ten times as long; these pages have no frames.
/// </summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What axe finds wrong: rule, sentence and the first three elements of each.</summary>
    /// <param name="rules">None: all that are on.</param>
    public static async Task<string[]> ViolationsAsync(this IPage page, params string[] rules)
    {
        await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(
            """
            async rules => {
              const found = await axe.run(document, {
                resultTypes: ['violations'],
                preload: false,
                ...(rules.length && { runOnly: { type: 'rule', values: rules } }),
              });
              return found.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html).join(' | ')}`);
            }
            """,
            rules
        );
    }
}
