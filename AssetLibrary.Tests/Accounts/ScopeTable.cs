using AssetLibrary.Web.Accounts;

namespace AssetLibrary.Tests.Accounts;

/// <summary>
/// Which scopes a token needs at each address of the API, beside what its person may do. What costs money needs generate, here or,
/// where only a part of what can be asked does, in <see cref="SpendingTests"/>.
/// </summary>
internal static class ScopeTable
{
    private static readonly string[] Read = [],
        Edit = [Policies.Edit],
        Generate = [Policies.Generate],
        EditAndGenerate = [Policies.Edit, Policies.Generate],
        Admin = [Policies.Admin];

    public static readonly IReadOnlyDictionary<string, string[]> Rows = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["GET /api/v1/styles"] = Read,
        ["POST /api/v1/styles"] = Edit,
        ["GET /api/v1/styles/{id:guid}"] = Read,
        ["PATCH /api/v1/styles/{id:guid}"] = Edit,
        ["GET /api/v1/library"] = Read,
        ["POST /api/v1/library"] = Edit,
        ["GET /api/v1/library/{id:guid}"] = Read,
        ["PATCH /api/v1/library/{id:guid}"] = Edit,
        ["DELETE /api/v1/library/{id:guid}"] = Edit,
        ["POST /api/v1/library/{id:guid}/restore"] = Edit,
        ["POST /api/v1/library/{id:guid}/duplicate"] = Edit,
        ["POST /api/v1/library/bulk/tag"] = Edit,
        ["POST /api/v1/library/bulk/untag"] = Edit,
        ["POST /api/v1/library/bulk/trash"] = Edit,
        ["POST /api/v1/library/bulk/restore"] = Edit,
        ["POST /api/v1/library/bulk/erase"] = Admin,
        ["GET /api/v1/tags"] = Read,
        ["POST /api/v1/tags"] = Edit,
        ["PATCH /api/v1/tags/{id:guid}"] = Edit,
        ["DELETE /api/v1/tags/{id:guid}"] = Edit,
        ["GET /api/v1/projects"] = Read,
        ["POST /api/v1/projects"] = Edit,
        ["GET /api/v1/projects/{id:guid}/branches"] = Read,
        ["POST /api/v1/projects/{id:guid}/branches"] = Edit,
        ["PUT /api/v1/projects/{id:guid}/style"] = Edit,
        ["PUT /api/v1/projects/{id:guid}/sizes"] = Edit,
        ["GET /api/v1/projects/{id:guid}/drafts"] = Read,
        ["POST /api/v1/projects/{id:guid}/drafts"] = Edit,
        ["GET /api/v1/projects/{id:guid}/scenes"] = Read,
        ["GET /api/v1/projects/{id:guid}/changes"] = Read,
        ["GET /api/v1/projects/{id:guid}/assets"] = Read,
        ["GET /api/v1/project-assets/{id:guid}"] = Read,
        ["PATCH /api/v1/project-assets/{id:guid}"] = Edit,
        ["POST /api/v1/projects/{id:guid}/extractions"] = Edit, // by a model: and generate
        ["GET /api/v1/projects/{id:guid}/candidates"] = Read,
        ["PATCH /api/v1/candidates/{id:guid}"] = Edit,
        ["POST /api/v1/projects/{id:guid}/candidates/accept"] = Edit,
        ["POST /api/v1/projects/{id:guid}/candidates/reject"] = Edit,
        ["POST /api/v1/projects/{id:guid}/candidates/merge"] = Edit,
        ["POST /api/v1/projects/{id:guid}/candidates/split"] = Edit,
        ["POST /api/v1/decisions/{id:guid}/undo"] = Edit,
        ["POST /api/v1/project-assets/{id:guid}/promote"] = Edit,
        ["POST /api/v1/projects/{id:guid}/assets/clone"] = Edit, // with a new picture: and generate; without it, the built-in merge
        ["POST /api/v1/projects/{id:guid}/assets/clone/preview"] = Read, // without generate, the built-in merge
        ["GET /api/v1/projects/{id:guid}/assets/sync-status"] = Read,
        ["POST /api/v1/projects/{id:guid}/assets/sync"] = Edit,
        ["POST /api/v1/project-assets/{id:guid}/sync/preview"] = Read,
        ["POST /api/v1/project-assets/{id:guid}/sync"] = Edit,
        ["POST /api/v1/project-assets/{id:guid}/merge"] = Edit,
        ["POST /api/v1/project-assets/{id:guid}/looks"] = Edit,
        ["PATCH /api/v1/looks/{id:guid}"] = Edit,
        ["DELETE /api/v1/looks/{id:guid}"] = Edit,
        ["POST /api/v1/library/{id:guid}/merge"] = Edit,
        ["GET /api/v1/library/{id:guid}/looks"] = Read,
        ["POST /api/v1/library/{id:guid}/looks"] = Edit,
        ["PATCH /api/v1/library-looks/{id:guid}"] = Edit,
        ["DELETE /api/v1/library-looks/{id:guid}"] = Edit,
        ["POST /api/v1/generations"] = Generate,
        ["POST /api/v1/generations/estimate"] = Read,
        ["GET /api/v1/generations/to-look-at"] = Read,
        ["GET /api/v1/jobs/{id:guid}/answer"] = Edit,
        ["GET /api/v1/jobs/{id:guid}/answer/file"] = Edit,
        ["POST /api/v1/jobs/{id:guid}/answer/take"] = EditAndGenerate,
        ["POST /api/v1/jobs/{id:guid}/answer/picture"] = EditAndGenerate,
        ["GET /api/v1/jobs"] = Read,
        ["GET /api/v1/jobs/{id:guid}"] = Read,
        ["POST /api/v1/jobs/{id:guid}/cancel"] = Edit,
        ["POST /api/v1/jobs/{id:guid}/retry"] = Edit, // of a picture or an extraction: and generate
        ["POST /api/v1/jobs/{id:guid}/pause"] = Edit,
        ["POST /api/v1/jobs/{id:guid}/resume"] = Edit, // likewise
        ["POST /api/v1/jobs/{id:guid}/approve"] = Admin,
        ["GET /api/v1/admin/costs"] = Admin,
        ["GET /api/v1/admin/budgets"] = Admin,
        ["PUT /api/v1/admin/budgets"] = Admin,
        ["DELETE /api/v1/admin/budgets/{id:guid}"] = Admin,
        ["GET /api/v1/subjects/{type}/{id:guid}/versions/{key}"] = Read,
        ["POST /api/v1/subjects/{type}/{id:guid}/versions/{key}"] = Edit,
        ["PUT /api/v1/subjects/{type}/{id:guid}/versions/{key}/best"] = Edit,
        ["PATCH /api/v1/subjects/{type}/{id:guid}/versions/{key}/{number:int}"] = Edit,
        ["GET /api/v1/media"] = Read,
        ["POST /api/v1/media"] = Edit,
        ["POST /api/v1/media/export"] = Read,
        ["GET /api/v1/media/{id:guid}"] = Read,
    };
}
