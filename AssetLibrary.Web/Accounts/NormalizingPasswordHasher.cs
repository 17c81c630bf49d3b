using AssetLibrary.Web.Shared.Texts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AssetLibrary.Web.Accounts;

/// <summary>
/// A password is the same however its letters were put together: typed into a page, read by a command, on one keyboard or another
/// (RFC 8265, §4.2.2: NFC).
/// </summary>
internal sealed class NormalizingPasswordHasher(IOptions<PasswordHasherOptions> options) : PasswordHasher<User>(options)
{
    public override string HashPassword(User user, string password) => base.HashPassword(user, CleanText.Of(password));

    public override PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword) =>
        base.VerifyHashedPassword(user, hashedPassword, CleanText.Of(providedPassword));
}
