using AssetLibrary.Web.Commands;

if (args is ["extract", ..])
{
    return ExtractCommand.Run(args[1..].FirstOrDefault(a => a != "--json") ?? "", args.Contains("--json"), Console.Out, Console.Error);
}

var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
await app.RunAsync();
return 0;
