using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Commands;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Imaging;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Matching;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;

return Verbs.RunAlone(args) ?? await Verbs.RunAsync(args, settings =>
{
    var builder = Verbs.Builder(settings);
    builder.AddDatabase();
    builder.AddAccounts();
    builder.AddLive();
    builder.AddBlobs();
    builder.AddImaging();
    builder.AddMedia();
    builder.AddQueue();
    builder.AddProjects();
    builder.AddExtraction();
    builder.AddGeneration();
    builder.AddMatching();
    builder.AddPages();

    var app = builder.Build();
    app.UseErrorPages();
    app.UseRouting();
    app.UsePageHeaders();
    app.UseRateLimiter();
    app.UseAuthentication();
    app.UseFirstRun();
    app.UseAuthorization();
    app.MapPages();
    app.MapLive();
    app.MapMediaBytes();
    return app;
});
