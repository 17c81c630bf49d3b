using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AssetLibrary.Web.Shared;

/// <summary>
/// <c>&lt;idempotency-key /&gt;</c>: the key of a form that orders something. <c>idempotency.js</c> gives it another after each order.
/// </summary>
[HtmlTargetElement("idempotency-key", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IdempotencyKeyTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "input";
        output.TagMode = TagMode.SelfClosing;
        output.Attributes.SetAttribute("type", "hidden");
        output.Attributes.SetAttribute("name", "idempotencyKey");
        output.Attributes.SetAttribute("value", Guid.NewGuid().ToString("N"));
    }
}
