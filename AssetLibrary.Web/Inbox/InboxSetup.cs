using AssetLibrary.Web.Assets.Matching;
using AssetLibrary.Web.Assets.Merging;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Ledger;

namespace AssetLibrary.Web.Inbox;

internal static class InboxSetup
{
    public static void AddInbox(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<NameProposals>();
        builder.Services.AddScoped<ICandidateIntake>(s => s.GetRequiredService<NameProposals>());
        builder.Services.AddScoped<ICandidateIntake, AcceptedBefore>();
        builder.Services.AddScoped<Grouping>();
        builder.Services.AddScoped<Decisions>();
        builder.Services.AddScoped<IMatchCandidates, MatchCandidates>();
        builder.Services.AddScoped<IAssetMentions, AssetMentions>();
        builder.Services.AddScoped<IUndo, CandidateUndoing>();
    }
}
