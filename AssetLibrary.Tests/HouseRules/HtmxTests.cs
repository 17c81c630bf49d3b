using System.Diagnostics;

namespace AssetLibrary.Tests.HouseRules;

/// <summary>Idioms of htmx 2 fail silently in htmx 4: the checker that comes with it finds none.</summary>
public class HtmxTests
{
    [Fact]
    public async Task Pages_have_no_idioms_of_htmx_2()
    {
        var web = House.Root;
        var start = new ProcessStartInfo("node")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = web,
        };
        start.ArgumentList.Add("node_modules/htmx.org/dist/scripts/upgrade-check.js");
        start.ArgumentList.Add("--no-color");
        start.ArgumentList.Add("--ext");
        start.ArgumentList.Add(".cshtml");
        foreach (var room in Directory.EnumerateDirectories(web).Select(d => Path.GetFileName(d)!))
        {
            if (room is not ("bin" or "obj" or "node_modules" or "wwwroot"))
            {
                start.ArgumentList.Add(room);
            }
        }

        using var check = Process.Start(start)!;
        var said = await check.StandardOutput.ReadToEndAsync();
        await check.WaitForExitAsync();
        Assert.True(check.ExitCode == 0, said);
    }
}
