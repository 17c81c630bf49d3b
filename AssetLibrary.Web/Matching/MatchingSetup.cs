using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Matching.Merging;
using AssetLibrary.Web.Matching.Syncing;

namespace AssetLibrary.Web.Matching;

internal static class MatchingSetup
{
    public static void AddMatching(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<LibraryMatches>();
        builder.Services.AddScoped<DescriptionMerge>();
        builder.Services.AddScoped<NameProposals>();
        builder.Services.AddScoped<ICandidateProposals>(s => s.GetRequiredService<NameProposals>());
        builder.Services.AddScoped<IAfterMigration, MetadataBackfill>();
        builder.Services.AddScoped<Grouping>();
        builder.Services.AddScoped<Decisions>();
        builder.Services.AddScoped<Undo>();
        builder.Services.AddScoped<Sync>();
        builder.Services.AddScoped<AssetMatch>();
        builder.Services.AddScoped<AssetMerge>();
        builder.Services.AddScoped<LibraryMerge>();
    }
}
