using System.Data.Common;
using AssetLibrary.Tests.Services;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AssetLibrary.Tests.Database;

/// <summary>An app that counts its queries.</summary>
public class CountingApp : App
{
    public QueryCount Queries { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(s =>
        {
            // Nobody asks in between: neither a worker nor what is done now and then in the background.
            foreach (var own in s.Where(d => d.ServiceType == typeof(IHostedService) && IsOurs(d)).ToList())
            {
                s.Remove(own);
            }

            s.AddSingleton<IInterceptor>(Queries);
        });
    }

    private static bool IsOurs(ServiceDescriptor service) =>
        (
            service.ImplementationType ?? service.ImplementationInstance?.GetType() ?? service.ImplementationFactory?.Method.DeclaringType
        )?.Assembly == typeof(Program).Assembly;
}

public sealed class PostgresCountingApp(PostgresServer server) : CountingApp
{
    protected override string? Postgres { get; } = server.NewLibrary();
}

public sealed class QueryCount : DbCommandInterceptor
{
    private int count;

    public int Take() => Interlocked.Exchange(ref count, 0);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        Interlocked.Increment(ref count);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}
