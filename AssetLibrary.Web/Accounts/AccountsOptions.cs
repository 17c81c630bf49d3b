namespace AssetLibrary.Web.Accounts;

/// <summary>Section <c>Accounts</c>.</summary>
public sealed class AccountsOptions
{
    /// <summary>Least length of a password in characters.</summary>
    public int PasswordLength { get; set; } = 10;

    /// <summary>Sign-in attempts per client and minute, whatever the names.</summary>
    public int SignInsPerMinute { get; set; } = 20;

    /// <summary>Wrong passwords of one client for one name before it has to wait: 1, 2, 4 … seconds.</summary>
    public int WrongPasswords { get; set; } = 5;

    /// <summary>
    /// Wrong passwords of all clients for one name before they have to wait alike; a browser that has signed in under this name before
    /// does not.
    /// </summary>
    public int WrongPasswordsPerName { get; set; } = 50;

    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(1);
}
