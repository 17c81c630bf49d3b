using AssetLibrary.Web.Inbox;

namespace AssetLibrary.Web.Changes;

internal static class ChangesSetup
{
    public static void AddChanges(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CastReadings>();
        builder.Services.AddScoped<IDraftRenames, DraftRenames>();
    }
}
