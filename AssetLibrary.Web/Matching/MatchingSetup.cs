using AssetLibrary.Web.Extraction;

namespace AssetLibrary.Web.Matching;

internal static class MatchingSetup
{
    public static void AddMatching(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ICandidateProposals, NameProposals>();
        builder.Services.AddScoped<Decisions>();
        builder.Services.AddScoped<Undo>();
    }
}
