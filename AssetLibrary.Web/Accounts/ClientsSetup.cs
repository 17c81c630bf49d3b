using System.Net;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.HttpOverrides;

namespace AssetLibrary.Web.Accounts;

/// <summary>Where a request comes from and which name it was sent to, before anything else looks at it.</summary>
internal static class ClientsSetup
{
    public static void AddClients(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        // The framework's own filter refuses without a sentence, and would refuse loopback as soon as a host is named.
        services.Configure<HostFilteringOptions>(o => o.AllowedHosts = ["*"]);
        var configured = builder.Configuration["AllowedHosts"];
        services.AddSingleton(s => new AllowedHosts(s.GetRequiredService<IServer>(), s.GetRequiredService<OwnAddress>(), configured));
        services.AddSingleton(Proxies(builder.Configuration["KnownProxies"]));
    }

    public static void UseClients(this WebApplication app)
    {
        if (app.Services.GetRequiredService<ForwardedHeadersOptions>() is { ForwardedHeaders: not ForwardedHeaders.None } proxies)
        {
            app.UseForwardedHeaders(proxies);
        }

        var hosts = app.Services.GetRequiredService<AllowedHosts>();
        app.Use(
            (context, next) =>
                hosts.Allows(context.Request.Host.Host, context.Connection.LocalIpAddress)
                    ? next(context)
                    : throw new RefusedException(
                        StatusCodes.Status400BadRequest,
                        "unknown-host",
                        "This server doesn’t accept that host name. If the name is yours, add it to AllowedHosts, "
                            + "or set PublicUrl to the address people use."
                    )
        );
    }

    /// <summary>Believes X-Forwarded-For and X-Forwarded-Proto of these addresses alone; of nobody where none is configured.</summary>
    /// <exception cref="InvalidOperationException">One is neither an address nor a network: a sentence for anyone who has set
    /// it.</exception>
    internal static ForwardedHeadersOptions Proxies(string? configured)
    {
        var options = new ForwardedHeadersOptions { ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in (configured ?? "").Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (System.Net.IPNetwork.TryParse(proxy, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
            else if (IPAddress.TryParse(proxy, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else
            {
                throw new InvalidOperationException(
                    "KnownProxies takes addresses such as 10.0.0.2 and networks such as 10.0.0.0/8, separated by semicolons. "
                        + $"“{proxy}” is neither."
                );
            }

            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        }

        return options;
    }
}
