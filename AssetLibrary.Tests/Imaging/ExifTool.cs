using System.Diagnostics;
using System.Text.Json;

namespace AssetLibrary.Tests.Imaging;

/// <summary>Reads and writes the metadata of pictures, independently of what the app does to them.</summary>
internal static class ExifTool
{
    /// <param name="path">Of a picture.</param>
    /// <param name="options">-G1 puts the group before each name.</param>
    public static async Task<JsonElement> ReadAsync(string path, params string[] options) =>
        JsonSerializer.Deserialize<JsonElement>(await RunAsync(["-json", "-n", .. options, path]))[0];

    /// <summary>What it writes to its output; skips the test where it is not installed.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        Process process;
        try
        {
            process = Process.Start(
                new ProcessStartInfo("exiftool", arguments)
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    UseShellExecute = false,
                }
            )!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            const string Sentence = "This test needs exiftool (Debian: apt-get install libimage-exiftool-perl).";
            Assert.True(Environment.GetEnvironmentVariable("CI") is null, Sentence);
            Assert.Skip(Sentence);
            throw;
        }

        using (process)
        {
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return output;
        }
    }
}
