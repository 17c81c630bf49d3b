using AssetLibrary.Web.Imaging;

namespace AssetLibrary.Web.Commands;

/// <summary>The first word of the command line: <c>serve</c> unless it says otherwise.</summary>
internal static class Verbs
{
    /// <summary>What needs no web app. Null: go on and serve (or run a verb that needs its services).</summary>
    public static int? TryRun(string[] args) => args switch
    {
        // Before anything else is touched: the worker starts while somebody waits for a picture.
        ["image-worker", .. var rest] => ImageWorker.Run(rest),
        ["extract", .. var rest] => ExtractCommand.Run(rest.FirstOrDefault(a => a != "--json") ?? "", rest.Contains("--json"), Console.Out, Console.Error),
        _ => null,
    };

    public static WebApplicationBuilder Builder(string[] args)
    {
        // Published, the app's own folder is the root, wherever it is started from: the current folder's appsettings.json is
        // not ours, and to watch it for changes can mean to watch a whole disk.
        var published = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args is ["serve", .. var rest] ? rest : args,
            ContentRootPath = published ? AppContext.BaseDirectory : null,
        });
        builder.Services.AddSingleton(TimeProvider.System);
        return builder;
    }
}
