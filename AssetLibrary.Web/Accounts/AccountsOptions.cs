namespace AssetLibrary.Web.Accounts;

/// <summary>Section <c>Accounts</c>.</summary>
public sealed class AccountsOptions
{
    /// <summary>Least length of a password in characters; length is the only rule.</summary>
    public int PasswordLength { get; set; } = 10;

    /// <summary>Attempts with a wrong password after which an account is locked.</summary>
    public int LockoutAfter { get; set; } = 5;

    public TimeSpan LockoutFor { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Sign-in attempts per address and minute.</summary>
    public int SignInsPerMinute { get; set; } = 20;
}
