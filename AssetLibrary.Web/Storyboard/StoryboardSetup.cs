namespace AssetLibrary.Web.Storyboard;

internal static class StoryboardSetup
{
    public static void AddStoryboard(this WebApplicationBuilder builder) => builder.Services.AddScoped<SceneFrames>();
}
