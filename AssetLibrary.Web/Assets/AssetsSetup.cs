using AssetLibrary.Web.Assets.Matching;
using AssetLibrary.Web.Assets.Merging;
using AssetLibrary.Web.Assets.Syncing;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Named;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Versions;

namespace AssetLibrary.Web.Assets;

internal static class AssetsSetup
{
    public static void AddAssets(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<LibraryMatches>();
        builder.Services.AddScoped<AssetMatch>();
        builder.Services.AddScoped<Sync>();
        builder.Services.AddScoped<DescriptionMerge>();
        builder.Services.AddScoped<AssetMerge>();
        builder.Services.AddScoped<LibraryMerge>();
        builder.Services.AddScoped<IUndo, LibraryMerge>();
        builder.Services.AddScoped<IUndo, AssetUndoing>();
        builder.Services.AddScoped<ILibraryDependents, AssetDependents>();
        builder.Services.AddScoped<IBranchContents, BranchAssets>();
        builder.Services.AddScoped<IProjectFigures, AssetFigures>();
        builder.Services.AddScoped<ISubjectSource, AssetSubjects>();
        builder.Services.AddScoped<IPictureMade, MadeNotes>();
        builder.Services.AddScoped<INamedAssets, AssetsInText>();
    }
}
