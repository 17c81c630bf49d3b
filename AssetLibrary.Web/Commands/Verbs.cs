using System.Net.Sockets;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Commands.Benchmarks;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Imaging;
using AssetLibrary.Web.Library.Search;
using AssetLibrary.Web.Sqlite;
using Microsoft.AspNetCore.Connections;

namespace AssetLibrary.Web.Commands;

/// <summary>The first word of the command line: <c>serve</c> unless it says otherwise.</summary>
internal static class Verbs
{
    private const string DefaultAddress = "http://127.0.0.1:5080";

    private static volatile bool hasStarted;

    /// <summary>The verbs that need no web app. Null: it is none of them.</summary>
    public static Func<Task<int>>? Alone(string[] args) =>
        args switch
        {
            // Before anything else is touched: the worker starts while somebody waits for a picture.
            ["image-worker", .. var rest] => () => Task.FromResult(ImageWorker.Run(rest)),
            ["repair-json", .. var rest] => () =>
                Task.FromResult(
                    RepairJsonCommand.Run(
                        rest.Contains("--lines"),
                        Console.OpenStandardInput(),
                        Console.OpenStandardOutput(),
                        Console.Error
                    )
                ),
            ["extract", .. var rest] => () =>
                ExtractCommand.RunAsync(
                    rest.FirstOrDefault(a => a != "--json") ?? "",
                    rest.Contains("--json") ? Console.OpenStandardOutput() : null,
                    Console.Out,
                    Console.Error
                ),
            _ => null,
        };

    /// <summary>Serves, or does one thing with the app's services. What a person can put right ends with a sentence and 1.</summary>
    /// <param name="args">The verb, its options, and settings such as <c>--DataPath DIR</c>.</param>
    /// <param name="build">Settings → the app.</param>
    public static async Task<int> RunAsync(string[] args, Func<string[], WebApplication> build)
    {
        try
        {
            if (args is ["user" or "token", ..])
            {
                return await AccountCommands.RunAsync(args, build);
            }

            if (args is ["benchmark", ..])
            {
                return await BenchmarkCommand.RunAsync(args, build);
            }

            var app = build(args is ["serve", .. var settings] ? settings : args);
            app.Lifetime.ApplicationStarted.Register(() => hasStarted = true);
            app.Services.GetRequiredService<DataFolder>().ClearTemporary();
            app.Services.GetRequiredService<IncomingFiles>().ClearDead();
            await app.PrepareDatabaseAsync();
            await app.PrepareNameKeysAsync();
            await app.RunAsync();
            return 0;
        }
        catch (UnusableDataFolderException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync(
                $"{e.Message} Stop the program that uses it, or choose another address with --urls http://127.0.0.1:5081."
            );
        }
        catch (SocketException e)
        {
            await Console.Error.WriteLineAsync($"Can’t listen on this address: {e.Message} Choose another with --urls.");
        }

        return 1;
    }

    public static WebApplicationBuilder Builder(string[] settings)
    {
        // Published, the app's own folder is the root, wherever it is started from: the current folder's appsettings.json is
        // not ours, and to watch it for changes can mean to watch a whole disk.
        var published = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = settings, ContentRootPath = published ? AppContext.BaseDirectory : null }
        );
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        // Why it could not start is said once, as a sentence or as an unhandled exception; the host would log its stack before.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => hasStarted && level >= LogLevel.Information);
        builder.Services.AddSingleton(TimeProvider.System);
        return builder;
    }
}
