using Microsoft.Playwright;

namespace AssetLibrary.Tests;

/// <summary>Where tests leave what people should look at: <c>artifacts/</c> beside the solution, not in git.</summary>
public static class Artifacts
{
    public static string Folder { get; } =
        Directory
            .CreateDirectory(Environment.GetEnvironmentVariable("ASSETLIBRARY_ARTIFACTS") ?? Path.Combine(Solution(), "artifacts"))
            .FullName;

    public static Task ShootAsync(this IPage page, string name, bool whole = false) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png"), FullPage = whole });

    public static string Solution()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "AssetLibrary.sln")))
        {
            at = at.Parent ?? throw new InvalidOperationException("The tests run below the solution.");
        }

        return at.FullName;
    }
}
