namespace AssetLibrary.Web.Telemetry;

internal static class TelemetrySetup
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var otlp = builder.Configuration.GetSection("Otlp").Get<OtlpOptions>() ?? new();
        if (otlp.Complaint() is { } complaint)
        {
            throw new InvalidOperationException(complaint);
        }

        builder.Services.AddSingleton(otlp);
        builder.Services.AddSingleton<TelemetrySender>();
    }
}
