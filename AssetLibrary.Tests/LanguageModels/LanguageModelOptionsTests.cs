using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.Telemetry;

namespace AssetLibrary.Tests.LanguageModels;

public sealed class LanguageModelOptionsTests
{
    [Fact]
    public void Nothing_is_wrong_with_no_model_at_all()
    {
        var none = new LanguageModelOptions();
        Assert.Null(none.Complaint());
        Assert.False(none.IsConfigured);
        Assert.Equal(
            (8192, 4000, 3000, 180, 30, 2),
            (none.ContextTokens, none.AnswerTokens, none.BatchTokens, none.TimeoutSeconds, none.WaitSeconds, none.MaxParallel)
        );
    }

    [Fact]
    public void What_is_wrong_is_said_in_a_sentence()
    {
        LanguageModelOptions[] wrong =
        [
            new() { Endpoint = "http://localhost/v1" },
            new() { Model = "m" },
            new() { Endpoint = "localhost:11434", Model = "m" },
            new() { ContextTokens = 100 },
            new() { InputUsdPerMillion = -1 },
            new() { TimeoutSeconds = 0 },
            new() { MaxParallel = 0 },
        ];
        Assert.All(wrong, o => Assert.StartsWith("LanguageModel: ", o.Complaint(), StringComparison.Ordinal));
        Assert.StartsWith("Otlp: ", new OtlpOptions { Endpoint = "collector" }.Complaint(), StringComparison.Ordinal);
        Assert.StartsWith("Otlp: ", new OtlpOptions { Endpoint = "http://c", Headers = "key" }.Complaint(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://c:4318", "http://c:4318/v1/traces")]
    [InlineData("https://api.smith.langchain.com/otel/", "https://api.smith.langchain.com/otel/v1/traces")]
    [InlineData("https://cloud.langfuse.com/api/public/otel/v1/traces", "https://cloud.langfuse.com/api/public/otel/v1/traces")]
    public void Traces_have_their_own_address_at_a_collector(string endpoint, string traces) =>
        Assert.Equal(traces, new OtlpOptions { Endpoint = endpoint }.Traces.ToString());

    [Fact]
    public void A_price_per_million_is_that_of_one_in_micro_dollars() =>
        Assert.Equal(1324, new LanguageModelOptions { InputUsdPerMillion = 0.75m, OutputUsdPerMillion = 3.75m }.CostMicroUsd(1000, 153));

    [Theory]
    [InlineData("She lights the lamp and looks out over the sea.", 10, 16)]
    [InlineData("Она зажигает лампу и смотрит на море.", 15, 24)]
    [InlineData("她点亮了灯，望着大海。", 10, 16)]
    public void An_estimate_of_tokens_goes_by_the_script(string text, int least, int most) =>
        Assert.InRange(TokenEstimate.Of(text), least, most);
}
