using System.Text;
using AssetLibrary.Web.Commands;

namespace AssetLibrary.Tests.Commands;

public sealed class RepairJsonCommandTests : IDisposable
{
    private readonly MemoryStream output = new();
    private readonly StringWriter error = new();

    [Fact]
    public void The_JSON_goes_to_standard_output_and_the_tier_to_standard_error()
    {
        Assert.Equal(0, Run(lines: false, "Voilà: {'é': 1,}"u8));
        Assert.Equal("""{"é":1}""" + "\n", Output);
        Assert.Equal("fixed", error.ToString().Trim());
    }

    [Fact]
    public void Of_nothing_it_says_so_in_one_sentence()
    {
        Assert.Equal(1, Run(lines: false, "I'm sorry, but there is nothing."u8));
        Assert.Equal("", Output);
        Assert.Equal("This answer has no usable JSON.", error.ToString().Trim());
    }

    [Fact]
    public void Each_line_is_answered_by_a_line()
    {
        Assert.Equal(
            0,
            Run(
                lines: true,
                """
            {"id":"a","input":"{\"x\":1}"}
            {"id":2,"input":"[1, \"é\u2028"}
            {"id":"c","input_b64":"W+ldCg=="}
            {"id":"d","input":"Sorry, no."}
            {"id":"e","input":"{\"a\":\"\ud800\"} {"}

            nonsense
            {"id":"f"}
            {"id":"g","input_b64":"***"}
            [1]
            """u8
            )
        );
        Assert.Equal(
            """
            {"id":"a","ok":true,"tier":"asIs","value":{"x":1}}
            {"id":2,"ok":true,"tier":"closed","value":[1,"é\u2028"]}
            {"id":"c","ok":true,"tier":"fixed","value":["#"]}
            {"id":"d","ok":false,"error":"This answer has no usable JSON."}
            {"id":"e","ok":true,"tier":"fixed","value":{"a":"\ud800"}}
            {"id":null,"ok":false,"error":"This line isn’t a JSON object."}
            {"id":"f","ok":false,"error":"This line needs input or input_b64 as a string."}
            {"id":"g","ok":false,"error":"This line’s input_b64 isn’t base64."}
            {"id":null,"ok":false,"error":"This line isn’t a JSON object."}

            """.Replace('#', '\ufffd'),
            Output
        );
    }

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    private string Output => Encoding.UTF8.GetString(output.ToArray());

    private int Run(bool lines, ReadOnlySpan<byte> input)
    {
        using var stream = new MemoryStream(input.ToArray());
        return RepairJsonCommand.Run(lines, stream, output, error);
    }
}
