using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Matching.Merging;

namespace AssetLibrary.Web.Matching;

internal static class MatchingSetup
{
    public static void AddMatching(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<LibraryMatches>();
        builder.Services.AddScoped<DescriptionMerge>();
        builder.Services.AddScoped<NameProposals>();
        builder.Services.AddScoped<ICandidateProposals>(s => s.GetRequiredService<NameProposals>());
        builder.Services.AddScoped<Grouping>();
        builder.Services.AddScoped<Decisions>();
        builder.Services.AddScoped<Undo>();
    }
}
