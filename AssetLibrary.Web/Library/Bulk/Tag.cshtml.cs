using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Library.Bulk;

public sealed class TagManyPage(ManyAssets many) : BulkPage(many)
{
    public async Task<IActionResult> OnPostAsync(List<Guid> ids, string? tags, bool remove) =>
        Did(await Many.TagAsync(ids, TypedText.SplitAliases(tags), remove), remove ? "untagged" : "tagged");
}
