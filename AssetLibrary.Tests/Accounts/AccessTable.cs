namespace AssetLibrary.Tests.Accounts;

/// <summary>
/// Who gets what at every address: nobody, a viewer who is a member, an editor who is not, an editor who is, an admin.
/// + lets through, s asks to sign in (302 or 401), f forbids (403), - knows of nothing (404).
/// </summary>
internal static class AccessTable
{
    private const string Everyone = "+++++",
        SignedIn = "s++++",
        Members = "s+-++",
        Editors = "sf+++",
        MemberEditors = "sf-++",
        Admins = "sfff+";

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
        ["POST /Account?handler=Name"] = SignedIn, // no name, which is said
        ["POST /Account?handler=Elsewhere"] = SignedIn,
        ["POST /Account?handler=Issue"] = SignedIn,
        ["POST /Account?handler=Revoke"] = "s----", // the token is somebody else's
        ["GET /Admin"] = Admins,
        ["POST /Admin?handler=Add"] = Admins,
        ["POST /Admin?handler=Role"] = Admins, // no role is named, which is said first
        ["POST /Admin?handler=Studio"] = Admins, // no name, which is said
        ["POST /Admin?handler=Password"] = "sfff-", // of a person who is not there
        ["POST /Admin?handler=EndSessions"] = "sfff-",
        ["POST /Admin?handler=Delete"] = "sfff-",
        ["POST /Admin?handler=Unlock"] = "sfff-", // of a person who is not there
        ["POST /Admin?handler=Deactivate"] = "sfff-",
        ["POST /Admin?handler=Activate"] = "sfff-",
        ["GET /Admin/Costs"] = Admins,
        ["GET /Admin/Costs?handler=Csv"] = Admins,
        ["POST /Admin/Costs?handler=Budget"] = Admins,
        ["POST /Admin/Costs?handler=Remove"] = "sfff-", // of a budget that is not named
        ["GET /Admin/Delivery"] = Admins,
        ["POST /Admin/Delivery?handler=Verify"] = Admins,
        ["POST /Admin/Delivery?handler=Save"] = Admins,
        ["POST /Admin/Delivery?handler=Clear"] = Admins,
        ["GET /Admin/Storage"] = Admins,
        ["POST /Admin/Storage?handler=Copy"] = Admins,
        ["POST /Admin/Storage?handler=Backfill"] = Admins,
        ["POST /Admin/Storage?handler=Test"] = Admins,
        ["POST /Admin/Storage?handler=Code"] = Admins,
        ["POST /Admin/Storage?handler=Pair"] = Admins,
        ["POST /Admin/Storage?handler=Forget"] = Admins,
        ["POST /Admin/Storage?handler=Remove"] = "sfff-", // nothing is named
        ["POST /Admin/Storage?handler=Keep"] = "sfff-", // nothing is named
        ["GET /Admin/Providers"] = Admins,
        ["POST /Admin/Providers?handler=Key"] = "sfff-", // of a provider that is not named
        ["POST /Admin/Providers?handler=Forget"] = "sfff-",
        ["POST /Admin/Providers?handler=Test"] = "sfff-",
        ["GET /Help"] = SignedIn,
        ["GET /Help/Keys"] = SignedIn,
        ["GET /healthz"] = Everyone,
        ["GET /readyz"] = Everyone,
        ["GET /live"] = SignedIn,
        ["GET /openapi/{documentName}.json"] = SignedIn,

        ["GET /Library"] = SignedIn,
        ["GET /Library/New"] = Editors,
        ["POST /Library/New"] = Editors,
        ["GET /Library/{id:guid}"] = SignedIn,
        ["POST /Library/{id:guid}"] = Editors,
        ["GET /Library/{id:guid}?handler=News"] = SignedIn,
        ["GET /Library/{id:guid}/Looks"] = SignedIn,
        ["POST /Library/{id:guid}/Looks"] = Editors,
        ["GET /Library/Styles/{id:guid}"] = SignedIn,
        ["POST /Library/Styles/{id:guid}"] = Editors,
        ["POST /Library/Styles/{id:guid}?handler=Again"] = "sf---", // no revision is named
        ["GET /Library/Looks/{lookId:guid}"] = SignedIn,
        ["GET /Library/Looks/{lookId:guid}?handler=News"] = SignedIn,
        ["POST /Library/Looks/{lookId:guid}"] = Editors,
        ["GET /Library/{id:guid}/Merge"] = SignedIn,
        ["POST /Library/{id:guid}/Merge"] = "sf---", // the other one is not named
        ["POST /Library/{id:guid}/Merge?handler=Undo"] = "sf---",
        ["GET /Library/Styles"] = SignedIn,
        ["POST /Library/Styles"] = "sf---", // no style is named
        ["GET /Library/{id:guid}/Trash"] = SignedIn,
        ["POST /Library/{id:guid}/Trash"] = Editors,
        ["GET /Library/{id:guid}/Restore"] = SignedIn,
        ["POST /Library/{id:guid}/Restore"] = "sf---", // it does not lie in the trash

        ["GET /Library/{id:guid}/Duplicate"] = SignedIn,
        ["POST /Library/{id:guid}/Duplicate"] = Editors,
        ["GET /Library/Bulk/Tag"] = SignedIn,
        ["POST /Library/Bulk/Tag"] = Editors,
        ["GET /Library/Bulk/Trash"] = SignedIn,
        ["POST /Library/Bulk/Trash"] = Editors,
        ["GET /Library/Bulk/Restore"] = SignedIn,
        ["POST /Library/Bulk/Restore"] = Editors,
        ["GET /Library/Bulk/Erase"] = Admins,
        ["POST /Library/Bulk/Erase"] = Admins,
        ["GET /Library/Tags"] = SignedIn,
        ["GET /Library/Tags?handler=Names"] = SignedIn,
        ["POST /Library/Tags"] = Editors,
        ["GET /Library/Tags/{id:guid}/Rename"] = SignedIn,
        ["POST /Library/Tags/{id:guid}/Rename"] = "sf---", // no such tag
        ["GET /Library/Tags/{id:guid}/Remove"] = SignedIn,
        ["POST /Library/Tags/{id:guid}/Remove"] = "sf---",

        ["GET /Projects"] = SignedIn,
        ["GET /Projects/New"] = Editors,
        ["POST /Projects/New"] = Editors,
        ["GET /Projects/{projectId:guid}"] = Members,
        ["GET /Projects/{projectId:guid}/Script"] = Members,
        ["POST /Projects/{projectId:guid}/Script"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Drafts/Diff"] = Members,
        ["GET /Projects/{projectId:guid}/Branches"] = Members,
        ["POST /Projects/{projectId:guid}/Branches"] = MemberEditors,
        ["POST /Projects/{projectId:guid}/Branches?handler=Rename"] = "sf---", // no branch is named
        ["POST /Projects/{projectId:guid}/Branches?handler=Remove"] = "sf---",
        ["GET /Projects/{projectId:guid}/Drafts/{number:int}"] = Members,
        ["POST /Projects/{projectId:guid}/Drafts/{number:int}?handler=Rename"] = "sf---", // there is no such draft
        ["POST /Projects/{projectId:guid}/Drafts/{number:int}?handler=Remove"] = "sf---",
        ["GET /Projects/{projectId:guid}/Delete"] = Admins,
        ["POST /Projects/{projectId:guid}/Delete"] = Admins, // no name is typed, which is said
        ["GET /Projects/{projectId:guid}/Changes"] = Members,
        ["GET /Projects/{projectId:guid}/Settings"] = Members,
        ["POST /Projects/{projectId:guid}/Settings?handler=Rename"] = MemberEditors,
        ["POST /Projects/{projectId:guid}/Settings?handler=Sizes"] = MemberEditors,
        ["POST /Projects/{projectId:guid}/Settings?handler=Role"] = "sf---", // a person who is not there
        ["POST /Projects/{projectId:guid}/Settings?handler=Archive"] = MemberEditors,
        ["POST /Projects/{projectId:guid}/Settings?handler=Review"] = MemberEditors,
        ["POST /Projects/{projectId:guid}/Settings?handler=Add"] = "sf---", // a person who is not there
        ["POST /Projects/{projectId:guid}/Settings?handler=Remove"] = "sf---",
        ["GET /Projects/{projectId:guid}/Stage5/{**rest}"] = SignedIn,
        ["POST /Projects/{projectId:guid}/Stage5/{**rest}"] = SignedIn,
        ["GET /Projects/{projectId:guid}/Inbox"] = Members,
        ["GET /Projects/{projectId:guid}/Inbox?handler=Candidate"] = Members,
        ["GET /Projects/{projectId:guid}/Inbox?handler=Lines"] = Members,
        ["GET /Projects/{projectId:guid}/Inbox?handler=Alike"] = Members,
        ["GET /Projects/{projectId:guid}/Inbox?handler=Others"] = Members,
        ["GET /Projects/{projectId:guid}/Inbox?handler=Count"] = Members,
        ["GET /Projects/{projectId:guid}/Inbox/Reopen"] = Members,
        ["POST /Projects/{projectId:guid}/Inbox/Reopen"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Assets"] = Members,
        ["GET /Projects/{projectId:guid}/Assets?handler=Cards"] = Members,
        ["GET /Projects/{projectId:guid}/Assets?handler=Stale"] = Members,
        ["GET /Projects/{projectId:guid}/Assets/New"] = MemberEditors,
        ["POST /Projects/{projectId:guid}/Assets/New"] = MemberEditors,
        ["POST /Projects/{projectId:guid}/Assets/{assetId:guid}?handler=Scenes"] = MemberEditors,
        ["POST /Projects/{projectId:guid}/Assets/{assetId:guid}?handler=Rename"] = MemberEditors, // no name, which is said
        ["POST /Projects/{projectId:guid}/Casting?handler=Cell"] = "sf---", // no asset is named
        ["GET /Projects/{projectId:guid}/Activity"] = Members,
        ["GET /Projects/{projectId:guid}/Activity?handler=Csv"] = Members,
        ["GET /Generate/Compose"] = "s----", // no subject is named
        ["POST /Generate/Compose"] = "sf---",
        ["POST /Generate/Compose?handler=Order"] = "sf---",
        ["POST /Generate/Compose?handler=Preset"] = "sf---",
        ["GET /Projects/{projectId:guid}/Casting"] = Members,
        ["GET /Projects/{projectId:guid}/Casting?handler=Csv"] = Members,
        ["GET /Projects/{projectId:guid}/Breakdown"] = Members,
        ["GET /Projects/{projectId:guid}/Breakdown?handler=Csv"] = Members,
        ["GET /Projects/{projectId:guid}/Inbox?handler=Run"] = Members,
        ["GET /Projects/{projectId:guid}/Inbox?handler=Inbox"] = Members,
        ["GET /Projects/{projectId:guid}/Assets?handler=Assets"] = Members,
        ["GET /Projects/{projectId:guid}/Inbox/Accept"] = Members,
        ["POST /Projects/{projectId:guid}/Inbox/Accept"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Inbox/Reject"] = Members,
        ["POST /Projects/{projectId:guid}/Inbox/Reject"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Inbox/Merge"] = Members,
        ["POST /Projects/{projectId:guid}/Inbox/Merge"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Inbox/Looks"] = Members,
        ["POST /Projects/{projectId:guid}/Inbox/Looks"] = MemberEditors, // nothing is selected, which is said
        ["GET /Projects/{projectId:guid}/Inbox/Rename"] = Members,
        ["POST /Projects/{projectId:guid}/Inbox/Rename"] = "sf---", // no candidate is named
        ["GET /Projects/{projectId:guid}/Inbox/Split"] = Members,
        ["POST /Projects/{projectId:guid}/Inbox/Split"] = "sf---", // no candidate is named
        ["GET /Projects/{projectId:guid}/Inbox/Edit"] = Members,
        ["POST /Projects/{projectId:guid}/Inbox/Edit"] = "sf---", // no candidate is named
        ["GET /Projects/{projectId:guid}/Inbox/Undo"] = Members,
        ["POST /Projects/{projectId:guid}/Inbox/Undo"] = "sf---",
        ["GET /Projects/{projectId:guid}/Inbox/Extract"] = Members,
        ["POST /Projects/{projectId:guid}/Inbox/Extract"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Inbox/Runs/{runId:guid}"] = Members,
        ["GET /Projects/{projectId:guid}/Style"] = Members,
        ["POST /Projects/{projectId:guid}/Style"] = MemberEditors,
        ["POST /Projects/{projectId:guid}/Style?handler=Again"] = "sf---", // a project without a style
        ["GET /Projects/{projectId:guid}/Assets/Tag"] = Members,
        ["POST /Projects/{projectId:guid}/Assets/Tag"] = MemberEditors, // nothing is selected, which is said
        ["GET /Projects/{projectId:guid}/Assets/Remove"] = Members,
        ["POST /Projects/{projectId:guid}/Assets/Remove"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Removed"] = Members,
        ["POST /Projects/{projectId:guid}/Removed"] = "sf---", // nothing that was removed is named
        ["GET /Projects/{projectId:guid}/Assets/GenerateMissing"] = Members,
        ["POST /Projects/{projectId:guid}/Assets/GenerateMissing"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Assets/{assetId:guid}"] = Members,
        ["GET /Projects/{projectId:guid}/Assets/{assetId:guid}?handler=News"] = Members,
        ["POST /Projects/{projectId:guid}/Assets/{assetId:guid}"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Assets/{assetId:guid}/Promote"] = Members,
        ["POST /Projects/{projectId:guid}/Assets/{assetId:guid}/Promote"] = MemberEditors,

        ["GET /Projects/{projectId:guid}/Assets/{assetId:guid}/Sync"] = Members,
        ["POST /Projects/{projectId:guid}/Assets/{assetId:guid}/Sync"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Assets/{assetId:guid}/Looks"] = Members,
        ["POST /Projects/{projectId:guid}/Assets/{assetId:guid}/Looks"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Assets/{assetId:guid}/Merge"] = Members,
        ["POST /Projects/{projectId:guid}/Assets/{assetId:guid}/Merge"] = "sf---", // the other one is not named
        ["GET /Projects/{projectId:guid}/Assets/{assetId:guid}/Undo"] = Members,
        ["POST /Projects/{projectId:guid}/Assets/{assetId:guid}/Undo"] = "sf---", // no decision is named
        ["GET /Projects/{projectId:guid}/Assets/{assetId:guid}/Metadata"] = Members,
        ["POST /Projects/{projectId:guid}/Assets/{assetId:guid}/Metadata"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Export"] = Members,
        ["GET /Projects/{projectId:guid}/Export?handler=Zip"] = Members,
        ["GET /Projects/{projectId:guid}/Sync"] = Members,
        ["POST /Projects/{projectId:guid}/Sync"] = MemberEditors,
        ["POST /Projects/{projectId:guid}/Sync?handler=Undo"] = "sf---",
        ["GET /Projects/{projectId:guid}/FromLibrary"] = Members,
        ["GET /Projects/{projectId:guid}/Match"] = "s----", // no library asset is named
        ["POST /Projects/{projectId:guid}/Match"] = "sf---",
        ["POST /Projects/{projectId:guid}/Match?handler=Preview"] = "sf---",
        ["GET /Projects/{projectId:guid}/Looks"] = Members,
        ["GET /Projects/{projectId:guid}/Looks/{lookId:guid}"] = Members,
        ["GET /Projects/{projectId:guid}/Looks/{lookId:guid}?handler=News"] = Members,
        ["POST /Projects/{projectId:guid}/Looks/{lookId:guid}"] = MemberEditors,

        ["GET /Versions/{subjectId:guid}/{key}"] = Members,
        ["GET /Versions/{subjectId:guid}/{key}/Compare"] = Members,
        ["GET /Versions/{subjectId:guid}/{key}/Review"] = SignedIn, // leads on to the history, which is guarded
        ["POST /Versions/{subjectId:guid}/{key}/Review"] = "sf---", // no version is named
        ["POST /Versions/{subjectId:guid}/{key}/Review?handler=Comment"] = "sf---",
        ["POST /Versions/{subjectId:guid}/{key}/Review?handler=Uncomment"] = "sf---",
        ["POST /Versions/{subjectId:guid}/{key}/Review?handler=Rate"] = "sf---",
        ["GET /Versions/{subjectId:guid}/{key}/Best"] = SignedIn, // leads on to the history, which is guarded
        ["POST /Versions/{subjectId:guid}/{key}/Best"] = "sf---", // no version is named
        ["GET /Versions/{subjectId:guid}/{key}/Upload"] = SignedIn,
        ["POST /Versions/{subjectId:guid}/{key}/Upload"] = MemberEditors,
        ["GET /Generate"] = SignedIn,
        ["POST /Generate"] = "sf---", // no subject is named
        ["GET /Generate/Several"] = SignedIn,
        ["POST /Generate/Several"] = Editors,
        ["GET /Generate/Status"] = SignedIn,
        ["GET /Generate/Named"] = SignedIn,
        ["POST /Generate/Named"] = Editors,
        ["GET /Generate/Choice"] = SignedIn,
        ["GET /Generate/Clip"] = "s----", // no subject is named
        ["POST /Generate/Clip"] = "sf---",
        ["GET /Gallery"] = SignedIn,
        ["POST /Gallery"] = Editors,
        ["POST /Gallery?handler=Both"] = "sf---", // no file is named
        ["GET /Gallery/{id:guid}"] = Members,
        ["GET /Gallery/{id:guid}/Erase"] = Admins,
        ["POST /Gallery/{id:guid}/Erase"] = Admins, // not sure, which is said
        ["GET /Gallery/{id:guid}?handler=Similar"] = Members,
        ["GET /Gallery/{id:guid}?handler=Pages"] = "s----", // the pages of a picture
        ["POST /Gallery/{id:guid}"] = "sf-++", // no title, which is said
        ["POST /Gallery/{id:guid}?handler=Fetch"] = MemberEditors,
        ["GET /Projects/{projectId:guid}/Scenes"] = Members,
        ["GET /Projects/{projectId:guid}/Scenes/Missing"] = Members,
        ["POST /Projects/{projectId:guid}/Scenes/Missing"] = MemberEditors, // nothing is missing, which is said
        ["GET /Projects/{projectId:guid}/Scenes/{sceneId:guid}/Frame"] = "s----", // no such scene
        ["POST /Projects/{projectId:guid}/Scenes/{sceneId:guid}/Frame"] = "sf---",
        ["GET /Projects/{projectId:guid}/Spreadsheet"] = Members,
        ["GET /Projects/{projectId:guid}/Spreadsheet?handler=Csv"] = Members,
        ["POST /Projects/{projectId:guid}/Spreadsheet"] = MemberEditors, // no file, which is said
        ["POST /Projects/{projectId:guid}/Spreadsheet?handler=Apply"] = MemberEditors,
        ["GET /Offline"] = SignedIn,
        ["GET /Projects/{id:guid}/Offline"] = Members,
        ["POST /Gallery/Offline"] = SignedIn, // none are chosen, which is said
        ["GET /Gallery?handler=Filters"] = SignedIn,
        ["GET /Gallery?handler=Moves"] = SignedIn,
        ["GET /Gallery?handler=Newest"] = SignedIn,
        ["GET /Chat"] = SignedIn,
        ["POST /Chat"] = Editors, // nothing is said, which is told
        ["GET /Chat/{id:guid}"] = Members,
        ["POST /Chat/{id:guid}"] = MemberEditors,
        ["POST /Chat/{id:guid}?handler=Rename"] = MemberEditors,
        ["POST /Chat/{id:guid}?handler=Delete"] = "sf-++",
        ["GET /Visualize/{session:guid?}"] = SignedIn,
        ["POST /Visualize/{session:guid?}"] = Editors,
        ["GET /Gallery/Trash"] = SignedIn,
        ["GET /Gallery/Selected"] = SignedIn,
        ["POST /Gallery/Selected?handler=Tag"] = Editors, // none are selected, which is said
        ["POST /Gallery/Selected?handler=Rate"] = Editors,
        ["POST /Gallery/Selected?handler=Move"] = Editors,
        ["POST /Gallery/Selected?handler=Trash"] = Editors,
        ["POST /Gallery/Selected?handler=Restore"] = Editors,
        ["POST /Gallery/Selected?handler=Export"] = Editors,
        ["POST /Gallery/Selected?handler=Erase"] = Admins,
        ["GET /Gallery/Link"] = SignedIn,
        ["GET /Gallery/Link?handler=Targets"] = SignedIn,
        ["POST /Gallery/Link"] = Editors,
        ["GET /Jobs"] = SignedIn,
        ["GET /Jobs/{id:guid}/Answer"] = "sf---", // of a job without an order
        ["GET /Jobs/{id:guid}/Answer/Take"] = Editors,
        ["POST /Jobs/{id:guid}/Answer/Take"] = "sf---",
        ["GET /Jobs/{id:guid}/Answer/Upload"] = Editors,
        ["POST /Jobs/{id:guid}/Answer/Upload"] = "sf---",
        ["GET /Jobs/{id:guid}/Cancel"] = SignedIn,
        ["POST /Jobs/{id:guid}/Cancel"] = MemberEditors,
        ["GET /Jobs/{id:guid}/Retry"] = SignedIn,
        ["POST /Jobs/{id:guid}/Retry"] = MemberEditors,
        ["GET /Jobs/Batches/{id:guid}/Cancel"] = Members,
        ["POST /Jobs/Batches/{id:guid}/Cancel"] = MemberEditors,
        ["GET /Jobs/{id:guid}/Pause"] = SignedIn,
        ["POST /Jobs/{id:guid}/Pause"] = MemberEditors,
        ["GET /Jobs/{id:guid}/Resume"] = SignedIn,
        ["POST /Jobs/{id:guid}/Resume"] = MemberEditors,
        ["GET /Jobs/{id:guid}/Another"] = SignedIn,
        ["POST /Jobs/{id:guid}/Another"] = MemberEditors,
        ["GET /Jobs/{id:guid}/Approve"] = Admins,
        ["POST /Jobs/{id:guid}/Approve"] = Admins,
        ["GET /Jobs/Batches/{id:guid}/Pause"] = SignedIn,
        ["POST /Jobs/Batches/{id:guid}/Pause"] = MemberEditors,
        ["GET /Jobs/Batches/{id:guid}/Resume"] = SignedIn,
        ["POST /Jobs/Batches/{id:guid}/Resume"] = MemberEditors,
        ["GET /Jobs/Batches/{id:guid}/Retry"] = SignedIn,
        ["POST /Jobs/Batches/{id:guid}/Retry"] = MemberEditors,
        ["GET /Generate/Sent/{mediaId:guid}"] = Members,

        ["GET /lent/{id:guid}/{permit}/{name}"] = "-----", // its address holds the permission, and this one has none
        ["HEAD /lent/{id:guid}/{permit}/{name}"] = "-----",
        ["POST /hooks/replicate"] = "sssss", // a signature of Replicate's lets in, nothing else
        ["GET /media/{id:guid}"] = Members,
        ["HEAD /media/{id:guid}"] = Members,
        ["GET /media/{id:guid}/original"] = Members,
        ["HEAD /media/{id:guid}/original"] = Members,
        ["GET /media/{id:guid}/page/{number:int}"] = "s----", // the page of a picture
        ["HEAD /media/{id:guid}/page/{number:int}"] = "s----",
        ["GET /media/{id:guid}/export"] = Members,
        ["GET /media/{id:guid}/thumb/{size:int}"] = Members,
        ["HEAD /media/{id:guid}/thumb/{size:int}"] = Members,
        ["GET /blobs/{sha256}"] = Members,
        ["HEAD /blobs/{sha256}"] = Members,

        ["GET /api/v1/styles"] = SignedIn,
        ["POST /api/v1/styles"] = Editors,
        ["GET /api/v1/styles/{id:guid}"] = SignedIn,
        ["PATCH /api/v1/styles/{id:guid}"] = Editors,
        ["GET /api/v1/library"] = SignedIn,
        ["POST /api/v1/library"] = Editors,
        ["GET /api/v1/library/{id:guid}"] = SignedIn,
        ["PATCH /api/v1/library/{id:guid}"] = Editors,
        ["DELETE /api/v1/library/{id:guid}"] = Editors,
        ["POST /api/v1/library/{id:guid}/restore"] = Editors,
        ["POST /api/v1/library/{id:guid}/duplicate"] = Editors,
        ["POST /api/v1/library/bulk/tag"] = Editors,
        ["POST /api/v1/library/bulk/untag"] = Editors,
        ["POST /api/v1/library/bulk/trash"] = Editors,
        ["POST /api/v1/library/bulk/restore"] = Editors,
        ["POST /api/v1/library/bulk/erase"] = Admins,
        ["GET /api/v1/tags"] = SignedIn,
        ["POST /api/v1/tags"] = Editors,
        ["PATCH /api/v1/tags/{id:guid}"] = "sf---", // no such tag
        ["DELETE /api/v1/tags/{id:guid}"] = "sf---",
        ["GET /api/v1/projects"] = SignedIn,
        ["POST /api/v1/projects"] = Editors,
        ["GET /api/v1/projects/{id:guid}/branches"] = Members,
        ["POST /api/v1/projects/{id:guid}/branches"] = MemberEditors,
        ["PUT /api/v1/projects/{id:guid}/style"] = MemberEditors,
        ["PUT /api/v1/projects/{id:guid}/sizes"] = MemberEditors,
        ["GET /api/v1/projects/{id:guid}/drafts"] = Members,
        ["POST /api/v1/projects/{id:guid}/drafts"] = MemberEditors,
        ["PATCH /api/v1/projects/{id:guid}/drafts/{number:int}"] = "sf---", // there is no such draft
        ["DELETE /api/v1/projects/{id:guid}/drafts/{number:int}"] = "sf---",
        ["DELETE /api/v1/projects/{id:guid}/branches/{branch:guid}"] = "sf---", // there is no such branch
        ["DELETE /api/v1/projects/{id:guid}"] = Admins, // no name, which is said
        ["GET /api/v1/projects/{id:guid}/scenes"] = Members,
        ["GET /api/v1/projects/{id:guid}/changes"] = Members,
        ["GET /api/v1/projects/{id:guid}/assets"] = Members,
        ["POST /api/v1/projects/{id:guid}/assets"] = MemberEditors, // no type, which is said
        ["GET /api/v1/project-assets/{id:guid}"] = Members,
        ["PATCH /api/v1/project-assets/{id:guid}"] = MemberEditors,
        ["DELETE /api/v1/project-assets/{id:guid}"] = MemberEditors,
        ["POST /api/v1/project-assets/{id:guid}/restore"] = "sf---", // it is not removed
        ["POST /api/v1/projects/{id:guid}/extractions"] = MemberEditors,
        ["GET /api/v1/projects/{id:guid}/candidates"] = Members,
        ["PATCH /api/v1/candidates/{id:guid}"] = MemberEditors,
        ["POST /api/v1/projects/{id:guid}/candidates/accept"] = MemberEditors,
        ["POST /api/v1/projects/{id:guid}/candidates/reject"] = MemberEditors,
        ["POST /api/v1/projects/{id:guid}/candidates/merge"] = MemberEditors,
        ["POST /api/v1/projects/{id:guid}/candidates/looks"] = MemberEditors,
        ["POST /api/v1/projects/{id:guid}/candidates/split"] = MemberEditors,
        ["POST /api/v1/decisions/{id:guid}/undo"] = MemberEditors,
        ["POST /api/v1/project-assets/{id:guid}/promote"] = MemberEditors,
        ["POST /api/v1/projects/{id:guid}/assets/clone"] = "sf---", // no library asset is named
        ["POST /api/v1/projects/{id:guid}/assets/clone/preview"] = "s----",
        ["GET /api/v1/projects/{id:guid}/assets/sync-status"] = Members,
        ["POST /api/v1/projects/{id:guid}/assets/sync"] = MemberEditors,
        ["POST /api/v1/project-assets/{id:guid}/sync/preview"] = Members,
        ["POST /api/v1/project-assets/{id:guid}/sync"] = MemberEditors,
        ["POST /api/v1/project-assets/{id:guid}/merge"] = "sf---", // the other one is not named
        ["POST /api/v1/project-assets/{id:guid}/looks"] = MemberEditors,
        ["PATCH /api/v1/looks/{id:guid}"] = MemberEditors,
        ["DELETE /api/v1/looks/{id:guid}"] = MemberEditors,
        ["POST /api/v1/library/{id:guid}/merge"] = "sf---",
        ["GET /api/v1/library/{id:guid}/looks"] = SignedIn,
        ["POST /api/v1/library/{id:guid}/looks"] = Editors,
        ["PATCH /api/v1/library-looks/{id:guid}"] = Editors,
        ["DELETE /api/v1/library-looks/{id:guid}"] = Editors,
        ["POST /api/v1/generations"] = Editors,
        ["POST /api/v1/generations/estimate"] = SignedIn,
        ["GET /api/v1/generations/to-look-at"] = SignedIn,
        ["GET /api/v1/jobs/{id:guid}/answer"] = "sf---", // of a job without an order
        ["GET /api/v1/jobs/{id:guid}/answer/file"] = "sf---",
        ["POST /api/v1/jobs/{id:guid}/answer/take"] = Editors, // an empty path is refused first
        ["POST /api/v1/jobs/{id:guid}/answer/picture"] = Editors, // the body is no form, which is said first
        ["GET /api/v1/jobs"] = SignedIn,
        ["GET /api/v1/jobs/{id:guid}"] = Members,
        ["POST /api/v1/jobs/{id:guid}/cancel"] = MemberEditors,
        ["POST /api/v1/jobs/{id:guid}/retry"] = MemberEditors,
        ["POST /api/v1/jobs/{id:guid}/pause"] = MemberEditors,
        ["POST /api/v1/jobs/{id:guid}/resume"] = MemberEditors,
        ["POST /api/v1/jobs/{id:guid}/approve"] = Admins,
        ["GET /api/v1/admin/costs"] = Admins,
        ["GET /api/v1/admin/budgets"] = Admins,
        ["PUT /api/v1/admin/budgets"] = Admins,
        ["DELETE /api/v1/admin/budgets/{id:guid}"] = "sfff-", // no such budget
        ["GET /api/v1/subjects/{type}/{id:guid}/versions/{key}"] = Members,
        ["POST /api/v1/subjects/{type}/{id:guid}/versions/{key}"] = MemberEditors,
        ["PUT /api/v1/subjects/{type}/{id:guid}/versions/{key}/best"] = "sf---", // number 0
        ["PATCH /api/v1/subjects/{type}/{id:guid}/versions/{key}/{number:int}"] = "sf---",
        ["GET /api/v1/media"] = SignedIn,
        ["POST /api/v1/media"] = Editors,
        ["POST /api/v1/media/export"] = SignedIn,
        ["GET /api/v1/media/{id:guid}"] = Members,
        ["PATCH /api/v1/media/{id:guid}"] = MemberEditors,
        ["DELETE /api/v1/media/{id:guid}"] = "sf-+-", // gone already
        ["POST /api/v1/media/{id:guid}/restore"] = "sf-+-", // back already
        ["POST /api/v1/media/{id:guid}/refresh"] = Members,
        ["POST /api/v1/media/verify-repair"] = Admins,
        ["GET /api/v1/devices"] = SignedIn,
        ["POST /api/v1/devices"] = Admins,
        ["POST /api/v1/devices/code"] = Admins,
        ["PUT /api/v1/devices/{id:guid}/kept"] = SignedIn,
        ["DELETE /api/v1/devices/{id:guid}"] = "sfff-", // nothing is named
        ["GET /api/v1/blobs/{sha256}/presence"] = Members,
        ["GET /api/v1/admin/storage"] = Admins,
        ["GET /api/v1/admin/blobs"] = Admins,
        ["PATCH /api/v1/admin/blobs/{sha256}"] = Admins,
        ["DELETE /api/v1/admin/blobs/{sha256}"] = Admins,
        ["GET /api/v1/admin/orphans"] = Admins,
        ["GET /api/v1/admin/missing"] = Admins,
        ["POST /api/v1/admin/backfill"] = Admins,
        ["POST /api/v1/blobs/announce"] = "sssss", // only to servers that are paired
        ["POST /peers/pair"] = "fffff", // the code is the permission
        ["GET /peers/blobs/{sha256}"] = "sssss",
        ["HEAD /peers/blobs/{sha256}"] = "sssss",
        ["GET /peers/blobs/{sha256}/parts"] = "sssss",
        ["GET /api/v1/conversations"] = SignedIn,
        ["POST /api/v1/conversations"] = Editors,
        ["GET /api/v1/conversations/{id:guid}"] = Members,
        ["POST /api/v1/conversations/{id:guid}/messages"] = MemberEditors, // nothing is said, which is told
        ["OPTIONS /api/upload/tus"] = SignedIn,
        ["POST /api/upload/tus"] = Editors, // without a version of the protocol
        ["HEAD /api/upload/tus/{id:guid}"] = Editors,
        ["PATCH /api/upload/tus/{id:guid}"] = Editors,
        ["DELETE /api/upload/tus/{id:guid}"] = Editors,
        ["POST /api/upload/sign"] = Editors, // nothing is named, which is said
        ["POST /api/upload/sign-read"] = SignedIn,
        ["POST /api/upload/ingest"] = Editors,
        ["PUT /upload/{permit}"] = "fffff", // the address is the permission
        ["GET /read/{permit}"] = "fffff",
        ["HEAD /read/{permit}"] = "fffff",
        ["POST /api/v1/versions/batch"] = Editors, // nothing is listed, which is said
        ["POST /api/v1/versions/query"] = SignedIn,
        ["GET /api/v1/projects/{id:guid}/best"] = Members,
    };
}
