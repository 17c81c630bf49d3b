using AssetLibrary.Web.Replication;

namespace AssetLibrary.Web.Versions;

internal static class VersionsSetup
{
    public static void AddVersions(this WebApplicationBuilder builder) =>
        builder.Services.AddScoped<SubjectReadings>().AddScoped<IWantedCopies, WantedCopies>();
}
