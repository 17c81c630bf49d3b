using AssetLibrary.Web.Commands.Benchmarks;

namespace AssetLibrary.Tests.Processes;

/// <summary>The longest scripts; <c>benchmark</c> measures what they cost.</summary>
[Trait("Kind", "Process")]
public sealed class LongScriptTests
{
    [Theory]
    [InlineData("long.fountain")]
    [InlineData("long.md")]
    public async Task A_script_of_5_MB_is_extracted(string name)
    {
        var file = Path.Combine(RealProgram.Temp, name);
        await File.WriteAllTextAsync(
            file,
            name.EndsWith(".md", StringComparison.Ordinal) ? LongestScripts.Markdown() : LongestScripts.Fountain(),
            TestContext.Current.CancellationToken
        );

        var ended = await RealProgram.RunAsync(null, "extract", file, "--json");

        File.Delete(file);
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.True(ended.Output.Length > LongestScripts.Bytes / 20, $"The answer has {ended.Output.Length} characters only.");
    }
}
