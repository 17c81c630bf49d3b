using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AssetLibrary.Web.Shared;

/// <summary>
/// <c>&lt;once /&gt;</c>: the one-time key of a form that orders something. <c>once.js</c> gives it another after each order.
/// </summary>
[HtmlTargetElement("once", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class OnceTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "input";
        output.TagMode = TagMode.SelfClosing;
        output.Attributes.SetAttribute("type", "hidden");
        output.Attributes.SetAttribute("name", "once");
        output.Attributes.SetAttribute("value", Guid.NewGuid().ToString("N"));
    }
}
