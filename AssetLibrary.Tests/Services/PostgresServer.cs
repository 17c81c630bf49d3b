using System.Diagnostics;
using System.Globalization;
using Npgsql;

[assembly: AssemblyFixture(typeof(AssetLibrary.Tests.Services.PostgresServer))]

namespace AssetLibrary.Tests.Services;

/// <summary>A throwaway PostgreSQL on a free loopback port, started when the first test asks for it.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly Lazy<Dictionary<string, string>> started = new(Start);

    /// <summary>A connection string to an empty database that no other test has.</summary>
    public string NewDatabase()
    {
        var server = started.Value["CONNECTION"];
        var name = $"test_{Guid.NewGuid():N}";
        using var connection = new NpgsqlConnection(server);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the name is ours
        command.CommandText = $"CREATE DATABASE {name}";
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 30 }.ConnectionString;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (started.IsValueCreated)
        {
            NpgsqlConnection.ClearAllPools();
            var pid = started.Value["PID"];
            using var server = Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture));
            using var stop = Process.Start("kill", ["-INT", pid]);
            await server.WaitForExitAsync();
            Directory.Delete(started.Value["DIR"], recursive: true);
        }
    }

    private static Dictionary<string, string> Start()
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [Path.Combine(AppContext.BaseDirectory, "Services", "start-postgres")]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        while (!answers.ContainsKey("CONNECTION") && process.StandardOutput.ReadLine() is { } line)
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            answers[line[..equals]] = line[(equals + 1)..];
        }

        return answers.ContainsKey("CONNECTION") ? answers : throw new InvalidOperationException("PostgreSQL did not start: install Debian's package postgresql-15, or set PGBIN to where another's programs lie.");
    }
}

/// <summary>The app on PostgreSQL.</summary>
public class PostgresApp(PostgresServer server) : App
{
    protected override string? Postgres { get; } = server.NewDatabase();
}
