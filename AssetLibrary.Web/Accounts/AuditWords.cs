namespace AssetLibrary.Web.Accounts;

/// <summary>What an audit entry means to a person. The star stands for what it was about.</summary>
internal static class AuditWords
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["asset.created"] = "created *",
        ["asset.edited"] = "edited *",
        ["asset.matched"] = "linked * to the library",
        ["asset.merged"] = "merged *",
        ["asset.metadata"] = "changed the metadata of *",
        ["asset.promoted"] = "added * to the library",
        ["asset.removed"] = "removed *",
        ["asset.restored"] = "restored *",
        ["asset.tagged"] = "tagged *",
        ["asset.untagged"] = "untagged *",
        ["asset.scenes"] = "changed the scenes of *",
        ["branch.made"] = "created the branch *",
        ["branch.renamed"] = "renamed a branch to *",
        ["branch.removed"] = "removed the branch *",
        ["draft.imported"] = "imported draft *",
        ["draft.renamed"] = "renamed draft *",
        ["draft.removed"] = "removed draft *",
        ["extraction.requested"] = "started an extraction",
        ["generation.requested"] = "requested *",
        ["job.approved"] = "approved *",
        ["look.added"] = "added the look *",
        ["look.edited"] = "edited the look *",
        ["look.removed"] = "removed the look *",
        ["member.added"] = "added a member as *",
        ["member.role"] = "changed a member’s role to *",
        ["member.removed"] = "removed a member",
        ["order.picture-found"] = "found a picture in a response",
        ["project.archived"] = "archived the project",
        ["project.unarchived"] = "restored the project from the archive",
        ["project.deleted"] = "deleted the project",
        ["project.created"] = "created the project",
        ["project.renamed"] = "renamed the project to *",
        ["project.sizes"] = "changed picture sizes",
        ["review.approved"] = "approved *",
        ["review.rejected"] = "rejected *",
        ["review.proposed"] = "proposed *",
        ["style.chosen"] = "chose the style *",
        ["style.edited"] = "edited the style *",
        ["version.added"] = "added a version to *",
        ["version.uploaded"] = "uploaded *",
    };

    // On the page of what they are about.
    private static readonly Dictionary<string, string> OfThis = new(StringComparer.Ordinal)
    {
        ["generation.requested"] = "requested a picture",
        ["review.approved"] = "approved a version",
        ["review.rejected"] = "rejected a version",
        ["review.proposed"] = "proposed a version",
        ["version.added"] = "added a version",
        ["version.uploaded"] = "uploaded a version",
    };

    /// <summary>On an asset's own page.</summary>
    public static string OfAsset(string verb) => OfThis.GetValueOrDefault(verb) ?? Of(verb, "this asset");

    /// <param name="verb">As it is stored.</param>
    /// <param name="what">What it was about, by name.</param>
    public static string Of(string verb, string what)
    {
        var words = Known.GetValueOrDefault(verb) ?? $"{verb.Replace('.', ' ').Replace('-', ' ')} *";
        return words.Contains('*', StringComparison.Ordinal)
            ? words.Replace("*", what, StringComparison.Ordinal).Trim()
            : $"{words} {what}".Trim();
    }
}
