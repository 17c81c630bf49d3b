using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Library.Bulk;

public sealed class RestoreManyPage(ManyAssets many) : BulkPage(many)
{
    public async Task<IActionResult> OnPostAsync(List<Guid> ids) => Did(await Many.RestoreAsync(ids), "restored");
}
