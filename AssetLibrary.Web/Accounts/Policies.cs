using System.Security.Claims;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Authorization;

namespace AssetLibrary.Web.Accounts;

/// <summary>The four things a person can be allowed, each a policy; a token's scopes are named alike.</summary>
public static class Policies
{
    public const string Read = "read";
    public const string Edit = "edit";
    public const string Generate = "generate";
    public const string Admin = "admin";

    public static readonly IReadOnlyList<string> All = [Read, Edit, Generate, Admin];

    internal static AuthorizationBuilder AddPolicies(this AuthorizationBuilder builder) =>
        builder
            .SetFallbackPolicy(Policy(Read, Role.Viewer))
            .AddPolicy(Read, Policy(Read, Role.Viewer))
            .AddPolicy(Edit, Policy(Edit, Role.Editor))
            .AddPolicy(Generate, Policy(Generate, Role.Editor))
            .AddPolicy(Admin, Policy(Admin, Role.Admin));

    public static bool May(this ClaimsPrincipal user, string policy) =>
        policy switch
        {
            Admin => Allows(user, Admin, Role.Admin),
            Edit or Generate => Allows(user, policy, Role.Editor),
            _ => Allows(user, Read, Role.Viewer),
        };

    private static AuthorizationPolicy Policy(string scope, Role least) =>
        new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(c => Allows(c.User, scope, least)).Build();

    // A token with any scope may read: what it changes it must be able to look at.
    private static bool Allows(ClaimsPrincipal user, string scope, Role least) =>
        Enum.TryParse<Role>(user.FindFirstValue(ClaimTypes.Role), out var role)
        && role >= least
        && (scope == Read || !user.HasClaim(c => c.Type == ApiTokenScheme.ScopeClaim) || user.HasClaim(ApiTokenScheme.ScopeClaim, scope));
}
