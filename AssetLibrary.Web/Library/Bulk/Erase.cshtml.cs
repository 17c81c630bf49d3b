using AssetLibrary.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Library.Bulk;

/// <summary>Out of the trash for good, now: for admins.</summary>
[Authorize(Policy = Policies.Admin)]
public sealed class EraseManyPage(ManyAssets many) : BulkPage(many)
{
    public async Task<IActionResult> OnPostAsync(List<Guid> ids) => Did(await Many.EraseAsync(ids), "permanently deleted");
}
