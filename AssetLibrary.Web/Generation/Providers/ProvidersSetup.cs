using AssetLibrary.Web.Blobs;

namespace AssetLibrary.Web.Generation.Providers;

internal static class ProvidersSetup
{
    public static void AddProviders(this WebApplicationBuilder builder)
    {
        var options = ProviderProfile.All.ToDictionary(
            p => p.Name,
            p => builder.Configuration.GetSection($"Providers:{p.Section}").Get<ProviderOptions>() ?? new(),
            StringComparer.Ordinal
        );
        if (ProviderProfile.All.Select(p => options[p.Name].Complaint(p.Section)).FirstOrDefault(c => c is not null) is { } complaint)
        {
            throw new InvalidOperationException(complaint);
        }

        var comfy = options[ProviderProfile.ComfyUI.Name];
        foreach (var workflow in comfy.Models.Select(m => m.Workflow).Append(comfy.Workflow))
        {
            ComfyWorkflow.Read(workflow); // says at the start what is wrong with it
        }

        var services = builder.Services;
        services.AddSingleton<ProviderKeys>();
        services.AddSingleton<ProviderHttp>();
        services.AddSingleton<Fetching>();
        services.AddSingleton<RemoteFiles>();
        services.AddSingleton<ReplicateHook>();
        services.AddSingleton(s => new ProviderGateway(
            options,
            s.GetRequiredService<ProviderKeys>(),
            s.GetRequiredService<ProviderHttp>(),
            s.GetRequiredService<Fetching>(),
            s.GetRequiredService<BlobStore>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<IImageProvider, GeminiProvider>();
        services.AddSingleton<IImageProvider, OpenAIProvider>();
        services.AddSingleton<IImageProvider, PollinationsProvider>();
        services.AddSingleton<IImageProvider, ReplicateProvider>();
        services.AddSingleton<IImageProvider, ComfyUIProvider>();
        services.AddSingleton<IImageProvider, StableDiffusionProvider>();
    }
}
