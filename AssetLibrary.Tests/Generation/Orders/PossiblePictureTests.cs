using System.Text;
using AssetLibrary.Tests.Generation.Providers;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Orders;
using AssetLibrary.Web.Generation.Providers;
using AssetLibrary.Web.Generation.Providers.Answers;

namespace AssetLibrary.Tests.Generation.Orders;

/// <summary>What a person can choose from in an answer that was kept.</summary>
public sealed class PossiblePictureTests
{
    private static readonly string Png = Convert.ToBase64String(AnswerFiles.Bytes("made.png"));

    [Theory, MemberData(nameof(AnswerFiles.Names), MemberType = typeof(AnswerFiles))]
    public void What_is_found_automatically_can_be_taken_by_hand(string name)
    {
        var file = AnswerFiles.Of(name);
        var answer = Answer(file.Text("http://127.0.0.1:1"));
        var found = new WireReply(answer.Body, null).Pictures(file.IsOfClip, SentAlong.None).Found;
        var pictures = PossiblePicture.In(answer);
        Assert.Equal(pictures.Count, pictures.DistinctBy(p => p.Path).Count());
        if (found is Found.Whole whole)
        {
            Assert.Contains(pictures, p => p.Bytes().AsSpan().SequenceEqual(whole.Bytes.Span));
        }
        else if (found is Found.Elsewhere { Address: var at } && at.StartsWith("http", StringComparison.Ordinal))
        {
            Assert.Contains(pictures, p => p.Address == new Uri(at));
        }
    }

    [Fact]
    public void A_path_leads_through_texts_streams_and_several_pictures_of_one_text()
    {
        var inner = $$"""{\"images\":[\"{{Png}}\"]}""";
        Assert.Equal(
            ["thought.draft", "resultJson: images[0]", "odd name.x", "\"a/b\"", "words", "words #2"],
            Paths(
                $$"""
                {"thought":{"draft":"{{Png}}"},"resultJson":"{{inner}}","odd name":{"x":"{{Png}}"},"a/b":"https://a.example/",
                "words":"one ![a](data:image/png;base64,{{Png}}) and ![b](https://a.example/b.png)"}
                """
            )
        );
        Assert.Equal(["part 1: a", "part 2: b[0]"], Paths($"data: {{\"a\":\"{Png}\"}}\n\ndata: {{\"b\":[\"https://a.example/x\"]}}\n\n"));
        Assert.Equal(["text"], Paths($"<p>Here it is: <img src=\"data:image/png;base64,{Png}\"></p>"));
    }

    [Fact]
    public void An_answer_that_is_the_picture_has_no_path()
    {
        var only = Assert.Single(PossiblePicture.In(new(AnswerFiles.Bytes("made.png"), "application/json", "")));
        Assert.Equal(("", AnswerFiles.Bytes("made.png").Length, null), (only.Path, only.Length, only.Url));
        Assert.Equal(AnswerFiles.Bytes("made.png"), only.Bytes());
    }

    private static IEnumerable<string> Paths(string text) => PossiblePicture.In(Answer(text)).Select(p => p.Path);

    private static ProviderAnswer Answer(string text) => new(Encoding.UTF8.GetBytes(text), null, "");
}
