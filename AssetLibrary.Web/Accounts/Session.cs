using System.Data.Common;
using System.Security.Claims;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Accounts;

/// <summary>A browser in which somebody is signed in. It lasts as long as this row: a copied cookie is worth nothing without it.</summary>
public sealed class Session
{
    public Guid Id { get; init; } = Ids.New();
    public required Guid UserId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>To the hour.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>Where it began.</summary>
    public required string Address { get; init; }

    /// <summary>As the browser names itself.</summary>
    public required string Browser { get; init; }
}

internal sealed class SessionTable : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("Sessions").HasOne<User>().WithMany().HasForeignKey(s => s.UserId);
        builder.Property(s => s.Address).HasMaxLength(64);
        builder.Property(s => s.Browser).HasMaxLength(300);
    }
}

/// <summary>Begins and ends sessions, and says at every request what the person behind one may do at this moment.</summary>
public sealed class Sessions(LibraryContext db, TimeProvider time)
{
    public const string SessionClaim = "session";

    /// <summary>How long a session lasts that nobody uses.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(30);

    public static Guid? IdOf(ClaimsPrincipal? user) => Guid.TryParse(user?.FindFirstValue(SessionClaim), out var id) ? id : null;

    public async Task BeginAsync(CookieSigningInContext context)
    {
        var userId = Guid.Parse(context.Principal!.FindFirstValue(ClaimTypes.NameIdentifier)!);
        var (now, request) = (time.GetUtcNow(), context.HttpContext.Request);
        var session = new Session
        {
            UserId = userId,
            CreatedAt = now,
            LastSeenAt = now,
            Address = context.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "",
            Browser = SearchText.Cut(SearchText.Clean(request.Headers.UserAgent), 300),
        };
        var old = now - Idle;
        await db.Set<Session>().Where(s => s.UserId == userId && s.LastSeenAt < old).ExecuteDeleteAsync();
        db.Add(session);
        await db.SaveChangesAsync();
        ((ClaimsIdentity)context.Principal!.Identity!).AddClaim(new(SessionClaim, session.Id.ToString()));
    }

    public async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            return; // open to all
        }

        var id = IdOf(context.Principal);
        var (now, since) = (time.GetUtcNow(), time.GetUtcNow() - Idle);
        var found = await db.Set<Session>()
            .Where(s => s.Id == id && s.LastSeenAt > since)
            .Join(
                db.Set<User>().Where(u => u.DeactivatedAt == null),
                s => s.UserId,
                u => u.Id,
                (s, u) =>
                    new
                    {
                        s.LastSeenAt,
                        u.Id,
                        u.UserName,
                        u.Role,
                    }
            )
            .SingleOrDefaultAsync();
        if (found is null)
        {
            context.RejectPrincipal();
            return;
        }

        // The role is that of this moment, not that of the sign-in.
        var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, found.Id.ToString()));
        identity.AddClaim(new(ClaimTypes.Name, found.UserName ?? ""));
        identity.AddClaim(new(ClaimTypes.Role, found.Role.ToString()));
        identity.AddClaim(new(SessionClaim, id.ToString()!));
        context.ReplacePrincipal(new(identity));
        if (found.LastSeenAt < now.AddHours(-1))
        {
            await SeenAsync(id!.Value, now);
        }
    }

    /// <summary>Whether the session or the token behind a request still gives the rights that it gave when the request came.</summary>
    public Task<bool> StandsAsync(ClaimsPrincipal user, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow();
        var (session, token) = (IdOf(user), user.FindFirstValue(ApiTokenScheme.TokenClaim));
        var people = db.Set<User>().Where(u => u.DeactivatedAt == null);
        if (Enum.TryParse<Role>(user.FindFirstValue(ClaimTypes.Role), out var role))
        {
            people = people.Where(u => u.Role == role);
        }

        return Guid.TryParse(token, out var tokenId)
            ? db.Set<ApiToken>()
                .Where(t => t.Id == tokenId && t.RevokedAt == null && (t.ExpiresAt == null || t.ExpiresAt > now))
                .AnyAsync(t => people.Any(u => u.Id == t.UserId), cancel)
            : db.Set<Session>().Where(s => s.Id == session).AnyAsync(s => people.Any(u => u.Id == s.UserId), cancel);
    }

    public Task EndAsync(ClaimsPrincipal user)
    {
        var id = IdOf(user);
        return db.Set<Session>().Where(s => s.Id == id).ExecuteDeleteAsync();
    }

    /// <summary>All of a person, but for one.</summary>
    public Task EndOfAsync(Guid userId, Guid? except = null) =>
        db.Set<Session>().Where(s => s.UserId == userId && s.Id != except).ExecuteDeleteAsync();

    // On a full disk nothing can be written, but people can still look.
    private async Task SeenAsync(Guid id, DateTimeOffset now)
    {
        try
        {
            await db.Set<Session>().Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(x => x.LastSeenAt, now));
        }
        catch (DbException) { }
    }
}
