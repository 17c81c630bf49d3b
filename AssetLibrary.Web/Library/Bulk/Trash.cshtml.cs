using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Library.Bulk;

public sealed class TrashManyPage(ManyAssets many) : BulkPage(many)
{
    public async Task<IActionResult> OnPostAsync(List<Guid> ids) => Did(await Many.TrashAsync(ids), "moved to trash");
}
