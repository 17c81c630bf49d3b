using AssetLibrary.Tests.Services;
using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.Telemetry;

namespace AssetLibrary.Tests.LanguageModels;

public sealed class LanguageModelTests : IAsyncLifetime
{
    private static readonly ModelQuestion Question = new(
        "Be brief.",
        "What is in it?",
        "things",
        """{"type":"object","additionalProperties":false,"required":[],"properties":{}}"""
    );

    private readonly ModelServer server = new();
    private readonly QuickTime time = new();
    private readonly ModelTracing tracing = new(new OtlpOptions());

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_carries_its_text_model_and_tokens()
    {
        server.Answer = _ => ModelReply.Says("""{"a":1}""", input: 12, output: 5);
        var answer = Assert.IsType<ModelOutcome.Answer>(await Model().AskAsync(Question));
        Assert.Equal(
            ("""{"a":1}""", "reader-1-2026", false, 12L, 5L),
            (answer.Text, answer.Model, answer.Cut, answer.InputTokens, answer.OutputTokens)
        );
        var sent = Assert.Single(server.Requests);
        Assert.Equal(
            ("Bearer secret", "json_schema", "Be brief.", "What is in it?"),
            (sent.Authorization, sent.Form, sent.System, sent.User)
        );
        Assert.True(sent.Body["response_format"]!["json_schema"]!["strict"]!.GetValue<bool>());
        Assert.Equal(2730, sent.Body["max_tokens"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("<think>It may be {\"a\":0}.</think>\n{\"a\":1}", "{\"a\":1}")]
    [InlineData("so it is.</think>{\"a\":1}", "{\"a\":1}")]
    public async Task Thoughts_are_no_answer(string content, string text)
    {
        server.Answer = _ => ModelReply.Says(content);
        Assert.Equal(text, Assert.IsType<ModelOutcome.Answer>(await Model().AskAsync(Question)).Text);
    }

    [Fact]
    public async Task Half_a_character_at_the_end_of_an_answer_is_no_trouble()
    {
        server.Answer = _ => new(200, """{"choices":[{"message":{"content":"{\"a\":\"\\ud83d\ud83c"},"finish_reason":"length"}]}""");
        Assert.Equal("{\"a\":\"\\ufffd\ufffd", Assert.IsType<ModelOutcome.Answer>(await Model().AskAsync(Question)).Text);
        server.Answer = _ => new(200, """{"choices":[{"message":{"content":"\ud83d\ude00"}}]}""");
        Assert.Equal("😀", Assert.IsType<ModelOutcome.Answer>(await Model().AskAsync(Question)).Text);
    }

    [Fact]
    public async Task A_key_that_a_server_repeats_is_not_passed_on()
    {
        server.Answer = _ => ModelReply.Fails(401, "Incorrect API key provided: secret.", "invalid_api_key");
        Assert.DoesNotContain(
            "secret",
            Assert.IsType<ModelOutcome.Failure>(await Model().AskAsync(Question)).Sentence,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_answer_at_the_limit_of_tokens_says_that_it_was_cut()
    {
        server.Answer = _ => ModelReply.Says("""{"a":""", "length");
        Assert.True(Assert.IsType<ModelOutcome.Answer>(await Model().AskAsync(Question)).Cut);
        server.Answer = _ => ModelReply.Says("<think>Let me see", "length");
        Assert.Equal(ModelFailureKind.Cut, Assert.IsType<ModelOutcome.Failure>(await Model().AskAsync(Question)).Kind);
    }

    public static TheoryData<int, string, ModelFailureKind> Bodies =>
        new()
        {
            {
                401,
                """{"error":{"message":"Incorrect API key provided.","type":"invalid_request_error","code":"invalid_api_key"}}""",
                ModelFailureKind.Auth
            },
            {
                400,
                """[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}]""",
                ModelFailureKind.Auth
            },
            { 402, """{"status":402,"success":false,"error":{"code":"PAYMENT_REQUIRED","message":"Pay."}}""", ModelFailureKind.Quota },
            {
                429,
                """{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}""",
                ModelFailureKind.Quota
            },
            {
                429,
                """[{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"Quota","details":[{"violations":[{"quotaId":"GenerateRequestsPerDayPerProject"}]}]}}]""",
                ModelFailureKind.Quota
            },
            { 404, """{"error":{"message":"The model `x` does not exist","code":"model_not_found"}}""", ModelFailureKind.ModelGone },
            { 404, """{"error":"model 'x' not found, try pulling it first"}""", ModelFailureKind.ModelGone },
            {
                400,
                """{"error":{"message":"This model's maximum context length is 8192 tokens.","code":"context_length_exceeded"}}""",
                ModelFailureKind.ContextOverflow
            },
            {
                400,
                """{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}}""",
                ModelFailureKind.ContextOverflow
            },
            { 400, """{"error":{"message":"Blocked.","code":"content_filter"}}""", ModelFailureKind.Refusal },
            { 400, """{"detail":"no"}""", ModelFailureKind.BadRequest },
            { 520, "<html>origin is unwell</html>", ModelFailureKind.Temporary },
            { 200, "<html>a page</html>", ModelFailureKind.Temporary },
        };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task What_a_server_complains_of_becomes_a_kind_of_failure(int status, string body, ModelFailureKind kind)
    {
        server.Answer = _ => new(status, body);
        var failure = Assert.IsType<ModelOutcome.Failure>(await Model().AskAsync(Question));
        Assert.Equal(kind, failure.Kind);
        Assert.NotEmpty(failure.Sentence);
    }

    [Fact]
    public async Task A_refusal_and_an_empty_answer_are_no_answers_but_cost_tokens()
    {
        server.Next.Enqueue(_ => ModelReply.Says(null, refusal: "I can't help with that."));
        server.Next.Enqueue(_ => ModelReply.Says(""));
        var refused = Assert.IsType<ModelOutcome.Failure>(await Model().AskAsync(Question));
        Assert.Equal((ModelFailureKind.Refusal, 900L), (refused.Kind, refused.InputTokens));
        Assert.Equal(ModelFailureKind.Empty, Assert.IsType<ModelOutcome.Failure>(await Model().AskAsync(Question)).Kind);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_temporary_error_is_tried_again_twice_and_not_more()
    {
        server.Next.Enqueue(_ => ModelReply.Fails(500, "Oops", type: "server_error"));
        server.Next.Enqueue(_ => ModelReply.Fails(503, "Busy", "server_is_overloaded"));
        server.Next.Enqueue(_ => ModelReply.Says("{}"));
        Assert.IsType<ModelOutcome.Answer>(await Model().AskAsync(Question));
        server.Answer = _ => ModelReply.Fails(500, "Oops");
        Assert.IsType<ModelOutcome.Failure>(await Model().AskAsync(Question));
        Assert.Equal(6, server.Requests.Count);
    }

    [Fact]
    public async Task A_rate_limit_is_waited_for_as_told()
    {
        server.Next.Enqueue(_ => ModelReply.Fails(429, "Slow down.", "rate_limit_exceeded", retryAfter: "17"));
        server.Next.Enqueue(_ => ModelReply.Fails(429, "Rate limit reached. Please try again in 2.5s."));
        server.Next.Enqueue(_ => ModelReply.Says("{}"));
        Assert.IsType<ModelOutcome.Answer>(await Model().AskAsync(Question));
        Assert.Equal([TimeSpan.FromSeconds(17), TimeSpan.FromSeconds(2.5)], time.Waits);
    }

    [Fact]
    public async Task A_wait_longer_than_a_call_may_wait_is_handed_back()
    {
        server.Answer = _ => ModelReply.Fails(429, "Slow down.", retryAfter: "600");
        var failure = Assert.IsType<ModelOutcome.Failure>(await Model().AskAsync(Question));
        Assert.Equal((ModelFailureKind.RateLimit, TimeSpan.FromMinutes(10)), (failure.Kind, failure.RetryAfter));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(401, "invalid_api_key")]
    [InlineData(429, "insufficient_quota")]
    [InlineData(404, "model_not_found")]
    public async Task What_would_fail_again_is_not_tried_again(int status, string code)
    {
        server.Answer = _ => ModelReply.Fails(status, "No.", code);
        Assert.IsType<ModelOutcome.Failure>(await Model().AskAsync(Question));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_server_that_knows_no_schema_is_asked_in_a_form_it_knows_from_then_on()
    {
        server.Answer = r =>
            r.Form switch
            {
                "json_schema" => ModelReply.Fails(400, "response_format.type json_schema is unknown", type: "invalid_request_error"),
                "json_object" => ModelReply.Fails(400, "response_format is not supported"),
                _ => ModelReply.Says("{}"),
            };
        var model = Model();
        Assert.IsType<ModelOutcome.Answer>(await model.AskAsync(Question));
        Assert.IsType<ModelOutcome.Answer>(await model.AskAsync(Question));
        Assert.Equal(["json_schema", "json_object", null, null], server.Requests.Select(r => r.Form));
    }

    [Fact]
    public async Task A_server_that_ignores_the_schema_is_asked_for_any_object_then_for_nothing()
    {
        var model = Model();
        foreach (var form in new[] { AnswerForm.JsonSchema, AnswerForm.JsonObject, AnswerForm.Prompt })
        {
            Assert.Equal(form, model.Form);
            await model.AskAsync(Question);
            model.ShapeWasIgnored(form);
        }

        Assert.Equal(["json_schema", "json_object", null], server.Requests.Select(r => r.Form));
    }

    [Fact]
    public async Task The_limit_of_tokens_goes_by_the_name_the_server_knows()
    {
        server.Answer = r =>
            r.Body["max_tokens"] is not null
                ? ModelReply.Fails(
                    400,
                    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
                    "unsupported_parameter"
                )
            : r.Body["temperature"] is not null
                ? ModelReply.Fails(400, "Unsupported value: 'temperature' does not support 0 with this model.", "unsupported_value")
            : ModelReply.Says("{}");
        var model = Model();
        Assert.IsType<ModelOutcome.Answer>(await model.AskAsync(Question));
        await model.AskAsync(Question);
        Assert.Equal(4, server.Requests.Count);
        Assert.Equal(
            ("json_schema", 2730),
            (server.Requests.Last().Form, server.Requests.Last().Body["max_completion_tokens"]!.GetValue<int>())
        );
    }

    [Fact]
    public async Task A_server_that_hangs_or_is_away_is_a_temporary_failure()
    {
        server.Answer = _ => ModelReply.Never;
        using var hasty = new LanguageModel(Options(o => o.TimeoutSeconds = 1), tracing, time);
        Assert.Equal(ModelFailureKind.Temporary, Assert.IsType<ModelOutcome.Failure>(await hasty.AskAsync(Question)).Kind);
        using var away = new LanguageModel(Options(o => o.Endpoint = "http://127.0.0.1:9/v1"), tracing, time);
        Assert.Equal(ModelFailureKind.Temporary, Assert.IsType<ModelOutcome.Failure>(await away.AskAsync(Question)).Kind);
    }

    [Fact]
    public async Task Who_cancels_waits_no_longer()
    {
        server.Answer = _ => ModelReply.Never;
        using var cancel = new CancellationTokenSource();
        var asking = Model().AskAsync(Question, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task A_server_is_asked_so_many_questions_at_once_and_not_more()
    {
        var (now, most) = (0, 0);
        var gate = new Lock();
        server.Answer = _ =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++now);
            }

            Thread.Yield();
            lock (gate)
            {
                now--;
            }

            return ModelReply.Says("{}");
        };
        using var model = new LanguageModel(Options(o => o.MaxParallel = 1), tracing, time);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => model.AskAsync(Question)));
        Assert.Equal((1, 12), (most, server.Requests.Count));
    }

    private LanguageModel Model() => new(Options(), tracing, time);

    private LanguageModelOptions Options(Action<LanguageModelOptions>? change = null)
    {
        var options = new LanguageModelOptions
        {
            Endpoint = server.Endpoint,
            ApiKey = "secret",
            Model = "reader-1",
        };
        change?.Invoke(options);
        return options;
    }
}
