using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AssetLibrary.Web.Versions;

/// <summary><c>&lt;cover of="…" /&gt;</c>: what is in a frame. In a list it is written sixty times, so it is no partial.</summary>
[HtmlTargetElement("cover", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CoverTagHelper : TagHelper
{
    public required Cover Of { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Of.Picture is not { } picture)
        {
            output
                .Content.AppendHtml("<span class=\"no-picture\">")
                .AppendHtml(
                    Of.Type switch
                    {
                        "Character" => Icon("user-round"),
                        "Location" => Icon("map-pin"),
                        "Prop" => Icon("package"),
                        _ => Icon("image"),
                    }
                )
                .AppendHtml("<span>")
                .Append(Of.Busy ? "Generating…" : "No picture")
                .AppendHtml("</span></span>");
            return;
        }

        // Drawn, not styled: our policy allows no inline style.
        output
            .Content.AppendHtml(
                "<svg class=\"ground\" viewBox=\"0 0 1 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"1\" "
                    + "height=\"1\" fill=\""
            )
            .Append(picture.Color ?? "#8884")
            .AppendHtml("\" /></svg>");
        if (MediaItem.IsShown(picture.Kind, picture.Color))
        {
            output
                .Content.AppendHtml("<img src=\"")
                .Append(picture.Thumb(Of.Size))
                .AppendHtml("\" alt=\"")
                .Append(Of.Name)
                .AppendHtml($"\" width=\"{picture.Width}\" height=\"{picture.Height}\" loading=\"lazy\" decoding=\"async\" data-retry>");
            if (picture.Kind == MediaKind.Video)
            {
                output.Content.AppendHtml($"<span class=\"of-clip\" title=\"Clip\">{Icon("film")}</span>");
            }
        }
        else
        {
            output.Content.AppendHtml(
                picture.Kind switch
                {
                    MediaKind.Video => Icon("film", "icon kind"),
                    MediaKind.Audio => Icon("audio-lines", "icon kind"),
                    _ => Icon("file-text", "icon kind"),
                }
            );
        }
    }

    private string Icon(string name, string css = "icon") =>
        $"<svg class=\"{css}\" aria-hidden=\"true\"><use "
        + $"href=\"{StaticAssets.Url(View.HttpContext, "img/icons.svg")}#{name}\"></use></svg>";
}
