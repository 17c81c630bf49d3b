using System.Collections.Concurrent;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AssetLibrary.Tests.Generation.Providers;

/// <summary>The app with every provider configured, each against a server of its own.</summary>
public class ProviderApp : App
{
    public const string Prompt = "A lighthouse keeper called Mara with a brass lantern\nink and wash";

    /// <summary>A model whose price nobody knows.</summary>
    public const string Unpriced = "some/new-model";

    public GeminiServer Gemini { get; } = new();
    public OpenAIServer OpenAI { get; } = new();
    public PollinationsServer Pollinations { get; } = new();
    public ReplicateServer Replicate { get; } = new();
    public ComfyUIServer ComfyUI { get; } = new();
    public StableDiffusionServer StableDiffusion { get; } = new();

    public ConcurrentQueue<string> Log { get; } = new();

    public IEnumerable<ProviderServer> Servers => [Gemini, OpenAI, Pollinations, Replicate, ComfyUI, StableDiffusion];

    /// <summary>How long it waits for an answer: long enough for a busy machine.</summary>
    protected virtual int WaitsSeconds => 120;

    protected override IReadOnlyDictionary<string, string> Settings
    {
        get
        {
            var settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Queue:Poll"] = "00:00:00.2",
                ["Queue:Backoff"] = "00:00:00.05",
                ["Queue:Parallel"] = "6",
                ["Providers:OpenAI:MaxParallel"] = "2",
            };
            foreach (
                var (number, id) in new[]
                {
                    "tongyi-mai/z-image-turbo",
                    "black-forest-labs/flux.1-schnell",
                    "black-forest-labs/flux.1-kontext-pro",
                    Unpriced,
                    "google/veo-3.1-fast",
                }.Index()
            )
            {
                settings[$"Providers:Pollinations:Models:{number}:Id"] = id;
            }

            foreach (
                var (section, server) in new (string, ProviderServer)[]
                {
                    ("Gemini", Gemini),
                    ("OpenAI", OpenAI),
                    ("Pollinations", Pollinations),
                    ("Replicate", Replicate),
                    ("ComfyUI", ComfyUI),
                    ("StableDiffusion", StableDiffusion),
                }
            )
            {
                settings[$"Providers:{section}:Endpoint"] = server.Endpoint;
                settings[$"Providers:{section}:TimeoutSeconds"] = $"{WaitsSeconds}";
                settings[$"Providers:{section}:ClipTimeoutSeconds"] = $"{WaitsSeconds}";
                settings[$"Providers:{section}:MaxMegabytes"] = "1";
                if (server is not (ComfyUIServer or StableDiffusionServer))
                {
                    settings[$"Providers:{section}:ApiKey"] = ProviderServer.Key;
                }
            }

            return settings;
        }
    }

    public ProviderServer ServerOf(string name) => Servers.Single(s => s.Name == name);

    public IImageProvider Provider(string name) => Services.GetServices<IImageProvider>().Single(p => p.Info.Name == name);

    public void Reset()
    {
        foreach (var server in Servers)
        {
            server.Reset();
        }

        (OpenAI.ByAddress, Replicate.Looks, Replicate.Delivery, Replicate.HookSecret, ComfyUI.Looks, Gemini.Inline, Gemini.Looks) = (
            false,
            1,
            null,
            null,
            1,
            false,
            1
        );
        Log.Clear();
    }

    public PictureOrder Order(string provider, int width = 512, int height = 768, int references = 0, string? model = null) =>
        new(
            new(
                Prompt,
                new(Guid.NewGuid(), 1, "Ink", "ink and wash", "no photographs", []),
                new(SubjectType.LibraryAsset, Guid.NewGuid(), 1, AssetType.Character, "Mara", ""),
                provider,
                model ?? Provider(provider).Info.DefaultModel.Id,
                width,
                height
            ),
            4711
        )
        {
            References =
            [
                .. Enumerable
                    .Range(0, references)
                    .Select(_ => new ReferencePicture(ReferenceRole.Reference, "image/png", Given.HarbourPng())),
            ],
        };

    /// <summary>A clip of four or five seconds, from frames or from words alone.</summary>
    public PictureOrder ClipOrder(string provider, params ReferenceRole[] pictures)
    {
        var model = Provider(provider).Info.DefaultClipModel!;
        var order = Order(provider, 1280, 720, model: model.Id);
        return order with
        {
            Sent = order.Sent with { Seconds = model.Clip!.Usual },
            References =
            [
                .. pictures.Select(role => new ReferencePicture(role, "image/png", Given.HarbourPng())
                {
                    Address = new($"https://library.example.org/lent/{role}/picture.png"),
                }),
            ],
        };
    }

    /// <summary>Submits, and collects until it is there: the bytes that came.</summary>
    public async Task<byte[]> MakeAsync(string name, PictureOrder? order = null)
    {
        var provider = Provider(name);
        var step = await provider.SubmitAsync(order ?? Order(name), CancellationToken.None);
        for (var looks = 0; step is ProviderStep.Pending pending; looks++)
        {
            Assert.True(looks < 20, "It never ends.");
            step = await provider.CollectAsync(pending.ProviderJobId, CancellationToken.None);
        }

        var file = ((ProviderStep.Finished)step).File;
        var bytes = await File.ReadAllBytesAsync(file);
        File.Delete(file);
        return bytes;
    }

    public async Task<JobFailure> FailAsync(string name, PictureOrder? order = null)
    {
        var failed = await Assert.ThrowsAnyAsync<JobFailedException>(() => MakeAsync(name, order));
        foreach (var secret in new[] { ProviderServer.Key, "lighthouse keeper", "brass lantern", "the fake says" })
        {
            Assert.DoesNotContain(secret, failed.Message, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Log, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }

        Assert.True(
            failed.Message.Length is > 20 and < 500 && failed.Message[^1] is '.' or '…' or '!' or '?' or '"' or ')',
            failed.Message
        );
        return failed.Failure;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var server in Servers)
        {
            await server.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(s => s.AddSingleton<ILoggerProvider>(new LogCollector(Log)));
    }
}
