using AssetLibrary.Web.Imaging;

namespace AssetLibrary.Tests.Imaging;

/// <summary>Workers that a whole class shares.</summary>
public sealed class WorkersFixture : IAsyncDisposable
{
    public ImageWorkers Workers { get; } = new(new ImagingOptions());

    public ValueTask DisposeAsync() => Workers.DisposeAsync();
}
