using System.Data.Common;
using AssetLibrary.Tests.Services;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Database;

/// <summary>An app that counts its queries.</summary>
public class CountingApp : App
{
    public QueryCount Queries { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Queue:Parallel", "0");      // no worker asks in between
        builder.ConfigureServices(s => s.AddSingleton<IInterceptor>(Queries));
    }
}

public sealed class PostgresCountingApp(PostgresServer server) : CountingApp
{
    protected override string? Postgres { get; } = server.NewDatabase();
}

public sealed class QueryCount : DbCommandInterceptor
{
    private int count;

    public int Take() => Interlocked.Exchange(ref count, 0);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref count);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}
