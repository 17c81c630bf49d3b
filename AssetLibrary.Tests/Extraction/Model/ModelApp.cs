using AssetLibrary.Tests.Services;

namespace AssetLibrary.Tests.Extraction.Model;

/// <summary>The app with a language model, whose server each test teaches what to say.</summary>
public sealed class ModelApp : App
{
    public ModelServer Model { get; } = new();

    protected override IReadOnlyDictionary<string, string> Settings => ModelSettings.For(Model);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Model.DisposeAsync();
    }
}

public sealed class PostgresModelApp(PostgresServer server) : PostgresApp(server)
{
    public ModelServer Model { get; } = new();

    protected override IReadOnlyDictionary<string, string> Settings => ModelSettings.For(Model);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Model.DisposeAsync();
    }
}

internal static class ModelSettings
{
    public static IReadOnlyDictionary<string, string> For(ModelServer server) =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LanguageModel:Endpoint"] = server.Endpoint,
            ["LanguageModel:ApiKey"] = "secret",
            ["LanguageModel:Model"] = "reader-1",
            ["LanguageModel:InputUsdPerMillion"] = "1",
            ["LanguageModel:OutputUsdPerMillion"] = "4",
        };
}
