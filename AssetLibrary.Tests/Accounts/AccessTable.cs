namespace AssetLibrary.Tests.Accounts;

/// <summary>
/// Who gets what at every address: nobody, a viewer who is a member, an editor who is not, an editor who is, an admin.
/// + lets through, s asks to sign in (302 or 401), f forbids (403), - knows of nothing (404).
/// </summary>
internal static class AccessTable
{
    private const string Everyone = "+++++", SignedIn = "s++++", Members = "s+-++", Editors = "sf+++", MemberEditors = "sf-++", Admins = "sfff+";

    public static readonly IReadOnlyDictionary<string, string> Rows = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["GET /"] = SignedIn,
        ["GET /Setup"] = Everyone,
        ["POST /Setup"] = Everyone,
        ["GET /SignIn"] = Everyone,
        ["POST /SignIn"] = Everyone,
        ["GET /SignOut"] = SignedIn,
        ["POST /SignOut"] = SignedIn,
        ["GET /Account"] = SignedIn,
        ["POST /Account?handler=Password"] = SignedIn,
        ["POST /Account?handler=Issue"] = SignedIn,
        ["POST /Account?handler=Revoke"] = "s----",                 // the token is somebody else's
        ["GET /Admin"] = Admins,
        ["POST /Admin?handler=Add"] = Admins,
        ["POST /Admin?handler=Role"] = "sfff-",                     // of a person who is not there
        ["GET /Help"] = SignedIn,
        ["GET /healthz"] = Everyone,
        ["GET /readyz"] = Everyone,
        ["GET /live"] = SignedIn,
        ["GET /openapi/{documentName}.json"] = SignedIn,

        ["GET /Library"] = SignedIn,
        ["GET /Library/New"] = Editors,
        ["POST /Library/New"] = Editors,
        ["GET /Library/{id:guid}"] = SignedIn,
        ["POST /Library/{id:guid}"] = Editors,
        ["GET /Library/{id:guid}/Trash"] = SignedIn,
        ["POST /Library/{id:guid}/Trash"] = Editors,
        ["GET /Library/{id:guid}/Restore"] = SignedIn,
        ["POST /Library/{id:guid}/Restore"] = "sf---",              // it does not lie in the trash

        ["GET /Projects"] = SignedIn,
        ["GET /Projects/New"] = Editors,
        ["POST /Projects/New"] = Editors,
        ["GET /Projects/{projectId:guid}"] = Members,
        ["GET /Projects/{projectId:guid}/Script"] = Members,
        ["POST /Projects/{projectId:guid}/Script"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Settings"] = Members,
        ["POST /Projects/{projectId:guid}/Settings?handler=Rename"] = MemberEditors,
        ["POST /Projects/{projectId:guid}/Settings?handler=Add"] = "sf---",         // a person who is not there
        ["POST /Projects/{projectId:guid}/Settings?handler=Remove"] = "sf---",
        ["GET /Projects/{projectId:guid}/Stage5"] = Members,
        ["GET /Projects/{projectId:guid}/Stage5?handler=Run"] = Members,
        ["GET /Projects/{projectId:guid}/Stage5?handler=Inbox"] = Members,
        ["GET /Projects/{projectId:guid}/Stage5?handler=Assets"] = Members,
        ["GET /Projects/{projectId:guid}/Stage5/Accept"] = Members,
        ["POST /Projects/{projectId:guid}/Stage5/Accept"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Stage5/Reject"] = Members,
        ["POST /Projects/{projectId:guid}/Stage5/Reject"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Stage5/Edit"] = Members,
        ["POST /Projects/{projectId:guid}/Stage5/Edit"] = "sf---",                  // no candidate is named
        ["GET /Projects/{projectId:guid}/Stage5/Undo"] = Members,
        ["POST /Projects/{projectId:guid}/Stage5/Undo"] = "sf---",
        ["GET /Projects/{projectId:guid}/Stage5/Extract"] = Members,
        ["POST /Projects/{projectId:guid}/Stage5/Extract"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Stage5/Runs/{runId:guid}"] = Members,
        ["GET /Projects/{projectId:guid}/Stage5/Style"] = Members,
        ["POST /Projects/{projectId:guid}/Stage5/Style"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Stage5/GenerateMissing"] = Members,
        ["POST /Projects/{projectId:guid}/Stage5/GenerateMissing"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Assets/{assetId:guid}"] = Members,
        ["GET /Projects/{projectId:guid}/Assets/{assetId:guid}?handler=News"] = Members,
        ["POST /Projects/{projectId:guid}/Assets/{assetId:guid}"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Assets/{assetId:guid}/Promote"] = Members,
        ["POST /Projects/{projectId:guid}/Assets/{assetId:guid}/Promote"] = MemberEditors,

        ["GET /Versions/{subjectId:guid}/{key}"] = Members,
        ["GET /Versions/{subjectId:guid}/{key}/Best"] = SignedIn,                   // leads on to the history, which is guarded
        ["POST /Versions/{subjectId:guid}/{key}/Best"] = "sf---",                   // no version is named
        ["GET /Versions/{subjectId:guid}/{key}/Upload"] = SignedIn,
        ["POST /Versions/{subjectId:guid}/{key}/Upload"] = MemberEditors,
        ["GET /Generate"] = SignedIn,
        ["POST /Generate"] = "sf---",                                               // no subject is named
        ["GET /Generate/Status"] = SignedIn,
        ["GET /Gallery"] = SignedIn,
        ["POST /Gallery"] = Editors,
        ["GET /Gallery/{id:guid}"] = Members,
        ["GET /Jobs"] = SignedIn,
        ["GET /Jobs/{id:guid}/Cancel"] = SignedIn,
        ["POST /Jobs/{id:guid}/Cancel"] = MemberEditors,
        ["GET /Jobs/{id:guid}/Retry"] = SignedIn,
        ["POST /Jobs/{id:guid}/Retry"] = MemberEditors,
        ["GET /Jobs/Batches/{id:guid}/Cancel"] = SignedIn,
        ["POST /Jobs/Batches/{id:guid}/Cancel"] = MemberEditors,

        ["GET /media/{id:guid}"] = Members,
        ["HEAD /media/{id:guid}"] = Members,
        ["GET /media/{id:guid}/thumb/{size:int}"] = Members,
        ["HEAD /media/{id:guid}/thumb/{size:int}"] = Members,
        ["GET /blobs/{sha256}"] = Members,
        ["HEAD /blobs/{sha256}"] = Members,

        ["GET /api/v1/styles"] = SignedIn,
        ["POST /api/v1/styles"] = Editors,
        ["GET /api/v1/library"] = SignedIn,
        ["POST /api/v1/library"] = Editors,
        ["GET /api/v1/library/{id:guid}"] = SignedIn,
        ["PATCH /api/v1/library/{id:guid}"] = Editors,
        ["DELETE /api/v1/library/{id:guid}"] = Editors,
        ["POST /api/v1/library/{id:guid}/restore"] = Editors,
        ["GET /api/v1/projects"] = SignedIn,
        ["POST /api/v1/projects"] = Editors,
        ["GET /api/v1/projects/{id:guid}/branches"] = Members,
        ["PUT /api/v1/projects/{id:guid}/style"] = MemberEditors,
        ["GET /api/v1/projects/{id:guid}/drafts"] = Members,
        ["POST /api/v1/projects/{id:guid}/drafts"] = MemberEditors,
        ["GET /api/v1/projects/{id:guid}/scenes"] = Members,
        ["GET /api/v1/projects/{id:guid}/assets"] = Members,
        ["GET /api/v1/project-assets/{id:guid}"] = Members,
        ["PATCH /api/v1/project-assets/{id:guid}"] = MemberEditors,
        ["POST /api/v1/projects/{id:guid}/extractions"] = MemberEditors,
        ["GET /api/v1/projects/{id:guid}/candidates"] = Members,
        ["PATCH /api/v1/candidates/{id:guid}"] = MemberEditors,
        ["POST /api/v1/projects/{id:guid}/candidates/accept"] = MemberEditors,
        ["POST /api/v1/projects/{id:guid}/candidates/reject"] = MemberEditors,
        ["POST /api/v1/decisions/{id:guid}/undo"] = MemberEditors,
        ["POST /api/v1/project-assets/{id:guid}/promote"] = MemberEditors,
        ["POST /api/v1/generations"] = Editors,
        ["POST /api/v1/generations/estimate"] = SignedIn,
        ["GET /api/v1/jobs"] = SignedIn,
        ["GET /api/v1/jobs/{id:guid}"] = Members,
        ["POST /api/v1/jobs/{id:guid}/cancel"] = MemberEditors,
        ["POST /api/v1/jobs/{id:guid}/retry"] = MemberEditors,
        ["GET /api/v1/subjects/{type}/{id:guid}/versions/{key}"] = Members,
        ["POST /api/v1/subjects/{type}/{id:guid}/versions/{key}"] = MemberEditors,
        ["PUT /api/v1/subjects/{type}/{id:guid}/versions/{key}/best"] = "sf---",    // number 0
        ["PATCH /api/v1/subjects/{type}/{id:guid}/versions/{key}/{number:int}"] = "sf---",
        ["GET /api/v1/media"] = SignedIn,
        ["POST /api/v1/media"] = Editors,
        ["GET /api/v1/media/{id:guid}"] = Members,
    };
}
