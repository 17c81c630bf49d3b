using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AssetLibrary.Tests.LanguageModels;

public sealed class TracingTests : IAsyncLifetime
{
    private static readonly ModelQuestion Question = new("Be brief.", "The secret of the lighthouse.", "things", """{"type":"object"}""");

    private readonly ModelServer server = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_call_is_a_span_by_the_conventions_under_the_span_of_its_run()
    {
        var (ended, run) = (new ConcurrentQueue<Activity>(), Guid.NewGuid());
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == ModelTracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var tracing = new ModelTracing(new OtlpOptions());
        server.Next.Enqueue(_ => ModelReply.Says("{}", input: 12, output: 5));
        server.Next.Enqueue(_ => ModelReply.Fails(401, "No."));
        await AskAsync(tracing, run, times: 2);
        var parent = ended.Single(a => run.ToString().Equals(a.GetTagItem("gen_ai.conversation.id")));
        Assert.Equal(("invoke_workflow extraction", "invoke_workflow"), (parent.OperationName, parent.GetTagItem("gen_ai.operation.name")));
        var calls = ended.Where(a => a.ParentSpanId == parent.SpanId && a.TraceId == parent.TraceId).ToList();
        Assert.Equal(2, calls.Count);
        var (good, bad) = (calls[0], calls[1]);
        Assert.Equal(("chat reader-1", ActivityKind.Client), (good.OperationName, good.Kind));
        Assert.Equal(
            ("chat", "127.0.0.1", "reader-1", "reader-1-2026", "127.0.0.1"),
            (
                Tag(good, "gen_ai.operation.name"),
                Tag(good, "gen_ai.provider.name"),
                Tag(good, "gen_ai.request.model"),
                Tag(good, "gen_ai.response.model"),
                Tag(good, "server.address")
            )
        );
        Assert.Equal((12L, 5L), (good.GetTagItem("gen_ai.usage.input_tokens"), good.GetTagItem("gen_ai.usage.output_tokens")));
        Assert.Equal(["stop"], Assert.IsType<string[]>(good.GetTagItem("gen_ai.response.finish_reasons")));
        Assert.Null(good.GetTagItem("error.type"));
        Assert.Equal(("auth", ActivityStatusCode.Error), (Tag(bad, "error.type"), bad.Status));
        Assert.DoesNotContain(calls.SelectMany(c => c.TagObjects), t =>
            t.Value?.ToString()?.Contains("lighthouse", StringComparison.Ordinal) == true
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Spans_reach_the_collector_with_its_headers_and_with_the_script_only_by_choice(bool content)
    {
        await using var collector = new Collector();
        var otlp = new OtlpOptions
        {
            Endpoint = collector.Endpoint,
            Headers = "x-api-key=k1,Langsmith-Project=films",
            IncludeContent = content,
        };
        await using (await SendAsync(otlp))
        {
            await AskAsync(new(otlp), Guid.NewGuid());
        }

        var (path, key, body) = Assert.Single(collector.Received, r =>
            Encoding.UTF8.GetString(r.Body).Contains("invoke_workflow extraction", StringComparison.Ordinal)
        );
        Assert.Equal(("/otel/v1/traces", "k1"), (path, key));
        var text = Encoding.UTF8.GetString(body);
        Assert.Contains("gen_ai.usage.input_tokens", text, StringComparison.Ordinal);
        Assert.Equal(content, text.Contains("The secret of the lighthouse.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(CollectorMood.Hangs)]
    [InlineData(CollectorMood.TalksNonsense)]
    [InlineData(CollectorMood.Away)]
    public async Task A_collector_that_is_not_well_changes_nothing_for_a_run_nor_for_the_apps_end(CollectorMood mood)
    {
        await using var collector = new Collector { Mood = mood };
        var otlp = new OtlpOptions { Endpoint = mood == CollectorMood.Away ? "http://127.0.0.1:9" : collector.Endpoint };
        var sender = await SendAsync(otlp);
        Assert.IsType<ModelOutcome.Answer>(await AskAsync(new(otlp), Guid.NewGuid(), times: 3).WaitAsync(Patience.Limit));
        await Task.Run(async () => await sender.DisposeAsync()).WaitAsync(Patience.Limit);
    }

    [Fact]
    public void Without_a_collector_nothing_is_registered_that_could_send() =>
        Assert.Equal([typeof(OtlpOptions)], new ServiceCollection().AddTelemetry(new OtlpOptions()).Select(s => s.ServiceType));

    /// <summary>As the app does from its start to its end.</summary>
    private static async Task<ServiceProvider> SendAsync(OtlpOptions otlp)
    {
        var services = new ServiceCollection().AddTelemetry(otlp).BuildServiceProvider();
        foreach (var part in services.GetServices<IHostedService>())
        {
            await part.StartAsync(CancellationToken.None);
        }

        return services;
    }

    private async Task<ModelOutcome> AskAsync(ModelTracing tracing, Guid run, int times = 1)
    {
        using var span = tracing.StartRun("extraction", run);
        using var model = new LanguageModel(
            new LanguageModelOptions { Endpoint = server.Endpoint, Model = "reader-1" },
            tracing,
            TimeProvider.System
        );
        ModelOutcome outcome = null!;
        for (var i = 0; i < times; i++)
        {
            outcome = await model.AskAsync(Question);
        }

        return outcome;
    }

    private static string? Tag(Activity activity, string name) => activity.GetTagItem(name)?.ToString();
}
