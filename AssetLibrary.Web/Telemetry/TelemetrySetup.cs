using System.Runtime.CompilerServices;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AssetLibrary.Web.Telemetry;

/// <summary>
/// Sends spans and counts to a collector, in the background and only where one is configured: one that is away, slow or talks nonsense
/// costs nobody anything, and the app's end a few seconds at most.
/// </summary>
internal static class TelemetrySetup
{
    /// <summary>Sources and meters whose names begin so are listened to.</summary>
    public const string Prefix = "AssetLibrary.";

    private const int SendEvery = 2000,
        CountEvery = 15_000,
        SendWithin = 2000;

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var otlp = builder.Configuration.GetSection("Otlp").Get<OtlpOptions>() ?? new();
        if (otlp.Complaint() is { } complaint)
        {
            throw new InvalidOperationException(complaint);
        }

        builder.Services.AddTelemetry(otlp);
    }

    internal static IServiceCollection AddTelemetry(this IServiceCollection services, OtlpOptions otlp)
    {
        services.AddSingleton(otlp);
        if (otlp.IsConfigured)
        {
            Send(services, otlp);
        }

        return services;
    }

    // By itself, so that without a collector none of its assemblies is loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Send(IServiceCollection services, OtlpOptions otlp) =>
        services
            .AddOpenTelemetry()
            .ConfigureResource(resource => resource.Clear().AddService("AssetLibrary"))
            .WithTracing(tracing =>
                tracing
                    .AddSource(Prefix + "*")
                    .SetSampler(new AlwaysOnSampler())
                    .AddOtlpExporter(exporter =>
                    {
                        To(otlp.Traces, exporter, otlp);
                        exporter.BatchExportProcessorOptions.ScheduledDelayMilliseconds = SendEvery;
                        exporter.BatchExportProcessorOptions.ExporterTimeoutMilliseconds = SendWithin;
                    })
            )
            .WithMetrics(metrics =>
                metrics
                    .AddMeter(Prefix + "*")
                    .AddOtlpExporter(
                        (exporter, reader) =>
                        {
                            To(otlp.Metrics, exporter, otlp);
                            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = CountEvery;
                            reader.PeriodicExportingMetricReaderOptions.ExportTimeoutMilliseconds = SendWithin;
                        }
                    )
            );

    private static void To(Uri endpoint, OtlpExporterOptions exporter, OtlpOptions otlp) =>
        (exporter.Endpoint, exporter.Headers, exporter.Protocol, exporter.TimeoutMilliseconds) = (
            endpoint,
            otlp.Headers,
            OtlpExportProtocol.HttpProtobuf,
            SendWithin
        );
}
