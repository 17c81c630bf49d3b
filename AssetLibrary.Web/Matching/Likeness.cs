using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Library.Names;

namespace AssetLibrary.Web.Matching;

/// <summary>How likely two names mean one, from 0 to 1, and why: "sounds like", "shares the surname Voss". A reason reads on from “NAME”.</summary>
public readonly record struct Likeness(double Score, string Why)
{
    /// <summary>From here on it is proposed as certain.</summary>
    public const double Certain = 0.9;

    /// <summary>From here on it is proposed, with its reasons; below, a person looks whether one of the near ones is meant.</summary>
    public const double Likely = 0.66;

    /// <summary>What is less is not even listed.</summary>
    public const double Near = 0.3;

    private const double Exact = 1, Script = 0.95, Heard = 0.92, Short = 0.86, Slip = 0.84, Initial = 0.7;
    private const int LongEnoughForSlip = 5;

    public static Likeness None { get; } = new(0, "");

    /// <summary>A number, an age or a title says that the two are two.</summary>
    public bool IsApart { get; private init; }

    /// <param name="one">The name that asks.</param>
    /// <param name="other">The one that is known; the reason is about it.</param>
    /// <param name="bearers">How many known ones have this word in their names: one that many have says little. Null: nobody counted.</param>
    /// <param name="own">The known ones are those of the same script: who is called ANNA there is the only Anna.</param>
    public static Likeness Of(NameParts one, NameParts other, Func<NameWord, int>? bearers = null, bool own = false)
    {
        if (one.Normalized.Length == 0 || other.Normalized.Length == 0 || one.Type != other.Type)
        {
            return None;
        }

        if (one.Normalized == other.Normalized)
        {
            return new(1, "has the same name");
        }

        if (one.Words.Count == 0 || other.Words.Count == 0)
        {
            return one.Words.Count == other.Words.Count && one.Numbers.Count > 0 && one.Numbers.SequenceEqual(other.Numbers) ? new(0.95, "has the same number") : None;
        }

        var aligned = Alignment.Of(one, other);
        var found = one.Type == AssetType.Character ? People(one, other, aligned, bearers ?? (_ => 1), own) : Things(one, other, aligned, bearers ?? (_ => 1));
        return Limit(one, other, found);
    }

    /// <summary>A word that anybody may bear: GUARD, OLD WOMAN.</summary>
    public static bool IsCommon(NameParts name) => name.Type == AssetType.Character && (name.IsTitleOnly || name.Words.All(w => IsNoun(w) || NameWords.IsJoint(w.Text)) || IsNoun(name.Words[^1]) && !NameWords.IsGiven(name.Words[0].Text));

    private static Likeness People(NameParts one, NameParts other, Alignment aligned, Func<NameWord, int> bearers, bool own)
    {
        if (aligned.Pairs.Count == 0)
        {
            return aligned.Joined ? new(0.88, "has the same name in other words") : Within(one, other);
        }

        if (one.IsTitleOnly != other.IsTitleOnly)
        {
            return new(0.35, "has the same title");
        }

        if (aligned.IsWhole)
        {
            return Whole(one, other, aligned);
        }

        var common = IsCommon(one) || IsCommon(other);
        if (aligned.Left.Count > 0 && aligned.Right.Count > 0)
        {
            return common ? new(0.2, $"has the word “{aligned.Pairs[0].Other.Text}” too") : SharesOne(aligned);
        }

        return common || aligned.Rest.Any(w => NameWords.IsRelation(w.Text)) ? new(0.35, $"has “{aligned.Pairs[0].Other.Text}” in its name") : Part(one, other, aligned, bearers, own);
    }

    // All words of both have a partner.
    private static Likeness Whole(NameParts one, NameParts other, Alignment aligned)
    {
        if (aligned.Worst >= Exact)
        {
            var titles = one.Title is not null && other.Title is not null && one.Title != other.Title;
            return aligned.Pairs.Count > 1 ? new(titles ? 0.9 : 0.97, titles ? "has the same name with another title" : one.Title != other.Title ? "has the same name but for the title" : "has the same words in its name")
                : titles ? new(0.5, "has the same name with another title")
                : one.Title != other.Title ? new(0.85, "has the same name but for the title")
                : new(0.96, "has the same name, written otherwise");
        }

        var exact = aligned.Pairs.Count(p => p.Sim >= Exact && p.One.Text.Length > 2);
        var common = IsCommon(one) || IsCommon(other);
        if (aligned.Pairs.Count == 1)
        {
            var (a, b, sim) = aligned.Pairs[0];
            return common ? new(sim >= Heard ? 0.6 : 0.4, $"is spelled almost like it")
                : sim == Script ? new(0.9, "is the same name in another script")
                : sim == Heard ? new(one.Title is not null && one.Title == other.Title ? 0.86 : a.Sound.Length >= 4 ? 0.8 : 0.6, "sounds like it")
                : sim == Slip ? new(Math.Min(a.Text.Length, b.Text.Length) >= 7 ? 0.76 : 0.6, "is spelled almost alike")
                : sim == Short ? new(0.55, $"may be short for it")
                : new(0.25, "begins with the same letter");
        }

        var score = exact > 0 ? 0.55 + (0.4 * aligned.Worst) : Math.Min(aligned.Worst, 0.95) - (aligned.Worst == Script ? 0.02 : 0.12);
        return new(common ? Math.Min(score, 0.6) : score, aligned.Worst switch
        {
            Script => "is the same name in another script",
            Heard => "sounds like it",
            Short => $"is the same name with “{aligned.Weakest.Other.Text}” for “{aligned.Weakest.One.Text}”",
            Slip => "is spelled almost alike",
            _ => "fits the initials",
        });
    }

    // One name has more words than the other: DR. VOSS and MIRA VOSS, EDGAR and EDGAR BRANDT.
    private static Likeness Part(NameParts one, NameParts other, Alignment aligned, Func<NameWord, int> bearers, bool own)
    {
        var (shorter, longer) = one.Words.Count < other.Words.Count ? (one, other) : (other, one);
        if (aligned.Pairs.Count > 1)
        {
            return new(aligned.Worst >= Exact ? 0.86 : aligned.Worst >= Slip ? 0.74 : 0.68, aligned.Worst >= Exact ? "has all of its names" : "has names like it");
        }

        var word = aligned.Pairs[0].Other;
        if (aligned.Worst < Exact || word.Text.Length < 3 && !word.IsUnspaced)
        {
            return new(0.45, $"has a name like it: “{word.Text}”");
        }

        var (first, last) = (longer.Words[0].Text == word.Text, longer.Words[^1].Text == word.Text);
        // Who is called by the surname: with a title, or by it alone. Where several bear it, nobody knows who is meant.
        var alone = bearers(word) <= 1;
        if (first && (NameWords.IsGiven(word.Text) || own))
        {
            return own && alone ? new(0.72, $"is the only one with the name {Shown(word)}") : new(0.55, $"has the name {Shown(word)} too");
        }

        var gender = NameWords.GenderOf(longer.Words[0].Text);
        return shorter.Gender != NameGender.None && gender != NameGender.None && gender != shorter.Gender ? new(0.3, $"shares the surname {Shown(word)}, but the title does not fit")
            : last && shorter.Title is not null ? new(alone ? 0.74 : 0.55, alone ? $"is the one who has the surname {Shown(word)}" : $"is one of several with the surname {Shown(word)}")
            : last && !NameWords.IsGiven(word.Text) ? new(alone ? 0.68 : 0.5, $"shares the surname {Shown(word)}")
            : new(0.5, $"shares the name {Shown(word)}");
    }

    private static Likeness SharesOne(Alignment aligned)
    {
        var word = aligned.Pairs.MaxBy(p => p.Sim).Other;
        return NameWords.IsGiven(word.Text) ? new(0.3, $"shares the given name {Shown(word)}") : new(0.36, $"shares the surname {Shown(word)}");
    }

    // 李明 and 李明远: no space tells where a name ends.
    private static Likeness Within(NameParts one, NameParts other)
    {
        var (a, b) = (one.Words[0], other.Words[0]);
        if (!a.IsUnspaced || !b.IsUnspaced)
        {
            return None;
        }

        return Math.Min(a.Text.Length, b.Text.Length) >= 2 && (a.Text.Contains(b.Text, StringComparison.Ordinal) || b.Text.Contains(a.Text, StringComparison.Ordinal)) ? new(0.45, "has the one name in the other")
            : a.Text[0] == b.Text[0] ? new(one.Title != other.Title ? 0.4 : 0.3, $"shares the surname {a.Text[0]}") : None;
    }

    private static Likeness Things(NameParts one, NameParts other, Alignment aligned, Func<NameWord, int> bearers)
    {
        if (aligned.Joined)
        {
            return new(0.92, "has the same words, written together");
        }

        if (aligned.Pairs.Count == 0)
        {
            var (a, b) = (one.Words[0].Text, other.Words[0].Text);
            return one.Words[0].IsUnspaced && other.Words[0].IsUnspaced && (a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal)) ? new(0.45, "has the one name in the other") : None;
        }

        if (aligned.IsWhole)
        {
            return aligned.Worst >= Exact ? new(one.Segments.Count == other.Segments.Count || aligned.Pairs.Count > 1 ? 0.95 : 0.9, "has the same words in its name")
                : aligned.Worst == Script ? new(0.9, "is the same name in another script")
                : new(aligned.Pairs.Count > 1 ? (aligned.Worst == Heard ? 0.88 : 0.76) : aligned.Pairs[0].One.Text.Length >= 8 ? 0.74 : 0.5, aligned.Worst == Heard ? "sounds like it" : "is spelled almost alike");
        }

        if (aligned.Left.Count > 0 && aligned.Right.Count > 0)
        {
            var shared = aligned.Pairs.Count / (double)Math.Max(one.Words.Count, other.Words.Count);
            return new(0.15 + (0.3 * shared), $"both: {string.Join(", ", aligned.Pairs.Select(p => p.Other.Text))}");
        }

        var distinct = aligned.Pairs.Where(p => !NameWords.IsKind(p.Other.Text)).Select(p => p.Other).ToList();
        if (aligned.Worst >= Exact && one.Segments.Count == other.Segments.Count && distinct.Count > 0 && aligned.Rest.All(w => NameWords.IsKind(w.Text)) && one.Type == AssetType.Location)
        {
            return new(distinct.TrueForAll(w => bearers(w) <= 2) ? 0.72 : 0.5, $"is called {string.Join(' ', distinct.Select(Shown))} too");
        }

        return one.Segments.Count != other.Segments.Count ? new(0.45, "is a part of it, or it of that")
            : new(aligned.Pairs.Count > 1 ? 0.58 : 0.5, $"both: {string.Join(", ", aligned.Pairs.Select(p => p.Other.Text))}");
    }

    /// <summary>What tells two of one name apart.</summary>
    private static Likeness Limit(NameParts one, NameParts other, Likeness found)
    {
        if (!one.Numbers.Order(StringComparer.Ordinal).SequenceEqual(other.Numbers.Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            return one.Numbers.Count > 0 && other.Numbers.Count > 0 ? found.AtMost(0.15, "but has another number") : found.AtMost(0.42, "but one of them has a number");
        }

        if (one.Type == AssetType.Character && LabelOf(one) is var (a, b) && LabelOf(other) is var (c, d) && a == c && b != d)
        {
            return found.AtMost(0.15, "but has another letter");
        }

        if (one.Age != other.Age)
        {
            return one.Age is not null && other.Age is not null ? found.AtMost(0.35, "but is of another age") : found.AtMost(0.5, "but one of them is told to be young or old: a part that may be cast twice");
        }

        if (one.Gender != NameGender.None && other.Gender != NameGender.None && one.Gender != other.Gender
            || GenderOf(one) is var g && GenderOf(other) is var h && g != NameGender.None && h != NameGender.None && g != h)
        {
            return found.AtMost(0.3, "but the title does not fit");
        }

        return one.IsOwned != other.IsOwned && one.Words.Count != other.Words.Count ? found.AtMost(one.Type == AssetType.Character ? 0.32 : 0.5, "but one of them is told to be somebody's") : found;
    }

    private Likeness AtMost(double most, string but) => Score <= most ? this : new(most, $"{Why}, {but}") { IsApart = true };

    private static NameGender GenderOf(NameParts name) => name.Gender != NameGender.None ? name.Gender : name.Words.Count > 1 ? NameWords.GenderOf(name.Words[0].Text) : NameGender.None;

    // COP A and COP B.
    private static (string, string)? LabelOf(NameParts name) => name.Words.Count > 1 && name.Words[^1].Text.Length == 1 && !name.Words[^1].IsUnspaced ? (name.Words[0].Text, name.Words[^1].Text) : null;

    private static bool IsNoun(NameWord word) => PeopleWords.Nouns.Has(word.Text) || NameWords.IsRelation(word.Text) || NameWords.Age(word.Text) is not null || NameWords.Title(word.Text) is not null;

    private static string Shown(NameWord word) => word.IsUnspaced ? word.Text : char.ToUpperInvariant(word.Text[0]) + word.Text[1..];

    internal static double Same(NameWord a, NameWord b, AssetType type)
    {
        if (a.Text == b.Text)
        {
            return Exact;
        }

        // TIEDEMANNS WERKSTATT and TIEDEMANN'S WERKSTATT.
        if (a.IsOwner != b.IsOwner && (a.IsOwner ? a.Text + "s" == b.Text : b.Text + "s" == a.Text))
        {
            return Heard;
        }

        if (a.IsUnspaced || b.IsUnspaced)
        {
            return 0;
        }

        var people = type == AssetType.Character;
        if (people && (a.IsInitial || b.IsInitial))
        {
            return a.Sound.Length > 0 && b.Sound.Length > 0 && (a.Text[0] == b.Text[0] || a.Sound[0] == b.Sound[0]) ? Initial : 0;
        }

        if (people && NameWords.IsShortFor(a.Text, b.Text))
        {
            return a.Sound == b.Sound ? a.IsForeign != b.IsForeign ? Script : Heard : Short;
        }

        // Two names that people are given are two names, however alike they look.
        if (people && NameWords.IsGiven(a.Text) && NameWords.IsGiven(b.Text))
        {
            return a.IsForeign != b.IsForeign && a.Sound == b.Sound ? Script : 0;
        }

        if (a.IsForeign != b.IsForeign)
        {
            return Plain(a) == Plain(b) ? Script : IsOneSlip(Plain(a), Plain(b)) && a.Sound.Length > LongEnoughForSlip ? Heard : 0;
        }

        if (a.Sound == b.Sound && a.Sound.Length >= (people ? 3 : 4))
        {
            return Heard;
        }

        return Math.Min(a.Text.Length, b.Text.Length) >= LongEnoughForSlip && IsOneSlip(a.Text, b.Text) && !EndsOtherwise(a.Text, b.Text) ? Slip : 0;
    }

    // Журавлёва is written Zhuravleva as often as Zhuravlyova.
    private static string Plain(NameWord word) => word.Sound.Replace("io", "e", StringComparison.Ordinal);

    // Maria and Mario, Karin and Karina, key and keys: the last letter makes another word.
    private static bool EndsOtherwise(string a, string b) => a[..^1] == b || b[..^1] == a || a[..^1] == b[..^1] || a[0] != b[0];

    /// <summary>One letter more, less, other, or two changed places.</summary>
    internal static bool IsOneSlip(string a, string b)
    {
        if (a.Length > b.Length)
        {
            (a, b) = (b, a);
        }

        if (b.Length - a.Length > 1 || a.Length == 0)
        {
            return false;
        }

        var from = 0;
        while (from < a.Length && a[from] == b[from])
        {
            from++;
        }

        if (from == a.Length)
        {
            return true;
        }

        var restA = a.AsSpan(from);
        var restB = b.AsSpan(from);
        return a.Length < b.Length ? restA.SequenceEqual(restB[1..])
            : restA[1..].SequenceEqual(restB[1..]) || (restA.Length > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..].SequenceEqual(restB[2..]));
    }
}
