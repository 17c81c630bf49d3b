using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Search;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Commands.Benchmarks;

/// <summary>This build as a process of its own, on a temporary data folder with 10,000 library assets and pictures.</summary>
internal sealed partial class BenchmarkServer : IAsyncDisposable
{
    private const int Rows = 10_000;
    private const string Name = "bench";
    private const string Password = "a password for measuring";

    private readonly string folder = Directory.CreateTempSubdirectory("assetlibrary-benchmark-").FullName;
    private readonly WebApplication services;
    private string[] settings;
    private Process? process;
    private WebApplication? here;
    private Uri address = new("http://127.0.0.1/");

    private BenchmarkServer(Func<string[], WebApplication> build, string[] settings) =>
        (services, this.settings) = (
            build(["--DataPath", folder, .. settings, "--Queue:Parallel", "0", "--Logging:LogLevel:Default", "Error"]),
            settings
        );

    /// <param name="build">Settings → the app.</param>
    /// <param name="fill">Writes the rows into the library's file; without it there are 10,000 assets with a picture each.</param>
    /// <param name="settings">Of the process that is measured.</param>
    public static async Task<BenchmarkServer> PrepareAsync(
        Func<string[], WebApplication> build,
        Action<string>? fill = null,
        params string[] settings
    )
    {
        var server = new BenchmarkServer(build, settings);
        await server.services.PrepareDatabaseAsync();
        await using var scope = server.services.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        db.Add(new Studio { Name = "Benchmark" });
        await scope
            .ServiceProvider.GetRequiredService<UserManager<User>>()
            .CreateAsync(new() { UserName = Name, Role = Role.Admin }, Password);
        if (fill is null)
        {
            await server.FillAsync();
        }
        else
        {
            fill(Path.Combine(server.folder, "library.db"));
        }

        return server;
    }

    /// <summary>This build as a process of its own.</summary>
    public static ProcessStartInfo Program(params string[] arguments) =>
        Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) != "dotnet"
            ? new ProcessStartInfo(host, arguments)
            : new ProcessStartInfo("dotnet", [typeof(BenchmarkServer).Assembly.Location, .. arguments]);

    /// <summary>The server's processor time so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process!.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>In MB, as the system counts it now.</summary>
    public double Resident
    {
        get
        {
            process!.Refresh();
            return process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>In MB, the most there was so far.</summary>
    public double Peak
    {
        get
        {
            process!.Refresh();
            return process.PeakWorkingSet64 / 1048576.0;
        }
    }

    /// <summary>The rows themselves, beside the process that is measured.</summary>
    public async Task<T> WithDbAsync<T>(Func<LibraryContext, Task<T>> work)
    {
        await using var scope = services.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
        return await work(scope.ServiceProvider.GetRequiredService<LibraryContext>());
    }

    public T Service<T>()
        where T : notnull => services.Services.GetRequiredService<T>();

    /// <summary>Starts it again, with other settings behind the ones it has.</summary>
    public async Task RestartAsync(params string[] more)
    {
        settings = [.. settings, .. more];
        await StopAsync();
        await StartAsync();
    }

    public async Task<double> StartTimesAsync()
    {
        var times = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            await StopAsync();
            var started = Stopwatch.GetTimestamp();
            await StartAsync();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times.Order().ElementAt(2);
    }

    public async Task<double> ResidentAsync()
    {
        await StopAsync();
        await StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(10));
        process!.Refresh();
        return process.WorkingSet64 / 1048576.0;
    }

    public async Task<double> CpuPerPageAsync(string page)
    {
        using var client = await SignInAsync();
        for (var i = 0; i < 300; i++)
        {
            await client.GetByteArrayAsync(page);
        }

        process!.Refresh();
        var before = process.TotalProcessorTime;
        for (var i = 0; i < 1000; i++)
        {
            await client.GetByteArrayAsync(page);
        }

        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds / 1000;
    }

    public async Task<double> CardsPerSecondAsync(int count)
    {
        await using var scope = services.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        var requests = scope.ServiceProvider.GetRequiredService<PictureRequests>();
        var subjects = await db.Set<LibraryAsset>()
            .Where(a => a.Type == AssetType.Character)
            .OrderBy(a => a.Id)
            .Take(count + 4)
            .Select(a => a.Id)
            .ToListAsync();
        await MakeAsync(db, requests, subjects.GetRange(count, 4)); // the workers have started
        var started = Stopwatch.GetTimestamp();
        await MakeAsync(db, requests, subjects.GetRange(0, count));
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task MakeAsync(LibraryContext db, PictureRequests requests, List<Guid> subjects)
    {
        var (batch, _) = await requests.AddAsync(new(subjects));
        await db.SaveChangesAsync();
        while (await db.Set<Job>().AnyAsync(j => j.BatchId == batch.Id && j.EndedAt == null))
        {
            await Task.Delay(20);
        }

        if (
            await db.Set<Job>().AsNoTracking().FirstOrDefaultAsync(j => j.BatchId == batch.Id && j.State != JobState.Succeeded) is
            { } failed
        )
        {
            throw new InvalidOperationException($"Not every card was made: {failed.Error}");
        }
    }

    private async Task FillAsync()
    {
        for (var done = 0; done < Rows; done += 500)
        {
            await using var scope = services.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
            var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
            for (var i = done; i < done + 500; i++)
            {
                var asset = LibraryAsset.Make(
                    db,
                    (AssetType)(i % 3),
                    $"Asset {i:00000}",
                    [$"Alias {i}"],
                    "Something that stands in a room and is described in a sentence of some length."
                );
                var item = MediaItem.Restore(BlobRef.Of(SHA256.HashData(BitConverter.GetBytes(i))), asset.Name);
                var history = new History
                {
                    SubjectId = asset.Id,
                    Key = AssetKeys.Reference,
                    LastNumber = 1,
                };
                history.ChooseBest(1, db.Now, null);
                db.AddRange(
                    item,
                    history,
                    new AssetVersion
                    {
                        HistoryId = history.Id,
                        Number = 1,
                        MediaId = item.Id,
                    }
                );
            }

            await db.SaveChangesAsync();
        }
    }

    private async Task StartAsync()
    {
        var app = Program([
            "serve",
            "--DataPath",
            folder,
            "--urls",
            "http://127.0.0.1:0",
            "--Accounts:SignInsPerMinute",
            "1000",
            .. settings,
        ]);
        app.RedirectStandardOutput = true;
        process = Process.Start(app)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (
                line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at
                && line.Contains("listening", StringComparison.Ordinal)
            )
            {
                address = new(line[at..]);
                break;
            }
        }

        _ = process.StandardOutput.ReadToEndAsync();
        using var client = new HttpClient { BaseAddress = address };
        (await client.GetAsync("/readyz")).EnsureSuccessStatusCode();
    }

    /// <summary>In this process, so that its instruments can be listened to.</summary>
    public async Task StartHereAsync(Func<string[], WebApplication> build)
    {
        here = build(["--DataPath", folder, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Error", .. settings]);
        await here.PrepareNameKeysAsync();
        await here.StartAsync();
        address = new(here.Urls.Single());
    }

    private async Task StopAsync()
    {
        if (here is not null)
        {
            await here.StopAsync();
            await here.DisposeAsync();
            here = null;
        }

        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            process = null;
        }
    }

    public async Task<HttpClient> SignInAsync()
    {
        var client = new HttpClient { BaseAddress = address };
        var page = await client.GetStringAsync("/SignIn");
        using var form = new FormUrlEncodedContent([
            new("Name", Name),
            new("Password", Password),
            new("__RequestVerificationToken", Token().Match(page).Groups["token"].Value),
        ]);
        (await client.PostAsync("/SignIn", form)).EnsureSuccessStatusCode();
        return client;
    }

    /// <summary>What a form of this page sends along.</summary>
    public static string CsrfOf(string page) => Token().Match(page).Groups["token"].Value;

    /// <summary>A client that carries an API token of an admin.</summary>
    public async Task<HttpClient> WithTokenAsync()
    {
        var secret = await WithDbAsync(async db =>
        {
            var (token, secret) = ApiToken.Issue(await db.Set<User>().Select(u => u.Id).FirstAsync(), "benchmark", [], db.Now);
            db.Add(token);
            await db.SaveChangesAsync();
            return secret;
        });
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        return client;
    }

    [GeneratedRegex("""csrf-token" content="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
