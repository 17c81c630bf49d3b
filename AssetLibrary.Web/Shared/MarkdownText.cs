using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Html;

namespace AssetLibrary.Web.Shared;

/// <summary>What people wrote, as HTML: no markup of their own, no pictures from elsewhere, links only to the web and to mail.</summary>
public static class MarkdownText
{
    private static readonly Lazy<MarkdownPipeline> Pipeline = new(() =>
        new MarkdownPipelineBuilder().DisableHtml().UseEmphasisExtras().UsePipeTables().UseAutoLinks().Build()
    );

    public static IHtmlContent Html(string text)
    {
        var document = Markdown.Parse(text, Pipeline.Value);
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            if (link.IsImage || !IsWeb(link.Url))
            {
                link.ReplaceBy(new LiteralInline(TextOf(link)), copyChildren: false);
            }
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail && !IsWeb(l.Url)).ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }

        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Value.Setup(renderer);
        renderer.Render(document);
        return new HtmlString(writer.ToString());
    }

    private static string TextOf(LinkInline link) => string.Concat(link.Descendants<LiteralInline>().Select(l => l.Content.ToString()));

    private static bool IsWeb(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https" or "mailto");
}
