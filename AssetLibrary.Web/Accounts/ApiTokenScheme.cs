using System.Security.Claims;
using System.Text.Encodings.Web;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AssetLibrary.Web.Accounts;

/// <summary><c>Authorization: Bearer TOKEN</c>: the token's person, with the scopes of the token as claims.</summary>
internal sealed class ApiTokenScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    LibraryContext db
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "ApiToken";
    public const string ScopeClaim = "scope";
    public const string TokenClaim = "token";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerOf(Request) is not { } secret)
        {
            return AuthenticateResult.NoResult();
        }

        var hash = ApiToken.HashOf(secret);
        var found = await db.Set<ApiToken>()
            .AsNoTracking()
            .Where(t => t.Hash == hash)
            .Join(
                db.Set<User>(),
                t => t.UserId,
                u => u.Id,
                (t, u) =>
                    new
                    {
                        Token = t,
                        u.Id,
                        u.UserName,
                        u.Role,
                        u.DeactivatedAt,
                    }
            )
            .SingleOrDefaultAsync();
        if (found is null || !found.Token.IsValid(db.Now) || found.DeactivatedAt is not null)
        {
            return AuthenticateResult.Fail("This token isn’t valid.");
        }

        if (found.Token.LastUsedAt is null || found.Token.LastUsedAt < db.Now.AddMinutes(-5))
        {
            await db.Set<ApiToken>().Where(t => t.Id == found.Token.Id).ExecuteUpdateAsync(s => s.SetProperty(t => t.LastUsedAt, db.Now));
        }

        var identity = new ClaimsIdentity(Name, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, found.Id.ToString()));
        identity.AddClaim(new(ClaimTypes.Name, found.UserName ?? ""));
        identity.AddClaim(new(ClaimTypes.Role, found.Role.ToString()));
        identity.AddClaim(new(TokenClaim, found.Token.Id.ToString()));
        identity.AddClaims(found.Token.Scopes.Select(s => new Claim(ScopeClaim, s)));
        return AuthenticateResult.Success(new(new(identity), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Problem.Of(StatusCodes.Status401Unauthorized, "sign-in", "Sign in, or send a valid API token.").ExecuteAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.Of(StatusCodes.Status403Forbidden, "forbidden", "Your role or this token’s scopes don’t allow this.").ExecuteAsync(Context);

    public static string? BearerOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? header[7..].Trim()
            : null;
}
