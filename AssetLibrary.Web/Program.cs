using AssetLibrary.Web.Imaging;

if (args is ["image-worker", .. var rest]) { return ImageWorker.Run(rest); }

var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
await app.RunAsync();
return 0;
