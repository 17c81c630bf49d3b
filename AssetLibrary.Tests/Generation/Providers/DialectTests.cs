using AssetLibrary.Web.Generation.Providers;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Tests.Generation.Providers;

/// <summary>
/// Servers that speak like OpenAI's images, each a little differently; what they refuse costs nothing and is not said to them again.
/// </summary>
public sealed class DialectTests : IAsyncDisposable
{
    private const string Unknown =
        """{"error":{"message":"Unknown parameter: 'response_format'.","type":"invalid_request_error","param":"response_format","code":"unknown_parameter"}}""";
    private const string Sizes =
        """{"error":{"message":"Invalid value: '512x768'. Supported values are: '1024x1024', '1024x1536', '1536x1024', and 'auto'.","type":"invalid_request_error","param":"size","code":"invalid_value"}}""";

    private readonly AzureApp app = new();

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_field_that_is_refused_is_left_out_and_a_size_taken_from_those_that_are_named_now_and_from_then_on()
    {
        app.OpenAI.Answers(Call.Order, Reply.Json(400, Unknown), Reply.Json(400, Sizes), Made);
        Assert.Equal(Given.HarbourPng(), await app.MakeAsync("openai", Order("our-pictures")));
        Assert.Equal(3, app.OpenAI.Orders);
        IsSpoken("1024x1536", format: false);

        await app.MakeAsync("openai", Order("our-pictures"));
        Assert.Equal(4, app.OpenAI.Orders);
        IsSpoken("1024x1536", format: false);
        await app.MakeAsync("openai", Order("our-pictures", references: 1));
        Assert.Equal(("1024x1536", null), (app.OpenAI.LastOrder.Field("size"), app.OpenAI.LastOrder.Field("response_format")));

        // Another model of the same server is asked in full.
        await app.MakeAsync("openai", Order("their-pictures"));
        IsSpoken("512x768", format: true);
    }

    [
        Theory,
        InlineData("openai/gpt-image-1", false),
        InlineData("azure/gpt-image-2", false),
        InlineData("gpt-image-1", false),
        InlineData("dall-e-3", true),
        InlineData("our-pictures", true)
    ]
    public async Task A_model_of_OpenAIs_own_is_known_by_a_gateways_name_too(string model, bool format)
    {
        app.OpenAI.Answers(Call.Order, Made);
        await app.MakeAsync("openai", Order(model));
        Assert.Equal(format, app.OpenAI.LastOrder.Json["response_format"] is not null);
        Assert.Equal(1, app.OpenAI.Orders);
    }

    [Theory]
    [InlineData("""{"detail":[{"type":"extra_forbidden","loc":["body","response_format"],"msg":"Extra inputs are not permitted"}]}""", 422)]
    [InlineData(
        """{"error":{"message":"Unrecognized request argument supplied: response_format","type":"invalid_request_error","param":null,"code":null}}""",
        400
    )]
    [InlineData("""{"error":"unsupported field response_format"}""", 400)]
    [InlineData("response_format is not supported", 400)]
    public async Task However_it_is_told_that_a_field_is_not_known_it_is_left_out(string refusal, int status)
    {
        app.OpenAI.Answers(Call.Order, new Reply(status, "application/json", System.Text.Encoding.UTF8.GetBytes(refusal)), Made);
        Assert.Equal(Given.HarbourPng(), await app.MakeAsync("openai", Order("our-pictures")));
        IsSpoken("512x768", format: false);
    }

    [Fact]
    public async Task A_size_is_left_out_where_no_other_is_named()
    {
        app.OpenAI.Answers(
            Call.Order,
            Reply.Json(400, """{"error":{"message":"The size is not supported by this model.","param":"size"}}"""),
            Made
        );
        await app.MakeAsync("openai", Order("our-pictures"));
        Assert.Null(app.OpenAI.LastOrder.Json["size"]);
    }

    [Fact]
    public async Task It_goes_out_again_at_most_twice_and_what_was_not_understood_in_the_end_is_not_remembered()
    {
        app.OpenAI.Answers(
            Call.Order,
            Reply.Json(400, Unknown),
            Reply.Json(400, Sizes),
            Reply.Json(400, Sizes.Replace("512x768", "1024x1536", StringComparison.Ordinal))
        );
        Assert.Equal(ErrorClass.BadRequest, (await app.FailAsync("openai", Order("our-pictures"))).Class);
        Assert.Equal(3, app.OpenAI.Orders);
        app.OpenAI.Answers(Call.Order, Made);
        await app.MakeAsync("openai", Order("our-pictures"));
        IsSpoken("512x768", format: true);
    }

    [Theory]
    [InlineData(500, Unknown, ErrorClass.Temporary)]
    [InlineData(401, Unknown, ErrorClass.Auth)]
    [InlineData(429, Sizes, ErrorClass.RateLimit)]
    [InlineData(400, """{"error":{"message":"Unknown parameter: 'prompt'.","param":"prompt"}}""", ErrorClass.BadRequest)]
    [InlineData(400, """{"error":{"message":"Your prompt is too long."}}""", ErrorClass.BadRequest)]
    [InlineData(400, """{"error":{"message":"Invalid size.","code":"moderation_blocked"}}""", ErrorClass.Safety)]
    public async Task Everything_else_is_told_after_one_order(int status, string refusal, ErrorClass kind)
    {
        app.OpenAI.Answers(Call.Order, Reply.Json(status, refusal));
        Assert.Equal(kind, (await app.FailAsync("openai", Order("our-pictures"))).Class);
        Assert.Equal(1, app.OpenAI.Orders);
    }

    [Fact]
    public async Task Pollinations_is_learned_from_in_the_same_way()
    {
        app.Pollinations.Answers(
            Call.Order,
            Reply.Json(
                400,
                """{"status":400,"success":false,"error":{"code":"BAD_REQUEST","message":"This model does not accept a `negative_prompt` parameter."}}"""
            ),
            Made
        );
        await app.MakeAsync("pollinations", app.Order("pollinations", references: 1));
        Assert.Equal(
            (2, null, "4711"),
            (app.Pollinations.Orders, app.Pollinations.LastOrder.Field("negative_prompt"), app.Pollinations.LastOrder.Field("seed"))
        );
    }

    [Fact]
    public void A_size_is_the_nearest_in_shape() =>
        Assert.Equal(
            "1792x1024",
            new ImageDialect([], [new(1024, 1024), new(1792, 1024), new(1024, 1792)])
                .Spoken([("size", "1280x720")], 1280, 720)
                .Single()
                .Value
        );

    private static Reply Made => Reply.Json(new { data = new[] { new { b64_json = Convert.ToBase64String(Given.HarbourPng()) } } });

    private Web.Generation.PictureOrder Order(string model, int references = 0) =>
        app.Order("openai", model: model, references: references);

    private void IsSpoken(string size, bool format) =>
        Assert.Equal(
            (size, format),
            (app.OpenAI.LastOrder.Json["size"]!.GetValue<string>(), app.OpenAI.LastOrder.Json["response_format"] is not null)
        );

    private sealed class AzureApp : ProviderApp
    {
        protected override IReadOnlyDictionary<string, string> Settings
        {
            get
            {
                var settings = new Dictionary<string, string>(base.Settings, StringComparer.Ordinal);
                foreach (
                    var (number, id) in new[]
                    {
                        "our-pictures",
                        "their-pictures",
                        "openai/gpt-image-1",
                        "azure/gpt-image-2",
                        "gpt-image-1",
                        "dall-e-3",
                    }.Index()
                )
                {
                    settings[$"Providers:OpenAI:Models:{number}:Id"] = id;
                }

                return settings;
            }
        }
    }
}
