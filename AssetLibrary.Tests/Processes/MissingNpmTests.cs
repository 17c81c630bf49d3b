using System.Diagnostics;

namespace AssetLibrary.Tests.Processes;

/// <summary>A machine with .NET but without Node.js, which is what most newcomers have.</summary>
[Trait("Kind", "Process")]
public sealed class MissingNpmTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assetlibrary-npm-").FullName;

    public MissingNpmTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "./run is for a Unix shell.");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Run_says_that_it_needs_Node()
    {
        var ended = await RealProgram.RunAsync(Start("bash", Path.Combine(Artifacts.Solution(), "run")));

        Assert.Equal((1, ""), (ended.ExitCode, ended.Output));
        Assert.Contains("./run needs npm", ended.Error, StringComparison.Ordinal);
        Assert.Contains("Node.js 20", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', ended.Error.TrimEnd());
    }

    [Fact]
    public async Task The_build_says_that_it_needs_Node()
    {
        // Without the file that says when it last ran, the target runs.
        var ended = await RealProgram.RunAsync(
            Start(
                "dotnet",
                "msbuild",
                Path.Combine(Artifacts.Solution(), "AssetLibrary.Web", "AssetLibrary.Web.csproj"),
                "-t:NpmInstall",
                $"-p:NpmStamp={Path.Combine(folder, "never")}",
                "-nologo",
                "-nodeReuse:false"
            )
        );

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("error AL0001: npm was not found", ended.Output, StringComparison.Ordinal);
        Assert.Contains("install Node.js 20", ended.Output, StringComparison.Ordinal);
    }

    /// <summary>With a PATH on which there is what the script needs first, and no npm.</summary>
    private ProcessStartInfo Start(string tool, params string[] args)
    {
        var bin = Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName;
        foreach (var name in new[] { "bash", "sh", "dirname", "uname", "dotnet" })
        {
            File.CreateSymbolicLink(Path.Combine(bin, name), Where(name));
        }

        var start = new ProcessStartInfo(Path.Combine(bin, tool), args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PATH"] = bin;
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        return start;
    }

    private static string Where(string tool) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, tool)).First(File.Exists);
}
