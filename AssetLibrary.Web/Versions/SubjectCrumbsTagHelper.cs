using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Versions;

/// <summary>
/// <c>&lt;subject-crumbs of="…" /&gt;</c>: the way back to what a page of a subject belongs to, and its part of the menu marked. Of a
/// medium: of the first history that has it.
/// </summary>
[HtmlTargetElement("subject-crumbs", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SubjectCrumbsTagHelper(LibraryContext db, SubjectReadings readings) : TagHelper
{
    public Guid? Of { get; set; }

    public Guid? Medium { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "p";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "crumbs");
        var subject = Of ?? await OfMediumAsync();
        if (
            subject is null
            || (await readings.ReadAsync([subject.Value])).GetValueOrDefault(subject.Value) is not { Place: { } place } reading
        )
        {
            output.SuppressOutput();
            return;
        }

        View.ViewData["At"] = place.OfAddress;
        Link(output.Content, place.OfAddress, place.Of);
        output.Content.AppendHtml(" / ");
        Link(output.Content, place.Address, reading.Name);
    }

    private Task<Guid?> OfMediumAsync() =>
        db.Set<AssetVersion>()
            .Where(v => v.MediaId == Medium)
            .OrderBy(v => v.CreatedAt)
            .Join(db.Set<History>(), v => v.HistoryId, h => h.Id, (v, h) => (Guid?)h.SubjectId)
            .FirstOrDefaultAsync();

    private static void Link(TagHelperContent to, string address, string text)
    {
        var link = new TagBuilder("a");
        link.Attributes["href"] = address;
        link.Attributes["dir"] = "auto";
        link.InnerHtml.Append(text);
        to.AppendHtml(link);
    }
}
