namespace AssetLibrary.Web.Names;

/// <summary>Names of people: titles, given names, surnames, and who is called by which of them.</summary>
internal static class SimilarPeople
{
    private const int LongEnoughForEnding = 10,
        ShortestSurname = 3;

    public static NameSimilarity Of(NameParts one, NameParts other, Alignment aligned, NameContext context)
    {
        if (one.IsTitleOnly != other.IsTitleOnly)
        {
            return one.Title == other.Title ? OfTheKind(context.IsStory, "has the same title") : NameSimilarity.None;
        }

        if (aligned.Pairs.Count == 0)
        {
            return aligned.Joined ? new(0.88, "has the same name with different spacing") : Within(one, other);
        }

        if (aligned.IsWhole)
        {
            return Whole(one, other, aligned);
        }

        var common = one.IsForAnybody || other.IsForAnybody;
        if (aligned.Left.Count > 0 && aligned.Right.Count > 0)
        {
            return common ? new(0.2, $"also has the word “{aligned.Pairs[0].Other.Text}”") : SharesOne(aligned);
        }

        var longer = one.Words.Count > other.Words.Count ? one : other;
        var told = aligned.Worst >= WordSimilarity.Exact && longer.IsPlain;
        return common ? OfTheKind(told && context.IsStory, $"has “{aligned.Pairs[0].Other.Text}” in its name")
            : !(told && NameWords.IsRelation(longer.Words[0].Text)) && aligned.Rest.Any(w => NameWords.IsRelation(w.Text))
                ? new(0.35, $"has “{aligned.Pairs[0].Other.Text}” in its name")
            : Part(one, other, aligned, context);
    }

    // CAPTAIN and CAPTAIN ROSE HALL, GIRL and PRETTY GIRL: a story may tell more of one, and what else it tells decides.
    private static NameSimilarity OfTheKind(bool told, string why) => told ? new(0.5, why) { IsShorter = true } : new(0.35, why);

    // All words of both have a partner.
    private static NameSimilarity Whole(NameParts one, NameParts other, Alignment aligned)
    {
        if (aligned.Worst >= WordSimilarity.Exact)
        {
            return SameWords(one, other, aligned.Pairs.Count);
        }

        if (aligned.Pairs.Count == 1)
        {
            return OneWord(one, other, aligned.Pairs[0]);
        }

        if (aligned.Worst == WordSimilarity.Ending)
        {
            return ButForTheEnd(one.IsForAnybody || other.IsForAnybody ? 0 : aligned.Pairs.Sum(p => p.One.Text.Length));
        }

        var exact = aligned.Pairs.Count(p => p.Sim >= WordSimilarity.Exact && p.One.Text.Length > 2);
        var score =
            exact > 0
                ? 0.55 + (0.4 * aligned.Worst)
                : Math.Min(aligned.Worst, 0.95) - (aligned.Worst == WordSimilarity.Script ? 0.02 : 0.12);
        return new(
            one.IsForAnybody || other.IsForAnybody ? Math.Min(score, 0.6) : score,
            aligned.Worst switch
            {
                WordSimilarity.Script => "is the same name in another script",
                WordSimilarity.Heard => "sounds like it",
                WordSimilarity.Short => $"is the same name with “{aligned.Weakest.Other.Text}” for “{aligned.Weakest.One.Text}”",
                WordSimilarity.Mistyped => "is spelled almost the same",
                _ => "matches the initials",
            }
        );
    }

    private static NameSimilarity SameWords(NameParts one, NameParts other, int words)
    {
        const string But = "has the same name except for the title",
            Another = "has the same name with a different title";
        return one.Title == other.Title
            ? words > 1
                ? new(0.97, "has the same words in its name")
                : new(0.96, "has the same name, written differently")
            : one.Title is not null && other.Title is not null
                ? words > 1
                    ? new(0.9, Another)
                    : new(0.5, Another)
                : new(words > 1 ? 0.97 : 0.85, But) { IsShorter = true };
    }

    private static NameSimilarity OneWord(NameParts one, NameParts other, (NameWord One, NameWord Other, double Sim) pair)
    {
        var (a, b, sim) = pair;
        return one.IsForAnybody || other.IsForAnybody ? new(sim >= WordSimilarity.Heard ? 0.6 : 0.4, "is spelled almost the same")
            : sim == WordSimilarity.Script ? new(0.9, "is the same name in another script")
            : sim == WordSimilarity.Heard && one.Title is not null && one.Title == other.Title ? new(0.86, "sounds like it")
            : sim == WordSimilarity.Heard ? new(Math.Min(a.Sound.Length, b.Sound.Length) >= 4 ? 0.8 : 0.6, "sounds like it")
            : sim == WordSimilarity.Mistyped ? new(Math.Min(a.Text.Length, b.Text.Length) >= 7 ? 0.76 : 0.6, "is spelled almost the same")
            : sim == WordSimilarity.Ending ? ButForTheEnd(a.Text.Length)
            : sim == WordSimilarity.Short ? new(0.55, "may be short for it")
            : new(0.25, "starts with the same letter");
    }

    // The longer a name, the less likely it is that there are two of them.
    private static NameSimilarity ButForTheEnd(int letters) =>
        new(letters >= LongEnoughForEnding ? 0.7 : 0.5, "differs only in the last letter");

    // One name has more words than the other: DR. VOSS and MIRA VOSS, EDGAR and EDGAR BRANDT.
    private static NameSimilarity Part(NameParts one, NameParts other, Alignment aligned, NameContext context)
    {
        if (aligned.Pairs.Count > 1)
        {
            return aligned.Worst >= WordSimilarity.Exact
                ? new(0.86, "shares several names") { IsShorter = true }
                : new(aligned.Worst >= WordSimilarity.Mistyped ? 0.74 : 0.68, "has similar names");
        }

        var word = aligned.Pairs[0].Other;
        if (aligned.Worst < WordSimilarity.Exact || word.Text.Length < (context.IsStory ? 2 : ShortestSurname) && !word.IsUnspaced)
        {
            return new(0.45, $"has a similar name: “{word.Text}”");
        }

        var (shorter, longer) = one.Words.Count < other.Words.Count ? (one, other) : (other, one);
        return ByOneName(shorter, longer, word, context) with { IsShorter = true };
    }

    // Who is called by the surname: with a title, or by it alone. Where several bear it, nobody knows who is meant.
    private static NameSimilarity ByOneName(NameParts shorter, NameParts longer, NameWord word, NameContext context)
    {
        var (first, last) = (longer.Words[0].Text == word.Text, longer.Words[^1].Text == word.Text);
        var alone = context.IsOnlyBearer(word);
        if (first && (NameWords.IsGiven(word.Text) || context.IsStory))
        {
            return context.IsStory && alone
                ? new(0.72, $"is the only one with the name {word.Shown}")
                : new(0.55, $"also has the name {word.Shown}");
        }

        var gender = NameWords.GenderOf(longer.Words[0].Text);
        return shorter.Gender != NameGender.None && gender != NameGender.None && gender != shorter.Gender
                ? new(0.3, $"shares the surname {word.Shown}, but the title doesn’t match")
            : last && shorter.Title is not null
                ? alone ? new(0.74, $"is the only one with the surname {word.Shown}")
                    : new(0.55, $"is one of several with the surname {word.Shown}")
            : last && !NameWords.IsGiven(word.Text) ? new(alone ? 0.68 : 0.5, $"shares the surname {word.Shown}")
            : context.IsStory && alone ? new(0.68, $"is the only one with the name {word.Shown}")
            : new(0.5, $"shares the name {word.Shown}");
    }

    private static NameSimilarity SharesOne(Alignment aligned)
    {
        var (one, word, _) = aligned.Pairs.MaxBy(p => (p.Sim, NameWords.IsGiven(p.One.Text) || NameWords.IsGiven(p.Other.Text)));
        return NameWords.IsGiven(one.Text) || NameWords.IsGiven(word.Text)
            ? new(0.3, $"shares the given name {word.Shown}")
            : new(0.36, $"shares the surname {word.Shown}");
    }

    // 李明 and 李明远: no space tells where a name ends.
    private static NameSimilarity Within(NameParts one, NameParts other)
    {
        var (a, b) = (one.Words[0], other.Words[0]);
        if (!a.IsUnspaced || !b.IsUnspaced)
        {
            return NameSimilarity.None;
        }

        var surname = Letters.Start(a.Text, 1);
        return Math.Min(Letters.Count(a.Text), Letters.Count(b.Text)) >= 2
            && (a.Text.Contains(b.Text, StringComparison.Ordinal) || b.Text.Contains(a.Text, StringComparison.Ordinal))
                ? new(0.45, "contains the name or is part of it")
            : surname == Letters.Start(b.Text, 1) ? new(one.Title != other.Title ? 0.4 : 0.3, $"shares the surname {surname}")
            : NameSimilarity.None;
    }
}
