using System.Threading.RateLimiting;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Htmx;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AssetLibrary.Web.Accounts;

internal static class AccountsSetup
{
    /// <summary>The rate limit of pages that check a password.</summary>
    public const string PasswordLimit = "password";

    private const string Either = "Either";

    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var options = builder.Configuration.GetSection("Accounts").Get<AccountsOptions>() ?? new();
        services.AddSingleton(options);
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentViewer>();
        services.AddScoped<IViewer>(s => s.GetRequiredService<CurrentViewer>());
        services.AddSingleton<FirstRun>();
        services.AddSingleton<SignInPace>();
        services.AddSingleton<Client>();
        services.AddSingleton<NobodysPassword>();
        services.AddScoped<PasswordCheck>();
        services.AddScoped<Sessions>();
        services.AddScoped<People>();
        services
            .AddAuthentication(o => o.DefaultScheme = Either)
            .AddPolicyScheme(Either, null, o =>
                o.ForwardDefaultSelector = c =>
                    ApiTokenScheme.BearerOf(c.Request) is null ? IdentityConstants.ApplicationScheme : ApiTokenScheme.Name
            )
            .AddScheme<AuthenticationSchemeOptions, ApiTokenScheme>(ApiTokenScheme.Name, null)
            .AddIdentityCookies();
        services
            .AddIdentityCore<User>(o =>
            {
                o.Password.RequiredLength = options.PasswordLength;
                o.Password.RequireDigit =
                    o.Password.RequireLowercase =
                    o.Password.RequireUppercase =
                    o.Password.RequireNonAlphanumeric =
                        false;
            })
            .AddEntityFrameworkStores<LibraryContext>()
            .AddPasswordValidator<UncommonPassword>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<RoleClaim>();
        services.RemoveAll<IUserValidator<User>>().AddScoped<IUserValidator<User>, NewName>();
        services.Replace(ServiceDescriptor.Singleton<ILookupNormalizer, NameLookup>());
        services.Replace(ServiceDescriptor.Scoped<IPasswordHasher<User>, NormalizingPasswordHasher>());
        services.ConfigureApplicationCookie(o =>
        {
            o.LoginPath = "/SignIn";
            o.AccessDeniedPath = "/Forbidden";
            o.Cookie.Name = "assetlibrary";
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.ExpireTimeSpan = Sessions.Idle;
            o.Events.OnSigningIn = context => context.HttpContext.RequestServices.GetRequiredService<Sessions>().BeginAsync(context);
            o.Events.OnValidatePrincipal = context =>
                context.HttpContext.RequestServices.GetRequiredService<Sessions>().CheckAsync(context);
            o.Events.OnRedirectToLogin = AskToSignIn;
            o.Events.OnRedirectToAccessDenied = Forbid;
        });
        services.AddAuthorizationBuilder().AddPolicies();
        services.Configure<MvcOptions>(o => o.Filters.Add(new PostsNeedAnEditor()));
        services.AddRateLimiter(o =>
            o.AddPolicy(PasswordLimit, context =>
                HttpMethods.IsPost(context.Request.Method)
                    ? RateLimitPartition.GetFixedWindowLimiter(
                        context.RequestServices.GetRequiredService<Client>().KeyOf(context, isKnown: true),
                        _ => new() { PermitLimit = options.SignInsPerMinute, Window = TimeSpan.FromMinutes(1) }
                    )
                    : RateLimitPartition.GetNoLimiter("")
            )
        );
        services.Configure<RateLimiterOptions>(o =>
            o.OnRejected = (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = "60";
                context.HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests; // the error pages find the words
                return ValueTask.CompletedTask;
            }
        );
    }

    /// <summary>Until there is an admin, every page leads to the page that makes one.</summary>
    public static void UseFirstRun(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                if (
                    context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Mvc.RazorPages.PageActionDescriptor>() is { } page
                    && page.ViewEnginePath != "/Accounts/Setup"
                    && !await context
                        .RequestServices.GetRequiredService<FirstRun>()
                        .IsOverAsync(context.RequestServices.GetRequiredService<LibraryContext>(), context.RequestAborted)
                )
                {
                    context.Response.Redirect("/Setup");
                    return;
                }

                await next(context);
            }
        );

    // fetch would follow the redirect and put the sign-in page into a card.
    private static Task AskToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.IsForMachines())
        {
            return Problem
                .Of(StatusCodes.Status401Unauthorized, "sign-in", "Sign in, or send a valid API token.")
                .ExecuteAsync(context.HttpContext);
        }

        if (context.Request.IsHtmx())
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            var back = Uri.TryCreate(context.Request.Headers["HX-Current-URL"], UriKind.Absolute, out var page) ? page.PathAndQuery : "/";
            context.Response.Headers["HX-Redirect"] = $"/SignIn?ReturnUrl={Uri.EscapeDataString(back)}";
            return Task.CompletedTask;
        }

        // Without the host, which the request itself named.
        context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
        return Task.CompletedTask;
    }

    private static Task Forbid(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.IsForMachines())
        {
            return Problem
                .Of(StatusCodes.Status403Forbidden, "forbidden", "Your role doesn’t allow this.")
                .ExecuteAsync(context.HttpContext);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
