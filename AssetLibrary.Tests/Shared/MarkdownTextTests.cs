using System.Text.Encodings.Web;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Tests.Shared;

public class MarkdownTextTests
{
    [Theory]
    [InlineData("**Bold** and *soft*", "<p><strong>Bold</strong> and <em>soft</em></p>")]
    [InlineData("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>")]
    [InlineData("[studio](https://example.org/a)", "<p><a href=\"https://example.org/a\">studio</a></p>")]
    public void Marks_become_markup(string text, string html) => Assert.Equal(html, Html(text));

    [Theory]
    [InlineData("[click](javascript:alert(1))", "<p>click</p>")]
    [InlineData("![a lamp](https://elsewhere.example/pixel.png)", "<p>a lamp</p>")]
    public void Of_a_link_that_leads_nowhere_good_the_words_stay(string text, string html) => Assert.Equal(html, Html(text));

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[click](javascript:alert(1))")]
    [InlineData("[click](JaVaScRiPt:alert(1))")]
    [InlineData("[click](data:text/html,x)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![x](https://elsewhere.example/pixel.png)")]
    [InlineData("[a]: javascript:alert(1)\n\n[a]")]
    public void What_could_run_or_call_home_is_text(string text)
    {
        var html = Html(text);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"javascript", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"data", html, StringComparison.OrdinalIgnoreCase);
    }

    private static string Html(string text)
    {
        using var writer = new StringWriter();
        MarkdownText.Html(text).WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString().Trim();
    }
}
