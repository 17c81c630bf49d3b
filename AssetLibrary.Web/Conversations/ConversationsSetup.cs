using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Conversations;

internal static class ConversationsSetup
{
    public static void AddConversations(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Talk>();
        builder.Services.AddScoped<IJobHandler, ReplyJob>();
    }
}
