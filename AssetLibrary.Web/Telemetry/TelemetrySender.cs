using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AssetLibrary.Web.Telemetry;

/// <summary>
/// Sends spans and counts to a collector, in the background and only when one is configured: one that is away, slow or talks nonsense
/// costs nobody anything, and the app's end at most two seconds. Nothing is loaded before somebody has something to tell.
/// </summary>
public sealed class TelemetrySender(OtlpOptions options) : IAsyncDisposable
{
    /// <summary>Sources and meters whose names begin so are listened to.</summary>
    public const string Prefix = "AssetLibrary.";

    private const int SendEvery = 2000, CountEvery = 15_000, SendWithin = 2000, EndWithin = 1500, LongestQueue = 2048;

    private readonly Lazy<(TracerProvider, MeterProvider)?> sender = new(() => options.IsConfigured ? (Tracer(options), Meter(options)) : null);

    public OtlpOptions Options => options;

    /// <summary>From here on there is something to send.</summary>
    public void Wake() => _ = sender.Value;

    public async ValueTask DisposeAsync()
    {
        if (!sender.IsValueCreated || sender.Value is not var (tracer, meter))
        {
            return;
        }

        // Their threads are background threads: what does not end in time is left behind.
        var end = Task.WhenAll(
            Task.Run(() =>
            {
                tracer.Shutdown(EndWithin);
                tracer.Dispose();
            }),
            Task.Run(() =>
            {
                meter.Shutdown(EndWithin);
                meter.Dispose();
            }));
        await Task.WhenAny(end, Task.Delay(SendWithin));
    }

    private static TracerProvider Tracer(OtlpOptions options) => Sdk.CreateTracerProviderBuilder()
        .AddSource(Prefix + "*")
        .SetSampler(new AlwaysOnSampler())
        .SetResourceBuilder(Resource())
        .AddProcessor(new BatchActivityExportProcessor(new OtlpTraceExporter(Exporter(options, options.Traces)), LongestQueue, SendEvery, SendWithin))
        .Build();

    private static MeterProvider Meter(OtlpOptions options) => Sdk.CreateMeterProviderBuilder()
        .AddMeter(Prefix + "*")
        .SetResourceBuilder(Resource())
        .AddReader(new PeriodicExportingMetricReader(new OtlpMetricExporter(Exporter(options, options.Metrics)), CountEvery, SendWithin))
        .Build();

    private static ResourceBuilder Resource() => ResourceBuilder.CreateEmpty().AddService("AssetLibrary");

    private static OtlpExporterOptions Exporter(OtlpOptions options, Uri endpoint) =>
        new() { Endpoint = endpoint, Headers = options.Headers, Protocol = OtlpExportProtocol.HttpProtobuf, TimeoutMilliseconds = SendWithin };
}
