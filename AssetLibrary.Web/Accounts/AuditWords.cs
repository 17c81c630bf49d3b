namespace AssetLibrary.Web.Accounts;

/// <summary>What an audit entry's verb means to a person; what it was about follows it.</summary>
internal static class AuditWords
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["asset.created"] = "created",
        ["asset.edited"] = "edited",
        ["asset.matched"] = "linked to the library",
        ["asset.merged"] = "merged",
        ["asset.metadata"] = "changed the metadata of",
        ["asset.promoted"] = "added to the library",
        ["asset.removed"] = "removed",
        ["asset.restored"] = "restored",
        ["asset.tagged"] = "tagged",
        ["asset.untagged"] = "untagged",
        ["asset.scenes"] = "changed the scenes of",
        ["branch.made"] = "created branch",
        ["branch.renamed"] = "renamed branch",
        ["branch.removed"] = "removed branch",
        ["draft.imported"] = "imported draft",
        ["draft.renamed"] = "renamed draft",
        ["draft.removed"] = "removed draft",
        ["extraction.requested"] = "started an extraction",
        ["generation.requested"] = "requested",
        ["job.approved"] = "approved",
        ["look.added"] = "added look",
        ["look.edited"] = "edited look",
        ["look.removed"] = "removed look",
        ["member.added"] = "added a member as",
        ["member.role"] = "changed a member’s role to",
        ["member.removed"] = "removed a member",
        ["order.picture-found"] = "found a picture in a response",
        ["project.archived"] = "archived the project",
        ["project.unarchived"] = "restored the project from the archive",
        ["project.deleted"] = "deleted the project",
        ["project.created"] = "created the project",
        ["project.renamed"] = "renamed the project to",
        ["project.sizes"] = "changed picture sizes",
        ["review.approved"] = "approved",
        ["review.rejected"] = "rejected",
        ["review.proposed"] = "proposed",
        ["style.chosen"] = "chose style",
        ["style.edited"] = "edited style",
        ["version.added"] = "added a version of",
        ["version.uploaded"] = "uploaded a version of",
    };

    public static string Of(string verb) => Known.GetValueOrDefault(verb) ?? verb.Replace('.', ' ').Replace('-', ' ');
}
