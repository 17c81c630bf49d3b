using System.Collections;
using System.Runtime.CompilerServices;

namespace AssetLibrary.Tests;

/// <summary>How tests wait: a condition decides, and only what hangs ever meets the limit.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    public static Task UntilAsync(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string condition = "") =>
        UntilAsync(() => Task.FromResult(holds()), condition);

    public static Task UntilAsync(Func<Task<bool>> holds, [CallerArgumentExpression(nameof(holds))] string condition = "") =>
        SeeAsync(holds, held => held, condition);

    /// <summary>Looks again and again; answers what was seen first that is as wanted.</summary>
    public static async Task<T> SeeAsync<T>(
        Func<Task<T>> look,
        Predicate<T> wanted,
        [CallerArgumentExpression(nameof(wanted))] string condition = ""
    )
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (wanted(seen))
            {
                return seen;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(began) < Limit, $"It never came to this: {condition}. In the end: {Text(seen)}");
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static string Text(object? seen) =>
        seen is IEnumerable several and not string ? string.Join('\n', several.Cast<object>()) : $"{seen}";
}
