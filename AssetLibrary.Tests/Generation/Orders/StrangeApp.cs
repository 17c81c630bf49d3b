using System.Text;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Queue;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Generation.Orders;

/// <summary>The app with a provider that charges and answers as each test says.</summary>
public class StrangeApp : App
{
    public StrangeProvider Provider => Services.GetRequiredService<StrangeProvider>();

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Queue:Poll"] = "00:00:00.2",
            ["Queue:Backoff"] = "00:00:00.05",
            ["Generation:TrustedHosts:0"] = "127.0.0.1",
        };

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services =>
            services.AddSingleton<StrangeProvider>().AddSingleton<IImageProvider>(p => p.GetRequiredService<StrangeProvider>())
        );
    }
}

public sealed class PostgresStrangeApp(PostgresServer server) : StrangeApp
{
    protected override string? Postgres { get; } = server.NewLibrary();
}

/// <summary>What it answers is a picture, or something in which it finds none.</summary>
public sealed class StrangeProvider(BlobStore blobs) : IImageProvider
{
    public const string Name = "strange";
    public const decimal Price = 0.04m;

    private int orders;

    public ProviderInfo Info { get; } = new(Name, "Strange", [new("odd-1", Price, new PictureSizes.Any())]);

    public int Orders => orders;

    /// <summary>Answered in place of a picture; null for a picture.</summary>
    public string? Answers { get; set; }

    /// <summary>Sent as the picture.</summary>
    public byte[] Picture { get; set; } = [];

    /// <summary>Found in an answer that was kept; null where nothing is.</summary>
    public byte[]? Finds { get; set; }

    public void Reset() => (orders, Answers, Picture, Finds) = (0, null, Given.HarbourPng(), null);

    public async Task<ProviderStep> SubmitAsync(PictureOrder order, CancellationToken cancel)
    {
        Interlocked.Increment(ref orders);
        if (Answers is not { } text)
        {
            return await FileAsync(Picture, cancel);
        }

        var failure = new JobFailure(FailureStage.Download, ErrorClass.EmptyResult, "Strange answered in a form that is not known here.");
        throw new UnreadAnswerException(failure, new(Encoding.UTF8.GetBytes(text), "application/json", "images[].payload: text"));
    }

    public Task<ProviderStep> CollectAsync(string providerJobId, CancellationToken cancel) => throw new NotSupportedException();

    public async Task<ProviderStep?> ReadAsync(ProviderAnswer answer, CancellationToken cancel) =>
        Finds is { } found ? await FileAsync(found, cancel) : null;

    private async Task<ProviderStep> FileAsync(byte[] bytes, CancellationToken cancel)
    {
        var file = blobs.NewFile(".png");
        await File.WriteAllBytesAsync(file, bytes, cancel);
        return new ProviderStep.Finished(file);
    }
}
