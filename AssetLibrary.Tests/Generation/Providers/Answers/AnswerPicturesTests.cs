using System.Text;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Providers;
using AssetLibrary.Web.Generation.Providers.Answers;

namespace AssetLibrary.Tests.Generation.Providers.Answers;

public sealed class AnswerPicturesTests
{
    private static readonly SentAlong Sent = new([new(ReferenceRole.Reference, "image/png", Given.HarbourPng())]);

    private static readonly string Png = Convert.ToBase64String(AnswerFiles.Bytes("made.png")),
        Jpeg = Convert.ToBase64String(AnswerFiles.Bytes("made.jpg"));

    public static TheoryData<string> Files =>
        [.. AnswerFiles.All.Where(f => !f.Name.StartsWith("comfyui", StringComparison.Ordinal)).Select(f => f.Name)];

    [Theory, MemberData(nameof(Files))]
    public void Each_shape_is_read_as_it_should_be(string name)
    {
        var file = AnswerFiles.Of(name);
        var reply = new WireReply(Encoding.UTF8.GetBytes(file.Text("http://127.0.0.1:1")), file.ContentType);
        var output = name.StartsWith("replicate", StringComparison.Ordinal)
            ? reply.Json.GetProperty("output")
            : default(System.Text.Json.JsonElement?);
        switch (reply.Pictures(file.IsOfClip, Sent, output).Found)
        {
            case Found.Whole whole:
                Assert.Equal(file.Made, whole.Bytes.ToArray());
                break;
            case Found.Elsewhere elsewhere:
                Assert.True(file.IsMade);
                Assert.Contains("made", elsewhere.Address, StringComparison.Ordinal);
                break;
            case Found.CutShort:
                Assert.Equal("cut short", file.Outcome);
                break;
            default:
                Assert.False(file.IsMade);
                Assert.Equal(
                    file.Outcome is not ("nothing" or "page" or "unreadable")
                        && name is not ("gemini-blocked.json" or "gemini-picture-blocked.json"),
                    reply.Error is not null
                );
                break;
        }
    }

    [Fact]
    public void A_picture_that_is_the_answer_itself_is_taken()
    {
        foreach (var name in new[] { "made.png", "made.jpg", "made.webp", "made.mp4" })
        {
            Assert.IsType<Found.Whole>(new WireReply(AnswerFiles.Bytes(name), null).Pictures(null, SentAlong.None).Found);
            Assert.IsType<Found.CutShort>(
                new WireReply(AnswerFiles.Bytes(name).AsMemory()[..^20], null).Pictures(null, SentAlong.None).Found
            );
        }
    }

    [Theory]
    [InlineData("""{"url":"https://a.example/one","picture":"https://a.example/two.png"}""", "https://a.example/two.png")]
    [InlineData(
        """{"status_url":"https://a.example/one","response_url":"https://a.example/r","image":{"href":"https://a.example/two"}}""",
        "https://a.example/two"
    )]
    [InlineData("""{"data":{"thumb":"https://a.example/t.png","full":"https://a.example/f.png"}}""", "https://a.example/f.png")]
    [InlineData("""{"content":"See [the terms](https://a.example/terms) and ![x](https://a.example/x)"}""", "https://a.example/x")]
    [InlineData("""{"content":"It is at https://a.example/x.png?a=1&b=2, I hope."}""", "https://a.example/x.png?a=1&b=2")]
    [InlineData("""{"html":"<p><img alt='' src='https://a.example/x?a=1&amp;b=2'></p>"}""", "https://a.example/x?a=1&b=2")]
    [InlineData("""{"video":"https://a.example/v.mp4","image":"https://a.example/v.png"}""", "https://a.example/v.png")]
    [InlineData("""{"output":["https:\\/\\/a.example\\/x.png"]}""", "https://a.example/x.png")]
    [InlineData("""{"input":{"image":"https://a.example/in.png"},"result":"https://a.example/out"}""", "https://a.example/out")]
    [InlineData("""{"files":["//a.example/x.webp"]}""", "//a.example/x.webp")]
    [InlineData("""{"image":"/view?filename=x.png&type=output"}""", "/view?filename=x.png&type=output")]
    [InlineData("""{"image":"gs://bucket/x.png","url":"https://a.example/x"}""", "https://a.example/x")]
    [InlineData("""{"fileData":{"mimeType":"image/png","fileUri":"gs://bucket/x"}}""", "gs://bucket/x")]
    public void Of_several_addresses_the_surest_is_taken(string answer, string address) =>
        Assert.Equal(
            address,
            Assert
                .IsType<Found.Elsewhere>(new WireReply(Encoding.UTF8.GetBytes(answer), null).Pictures(ofClip: false, SentAlong.None).Found)
                .Address
        );

    [Theory]
    [InlineData("""{"first_frame":"https://a.example/1.png","video":"https://a.example/v.mp4","poster":"https://a.example/p.png"}""")]
    [InlineData("""{"cover":"https://a.example/1.png","url":"https://a.example/v.mp4"}""")]
    [InlineData("""{"images":["https://a.example/1.png"],"videos":[{"url":"https://a.example/v.mp4"}]}""")]
    public void Where_a_clip_is_wanted_it_is_taken_before_a_picture(string answer)
    {
        var found = new WireReply(Encoding.UTF8.GetBytes(answer), null).Pictures(ofClip: true, SentAlong.None).Found;
        Assert.Equal("https://a.example/v.mp4", Assert.IsType<Found.Elsewhere>(found).Address);
    }

    [Theory]
    [InlineData("""{"text":"I can describe it."}""")]
    [InlineData(
        """{"status":"queued","status_url":"https://a.example/s","cancel_url":"https://a.example/c","webhook_url":"https://a.example/w.png"}"""
    )]
    [InlineData("""{"error":{"message":"no","image":"https://a.example/x.png"}}""")]
    [InlineData(
        """{"input":{"image":"https://a.example/in.png"},"reference_image":"https://a.example/r.png","init_images":["https://a.example/i.png"]}"""
    )]
    [InlineData("""{"data":[{"b64_json":"bm8gcGljdHVyZQ=="}]}""")]
    [InlineData("""{"image":"data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4="}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://a.example/x.png"}}]}]}""")]
    [InlineData("""{"a\ud800b":"\ud800"}""")]
    [InlineData("[1,2,3,null,true,[[[]]]]")]
    [InlineData("42")]
    public void What_is_none_is_not_taken(string answer) =>
        Assert.IsType<Found.Nothing>(new WireReply(Encoding.UTF8.GetBytes(answer), null).Pictures(ofClip: false, SentAlong.None).Found);

    [Fact]
    public void What_was_sent_along_is_not_what_was_made_wherever_it_stands()
    {
        var harbour = Convert.ToBase64String(Given.HarbourPng());
        var reference = new ReferencePicture(ReferenceRole.Reference, "image/png", Given.HarbourPng());
        var sent = new SentAlong([reference with { Address = new("https://library.example.org/lent/1.png") }]);
        sent.Add("https://a.example/files/f1.png");
        foreach (
            var echo in new[]
            {
                $"{{\"image\":\"{harbour}\"}}",
                $"{{\"text\":\"![x](data:image/png;base64,{harbour})\"}}",
                """{"image":"https://library.example.org/lent/1.png"}""",
                """{"output":"https://a.example/files/f1.png"}""",
            }
        )
        {
            Assert.IsType<Found.Nothing>(new WireReply(Encoding.UTF8.GetBytes(echo), null).Pictures(ofClip: false, sent).Found);
        }

        foreach (
            var made in new[]
            {
                $"{{\"image\":\"{harbour}\",\"other\":\"{Png}\"}}",
                $"{{\"data\":[{{\"b64_json\":\"{harbour}\"}},{{\"b64_json\":\"{Png}\"}}]}}",
            }
        )
        {
            var found = Assert.IsType<Found.Whole>(new WireReply(Encoding.UTF8.GetBytes(made), null).Pictures(ofClip: false, sent).Found);
            Assert.Equal(Png, Convert.ToBase64String(found.Bytes.Span));
        }
    }

    [Fact]
    public void A_picture_that_is_given_back_as_it_was_is_taken_from_where_only_what_was_made_can_be()
    {
        var answer = $"{{\"data\":[{{\"b64_json\":\"{Convert.ToBase64String(Given.HarbourPng())}\"}}]}}";
        var reading = new WireReply(Encoding.UTF8.GetBytes(answer), null).Pictures(ofClip: false, Sent);
        Assert.IsType<Found.Whole>(reading.Found);
        Assert.Empty(reading.Echoes);
    }

    [Fact]
    public void A_whole_picture_is_taken_before_one_that_is_cut_short()
    {
        var answer = $"{{\"b64_json\":\"{Png[..100]}\",\"x\":{{\"y\":\"{Jpeg}\"}}}}";
        Assert.Equal(
            "image/jpeg",
            Assert
                .IsType<Found.Whole>(new WireReply(Encoding.UTF8.GetBytes(answer), null).Pictures(ofClip: false, SentAlong.None).Found)
                .ContentType
        );
    }

    [Fact]
    public void A_shape_tells_names_and_kinds_and_nothing_else()
    {
        var answer =
            $$"""{"data":[{"url":"https://a.example/secret","b64":"{{Png}}"},{"url":null}],"usage":{"n":3},"A lighthouse keeper called Mara with a lantern":true,"x":[],"ok":false}""";
        Assert.Equal(
            "data[].url: text, data[].b64: text, data[].url: null, usage.n: number, …: boolean, x: empty list, ok: boolean",
            new WireReply(Encoding.UTF8.GetBytes(answer), null).Shape
        );
        var wide = $"{{{string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"name{i}\":1"))}}}";
        Assert.True(new WireReply(Encoding.UTF8.GetBytes(wide), null).Shape.Length < 250);
    }

    [Fact]
    public async Task What_is_deep_long_or_hostile_is_read_in_time()
    {
        var deep = new string('[', 600) + $"\"{Png}\"" + new string(']', 600);
        new WireReply(Encoding.UTF8.GetBytes(deep), null).Pictures(null, SentAlong.None);
        var inside = new string('[', 400) + $"\"{Png}\"" + new string(']', 400);
        Assert.IsType<Found.Whole>(new WireReply(Encoding.UTF8.GetBytes(inside), null).Pictures(null, SentAlong.None).Found);
        var cancel = TestContext.Current.CancellationToken;
        foreach (var word in new[] { "iVBORw0KGgo ", "base64,", "![", "[a](http://", "src=", "A" })
        {
            var text = string.Concat(Enumerable.Repeat(word, 2_000_000 / word.Length));
            var reply = new WireReply(Encoding.UTF8.GetBytes($"{{\"text\":\"{text}\"}}"), null);
            await Task.Run(() => reply.Pictures(null, SentAlong.None), cancel).WaitAsync(Patience.Limit, cancel);
        }
    }
}
