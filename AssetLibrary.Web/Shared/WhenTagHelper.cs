using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AssetLibrary.Web.Shared;

/// <summary>
/// <c>&lt;when at="…" /&gt;</c>: a moment, in UTC as the server writes it; a browser shows it in its reader's own zone (when.js).
/// </summary>
[HtmlTargetElement("when", TagStructure = TagStructure.WithoutEndTag)]
public sealed class WhenTagHelper : TagHelper
{
    public required DateTimeOffset At { get; set; }

    /// <summary>Without the year.</summary>
    [HtmlAttributeName("short")]
    public bool IsShort { get; set; }

    /// <summary>Without the day.</summary>
    [HtmlAttributeName("clock")]
    public bool IsClock { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        var (form, format) =
            IsClock ? ("clock", "HH:mm")
            : IsShort ? ("short", "d MMM HH:mm")
            : ("long", "d MMM yyyy HH:mm");
        output.Attributes.SetAttribute("data-when", form);
        output.Content.SetContent(At.UtcDateTime.ToString(format, CultureInfo.InvariantCulture));
    }
}
