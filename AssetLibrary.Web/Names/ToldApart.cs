namespace AssetLibrary.Web.Names;

/// <summary>
/// What tells two of one name apart: numbers, letters behind it, ages, titles that fit only men or women, whose it is, company.
/// </summary>
internal static class ToldApart
{
    public static NameSimilarity Limit(NameParts one, NameParts other, NameSimilarity found)
    {
        if (!one.Numbers.Order(StringComparer.Ordinal).SequenceEqual(other.Numbers.Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            return one.Numbers.Count > 0 && other.Numbers.Count > 0
                ? found.AtMost(0.15, "but has a different number")
                : found.AtMost(0.42, "but only one has a number");
        }

        if (one.Type == AssetType.Character && Label(one) is var (a, b) && Label(other) is var (c, d) && a == c && b != d)
        {
            return found.AtMost(0.15, "but has a different letter");
        }

        if (one.Age != other.Age)
        {
            return one.Age is not null && other.Age is not null
                ? found.AtMost(0.35, "but is a different age")
                : found.AtMost(0.5, "but one is described as younger or older – possibly a look of the same character");
        }

        if (AreOtherwise(one.Gender, other.Gender) || AreOtherwise(Gender(one), Gender(other)))
        {
            return found.AtMost(0.3, "but the title doesn’t match");
        }

        if (one.Words.Count == other.Words.Count)
        {
            return found;
        }

        var people = one.Type == AssetType.Character;
        return one.IsOwned != other.IsOwned ? found.AtMost(people ? 0.32 : 0.5, "but only one belongs to someone")
            : people && one.HasCompany != other.HasCompany ? found.AtMost(0.42, "but only one is in company")
            : found;
    }

    private static bool AreOtherwise(NameGender one, NameGender other) =>
        one != NameGender.None && other != NameGender.None && one != other;

    private static NameGender Gender(NameParts name) =>
        name.Gender != NameGender.None ? name.Gender
        : name.Words.Count > 1 ? NameWords.GenderOf(name.Words[0].Text)
        : NameGender.None;

    // COP A and COP B.
    private static (string, string)? Label(NameParts name) =>
        name.Words.Count > 1 && name.Words[^1].Text.Length == 1 && !name.Words[^1].IsUnspaced
            ? (name.Words[0].Text, name.Words[^1].Text)
            : null;
}
