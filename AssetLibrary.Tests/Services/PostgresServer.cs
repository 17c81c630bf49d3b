using System.Diagnostics;
using System.Globalization;
using Npgsql;

[assembly: AssemblyFixture(typeof(AssetLibrary.Tests.Services.PostgresServer))]

namespace AssetLibrary.Tests.Services;

/// <summary>A throwaway PostgreSQL on a free loopback port, started when the first test asks for it.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly Lazy<Dictionary<string, string>> started = new(() => Start());
    private readonly Lazy<string> library;

    public PostgresServer() =>
        library = new(() =>
        {
            const string name = "library";
            EmptyLibrary.Migrate(Create(name, "template1"));
            return name;
        });

    /// <summary>A connection string to a database without tables that no other test has.</summary>
    public string NewDatabase() => Create($"test_{Guid.NewGuid():N}", "template1");

    /// <summary>A connection string to a library without rows that no other test has.</summary>
    public string NewLibrary() => Create($"test_{Guid.NewGuid():N}", library.Value);

    /// <summary>As if the machine went down: nobody is told.</summary>
    public async Task KillAsync()
    {
        // This server commits before anything reaches the disk; a real one does not.
        await using (var connection = new NpgsqlConnection(started.Value["CONNECTION"]))
        {
            await connection.OpenAsync();
            await using var checkpoint = new NpgsqlCommand("CHECKPOINT", connection);
            await checkpoint.ExecuteNonQueryAsync();
        }

        await SignalAsync("-QUIT"); // an immediate shutdown: all connections are cut, and the next start recovers
    }

    /// <summary>At the same address, with the same data.</summary>
    public async Task RestartAsync()
    {
        var (data, port) = (started.Value["DIR"], new NpgsqlConnectionStringBuilder(started.Value["CONNECTION"]).Port);
        started.Value["PID"] = (await Task.Run(() => Start(data, port.ToString(CultureInfo.InvariantCulture))))["PID"];
    }

    private async Task SignalAsync(string signal)
    {
        var pid = started.Value["PID"];
        using var server = Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture));
        using var kill = Process.Start("kill", [signal, pid]);
        await server.WaitForExitAsync();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (started.IsValueCreated)
        {
            NpgsqlConnection.ClearAllPools();
            await SignalAsync("-INT");
            Directory.Delete(started.Value["DIR"], recursive: true);
        }
    }

    private string Create(string name, string template)
    {
        var server = started.Value["CONNECTION"];
        using var connection = new NpgsqlConnection(server);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the names are ours
        command.CommandText = $"CREATE DATABASE {name} TEMPLATE {template}";
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 30 }.ConnectionString;
    }

    private static Dictionary<string, string> Start(params string[] existing)
    {
        using var process = Process.Start(
            new ProcessStartInfo("bash", [Path.Combine(AppContext.BaseDirectory, "Services", "start-postgres"), .. existing])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        while (!answers.ContainsKey("CONNECTION") && process.StandardOutput.ReadLine() is { } line)
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            answers[line[..equals]] = line[(equals + 1)..];
        }

        return answers.ContainsKey("CONNECTION")
            ? answers
            : throw new InvalidOperationException(
                "PostgreSQL did not start: install Debian's package postgresql-15, or set PGBIN to where another's programs lie."
            );
    }
}

/// <summary>The app on PostgreSQL.</summary>
public class PostgresApp(PostgresServer server) : App
{
    protected override string? Postgres { get; } = server.NewLibrary();
}
