using System.Globalization;
using System.Text;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Accounts;

/// <summary>What a person may be called: one line that can be seen and that looks like nobody else's.</summary>
public static class PersonName
{
    /// <summary>Characters.</summary>
    public const int Longest = 64;

    // Letters that look like Latin ones, as they stand: П is none, but Р and р are. Chosen from Unicode's confusables
    // (https://www.unicode.org/Public/security/latest/confusables.txt), which UTS 39 §4 defines skeletons by.
    private const string Foreign =
        "АВЕКМНОРСТУХаеорсухіїјѕԁһԛԝвкмнтІЈЅҺԚԜӀ" // Cyrillic
        + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβγηικνορτυχϲϹ" // Greek
        + "ԱՕՍօսհոցզ" // Armenian
        + "ıɑɡʟᴀᴄᴇᴏᴠᴡᴢⅼ"; // Latin of its own kind

    private const string Latin = "ABEKMHOPCTYXaeopcyxiijsdhqwbkmhtIJSHQWI" + "ABEZHIKMNOPTYXaBynikvoptuxcC" + "UOUouhngq" + "iaglaceovwzl";

    private static readonly Dictionary<int, char> LookAlikes = Foreign
        .EnumerateRunes()
        .Zip(Latin)
        .ToDictionary(p => p.First.Value, p => p.Second);

    /// <summary>NFC, without white space around it.</summary>
    public static string Of(string? text) => Form((text ?? "").Trim(), NormalizationForm.FormC);

    /// <summary>A sentence; null for a name that is fine.</summary>
    public static string? FaultOf(string name)
    {
        if (name.Length == 0)
        {
            return "Enter a name.";
        }

        var (length, letters) = (0, 0);
        for (var rest = name.AsSpan(); !rest.IsEmpty; length++)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) != System.Buffers.OperationStatus.Done || !IsSeen(rune))
            {
                return "Enter the name on one line, without invisible characters.";
            }

            letters += Rune.IsLetterOrDigit(rune) ? 1 : 0;
            rest = rest[used..];
        }

        return length > Longest ? $"Names can have up to {Longest} characters."
            : letters == 0 ? "Names need at least one letter or digit."
            : null;
    }

    /// <summary>How names are looked up: typed in another case or form, it is the same person.</summary>
    public static string Lookup(string name) => Of(SearchText.Clean(name)).ToUpperInvariant();

    /// <summary>Equal for two names that can be mistaken for each other: "аda" with a Cyrillic а, "Ada", "ＡＤＡ".</summary>
    public static string Skeleton(string name)
    {
        var skeleton = new StringBuilder(name.Length);
        foreach (var rune in Form(name, NormalizationForm.FormKD).EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '0':
                    skeleton.Append('o');
                    break;
                case '1' or '|' or 'I' or 'l':
                    skeleton.Append('l');
                    break;
                case var space when Rune.IsWhiteSpace(rune):
                    break;
                default:
                    var shown = LookAlikes.TryGetValue(rune.Value, out var latin) ? latin.ToString() : rune.ToString();
                    skeleton.Append(shown == "I" ? "l" : shown);
                    break;
            }
        }

        return skeleton.ToString().ToLowerInvariant();
    }

    // What is no valid Unicode stays as it is: FaultOf says so.
    private static string Form(string text, NormalizationForm form)
    {
        try
        {
            return text.Normalize(form);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    // Ordinary spaces only: the others cannot be told from them.
    private static bool IsSeen(Rune rune) =>
        rune.Value == ' '
        || Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.SpaceSeparator
            )
            && rune.Value is not (0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or 0x034F or 0x17B4 or 0x17B5)
            && rune.Value is not ((>= 0xFE00 and <= 0xFE0F) or (>= 0x180B and <= 0x180F));
}

internal sealed class NameLookup : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name is null ? null : PersonName.Lookup(name);

    public string? NormalizeEmail(string? email) => email?.ToUpperInvariant();
}

/// <summary>Asked of new names only: people who are here already keep theirs.</summary>
internal sealed class NewName(LibraryContext db) : IUserValidator<User>
{
    public async Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user)
    {
        var name = user.UserName ?? "";
        var others = await db.Set<User>().AsNoTracking().Select(u => new { u.Id, u.UserName }).ToListAsync();
        if (others.Find(u => u.Id == user.Id)?.UserName == name)
        {
            return IdentityResult.Success;
        }

        if (PersonName.FaultOf(name) is { } fault)
        {
            return Refused(fault);
        }

        if (others.Exists(u => u.Id != user.Id && PersonName.Lookup(u.UserName ?? "") == PersonName.Lookup(name)))
        {
            return Refused($"The name {name} is already taken. Choose another.");
        }

        var skeleton = PersonName.Skeleton(name);
        return others.Exists(u => u.Id != user.Id && PersonName.Skeleton(u.UserName ?? "") == skeleton)
            ? Refused($"{name} looks too much like a name that is already taken. Choose another.")
            : IdentityResult.Success;
    }

    private static IdentityResult Refused(string sentence) =>
        IdentityResult.Failed(new IdentityError { Code = nameof(User.UserName), Description = sentence });
}

internal static class Roles
{
    public const string Unknown = "Choose a role: Viewer, Editor or Admin.";

    /// <summary>Null for a word that is none; a number is none either.</summary>
    public static Role? Named(string? word) =>
        Enum.GetValues<Role>().Where(r => r.ToString().Equals(word?.Trim(), StringComparison.OrdinalIgnoreCase)).ToList() is [var role]
            ? role
            : null;

    /// <exception cref="RefusedException">422: there is no such role.</exception>
    public static Role Of(string? word) => Named(word) ?? throw RefusedException.Invalid(Unknown, "role");
}
