using System.Text.RegularExpressions;

namespace AssetLibrary.Web.Names;

/// <summary>A character's name that says an age: "Young Edward" is Edward, young.</summary>
/// <param name="Name">Without the age.</param>
/// <param name="Age">As it is written in the name, with a capital: "Young", "Age 10".</param>
public sealed partial record NamedAge(string Name, string Age)
{
    /// <summary>Null where the name says no age, or is anybody's without it: YOUNG MAN.</summary>
    public static NamedAge? In(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var leading = words.TakeWhile(w => IsAge(w, isFirst: true)).Count();
        var found =
            leading > 0 && leading < words.Length ? Of(string.Join(' ', words[leading..]), string.Join(' ', words[..leading]))
            : YearsInFront().Match(name) is { Success: true } years ? Of(years.Groups["name"].Value, years.Groups["age"].Value)
            : AgeBehind().Match(name) is { Success: true } age && IsSaid(age.Groups["age"].Value)
                ? Of(age.Groups["name"].Value, age.Groups["age"].Value)
            : null;
        return found is null || NameParts.Of(AssetType.Character, found.Name) is { Words.Count: 0 } or { IsForAnybody: true }
            ? null
            : found;
    }

    private static NamedAge Of(string name, string age) =>
        new(name.Trim(' ', ',', '-', '–'), Letters.Capitalised(age.Trim().ToLowerInvariant()));

    // JUNIOR and SENIOR behind a name are a father and his son, OTHER and FAKE somebody else.
    private static bool IsAge(string word, bool isFirst) =>
        PlainText.Of(word) is var plain
        && NameWords.Age(plain) is { } age
        && (age == "senior" ? isFirst : age is not ("junior" or "other" or "fake"));

    private static bool IsSaid(string text)
    {
        var words = PlainText.Of(text).Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0
            && words.All(w =>
                w is "age" or "aged" or "at" or "year" or "years" or "old" or "yo"
                || IsAge(w, isFirst: false)
                || NameWords.Number(w) is not null
                || int.TryParse(w, System.Globalization.CultureInfo.InvariantCulture, out var years) && years is > 0 and < 120
            );
    }

    [GeneratedRegex(@"^(?<age>[\p{L}\d]+(?:-[\p{L}]+)?[\s-]years?[\s-]old)\s+(?<name>.+)$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex YearsInFront();

    // EDWARD (10), EDWARD, AGED TEN, EDWARD AT TEN.
    [GeneratedRegex(
        @"^(?<name>.+?)(?:\s*[(\[](?<age>[^)\]]+)[)\]]|\s*,\s*(?<age>[^,]+)|\s+(?<age>(?:at|aged?)\s+[\p{L}\d-]+))$",
        RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex AgeBehind();
}
