using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Identity;

namespace AssetLibrary.Web.Accounts;

/// <summary>
/// Refuses the passwords that are tried first: one character or piece over and over, rows of the keyboard and of the alphabet, the
/// person's own name, and well-known words with the usual decorations. Words and rules are our own.
/// </summary>
internal sealed class UncommonPassword : IPasswordValidator<User>
{
    private const string Resource = "common-words";

    private const int Longest = 1000;

    private static readonly string[] Rows =
    [
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890",
        "1234567890ß",
        "qwertyuiopasdfghjklzxcvbnm",
        "qwertzuiopasdfghjklyxcvbnm",
        "azertyuiopqsdfghjklmwxcvbn",
        "qazwsxedcrfvtgbyhnujmikolp",
        "1q2w3e4r5t6y7u8i9o0p",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
        "йцукенгшщзхъфывапролджэячсмитьбю",
    ];

    private static readonly Lazy<FrozenSet<string>> Words = new(Load);

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) =>
        Task.FromResult(
            FaultOf(password ?? "", user.UserName ?? "") is { } sentence
                ? IdentityResult.Failed(new IdentityError { Code = "PasswordTooCommon", Description = sentence })
                : IdentityResult.Success
        );

    /// <summary>A sentence; null for a password that is not among the first to be tried.</summary>
    internal static string? FaultOf(string password, string name)
    {
        if (password.Length > Longest)
        {
            return $"Passwords can have up to {Longest:N0} characters.";
        }

        var plain = Plain(password);
        plain = plain.Length * 3 < password.Length ? password.ToLowerInvariant() : plain;
        return IsOf(plain, Plain(name)) ? "The password can’t be the name. Choose another."
            : IsRepetition(plain) || IsMadeOfRows(plain) || IsWords(plain)
                ? "This password is too easy to guess. Use a few unrelated words."
            : null;
    }

    // Case, accents, spaces and punctuation make a common password no rarer.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in SearchText.Normalize(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '@' or '$')
            {
                plain.Append(rune.ToString());
            }
        }

        return plain.ToString().ToLower(CultureInfo.InvariantCulture);
    }

    /// <summary>The name, once or more often, also backwards, with digits around it.</summary>
    private static bool IsOf(string plain, string name)
    {
        if (name.Length < 3)
        {
            return plain == name;
        }

        var backwards = new string([.. name.Reverse()]);
        var rest = plain.Replace(name, "", StringComparison.Ordinal).Replace(backwards, "", StringComparison.Ordinal);
        return rest.Length < plain.Length && rest.All(char.IsAsciiDigit);
    }

    /// <summary>At most three different characters, or one piece over and over.</summary>
    private static bool IsRepetition(string plain) =>
        plain.Distinct().Count() <= 3
        || Enumerable
            .Range(1, plain.Length / 2)
            .Any(size => Enumerable.Range(0, plain.Length - size).All(i => plain[i] == plain[i + size]));

    /// <summary>Pieces of three and more from rows, forwards or backwards, leave less than a third.</summary>
    private static bool IsMadeOfRows(string plain)
    {
        var covered = 0;
        for (var at = 0; at < plain.Length; )
        {
            var piece = Rows.Max(row => Math.Max(Common(row, plain[at..]), Common(new string([.. row.Reverse()]), plain[at..])));
            covered += piece >= 3 ? piece : 0;
            at += piece >= 3 ? piece : 1;
        }

        return covered * 3 > plain.Length * 2;
    }

    /// <summary>The longest beginning of the text that stands somewhere in the row.</summary>
    private static int Common(string row, string text)
    {
        var length = 0;
        while (length < text.Length && row.Contains(text[..(length + 1)], StringComparison.Ordinal))
        {
            length++;
        }

        return length;
    }

    /// <summary>One or two well-known words, with digits before, between or after them (years among them).</summary>
    private static bool IsWords(string plain)
    {
        foreach (var text in new[] { plain, Unleet(plain), Unleet(plain.Trim([.. "0123456789"])) })
        {
            var letters = new string([.. text.Where(c => !char.IsAsciiDigit(c) && c is not ('@' or '$'))]);
            if (letters.Length == 0)
            {
                return plain.Length <= 14 && IsDate(plain);
            }

            if (
                Words.Value.Contains(letters)
                || Enumerable
                    .Range(3, Math.Max(0, letters.Length - 5))
                    .Any(i => Words.Value.Contains(letters[..i]) && Words.Value.Contains(letters[i..]))
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Digits that end or begin with a year.</summary>
    private static bool IsDate(string digits) => digits.Length >= 4 && (digits[..2] is "19" or "20" || digits[^4..^2] is "19" or "20");

    private static string Unleet(string text) =>
        string.Concat(
            text.Select(c =>
                c switch
                {
                    '0' => 'o',
                    '1' => 'i',
                    '3' => 'e',
                    '4' or '@' => 'a',
                    '5' or '$' => 's',
                    '7' => 't',
                    _ => c,
                }
            )
        );

    private static FrozenSet<string> Load()
    {
        using var stream = typeof(UncommonPassword).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
