namespace AssetLibrary.Web.Names;

/// <summary>Names of places and things: one word more makes another of them, but for what kind of place it is.</summary>
internal static class SimilarThings
{
    public static NameSimilarity Of(NameParts one, NameParts other, Alignment aligned, NameContext context) =>
        aligned.Joined ? new(0.92, "has the same words with different spacing")
        : aligned.Pairs.Count == 0 ? Within(one.Words[0], other.Words[0])
        : aligned.IsWhole ? Whole(one, other, aligned)
        : aligned.Left.Count > 0 && aligned.Right.Count > 0
            ? new(0.15 + (0.3 * aligned.Pairs.Count / Math.Max(one.Words.Count, other.Words.Count)), Both(aligned))
        : Part(one, other, aligned, context);

    private static NameSimilarity Within(NameWord a, NameWord b) =>
        a.IsUnspaced
        && b.IsUnspaced
        && (a.Text.Contains(b.Text, StringComparison.Ordinal) || b.Text.Contains(a.Text, StringComparison.Ordinal))
            ? new(0.45, "contains the name or is part of it")
            : NameSimilarity.None;

    private static NameSimilarity Whole(NameParts one, NameParts other, Alignment aligned)
    {
        var several = aligned.Pairs.Count > 1;
        var shortest = Math.Min(aligned.Pairs[0].One.Text.Length, aligned.Pairs[0].Other.Text.Length);
        return aligned.Worst >= WordSimilarity.Exact
                ? new(one.Segments.Count == other.Segments.Count || several ? 0.95 : 0.9, "has the same words in its name")
            : aligned.Worst == WordSimilarity.Script ? new(0.9, "is the same name in another script")
            : aligned.Worst == WordSimilarity.Plural ? new(0.5, "differs only in singular or plural")
            : aligned.Worst == WordSimilarity.Heard
                ? new(
                    several ? 0.88
                        : shortest >= 8 ? 0.74
                        : 0.5,
                    "sounds like it"
                )
            : new(
                several ? 0.76
                    : shortest >= 8 ? 0.74
                    : 0.5,
                "is spelled almost the same"
            );
    }

    // HOTEL MIRAVALLE and MIRAVALLE; HOUSE and HOUSE - KITCHEN; LAMP and OIL LAMP.
    private static NameSimilarity Part(NameParts one, NameParts other, Alignment aligned, NameContext context)
    {
        var distinct = aligned.Pairs.Where(p => !NameWords.IsKind(p.Other.Text)).Select(p => p.Other).ToList();
        if (
            one.Type == AssetType.Location
            && aligned.Worst >= WordSimilarity.Exact
            && one.Segments.Count == other.Segments.Count
            && distinct.Count > 0
            && aligned.Rest.All(w => NameWords.IsKind(w.Text))
        )
        {
            var alone = distinct.TrueForAll(w => context.IsOnlyBearer(w, most: 2));
            return new(alone ? 0.72 : 0.5, $"is also called {string.Join(' ', distinct.Select(w => w.Shown))}") { IsShorter = true };
        }

        return one.Segments.Count != other.Segments.Count
            ? new(0.45, "contains it or is part of it")
            : new(aligned.Pairs.Count > 1 ? 0.58 : 0.5, Both(aligned));
    }

    private static string Both(Alignment aligned) => $"shares “{string.Join("”, “", aligned.Pairs.Select(p => p.Other.Text))}”";
}
