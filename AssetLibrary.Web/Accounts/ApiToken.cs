using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AssetLibrary.Web.Database;

namespace AssetLibrary.Web.Accounts;

/// <summary>A secret by which a script acts for a person. Only its hash is stored; the secret is shown once.</summary>
public sealed class ApiToken
{
    private const string Prefix = "al_";

    private ApiToken() { }

    public Guid Id { get; private set; } = Ids.New();
    public Guid UserId { get; private set; }
    public string Name { get; private set; } = "";
    public string Hash { get; private set; } = "";

    /// <summary>Any of <c>read</c>, <c>edit</c>, <c>generate</c>, <c>admin</c>; empty means all that the person may do.</summary>
    public List<string> Scopes { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? LastUsedAt { get; private set; }
    public DateTimeOffset? ExpiresAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    public static (ApiToken Token, string Secret) Issue(
        Guid userId,
        string name,
        IEnumerable<string> scopes,
        DateTimeOffset now,
        DateTimeOffset? expiresAt = null
    )
    {
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (
            new()
            {
                UserId = userId,
                Name = name,
                Hash = HashOf(secret),
                Scopes = [.. scopes],
                CreatedAt = now,
                ExpiresAt = expiresAt,
            },
            secret
        );
    }

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public bool IsValid(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
